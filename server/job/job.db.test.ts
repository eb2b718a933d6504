import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { HOUR, type Instant, instant } from '../../shared/instant.ts'
import { type Database, openPool } from '../db/pool.ts'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { type Job, takeJobs } from './job.ts'
import { type JobKind, JobRunner, type Outcome } from './job-runner.ts'

const now = (): Instant => instant(Date.now())
/** What a runner does not know to be due it finds so late. */
const IDLE_MS = 5_000
const done: Outcome = { status: 'done' }

describe('jobs', () => {
  let test: TestDatabase
  let other: Database
  const runners: JobRunner[] = []
  const faults: string[] = []

  beforeAll(async () => {
    test = await createTestDatabase()
    other = openPool(test.url, { max: 5, onError: () => {} })
  })
  afterEach(async () => {
    await Promise.all(runners.splice(0).map((runner) => runner.stop()))
    await test.pool.query('delete from job')
    faults.length = 0
  })
  afterAll(async () => {
    await other.end()
    await test.drop()
  })

  async function ask(dueAt: Instant, count = 1, kind = 'test'): Promise<string[]> {
    const jobs = Array.from({ length: count }, (_one, index) => ({
      id: randomUUID(),
      kind,
      body: { index },
      dueAt,
    }))
    await test.pool.query('select store_jobs($1)', [JSON.stringify({ jobs })])
    return jobs.map(({ id }) => id)
  }

  function run(perform: (job: Job) => Promise<Outcome>, given: Partial<JobKind> = {}, database = test.pool) {
    const patience = { tries: 3, firstMs: 20, longestMs: 100 }
    const kind = { name: 'test', atOnce: 20, leaseMs: 5_000, patience, perform, ...given }
    const runner = new JobRunner(kind, { database, now, onFault: (_error, what) => faults.push(what) })
    runners.push(runner)
    return runner
  }

  async function left(): Promise<{ id: string; tries: number; dead: boolean; problem: string | null }[]> {
    const { rows } = await test.pool.query(
      'select id, tries, dead_at is not null as dead, problem from job order by id',
    )
    return rows
  }

  async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
    const latest = Date.now() + 15_000
    while (!(await holds())) {
      if (Date.now() > latest) throw new Error('It did not come to that.')
      await wait(10)
    }
  }

  it('[GW-2] are each done once, by two servers that take them at the same time', async () => {
    const ids = await ask(now(), 300)
    const performed: string[] = []
    const perform = async ({ id }: Job) => {
      performed.push(id)
      await wait(2)
      return done
    }
    run(perform)
    run(perform, {}, other)
    await until(async () => (await left()).length === 0)
    expect(performed.sort()).toEqual(ids.sort())
    expect(faults).toEqual([])
  })

  it('[GW-2] asked for twice are done once', async () => {
    const [id = ''] = await ask(instant(now() + HOUR))
    const again = JSON.stringify({ jobs: [{ id, kind: 'test', body: {}, dueAt: now() }] })
    await test.pool.query('select store_jobs($1)', [again])
    expect((await left()).length).toBe(1)
    expect(await takeJobs(test.pool, 'test', { now: now(), leaseMs: 1, most: 9 })).toEqual([])
  })

  it('[GW-3] that came due while no server was there are done at once, the longest due first', async () => {
    const [second = ''] = await ask(instant(now() - HOUR))
    const [first = ''] = await ask(instant(now() - 2 * HOUR))
    const performed: string[] = []
    const startedAt = Date.now()
    run(
      async ({ id }) => {
        performed.push(id)
        return done
      },
      { atOnce: 1 },
    )
    await until(() => performed.length === 2)
    expect(performed).toEqual([first, second])
    expect(Date.now() - startedAt).toBeLessThan(IDLE_MS)
  })

  it('[GW-3] that a server died with, between taking and doing, are done by another after the lease', async () => {
    const [id = ''] = await ask(now())
    const takenAt = now()
    const taken = await takeJobs(other, 'test', { now: takenAt, leaseMs: 400, most: 9 })
    expect(taken.map((job) => [job.id, job.tries])).toEqual([[id, 1]])
    const performed: number[] = []
    run(async ({ tries }) => {
      performed.push(tries)
      return done
    })
    await until(() => performed.length > 0)
    expect(performed).toEqual([2])
    expect(Date.now() - takenAt).toBeGreaterThanOrEqual(400)
  })

  it('[GW-3] are done at their instant, without being looked for in between', async () => {
    const late: number[] = []
    const runner = run(async ({ dueAt }) => {
      late.push(now() - dueAt)
      return done
    })
    await wait(100)
    await ask(instant(now() + 300))
    runner.wake()
    await until(() => late.length > 0)
    expect(late[0]).toBeGreaterThanOrEqual(0)
    expect(late[0]).toBeLessThan(IDLE_MS - 500)
  })

  it('[GW-4] that fail wait and are tried again; then they are given up, told, kept with why, and left alone', async () => {
    const [id = ''] = await ask(now())
    const tried: number[] = []
    const givenUp: string[] = []
    run(
      async ({ tries }) => {
        tried.push(tries)
        return { status: 'again', problem: 'no answer' }
      },
      { onGivenUp: async (job) => void givenUp.push(job.id) },
    )
    await until(async () => (await left())[0]?.dead === true)
    await wait(200)
    expect(tried).toEqual([1, 2, 3])
    expect(givenUp).toEqual([id])
    expect(await left()).toEqual([{ id, tries: 3, dead: true, problem: 'no answer' }])
  })

  it('[GW-4] that will never work are given up at once; a fault of ours is tried again', async () => {
    await ask(now())
    run(async () => ({ status: 'never', problem: 'refused' }))
    await until(async () => (await left())[0]?.dead === true)
    await test.pool.query('delete from job')
    await Promise.all(runners.splice(0).map((runner) => runner.stop()))
    await ask(now())
    run(async ({ tries }) => {
      if (tries === 1) throw new Error('a bug')
      return done
    })
    await until(async () => (await left()).length === 0)
    expect(faults.length).toBe(1)
  })

  it('[GW-4] that are asked to wait longer wait', async () => {
    await ask(now())
    const at: number[] = []
    run(async ({ tries }) => {
      at.push(Date.now())
      return tries === 1 ? { status: 'again', problem: 'too many', waitMs: 500 } : done
    })
    await until(async () => (await left()).length === 0)
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(490)
  })

  it('[GW-5] that are slow keep no other waiting, and those of another kind neither', async () => {
    await ask(now(), 1, 'slow')
    const quick: number[] = []
    let release = () => {}
    const held = new Promise<void>((settle) => {
      release = settle
    })
    run(async () => held.then(() => done), { name: 'slow', atOnce: 1 })
    run(
      async () => {
        quick.push(1)
        return done
      },
      { atOnce: 2 },
    )
    await ask(now(), 20)
    for (const runner of runners) runner.wake()
    await until(() => quick.length === 20)
    expect((await left()).length).toBeGreaterThanOrEqual(1)
    release()
    await until(async () => (await left()).length === 0)
  })
})
