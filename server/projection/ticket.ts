import { type Ticket, ticketSchema } from '../../shared/ticket/ticket.ts'
import type { Connection } from '../db/pool.ts'
import { mayEngage, type Scope } from './scope.ts'

const COLUMNS = `
  id, number, service_code as "serviceCode", priority, status, milliseconds_of(status_at) as "statusAt",
  case when position is not null then jsonb_build_object('lon', st_x(position), 'lat', st_y(position)) end as position,
  address, district, channel, reports, milliseconds_of(received_at) as "receivedAt",
  jsonb_build_object('kind', deadline_kind, 'startedAt', milliseconds_of(deadline_started_at),
    'dueAt', milliseconds_of(deadline_due_at)) as deadline,
  milliseconds_of(on_scene_at) as "onSceneAt", milliseconds_of(secured_at) as "securedAt", outcome`

/** The tickets that the rules may look at in `scope`. */
export async function loadTickets(connection: Connection, scope: Scope): Promise<Ticket[]> {
  const named = [...scope.newTicketIds, ...scope.ticketIds]
  const { rows } = mayEngage(scope)
    ? await connection.query({
        name: 'load-tickets',
        text: `
          select ${COLUMNS} from ticket where id = any ($4)
            or id in (select ticket_id from assignments_in_scope($1, $2, $3))`,
        values: [scope.ticketIds, scope.crewIds, scope.assignmentIds, named],
      })
    : await connection.query({
        name: 'load-tickets-named',
        text: `select ${COLUMNS} from ticket where id = any ($1)`,
        values: [named],
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

/** The highest number given so far; the first ticket of a log follows `FIRST_NUMBER`. */
export async function lastTicketNumber(connection: Connection): Promise<number> {
  const { rows } = await connection.query<{ last: number | null }>({
    name: 'last-ticket-number',
    text: 'select max(number) as last from ticket',
  })
  return rows[0]?.last ?? FIRST_NUMBER
}

const FIRST_NUMBER = 2_000

export async function saveTickets(connection: Connection, tickets: readonly Ticket[]): Promise<void> {
  if (tickets.length === 0) return
  const rows = tickets.map(({ position, deadline, ...ticket }) => ({ ...ticket, ...position, ...deadline }))
  await connection.query({ name: 'save-tickets', text: SAVE, values: [JSON.stringify(rows)] })
}

const SAVE = `
  insert into ticket (id, number, service_code, priority, status, status_at, position, address, district, channel,
    reports, received_at, deadline_kind, deadline_started_at, deadline_due_at, on_scene_at, secured_at, outcome)
  select id, number, "serviceCode", priority, status, instant_of("statusAt"),
    st_setsrid(st_makepoint(lon, lat), 4326), address, district, channel, reports, instant_of("receivedAt"),
    kind, instant_of("startedAt"), instant_of("dueAt"), instant_of("onSceneAt"), instant_of("securedAt"), outcome
  from jsonb_to_recordset($1::jsonb) as row (
    id uuid, number integer, "serviceCode" text, priority smallint, status text, "statusAt" bigint, lon float8,
    lat float8, address text, district text, channel text, reports integer, "receivedAt" bigint, kind text,
    "startedAt" bigint, "dueAt" bigint, "onSceneAt" bigint, "securedAt" bigint, outcome text)
  on conflict (id) do update set
    service_code = excluded.service_code, priority = excluded.priority, status = excluded.status,
    status_at = excluded.status_at, position = excluded.position, address = excluded.address,
    district = excluded.district, reports = excluded.reports, deadline_kind = excluded.deadline_kind,
    deadline_started_at = excluded.deadline_started_at, deadline_due_at = excluded.deadline_due_at,
    on_scene_at = excluded.on_scene_at, secured_at = excluded.secured_at, outcome = excluded.outcome`
