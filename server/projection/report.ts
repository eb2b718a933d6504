import type { Report } from '../../shared/command.ts'
import type { Instant } from '../../shared/instant.ts'
import type { Connection } from '../db/pool.ts'

export interface StoredReport extends Report {
  ticketId: string
  at: Instant
  channel: string
}

/** The reports of a ticket and of those joined to it, oldest first, callers' names included: for those who may read them. */
export async function loadReports(connection: Connection, ticketId: string): Promise<StoredReport[]> {
  const { rows } = await connection.query<StoredReport>(
    `select id, ticket_id as "ticketId", milliseconds_of(at) as at, channel, description,
       first_name as "firstName", last_name as "lastName", phone, email
     from report where ticket_id in (select id from with_what_joined_it($1)) order by report.at limit 500`,
    [ticketId],
  )
  return rows
}
