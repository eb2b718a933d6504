import { type StoredEvent, storedEventSchema } from '../../shared/event.ts'
import type { Connection, Database } from '../db/pool.ts'

const COLUMNS = `
  seq::float8 as seq, milliseconds_of(at) as at, milliseconds_of(device_at) as "deviceAt",
  command_id as "commandId", actor, event`

/** The events after `seq`, oldest first, at most `limit`. */
export async function readAfter(
  database: Database | Connection,
  seq: number,
  limit: number,
): Promise<StoredEvent[]> {
  const { rows } = await database.query(
    `select ${COLUMNS} from event where seq > $1 order by event.seq limit $2`,
    [seq, limit],
  )
  return rows.map((row) => storedEventSchema.parse(row))
}

/** The last events of one crew, at most `limit`, oldest first. */
export async function readOfCrew(
  database: Database | Connection,
  crewId: string,
  limit: number,
): Promise<StoredEvent[]> {
  const { rows } = await database.query(
    `select ${COLUMNS} from event where crew_id = $1 order by event.seq desc limit $2`,
    [crewId, limit],
  )
  return rows.map((row) => storedEventSchema.parse(row)).reverse()
}

/** The events of one ticket and of the closures made for it, oldest first: its part of the main courante. */
export async function readOfTicket(
  connection: Pick<Connection, 'query'>,
  ticketId: string,
  limit: number,
): Promise<StoredEvent[]> {
  const { rows } = await connection.query(
    `select ${COLUMNS} from event
    where event.seq in (
      (select event.seq from event where ticket_id = $1 order by event.seq limit $2)
      union all
      select event.seq from event
      where type in ('street_closed', 'street_opened')
        and event ->> 'closureId' in (select id::text from closure where closure ->> 'ticketId' = $1::text)
    )
    order by event.seq limit $2`,
    [ticketId, limit],
  )
  return rows.map((row) => storedEventSchema.parse(row))
}
