import { type KnownCaller, knownCallerSchema } from '../../shared/protocol/intake.ts'
import type { Connection } from '../db/pool.ts'

const MOST_TICKETS = 5
/** Reports by one number that are looked at: one that rings more often is told to have so many. */
const MOST_REPORTS = 200
const COUNTED_DAYS = 30

/** Whoever rang with a number (E.164) before: the name that was told last, how often of late, about what. */
export async function readCaller(database: Pick<Connection, 'query'>, key: string): Promise<KnownCaller> {
  const { rows } = await database.query(
    `with own as materialized (
       select ticket_id, at, nullif(concat_ws(' ', first_name, last_name), '') as name
       from report where phone is not null and phone_key(phone) = $1
       order by report.at desc limit ${MOST_REPORTS}
     )
     select (select name from own where name is not null order by at desc limit 1) as name,
       (select count(*)::integer from own where at > now() - interval '${COUNTED_DAYS} days') as calls,
       (select coalesce(jsonb_agg(to_jsonb(one)), '[]') from (
          select ticket.id, number, service_code as "serviceCode", status, address,
            milliseconds_of(received_at) as "receivedAt"
          from ticket where id in (select ticket_id from own)
          order by (status = 'open') desc, received_at desc limit ${MOST_TICKETS}) as one) as tickets`,
    [key],
  )
  return knownCallerSchema.parse(rows[0])
}
