import { DISTRESS } from '../../shared/catalogue/service.ts'
import { type Event, eventSchema } from '../../shared/event.ts'
import type { Instant } from '../../shared/instant.ts'
import type { Jurisdiction } from '../../shared/jurisdiction.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import type { Jurisdictions } from '../city/jurisdiction.ts'
import type { Database } from '../db/pool.ts'
import { loadByNumbers } from '../projection/ticket.ts'
import { ofJurisdiction } from './of-jurisdiction.ts'
import type { Span } from './requests.ts'

/** Something that became of a ticket, or of the one that it is a report of. */
export interface RequestUpdate {
  /** Of the event, and where it is another's, the ticket's number behind it. */
  id: string
  at: Instant
  event: Event
  ticket: Ticket
}

const TYPES: readonly Event['type'][] = [
  'crew_on_scene',
  'spot_secured',
  'on_call_on_scene',
  'on_call_secured',
  'ticket_closed',
  'ticket_cancelled',
  'ticket_transferred',
  'ticket_returned',
  'ticket_reopened',
  'ticket_joined',
  'ticket_separated',
]

/** What became of tickets in some time, of one jurisdiction where it is asked for, oldest first, a page of it. */
export async function readRequestUpdates(
  database: Database,
  { from, until }: Span,
  { limit, offset }: { limit: number; offset: number },
  jurisdiction: Jurisdiction | null,
  jurisdictions: Jurisdictions,
): Promise<RequestUpdate[]> {
  const values: unknown[] = [from, until, TYPES, DISTRESS.code, limit, offset]
  const conditions = ofJurisdiction(jurisdiction, jurisdictions, (given) => `$${values.push(given)}`)
  const { rows } = await database.query<{ id: string; at: Instant; event: unknown; number: number }>(
    `select case when ticket.id = event.ticket_id then seq::text else seq || '-' || number end as id,
       milliseconds_of(at) as at, event, number
     from event
     cross join lateral with_what_joined_it(event.ticket_id) as held
     join ticket on ticket.id = held.id
     where at between instant_of($1) and instant_of($2) and type = any ($3) and service_code <> $4
       -- What happened before a report was joined, and what joins another, is not its own.
       and (ticket.id = event.ticket_id
         or (at >= status_at and type not in ('ticket_joined', 'ticket_separated')))
       ${conditions.map((condition) => `and ${condition}`).join(' ')}
     order by event.seq, number limit $5 offset $6`,
    values,
  )
  const numbers = [...new Set(rows.map(({ number }) => number))]
  const tickets = new Map((await loadByNumbers(database, numbers)).map((ticket) => [ticket.number, ticket]))
  return rows.flatMap(({ number, event, ...row }) => {
    const ticket = tickets.get(number)
    return ticket === undefined ? [] : [{ ...row, event: eventSchema.parse(event), ticket }]
  })
}
