import type { NoteId } from '../../shared/id.ts'
import { HOUR, type Instant } from '../../shared/instant.ts'
import type { HandOverNote } from '../../shared/protocol/crew.ts'
import type { Connection, Database } from '../db/pool.ts'

export interface StoredNote {
  id: string
  /** Null for what a team left to the next one of its crew. */
  ticketId: string | null
  at: Instant
  by: string
  text: string
}

/** The notes of a ticket, oldest first. */
export async function loadNotes(connection: Connection, ticketId: string): Promise<StoredNote[]> {
  const { rows } = await connection.query<StoredNote>(
    `select id, ticket_id as "ticketId", milliseconds_of(at) as at, by, text
     from note where ticket_id = $1 order by note.at limit 500`,
    [ticketId],
  )
  return rows
}

/** What a team left to the next; null where it is no longer kept. */
export async function loadHandOverNote(database: Database, id: NoteId): Promise<HandOverNote | null> {
  const { rows } = await database.query<HandOverNote>(
    'select id, milliseconds_of(at) as at, by, text from note where id = $1 and ticket_id is null',
    [id],
  )
  return rows[0] ?? null
}

/** Forgets what teams left to the next ones more than `days` ago. */
export async function purgeHandOverNotes(database: Database, days: number, now: Instant): Promise<void> {
  await database.query('delete from note where ticket_id is null and at < instant_of($1)', [
    now - days * 24 * HOUR,
  ])
}
