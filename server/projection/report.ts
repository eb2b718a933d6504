import type { Answers } from '../../shared/catalogue/answer.ts'
import type { Report } from '../../shared/command.ts'
import { DAY, type Instant } from '../../shared/instant.ts'
import type { Connection, Database } from '../db/pool.ts'

export interface StoredReport extends Report {
  ticketId: string
  at: Instant
  channel: string
  /** The type that it was told of, and the answers to its questions; null for one from before they were kept. */
  serviceCode: string | null
  catalogueVersion: number | null
  answers: Answers
}

export interface ToldReport extends Omit<StoredReport, 'mayCallBack'> {
  ticketNumber: number
  mayCallBack: boolean | null
}

/** The number that whoever told a report left; null where they left none. */
export async function findPhone(
  connection: Pick<Connection, 'query'>,
  reportId: string,
): Promise<string | null> {
  const { rows } = await connection.query<{ phone: string | null }>(
    'select phone from report where id = $1',
    [reportId],
  )
  return rows[0]?.phone ?? null
}

/** How many different people told of each ticket and of those joined to it, of those who left a number or an address. */
export async function countCallers(
  connection: Pick<Connection, 'query'>,
  ticketIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await connection.query<{ of: string; callers: number }>(
    `select asked.of, count(distinct coalesce(phone_key(phone), phone, lower(email)))::integer as callers
     from unnest($1::uuid[]) as asked (of) cross join lateral with_what_joined_it(asked.of) as held
       join report on report.ticket_id = held.id
     group by asked.of`,
    [ticketIds],
  )
  return new Map(rows.map(({ of, callers }) => [of, callers]))
}

/** The reports of a ticket and of those joined to it, oldest first, callers' names included: for those who may read them. */
export async function loadReports(
  connection: Pick<Connection, 'query'>,
  ticketId: string,
): Promise<ToldReport[]> {
  const { rows } = await connection.query<ToldReport>(
    `select report.id, ticket_id as "ticketId", number as "ticketNumber", milliseconds_of(at) as at, report.channel, description,
       first_name as "firstName", last_name as "lastName", phone, email,
       report.service_code as "serviceCode", report.catalogue_version as "catalogueVersion", answers, may_call_back as "mayCallBack"
     from report join ticket on ticket.id = ticket_id where ticket_id in (select id from with_what_joined_it($1)) order by report.at limit 500`,
    [ticketId],
  )
  return rows
}

/** Forgotten in one statement: as many as an index finds at once, however many years are kept. */
export const AT_ONCE = 20_000

/** Forgets what was told, and noted, more than `days` ago on tickets that nobody deals with any more; that it was told stays. */
export async function purgeCallers(database: Database, days: number, now: Instant): Promise<void> {
  const old = (table: 'report' | 'note', isKept: string) => `id in (
    select ${table}.id from ${table} join ticket on ticket.id = ticket_id
    where at < instant_of($1) and (${isKept}) and number not in (select number from open_request)
    order by at limit ${AT_ONCE})`
  for (const statement of [
    `update report set first_name = null, last_name = null, phone = null, email = null, description = null, answers = '{}'
     where ${old('report', "num_nonnulls(first_name, last_name, phone, email, description) > 0 or answers <> '{}'")}`,
    `delete from note where ${old('note', 'ticket_id is not null')}`,
  ]) {
    let forgotten = AT_ONCE
    while (forgotten === AT_ONCE)
      forgotten = (await database.query(statement, [now - days * DAY])).rowCount ?? 0
  }
}
