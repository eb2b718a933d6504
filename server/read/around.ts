import type { LonLat } from '../../shared/geo.ts'
import { DAY, type Instant, instant } from '../../shared/instant.ts'
import { AROUND_DAYS, AROUND_METRES, type Around, aroundSchema } from '../../shared/protocol/intake.ts'
import type { Connection } from '../db/pool.ts'

type Queryable = Pick<Connection, 'query'>

/** More types than these are not told of one place, nor more of its last tickets. */
const MOST_TYPES = 5
const MOST_TICKETS = 5
/** A place where more happened is told to have so many. */
const MOST_COUNTED = 2_000

/** Tickets no farther than so from the point $1, $2, received from $3 on: the index gives those of the squares around it since. */
const NEAR = `
  select id, number, service_code, status, outcome, received_at,
    st_distance(position::geography, st_setsrid(st_makepoint($1, $2), 4326)::geography, false) as metres
  from ticket
  where place_cell(st_x(position), st_y(position)) = any (place_cells($1, $2, ${AROUND_METRES}))
    and received_at >= instant_of($3)
  order by received_at desc limit ${MOST_COUNTED}`

/** What was asked for around a point in the last days before `now`: how much, of what, on which days, and the last of it. */
export async function readAround(database: Queryable, { lon, lat }: LonLat, now: Instant): Promise<Around> {
  const since = instant(now - AROUND_DAYS * DAY)
  const { rows } = await database.query(
    `with near as materialized (select * from (${NEAR}) as boxed where metres <= ${AROUND_METRES})
     select (select count(*)::integer from near) as total,
       (select coalesce(jsonb_agg(to_jsonb(type)), '[]') from (
          select service_code as "serviceCode", count(*) as count from near
          group by 1 order by 2 desc, 1 limit ${MOST_TYPES}) as type) as types,
       (select coalesce(jsonb_agg(to_jsonb(one)), '[]') from (
          select floor((milliseconds_of(received_at) - $3) / ${DAY})::integer as day, count(*) as count from near
          group by 1) as one) as days,
       (select coalesce(jsonb_agg(to_jsonb(one)), '[]') from (
          select id, number, service_code as "serviceCode", status, outcome,
            milliseconds_of(received_at) as "receivedAt", round(metres) as metres
          from near where status <> 'open' order by received_at desc limit ${MOST_TICKETS}) as one) as ended`,
    [lon, lat, since],
  )
  const { days, ...around } = rows[0]
  const perDay = Array<number>(AROUND_DAYS).fill(0)
  for (const { day, count } of days) perDay[Math.min(day, AROUND_DAYS - 1)] = count
  return aroundSchema.parse({ ...around, perDay })
}

/** A type that fewer asked for is nobody's to know of. */
const FEW = 5

/** The types that many asked for in the last 30 days, the most frequent first. */
export async function readCommon(database: Queryable, now: Instant): Promise<string[]> {
  const { rows } = await database.query<{ code: string }>(
    `select service_code as code from ticket where received_at > instant_of($1) - interval '30 days'
     group by 1 having count(*) >= $2 order by count(*) desc, 1 limit 6`,
    [now, FEW],
  )
  return rows.map(({ code }) => code)
}

/** The types most asked for in the hour before `now`, then in the day, the most frequent first. */
export async function readFrequent(database: Queryable, now: Instant): Promise<string[]> {
  const { rows } = await database.query<{ code: string }>(
    `select service_code as code from ticket where received_at > instant_of($1) - interval '1 day'
     group by 1
     order by count(*) filter (where received_at > instant_of($1) - interval '1 hour') desc, count(*) desc, 1
     limit 9`,
    [now],
  )
  return rows.map(({ code }) => code)
}
