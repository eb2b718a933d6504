import { DISTRESS } from '../../shared/catalogue/service.ts'
import { type Event, eventSchema } from '../../shared/event.ts'
import type { Instant } from '../../shared/instant.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import type { Database } from '../db/pool.ts'
import { loadByNumbers } from '../projection/ticket.ts'
import type { Span } from './requests.ts'

/** Something that became of a ticket. */
export interface RequestUpdate {
  seq: number
  at: Instant
  event: Event
  ticket: Ticket
}

const TYPES: readonly Event['type'][] = [
  'crew_on_scene',
  'spot_secured',
  'ticket_closed',
  'ticket_cancelled',
  'ticket_transferred',
  'ticket_reopened',
]

/** What became of tickets in some time, oldest first, a page of it. */
export async function readRequestUpdates(
  database: Database,
  { from, until }: Span,
  { limit, offset }: { limit: number; offset: number },
): Promise<RequestUpdate[]> {
  const { rows } = await database.query<{ seq: number; at: Instant; event: unknown; number: number }>(
    `select seq::float8 as seq, milliseconds_of(at) as at, event, ticket.number
     from event join ticket on ticket.id = event.ticket_id
     where at between instant_of($1) and instant_of($2) and type = any ($3) and service_code <> $4
     order by event.seq limit $5 offset $6`,
    [from, until, TYPES, DISTRESS.code, limit, offset],
  )
  const numbers = [...new Set(rows.map(({ number }) => number))]
  const tickets = new Map((await loadByNumbers(database, numbers)).map((ticket) => [ticket.number, ticket]))
  return rows.flatMap(({ number, event, ...row }) => {
    const ticket = tickets.get(number)
    return ticket === undefined ? [] : [{ ...row, event: eventSchema.parse(event), ticket }]
  })
}
