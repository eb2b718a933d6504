import { z } from 'zod'
import { crewIdSchema, type PhotographId, photographIdSchema, ticketIdSchema } from '../../shared/id.ts'
import { localizedSchema } from '../../shared/text.ts'
import type { KeptPhotograph, PhotographStore } from '../feed/photograph-store.ts'
import { deviceDatabase } from './device-database.ts'

const keptSchema = z.object({
  id: photographIdSchema,
  ticketId: ticketIdSchema,
  crewId: crewIdSchema.nullable(),
  takenAt: z.number(),
  picture: z.instanceof(Blob),
  announced: z.boolean(),
  refused: localizedSchema.nullable(),
})

/** Photographs that outlive their page, in this browser's database. */
export class DevicePhotographStore implements PhotographStore {
  async put(photograph: KeptPhotograph): Promise<void> {
    const database = await deviceDatabase()
    const { store, done } = database.transaction('photographs', 'readwrite', { durability: 'strict' })
    await Promise.all([store.put(photograph), done])
  }

  async remove(id: PhotographId): Promise<void> {
    await (await deviceDatabase()).delete('photographs', id)
  }

  async all(): Promise<KeptPhotograph[]> {
    const kept = await (await deviceDatabase()).getAll('photographs')
    return kept.flatMap((raw) => keptSchema.safeParse(raw).data ?? []).sort((a, b) => a.takenAt - b.takenAt)
  }
}
