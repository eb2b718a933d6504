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
    const write = async () => {
      if ((await store.index('id').getKey(said.id)) === undefined) await store.add(said)
    }
    await Promise.all([write(), done])
  }

  async refuse(refused: Refused): Promise<void> {
    const writing = (await deviceDatabase()).transaction(['said', 'refused'], 'readwrite', STRICT)
    const refusals = writing.objectStore('refused')
    await Promise.all([refusals.put(refused), forget(writing.objectStore('said'), refused.id), writing.done])
  }

  async remove(id: CommandId): Promise<void> {
    const writing = (await deviceDatabase()).transaction(['said', 'refused'], 'readwrite')
    const refusals = writing.objectStore('refused')
    await Promise.all([refusals.delete(id), forget(writing.objectStore('said'), id), writing.done])
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

/** The store of what was said, in a transaction that writes it. */
interface SaidStore {
  index(name: 'id'): { getKey(id: string): Promise<number | undefined> }
  delete(key: number): Promise<void>
}

async function forget(said: SaidStore, id: CommandId): Promise<void> {
  const key = await said.index('id').getKey(id)
  if (key !== undefined) await said.delete(key)
}
