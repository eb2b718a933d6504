import type { LonLat } from '../../shared/geo.ts'
import type { Instant } from '../../shared/instant.ts'
import { type Ticket, ticketSchema } from '../../shared/ticket/ticket.ts'
import type { Connection } from '../db/pool.ts'
import { mayEngage, type Scope } from './scope.ts'

const COLUMNS = `
  id, number, service_code as "serviceCode", catalogue_version as "catalogueVersion", needs, priority, status, milliseconds_of(status_at) as "statusAt",
  case when position is not null then jsonb_build_object('lon', st_x(position), 'lat', st_y(position)) end as position,
  address, district, channel, reports, milliseconds_of(received_at) as "receivedAt",
  milliseconds_of(reported_at) as "reportedAt", joined_to as "joinedTo",
  jsonb_build_object('kind', deadline_kind, 'startedAt', milliseconds_of(deadline_started_at),
    'dueAt', milliseconds_of(deadline_due_at)) as deadline,
  milliseconds_of(acknowledged_at) as "acknowledgedAt", milliseconds_of(on_scene_at) as "onSceneAt", milliseconds_of(secured_at) as "securedAt", outcome, photographs, transfer`

/**
 * The tickets that the rules may look at in `scope`. Looked up in the index as an array: « in one subquery or in another »
 * reads every ticket there ever was.
 */
export async function loadTickets(connection: Connection, scope: Scope): Promise<Ticket[]> {
  const named = [...scope.newTicketIds, ...scope.ticketIds]
  const { rows } = mayEngage(scope)
    ? await connection.query({
        name: 'load-tickets',
        text: `
          select ${COLUMNS} from ticket where id = any (array(
            select id from with_what_they_joined($4)
            union select id from ticket where $5 and joined_to = any (array(select id from with_what_they_joined($4)))
            union select ticket_id from assignments_in_scope($1, $2, $3)))`,
        values: [scope.ticketIds, scope.crewIds, scope.assignmentIds, named, scope.separates],
      })
    : await connection.query({
        name: 'load-tickets-named',
        text: `select ${COLUMNS} from ticket where id = any ($1)`,
        values: [scope.newTicketIds],
      })
  return rows.map((row) => ticketSchema.parse(row))
}

/** Every open ticket, oldest first. */
export async function loadOpenTickets(connection: Connection): Promise<Ticket[]> {
  const { rows } = await connection.query(
    `select ${COLUMNS} from ticket where status = 'open' order by number`,
  )
  return rows.map((row) => ticketSchema.parse(row))
}

/** Most tickets of a list that are told at once. */
const PAGE = 200
const MOST_CLOSED = 50

/**
 * What an agency has in hand, oldest first, from the number after `after` on, and what it closed since `since`, newest first.
 */
export async function loadInHands(
  connection: Pick<Connection, 'query'>,
  agency: string,
  { after, since }: { after: number; since: Instant },
): Promise<{ open: Ticket[]; more: boolean; closed: Ticket[] }> {
  const open = await connection.query({
    name: 'load-in-hands',
    text: `select ${COLUMNS} from ticket
      where status = 'transferred' and transfer ->> 'outside' = 'false' and transfer ->> 'agency' = $1 and number > $2
      order by number limit ${PAGE + 1}`,
    values: [agency, after],
  })
  const closed = await connection.query({
    name: 'load-closed-in-hands',
    text: `select ${COLUMNS} from ticket
      where status = 'closed' and transfer ->> 'outside' = 'false' and transfer ->> 'agency' = $1 and status_at >= instant_of($2)
      order by status_at desc limit ${MOST_CLOSED}`,
    values: [agency, since],
  })
  const [first, second] = [open, closed].map(({ rows }) => rows.map((row) => ticketSchema.parse(row)))
  const found = first ?? []
  return { open: found.slice(0, PAGE), more: found.length > PAGE, closed: second ?? [] }
}

/** Beyond this many nobody could tell which. */
const MOST_NEAR = 100

/** Those in the hands of a service of the town, or of `agency` alone, in the box of so many metres around a point, the newest first. */
export async function loadInHandsNear(
  connection: Pick<Connection, 'query'>,
  { lon, lat }: LonLat,
  metres: number,
  agency: string | null,
): Promise<Ticket[]> {
  const { rows } = await connection.query({
    name: 'load-in-hands-near',
    text: `select ${COLUMNS} from ticket
      where status = 'transferred' and transfer ->> 'outside' = 'false'
        and position && st_expand(st_setsrid(st_makepoint($1, $2), 4326),
          $3 / (111195 * cos(radians(least(80, abs($2))))), $3 / 111195.0)
        and ($4::text is null or transfer ->> 'agency' = $4)
      order by number desc limit ${MOST_NEAR}`,
    values: [lon, lat, metres, agency],
  })
  return rows.map((row) => ticketSchema.parse(row))
}

/** Those in the hands of a service of the town that has no account, oldest first. */
export async function loadUnattended(connection: Pick<Connection, 'query'>): Promise<Ticket[]> {
  const { rows } = await connection.query({
    name: 'load-unattended',
    text: `select ${COLUMNS} from ticket
      where status = 'transferred' and transfer ->> 'outside' = 'false'
        and transfer ->> 'agency' not in (select agency from account where role = 'service' and disabled_at is null)
      order by number limit ${PAGE}`,
  })
  return rows.map((row) => ticketSchema.parse(row))
}

/** Those in the hands of a partner whom no person told, and nothing tells, oldest first. */
export async function loadToTell(connection: Pick<Connection, 'query'>): Promise<Ticket[]> {
  const { rows } = await connection.query({
    name: 'load-to-tell',
    text: `select ${COLUMNS} from ticket
      where status = 'transferred' and transfer -> 'told' = 'null'
        and coalesce(transfer -> 'delivery' ->> 'status', 'given_up') = 'given_up'
      order by number limit ${PAGE}`,
  })
  return rows.map((row) => ticketSchema.parse(row))
}

/** One ticket, open or not, by its id or by its number. */
export async function findTicket(
  connection: Pick<Connection, 'query'>,
  by: { id: string } | { number: number },
): Promise<Ticket | undefined> {
  const { rows } =
    'id' in by
      ? await connection.query(`select ${COLUMNS} from ticket where id = $1`, [by.id])
      : await connection.query(`select ${COLUMNS} from ticket where number = $1`, [by.number])
  return rows[0] === undefined ? undefined : ticketSchema.parse(rows[0])
}

/** Tickets, open or not, by their numbers, in any order. */
export async function loadByNumbers(
  connection: Pick<Connection, 'query'>,
  numbers: readonly number[],
): Promise<Ticket[]> {
  const { rows } = await connection.query(`select ${COLUMNS} from ticket where number = any ($1)`, [numbers])
  return rows.map((row) => ticketSchema.parse(row))
}

/** The tickets that these are reports of, near or far, by their own ids; itself of one that is joined to none. */
export async function loadHolders(
  connection: Pick<Connection, 'query'>,
  tickets: readonly Ticket[],
): Promise<(ticket: Ticket) => Ticket> {
  const joined = tickets.flatMap(({ id, joinedTo }) => (joinedTo === null ? [] : id))
  if (joined.length === 0) return (ticket) => ticket
  const { rows } = await connection.query(
    `with recursive held (of, id, joined_to) as (
       select id, id, joined_to from ticket where id = any ($1)
       union
       select held.of, ticket.id, ticket.joined_to from ticket join held on ticket.id = held.joined_to
     )
     select holder.of, ${COLUMNS} from ticket
       join (select of, id as holder_id from held where joined_to is null) as holder on id = holder_id`,
    [joined],
  )
  const holders = new Map<string, Ticket>(rows.map(({ of, ...row }) => [of, ticketSchema.parse(row)]))
  return (ticket) => holders.get(ticket.id) ?? ticket
}

/** The numbers of tickets, open or not, by their ids. */
export async function loadNumbers(
  connection: Pick<Connection, 'query'>,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await connection.query<{ id: string; number: number }>(
    'select id, number from ticket where id = any ($1)',
    [ids],
  )
  return new Map(rows.map(({ id, number }) => [id, number]))
}

/** The highest number given so far; the first ticket of a log follows `FIRST_NUMBER`. */
export async function lastTicketNumber(connection: Connection): Promise<number> {
  const { rows } = await connection.query<{ last: number | null }>({
    name: 'last-ticket-number',
    text: 'select max(number) as last from ticket',
  })
  return rows[0]?.last ?? FIRST_NUMBER
}

const FIRST_NUMBER = 2_000

/** A ticket as `store_group` takes it: flat. */
export function ticketRow({ position, deadline, ...ticket }: Ticket): object {
  return { ...ticket, ...position, ...deadline }
}
