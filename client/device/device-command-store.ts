import { z } from 'zod'
import { commandSchema } from '../../shared/command.ts'
import { type CommandId, commandIdSchema, crewIdSchema } from '../../shared/id.ts'
import { refusalSchema } from '../../shared/refusal.ts'
import type { CommandStore, Kept, Refused, Said } from '../feed/command-store.ts'
import { deviceDatabase } from './device-database.ts'

const common = { id: commandIdSchema, saidAt: z.number(), crewId: crewIdSchema.nullable() }
const saidSchema = z.object({ ...common, command: commandSchema })
const refusedSchema = z.object({ ...common, type: z.string(), refusal: refusalSchema })
/** What is left of a command that this version of the page does not know. */
const unreadableSchema = z.object({ ...common, command: z.object({ type: z.string() }) })

/** A disk that has said « written » has written: what a person was shown as kept survives a flat battery. */
const STRICT: IDBTransactionOptions = { durability: 'strict' }

/** Commands that outlive their page, in this browser's database. */
export class DeviceCommandStore implements CommandStore {
  async put(said: Said): Promise<void> {
    const database = await deviceDatabase()
    const { store, done } = database.transaction('said', 'readwrite', STRICT)
    if ((await store.index('id').getKey(said.id)) === undefined) await store.add(said)
    await done
  }

  async refuse(refused: Refused): Promise<void> {
    const database = await deviceDatabase()
    const writing = database.transaction(['said', 'refused'], 'readwrite', STRICT)
    await writing.objectStore('refused').put(refused)
    const key = await writing.objectStore('said').index('id').getKey(refused.id)
    if (key !== undefined) await writing.objectStore('said').delete(key)
    await writing.done
  }

  async remove(id: CommandId): Promise<void> {
    const database = await deviceDatabase()
    const writing = database.transaction(['said', 'refused'], 'readwrite')
    await writing.objectStore('refused').delete(id)
    const key = await writing.objectStore('said').index('id').getKey(id)
    if (key !== undefined) await writing.objectStore('said').delete(key)
    await writing.done
  }

  /** What cannot be read any more is told as refused: it is a person's to say again. */
  async all(): Promise<Kept> {
    const database = await deviceDatabase()
    const kept: Kept = { waiting: [], refused: [] }
    for (const raw of await database.getAll('said')) {
      const said = saidSchema.safeParse(raw)
      const unreadable = unreadableSchema.safeParse(raw)
      if (said.success) kept.waiting.push(said.data)
      else if (unreadable.success) kept.refused.push(refusedAs(unreadable.data, said.error.message))
    }
    for (const raw of await database.getAll('refused')) {
      const { data } = refusedSchema.safeParse(raw)
      if (data !== undefined) kept.refused.push(data)
    }
    return kept
  }
}

function refusedAs({ command, ...said }: z.infer<typeof unreadableSchema>, problem: string): Refused {
  return { ...said, type: command.type, refusal: { code: 'invalid', problem: problem.slice(0, 500) } }
}
