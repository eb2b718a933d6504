import { z } from 'zod'
import { type GivenUpList, givenUpListSchema } from '../../shared/delivery/given-up.ts'
import { type Instant, instantSchema } from '../../shared/instant.ts'
import type { Localized } from '../../shared/text.ts'
import type { Connection } from '../db/pool.ts'

/** What is to be done at an instant. Its id is made of what asks for it, so that it is asked for once. */
export interface NewJob {
  id: string
  kind: string
  body: object
  dueAt: Instant
}

/**
 * A job that was taken, for the `tries`th time, counted from 1; `earlierTries`: those before a person had it tried again.
 */
const jobSchema = z.object({
  id: z.string(),
  body: z.unknown(),
  dueAt: instantSchema,
  tries: z.int(),
  earlierTries: z.int(),
})
export type Job = z.infer<typeof jobSchema>

type Queries = Pick<Connection, 'query'>

/**
 * Takes up to `most` jobs of a kind that are due, the longest due first, none of which another server takes; puts
 * each off by a lease in milliseconds, after which it is due again unless it was settled.
 */
export async function takeJobs(
  connection: Queries,
  kind: string,
  { now, leaseMs, most }: { now: Instant; leaseMs: number; most: number },
): Promise<Job[]> {
  const { rows } = await connection.query({
    name: 'take-jobs',
    text: `
      with due as (
        select id, due_at from job
        where kind = $1 and dead_at is null and due_at <= instant_of($2)
        order by due_at limit $4 for update skip locked)
      update job set tries = tries + 1, due_at = instant_of($2 + $3::bigint)
      from due where job.id = due.id
      returning job.id, body, milliseconds_of(due.due_at) as "dueAt", tries,
        earlier_tries as "earlierTries"`,
    values: [kind, now, leaseMs, most],
  })
  return rows.map((row) => jobSchema.parse(row))
}

/** When the next job of a kind is due; null where there is none. */
export async function nextDue(connection: Queries, kind: string): Promise<Instant | null> {
  const { rows } = await connection.query({
    name: 'next-job',
    text: 'select milliseconds_of(min(due_at)) as at from job where kind = $1 and dead_at is null',
    values: [kind],
  })
  return instantSchema.nullable().parse(rows[0]?.at ?? null)
}

export async function finishJob(connection: Queries, id: string): Promise<void> {
  await connection.query({ name: 'finish-job', text: 'delete from job where id = $1', values: [id] })
}

/** Puts a job off until `at`; `problem` is why. */
export async function putOff(connection: Queries, id: string, at: Instant, problem: string): Promise<void> {
  await connection.query('update job set due_at = instant_of($2), problem = $3 where id = $1', [
    id,
    at,
    problem,
  ])
}

/** Gives a job up: it is kept, with why, for a person to see. */
export async function bury(connection: Queries, id: string, at: Instant, problem: string): Promise<void> {
  await connection.query('update job set dead_at = instant_of($2), problem = $3 where id = $1', [
    id,
    at,
    problem,
  ])
}

/** The longest list that a person is shown. */
const MOST_SHOWN = 200

/** A job that was given up, as a person is shown it; of a ticket, an agency and a channel where its body names one. */
const GIVEN_UP_COLUMNS = `job.id, kind, body ->> 'ticketId' as "ticketId", ticket.number as "ticketNumber",
  body ->> 'agency' as agency, coalesce(body ->> 'channel', transfer -> 'delivery' ->> 'channel') as channel,
  milliseconds_of(dead_at) as at, tries + earlier_tries as tries, problem,
  case when kind = 'delivery' then not coalesce(status = 'transferred' and transfer ->> 'at' = body ->> 'handedAt' and transfer -> 'told' ->> 'means' is null, false)
    else coalesce(status <> 'open', false) end as "isOver"`
const FROM_GIVEN_UP = `from job left join ticket on ticket.id = (body ->> 'ticketId')::uuid where dead_at is not null`

/** Jobs that were given up, the latest first, and how many others failed and are tried still; `nameOf`: of an agency. */
export async function givenUp(
  connection: Queries,
  nameOf: (agency: string) => Localized,
): Promise<GivenUpList> {
  const jobs = await connection.query(
    `select ${GIVEN_UP_COLUMNS} ${FROM_GIVEN_UP} order by dead_at desc limit ${MOST_SHOWN}`,
  )
  const others = await connection.query(
    `select count(*)::integer as trying from job where dead_at is null and problem is not null`,
  )
  const named = jobs.rows.map(({ agency, ...job }) => ({
    ...job,
    agency: agency === null ? null : { code: agency, name: nameOf(agency) },
  }))
  return givenUpListSchema.parse({ jobs: named, trying: others.rows[0]?.trying })
}

/** One job that was given up; undefined where there is none of that id. */
export async function findGivenUp(connection: Queries, id: string) {
  const { rows } = await connection.query<{ kind: string; body: unknown }>(
    'select kind, body from job where id = $1 and dead_at is not null',
    [id],
  )
  return rows[0]
}

/** Forgets a job that was given up: nobody will see it, and nobody try it again. */
export async function dropGivenUp(connection: Queries, id: string): Promise<void> {
  await connection.query('delete from job where id = $1 and dead_at is not null', [id])
}

/** Makes a job that was given up due again, as if it had never been tried; whether there is one of that id. */
export async function tryAgain(connection: Queries, id: string, now: Instant): Promise<boolean> {
  const { rowCount } = await connection.query(
    `update job set dead_at = null, earlier_tries = earlier_tries + tries, tries = 0, due_at = instant_of($2) where id = $1 and dead_at is not null`,
    [id, now],
  )
  return rowCount === 1
}

/** Forgets what was given up so many days ago. */
export async function purgeGivenUp(connection: Queries, days: number, now: Instant): Promise<void> {
  const query = `delete from job where dead_at < instant_of($1) - $2 * interval '1 day'`
  await connection.query(query, [now, days])
}
