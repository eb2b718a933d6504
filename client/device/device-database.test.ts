import 'fake-indexeddb/auto'
import { afterEach, describe, expect, it } from 'vitest'
import type { Command } from '../../shared/command.ts'
import { commandIdSchema } from '../../shared/id.ts'
import { assignmentId, crewId, NOW } from '../../shared/test-board.ts'
import type { Said } from '../feed/command-store.ts'
import { DeviceCommandStore } from './device-command-store.ts'
import { deviceDatabase } from './device-database.ts'

let made = 0
const saidOf = (command: Command): Said => {
  made += 1
  const id = commandIdSchema.parse(`00000009-0000-4000-8000-${String(made).padStart(12, '0')}`)
  return { id, saidAt: NOW, crewId: crewId(1), command }
}
const step = (type: 'acknowledge' | 'go_en_route' | 'arrive') =>
  saidOf({ type, assignmentId: assignmentId(1) })

describe('commands that outlive their page', () => {
  const store = new DeviceCommandStore()
  afterEach(async () => {
    const database = await deviceDatabase()
    await Promise.all(['said' as const, 'refused' as const].map((name) => database.clear(name)))
  })

  it('[OF-1] are kept in the order in which they were said, each once', async () => {
    const all = [step('acknowledge'), step('go_en_route'), step('arrive')]
    await Promise.all([...all, ...all].map((said) => store.put(said)))
    expect(await store.all()).toEqual({ waiting: all, refused: [] })
    await store.remove((all[1] as Said).id)
    expect((await store.all()).waiting).toEqual([all[0], all[2]])
  })

  it('[OF-3] are kept as refused, until they are read', async () => {
    const said = step('arrive')
    await store.put(said)
    const { command, ...rest } = said
    const refused = { ...rest, type: command.type, refusal: { code: 'not_allowed' as const } }
    await store.refuse(refused)
    expect(await store.all()).toEqual({ waiting: [], refused: [refused] })
    await store.remove(said.id)
    expect(await store.all()).toEqual({ waiting: [], refused: [] })
  })

  it('[OF-8] are told as refused where this version of the page does not know them', async () => {
    const known = step('arrive')
    const older = { ...step('acknowledge'), command: { type: 'wave_flag', colour: 'red' } }
    const database = await deviceDatabase()
    await database.add('said', older)
    await database.add('said', 'rubbish')
    await store.put(known)
    const { waiting, refused } = await store.all()
    expect(waiting).toEqual([known])
    expect(refused).toMatchObject([{ id: older.id, type: 'wave_flag', refusal: { code: 'invalid' } }])
    await store.remove(older.id)
    expect((await store.all()).refused).toEqual([])
  })
})
