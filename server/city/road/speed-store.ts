import type { Instant } from '../../../shared/instant.ts'
import type { Database } from '../../db/pool.ts'
import { HALF_LIFE_DAYS, type SpeedSum } from './learned-speeds.ts'

/** Beyond so many days nothing is left, and the power would be too small a number. */
const GONE_DAYS = 10_000
const faded = (from: string, to: string) =>
  `power(0.5, greatest(0, least(${to} - ${from}, ${GONE_DAYS})) / ${HALF_LIFE_DAYS}.0::float8)`
const dayOf = (parameter: string) => `(instant_of(${parameter}::bigint) at time zone 'UTC')::date`

/** Adds to what is stored, in one statement; what was there has faded since. No class and hour may be there twice. */
export async function addSpeeds(database: Database, sums: readonly SpeedSum[], now: Instant): Promise<void> {
  if (sums.length === 0) return
  const column = <K extends keyof SpeedSum>(name: K) => sums.map((sum) => sum[name])
  const added = (name: string) =>
    `${name} = kept.${name} * ${faded('kept.day', 'excluded.day')} + excluded.${name}`
  await database.query(
    `insert into learned_speed as kept (class, hour, metres, seconds, observations, day)
     select class, hour, metres, seconds, observations, ${dayOf('$6')}
     from unnest($1::text[], $2::smallint[], $3::float8[], $4::float8[], $5::float8[])
       as seen (class, hour, metres, seconds, observations)
     on conflict (class, hour) do update set
       ${['metres', 'seconds', 'observations'].map(added).join(', ')}, day = greatest(kept.day, excluded.day)`,
    [column('class'), column('hour'), column('metres'), column('seconds'), column('observations'), now],
  )
}

/** All that is known, as it has faded until now. */
export async function loadSpeeds(database: Database, now: Instant): Promise<SpeedSum[]> {
  const { rows } = await database.query<SpeedSum>(
    `select class, hour, metres * left_of as metres, seconds * left_of as seconds, observations * left_of as observations
     from learned_speed, lateral (select ${faded('day', dayOf('$1'))} as left_of) as fading
     order by class, hour`,
    [now],
  )
  return rows
}
