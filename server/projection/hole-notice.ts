import type { PersonId } from '../../shared/id.ts'
import type { Instant } from '../../shared/instant.ts'
import type { ComingHole } from '../../shared/on-call/coming-holes.ts'
import { type HoleNotice, holeNoticeSchema } from '../../shared/protocol/on-call.ts'
import type { Database } from '../db/pool.ts'
import type { NewJob } from '../job/job.ts'

type Queries = Pick<Database, 'query'>

/** Keeps that a hole was found, with the job that tells of it, both once by whichever server is first; whether it was this one. */
export async function keepHoleNotice(
  database: Queries,
  id: string,
  { domain, from, until, hoursAhead }: ComingHole,
  now: Instant,
  job: NewJob,
): Promise<boolean> {
  const { rowCount } = await database.query(
    `with notice as (
       insert into hole_notice (id, domain, hole_from, hole_until, hours_ahead, found_at)
       values ($1, $2, instant_of($3), instant_of($4), $5, instant_of($6)) on conflict (id) do nothing returning id)
     insert into job (id, kind, body, due_at) select $7, $8, $9, instant_of($10) from notice`,
    [id, domain, from, until, hoursAhead, now, job.id, job.kind, job.body, job.dueAt],
  )
  return rowCount === 1
}

/** Keeps who was told of it. */
export async function holeTold(
  database: Queries,
  id: string,
  personId: PersonId,
  now: Instant,
): Promise<void> {
  await database.query('update hole_notice set person_id = $2, told_at = instant_of($3) where id = $1', [
    id,
    personId,
    now,
  ])
}

/** Forgets a hole that was filled before anyone was told: were it there again, it would be told. */
export async function forgetHoleNotice(database: Queries, id: string): Promise<void> {
  await database.query('delete from hole_notice where id = $1 and told_at is null', [id])
}

/** Of which holes that are not over whom was told, the last told first. */
export async function loadHoleNotices(database: Queries, now: Instant): Promise<HoleNotice[]> {
  const { rows } = await database.query(
    `select domain, milliseconds_of(hole_from) as "from", milliseconds_of(hole_until) as until,
       milliseconds_of(told_at) as "toldAt", person_id as "personId"
     from hole_notice where told_at is not null and (hole_until is null or hole_until > instant_of($1))
     order by told_at desc limit 100`,
    [now],
  )
  return rows.map((row) => holeNoticeSchema.parse(row))
}

/** Forgets what was found so many days ago. */
export async function purgeHoleNotices(database: Queries, days: number, now: Instant): Promise<void> {
  const query = `delete from hole_notice where found_at < instant_of($1) - $2 * interval '1 day'`
  await database.query(query, [now, days])
}
