import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { deviceDatabase } from './device-database.ts'
import { wasEvicted } from './eviction.ts'

describe('[OF-12] a device whose storage was cleared', () => {
  it('is told once, and a new device never', async () => {
    let marked = false
    const mark = {
      read: () => marked,
      write: () => {
        marked = true
      },
    }
    expect(await wasEvicted(mark)).toBe(false)
    expect(await wasEvicted(mark)).toBe(false)
    await (await deviceDatabase()).clear('view')
    expect(await wasEvicted(mark)).toBe(true)
    expect(await wasEvicted(mark)).toBe(false)
  })
})
