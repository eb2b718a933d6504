import type { Instant } from '../../shared/instant.ts'
import { LEARNED, type UsualTime, usualTimeSchema } from '../../shared/usual-time.ts'
import type { Database } from '../db/pool.ts'

/** [west, south, east, north] in degrees. */
type Bounds = readonly [number, number, number, number]

/**
 * The last interventions of each type, each found in an index of its own. What lies outside the city is of another one that was
 * loaded before, and teaches nothing; a median is not moved by the few that were forgotten for a night.
 */
export const USUAL_TIMES = `
  with intervention as (
    select code, 'secured' as what, lasted, position
    from unnest($1::text[]) as code cross join lateral (
      select secured_at - on_scene_at as lasted, position from ticket
      where service_code = code and secured_at is not null and on_scene_at is not null
        and secured_at between instant_of($2) - interval '${LEARNED.days} days' and instant_of($2)
      order by secured_at desc limit ${LEARNED.most}) as made_safe
    union all
    select code, 'ended', lasted, position
    from unnest($1::text[]) as code cross join lateral (
      select status_at - on_scene_at as lasted, position from ticket
      where service_code = code and status = 'closed' and on_scene_at is not null
        and status_at between instant_of($2) - interval '${LEARNED.days} days' and instant_of($2)
      order by status_at desc limit ${LEARNED.most}) as dealt_with
  ), learned as (
    select code, what, count(*) as interventions,
      greatest(1, round(extract(epoch from percentile_disc(0.5) within group (order by lasted)))) as seconds
    from intervention
    where lasted > interval '0' and st_intersects(position, st_makeenvelope($3, $4, $5, $6, 4326))
    group by code, what having count(*) >= ${LEARNED.least}
  ), spelt as (
    select code, what, jsonb_build_object('seconds', seconds, 'interventions', interventions) as learned from learned
  )
  select code as "serviceCode", secured.learned as secured, ended.learned as ended
  from (select * from spelt where what = 'secured') as secured
  full join (select * from spelt where what = 'ended') as ended using (code)
  order by code`

/** How long interventions of these types usually take, as the town's own history has it. It costs as much in the tenth year. */
export async function readUsualTimes(
  database: Pick<Database, 'query'>,
  serviceCodes: readonly string[],
  bounds: Bounds,
  now: Instant,
): Promise<UsualTime[]> {
  const { rows } = await database.query(USUAL_TIMES, [serviceCodes, now, ...bounds])
  return rows.map((row) => usualTimeSchema.parse(row))
}
