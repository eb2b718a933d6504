import { DISTRESS } from '../../shared/catalogue/service.ts'
import type { Instant } from '../../shared/instant.ts'
import type { Jurisdiction } from '../../shared/jurisdiction.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import type { Jurisdictions } from '../city/jurisdiction.ts'
import type { Database } from '../db/pool.ts'
import { loadByNumbers } from '../projection/ticket.ts'
import { ofJurisdiction } from './of-jurisdiction.ts'

/** Some time, both ends included. */
export interface Span {
  from: Instant
  until: Instant
}

export interface RequestFilter {
  /** When they were received, and when they last changed. One of the two is there; by it they are ordered, newest first. */
  received: Span | null
  changed: Span | null
  /** Null: every type. */
  serviceCodes: readonly string[] | null
  /** Null: open or not. */
  open: boolean | null
  /** Null: those of every town. */
  jurisdiction: Jurisdiction | null
}

/**
 * A page of the tickets that Open311 clients may hear of. Its numbers come from an index alone, however far the page is;
 * only then are those tickets read.
 */
export async function readRequests(
  database: Database,
  filter: RequestFilter,
  page: { limit: number; offset: number },
  jurisdictions: Jurisdictions,
): Promise<Ticket[]> {
  const values: unknown[] = []
  const value = (given: unknown) => `$${values.push(given)}`
  const conditions = [`service_code <> ${value(DISTRESS.code)}`]
  for (const [column, span] of [
    ['received_at', filter.received],
    ['changed_at', filter.changed],
  ] as const)
    if (span !== null)
      conditions.push(
        `${column} between instant_of(${value(span.from)}) and instant_of(${value(span.until)})`,
      )
  if (filter.serviceCodes !== null) conditions.push(`service_code = any (${value(filter.serviceCodes)})`)
  if (filter.open !== null)
    conditions.push(`number ${filter.open ? '' : 'not '}in (select number from open_request)`)
  conditions.push(...ofJurisdiction(filter.jurisdiction, jurisdictions, value))
  const order = filter.changed === null ? 'received_at' : 'changed_at'
  const { rows } = await database.query<{ number: number }>(
    `select number from ticket where ${conditions.join(' and ')}
     order by ${order} desc, number desc limit ${value(page.limit)} offset ${value(page.offset)}`,
    values,
  )
  return inOrder(
    rows.map(({ number }) => number),
    await loadByNumbers(
      database,
      rows.map(({ number }) => number),
    ),
  )
}

function inOrder(numbers: readonly number[], tickets: readonly Ticket[]): Ticket[] {
  const byNumber = new Map(tickets.map((ticket) => [ticket.number, ticket]))
  return numbers.flatMap((number) => byNumber.get(number) ?? [])
}
