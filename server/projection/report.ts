import type { Answers } from '../../shared/catalogue/answer.ts'
import type { Report } from '../../shared/command.ts'
import type { Instant } from '../../shared/instant.ts'
import type { Connection } from '../db/pool.ts'

export interface StoredReport extends Report {
  ticketId: string
  at: Instant
  channel: string
  /** The type that it was told of, and the answers to its questions; null for one from before they were kept. */
  serviceCode: string | null
  catalogueVersion: number | null
  answers: Answers
}

/** The reports of a ticket and of those joined to it, oldest first, callers' names included: for those who may read them. */
export async function loadReports(connection: Connection, ticketId: string): Promise<StoredReport[]> {
  const { rows } = await connection.query<StoredReport>(
    `select id, ticket_id as "ticketId", milliseconds_of(at) as at, channel, description,
       first_name as "firstName", last_name as "lastName", phone, email,
       service_code as "serviceCode", catalogue_version as "catalogueVersion", answers
     from report where ticket_id in (select id from with_what_joined_it($1)) order by report.at limit 500`,
    [ticketId],
  )
  return rows
}
