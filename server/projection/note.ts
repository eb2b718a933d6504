import type { Instant } from '../../shared/instant.ts'
import type { Connection } from '../db/pool.ts'

export interface StoredNote {
  id: string
  ticketId: string
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
