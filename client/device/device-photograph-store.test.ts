import 'fake-indexeddb/auto'
import { openDB } from 'idb'
import { describe, expect, it } from 'vitest'
import { crewId, photographId, ticketId } from '../../shared/test-board.ts'
import type { KeptPhotograph } from '../feed/photograph-store.ts'
import { deviceDatabase } from './device-database.ts'
import { DevicePhotographStore } from './device-photograph-store.ts'

const taken = (number: number, more: Partial<KeptPhotograph> = {}): KeptPhotograph => ({
  id: photographId(number),
  ticketId: ticketId(1),
  crewId: crewId(1),
  takenAt: number,
  picture: new Blob([new Uint8Array([255, 216, number])], { type: 'image/jpeg' }),
  announced: false,
  refused: null,
  ...more,
})

describe('photographs that outlive their page', () => {
  it('[PH-11] are kept whole, the oldest first, each once, beside what an older page left', async () => {
    const older = await openDB('vigie', 1, {
      upgrade: (upgrading) => {
        upgrading.createObjectStore('said', { autoIncrement: true }).createIndex('id', 'id', { unique: true })
        upgrading.createObjectStore('refused', { keyPath: 'id' })
        upgrading.createObjectStore('view')
      },
    })
    await older.put('view', 'as it was', 'crew')
    older.close()
    const store = new DevicePhotographStore()
    await store.put(taken(2))
    await store.put(taken(1))
    await store.put(taken(2, { announced: true }))
    const kept = await store.all()
    expect(kept.map(({ id, announced }) => [id, announced])).toEqual([
      [photographId(1), false],
      [photographId(2), true],
    ])
    expect([...new Uint8Array((await kept[0]?.picture.arrayBuffer()) ?? [])]).toEqual([255, 216, 1])
    const database = await deviceDatabase()
    expect(await database.get('view', 'crew')).toBe('as it was')
    // Of a version of the page that wrote in terms of its own.
    await database.put('photographs', { id: photographId(3), words: 'other' })
    expect(await store.all()).toHaveLength(2)
    await store.remove(photographId(1))
    expect((await store.all()).map(({ id }) => id)).toEqual([photographId(2)])
  })
})
