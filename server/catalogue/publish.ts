import { randomUUID } from 'node:crypto'
import { sentCommandSchema } from '../../shared/command.ts'
import type { Actor } from '../../shared/event.ts'
import { instant } from '../../shared/instant.ts'
import type { Refusal } from '../../shared/refusal.ts'
import { GroupCommit } from '../command/handle.ts'
import { WriterConnection } from '../command/writer-connection.ts'
import type { Database } from '../db/pool.ts'
import type { Draft } from '../projection/catalogue.ts'
import { KeptCatalogues } from './kept-catalogues.ts'

const ACTOR: Actor = { id: 'catalogue', role: 'system', label: 'Catalogue', crewId: null }

/**
 * Publishes a draft as a process of its own does: through the log, from which every server takes it within a second.
 * Returns the new version, or why there is none. Rejects where the server, or the database, failed.
 */
export async function publishDraft(
  database: Database,
  databaseUrl: string,
  { basedOn, catalogue }: Draft,
): Promise<number | Refusal> {
  const connection = new WriterConnection(databaseUrl)
  let fault: unknown
  const handler = new GroupCommit({
    connection,
    catalogues: await KeptCatalogues.open(database),
    now: () => instant(Date.now()),
    onFault: (error) => {
      fault = error
    },
    onCommitted: () => {},
  })
  const command = { type: 'publish_catalogue', after: basedOn, catalogue }
  const answer = await handler.submit(sentCommandSchema.parse({ id: randomUUID(), command }), ACTOR)
  await handler.drain()
  await connection.close()
  if (fault !== undefined) throw fault
  return answer.status === 'refused' ? answer.refusal : basedOn + 1
}
