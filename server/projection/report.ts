import type { Report } from '../../shared/command.ts'
import type { Instant } from '../../shared/instant.ts'
import type { Connection } from '../db/pool.ts'

export interface StoredReport extends Report {
  ticketId: string
  at: Instant
  channel: string
}

export async function saveReports(connection: Connection, reports: readonly StoredReport[]): Promise<void> {
  if (reports.length === 0) return
  await connection.query({
    name: 'save-reports',
    text: `
      insert into report (id, ticket_id, at, channel, description, first_name, last_name, phone, email)
      select id, "ticketId", instant_of(at), channel, description, "firstName", "lastName", phone, email
      from jsonb_to_recordset($1::jsonb) as row (
        id uuid, "ticketId" uuid, at bigint, channel text, description text, "firstName" text, "lastName" text,
        phone text, email text)`,
    values: [JSON.stringify(reports)],
  })
}

/** The reports of a ticket, oldest first, callers' names included: for those who may read them. */
export async function loadReports(connection: Connection, ticketId: string): Promise<StoredReport[]> {
  const { rows } = await connection.query<StoredReport>(
    `select id, ticket_id as "ticketId", milliseconds_of(at) as at, channel, description,
       first_name as "firstName", last_name as "lastName", phone, email
     from report where ticket_id = $1 order by report.at limit 500`,
    [ticketId],
  )
  return rows
}
