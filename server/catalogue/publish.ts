import { randomUUID } from 'node:crypto'
import type { KnownTown } from '../../shared/catalogue/check.ts'
import { flawsOf } from '../../shared/catalogue/form.ts'
import { type SentCommand, sentCommandSchema } from '../../shared/command.ts'
import type { Actor } from '../../shared/event.ts'
import { instant } from '../../shared/instant.ts'
import type { Refusal } from '../../shared/refusal.ts'
import { GroupCommit } from '../command/handle.ts'
import { WriterConnection } from '../command/writer-connection.ts'
import type { Database } from '../db/pool.ts'
import type { Draft } from '../projection/catalogue.ts'
import { KeptCatalogues } from './kept-catalogues.ts'

/** Whoever has the database. */
export const ACTOR: Actor = { id: 'catalogue', role: 'system', label: 'Catalogue', crewId: null }

/** The command that publishes a draft, under the id of whoever asks, or why there is none. */
export function publication(
  id: string,
  { basedOn, catalogue }: Draft,
  town: KnownTown,
): SentCommand | Refusal {
  const problems = flawsOf(catalogue, town)
  if (problems.length > 0) return { code: 'catalogue_unsound', problems: problems.slice(0, 20) }
  return sentCommandSchema.parse({ id, command: { type: 'publish_catalogue', after: basedOn, catalogue } })
}

/**
 * Publishes a draft as a process of its own does: through the log, from which every server takes it within a second.
 * Returns the new version, or why there is none. Rejects where the server, or the database, failed.
 */
export async function publishDraft(
  database: Database,
  databaseUrl: string,
  draft: Draft,
  town: KnownTown,
): Promise<number | Refusal> {
  const sent = publication(randomUUID(), draft, town)
  if ('code' in sent) return sent
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
  const answer = await handler.submit(sent, ACTOR)
  await handler.drain()
  await connection.close()
  if (fault !== undefined) throw fault
  return answer.status === 'refused' ? answer.refusal : draft.basedOn + 1
}
