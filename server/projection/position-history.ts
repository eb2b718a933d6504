import type { LonLat } from '../../shared/geo.ts'
import type { CrewId } from '../../shared/id.ts'
import { HOUR, type Instant } from '../../shared/instant.ts'
import type { PositionReport } from '../../shared/protocol/live.ts'
import { arrayText } from '../db/array-text.ts'
import type { Connection, Database } from '../db/pool.ts'

/** A fix as it is kept: at its own instant, on the server's clock. */
export interface PastFix extends PositionReport {
  crewId: CrewId
  /** The device that told it, or the crew itself for its tablet's page. */
  source: string
  receivedAt: Instant
  /** Why it was not believed; null where it was. */
  doubt: 'inaccurate' | 'teleport' | 'null_island' | 'clock_ahead' | null
}

const DAY = 24 * HOUR
const dayOf = (at: Instant) => Math.floor(at / DAY)

/** Keeps fixes, in one statement; one that its source told already, at the same instant, changes nothing. */
export async function savePositionHistory(database: Database, fixes: readonly PastFix[]): Promise<void> {
  for (const day of new Set(fixes.map(({ at }) => dayOf(at))))
    await database.query('select make_position_day($1)', [new Date(day * DAY).toISOString().slice(0, 10)])
  const column = (name: keyof PastFix) => arrayText(fixes.map((fix) => fix[name]))
  await database.query(
    `insert into position_history (crew_id, at, source, received_at, lon, lat, accuracy, heading, speed, doubt)
     select crew_id, instant_of(at), source, instant_of(received_at), lon, lat, accuracy, heading, speed, doubt
     from unnest($1::uuid[], $2::bigint[], $3::uuid[], $4::bigint[], $5::float8[], $6::float8[], $7::real[], $8::real[],
       $9::real[], $10::text[])
       as fix (crew_id, at, source, received_at, lon, lat, accuracy, heading, speed, doubt)
     on conflict do nothing`,
    [
      column('crewId'),
      column('at'),
      column('source'),
      column('receivedAt'),
      column('lon'),
      column('lat'),
      column('accuracy'),
      column('heading'),
      column('speed'),
      column('doubt'),
    ],
  )
}

/** A place where a crew was. */
export interface PassedFix extends LonLat {
  at: Instant
}

/**
 * Where a crew was believed to be, the first fix of each span of `step` milliseconds, oldest first: one look into the
 * index for each span, so that the cost is the spans', whatever was told in them.
 */
export async function loadPassedFixes(
  database: Pick<Connection, 'query'>,
  crewId: CrewId,
  { from, until, step }: { from: Instant; until: Instant; step: number },
): Promise<PassedFix[]> {
  const { rows } = await database.query<PassedFix>(
    `select milliseconds_of(fix.at) as at, lon, lat
     from generate_series($2::bigint, $3::bigint, $4::bigint) as start
     cross join lateral (
       select at, lon, lat from position_history
       where crew_id = $1 and at >= instant_of(start) and at < instant_of(start + $4::bigint)
         and (doubt is null or doubt = 'clock_ahead')
       order by at limit 1
     ) as fix
     order by start`,
    [crewId, from, until, step],
  )
  return rows
}

/** Forgets the days that ended more than `days` before `now`; returns how many days that were. */
export async function purgePositionHistory(database: Database, days: number, now: Instant): Promise<number> {
  const { rows } = await database.query<{ dropped: number }>(
    'select drop_position_days((instant_of($1) at time zone $$UTC$$)::date - $2::integer) as dropped',
    [now, days],
  )
  return rows[0]?.dropped ?? 0
}
