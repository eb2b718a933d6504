import type { Instant } from '../../shared/instant.ts'
import type { Connection } from '../db/pool.ts'

export interface StoredNote {
  id: string
  ticketId: string
  at: Instant
  by: string
  text: string
}

export async function saveNotes(connection: Connection, notes: readonly StoredNote[]): Promise<void> {
  if (notes.length === 0) return
  await connection.query({
    name: 'save-notes',
    text: `
      insert into note (id, ticket_id, at, by, text)
      select id, "ticketId", instant_of(at), by, text
      from jsonb_to_recordset($1::jsonb) as row (id uuid, "ticketId" uuid, at bigint, by text, text text)`,
    values: [JSON.stringify(notes)],
  })
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
