import { type CallOut, callOutSchema } from '../../shared/call-out/call-out.ts'
import type { Instant } from '../../shared/instant.ts'
import type { Connection } from '../db/pool.ts'
import type { Scope } from './scope.ts'

/** The last call-out of every ticket in `scope`, those of its assignments included. */
export async function loadCallOuts(connection: Connection, scope: Scope): Promise<CallOut[]> {
  if (scope.ticketIds.length === 0 && scope.assignmentIds.length === 0) return []
  const { rows } = await connection.query<{ call_out: unknown }>({
    name: 'load-call-outs',
    text: `
      select distinct on (ticket_id) call_out from call_out
      where ticket_id = any ($1 || array(select ticket_id from assignment where id = any ($2)))
      order by ticket_id, started_at desc`,
    values: [scope.ticketIds, scope.assignmentIds],
  })
  return rows.map((row) => callOutSchema.parse(row.call_out))
}

/** The last call-out of every open ticket, since it was opened. */
export async function loadCallOutsOfOpen(connection: Connection): Promise<CallOut[]> {
  const { rows } = await connection.query<{ call_out: unknown }>(
    `select distinct on (ticket_id) call_out from call_out join ticket on ticket.id = ticket_id
     where ticket.status = 'open' and started_at >= status_at order by ticket_id, started_at desc`,
  )
  return rows.map((row) => callOutSchema.parse(row.call_out))
}

/** A call-out, over or not; undefined where there is none of that id. */
export async function findCallOut(
  connection: Pick<Connection, 'query'>,
  id: string,
): Promise<CallOut | undefined> {
  const { rows } = await connection.query<{ call_out: unknown }>(
    'select call_out from call_out where id = $1',
    [id],
  )
  return rows[0] === undefined ? undefined : callOutSchema.parse(rows[0].call_out)
}

/** Every call-out that was started since then, over or not. */
export async function loadCallOutsSince(
  connection: Pick<Connection, 'query'>,
  since: Instant,
): Promise<CallOut[]> {
  const { rows } = await connection.query<{ call_out: unknown }>(
    'select call_out from call_out where started_at >= instant_of($1)',
    [since],
  )
  return rows.map((row) => callOutSchema.parse(row.call_out))
}
