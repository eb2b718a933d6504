import { z } from 'zod'
import { type Instant, instantSchema } from '../../shared/instant.ts'
import type { Connection } from '../db/pool.ts'

/** What is to be done at an instant. Its id is made of what asks for it, so that it is asked for once. */
export interface NewJob {
  id: string
  kind: string
  body: object
  dueAt: Instant
}

/** A job that was taken, for the `tries`th time, counted from 1. */
const jobSchema = z.object({ id: z.string(), body: z.unknown(), dueAt: instantSchema, tries: z.int() })
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
      returning job.id, body, milliseconds_of(due.due_at) as "dueAt", tries`,
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

/** Jobs that were given up, the latest first; the ticket that they are about, where they name one. */
export async function givenUp(connection: Queries) {
  const { rows } = await connection.query<{
    id: string
    kind: string
    ticketId: string | null
    at: number
    tries: number
    problem: string | null
  }>(
    `select id, kind, body ->> 'ticketId' as "ticketId", milliseconds_of(dead_at) as at, tries, problem
     from job where dead_at is not null order by dead_at desc limit ${MOST_SHOWN}`,
  )
  return rows
}

/** Makes a job that was given up due again, as if it had never been tried; whether there is one of that id. */
export async function tryAgain(connection: Queries, id: string, now: Instant): Promise<boolean> {
  const { rowCount } = await connection.query(
    `update job set dead_at = null, tries = 0, due_at = instant_of($2) where id = $1 and dead_at is not null`,
    [id, now],
  )
  return rowCount === 1
}

/** Forgets what was given up so many days ago. */
export async function purgeGivenUp(connection: Queries, days: number, now: Instant): Promise<void> {
  const query = `delete from job where dead_at < instant_of($1) - $2 * interval '1 day'`
  await connection.query(query, [now, days])
}
