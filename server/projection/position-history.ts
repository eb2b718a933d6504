import type { CrewId } from '../../shared/id.ts'
import type { Instant } from '../../shared/instant.ts'
import type { PositionReport } from '../../shared/protocol.ts'
import type { Database } from '../db/pool.ts'

/** A fix as it is kept: at its own instant, on the server's clock. */
export interface PastFix extends PositionReport {
  crewId: CrewId
  /** The device that told it, or the crew itself for its tablet's page. */
  source: string
  receivedAt: Instant
  /** Why it was not believed; null where it was. */
  doubt: 'inaccurate' | 'teleport' | 'null_island' | 'clock_ahead' | null
}

const dayOf = (at: Instant) => new Date(at).toISOString().slice(0, 10)

/** Keeps fixes, in one statement; one that its source told already, at the same instant, changes nothing. */
export async function savePositionHistory(database: Database, fixes: readonly PastFix[]): Promise<void> {
  for (const day of new Set(fixes.map(({ at }) => dayOf(at))))
    await database.query('select make_position_day($1)', [day])
  const column = <K extends keyof PastFix>(name: K) => fixes.map((fix) => fix[name])
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

/** Forgets the days that ended more than `days` before `now`; returns how many days that were. */
export async function purgePositionHistory(database: Database, days: number, now: Instant): Promise<number> {
  const { rows } = await database.query<{ dropped: number }>(
    'select drop_position_days((instant_of($1) at time zone $$UTC$$)::date - $2::integer) as dropped',
    [now, days],
  )
  return rows[0]?.dropped ?? 0
}
