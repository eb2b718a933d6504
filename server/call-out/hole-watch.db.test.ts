import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { HOUR, type Instant, instant } from '../../shared/instant.ts'
import { onCallRulesSchema } from '../../shared/protocol/on-call.ts'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { JobRunner } from '../job/job-runner.ts'
import { loadHoleNotices } from '../projection/hole-notice.ts'
import { TestGateway } from '../simulation/local-gateway.ts'
import { holeJobs } from './hole-job.ts'
import { HoleWatch } from './hole-watch.ts'
import { CallOutServer, withRota } from './test-call-outs.ts'

const SECRET = 'a secret of the two'
const MANAGER = '+33639982692'
const now = (): Instant => instant(Date.now())
const at = (hours: number) => instant(Date.now() + hours * HOUR)
/** Nobody is there by day either. */
const deployment = {
  onCall: onCallRulesSchema.parse({ changeOver: { day: 'friday', at: '12:00' }, agencies: [] }),
  timeZone: 'Europe/Paris',
}

describe('a hole in the rota', () => {
  let test: TestDatabase
  let people: string[]
  let server: CallOutServer
  let received: TestGateway
  let gateway: { url: string; secret: string; mayBeInside: boolean; publicUrl: string }
  const faults: unknown[] = []
  const watches: HoleWatch[] = []
  const runners: JobRunner[] = []

  // The roads and the managers have someone until tomorrow at this hour, and nobody after that.
  beforeEach(async () => {
    test = await createTestDatabase()
    people = await withRota(test)
    server = await CallOutServer.open(test)
    received = new TestGateway(SECRET)
    const url = await received.listen()
    gateway = { url, secret: SECRET, mayBeInside: true, publicUrl: 'https://vigie.example' }
  })
  afterEach(async () => {
    await Promise.all([...watches.splice(0), ...runners.splice(0)].map((one) => one.stop()))
    await server.close()
    await received.close()
    await test.drop()
    expect(faults).toEqual([])
  })

  /** One server's part. */
  function watching(settleMs = 0): HoleWatch {
    const { live } = server
    const { pool: database } = test
    const onFault = (error: unknown) => void faults.push(error)
    const kind = holeJobs({ database, live, deployment, gateway, now })
    const runner = new JobRunner(kind, { database, now, onFault })
    runners.push(runner)
    const onFound = () => runner.wake()
    const watch = new HoleWatch({ database, live, deployment, now, onFound, onFault, settleMs })
    watches.push(watch)
    return watch
  }
  async function messages(count: number) {
    const latest = Date.now() + 15_000
    while (received.messages.size < count) {
      if (Date.now() > latest) throw new Error(`There are ${received.messages.size}.`)
      await wait(10)
    }
    await wait(200)
    return [...received.messages.values()]
  }
  /** What a hole waits for, lest it be filled at once, is over. */
  async function dueNow() {
    await test.pool.query('update job set due_at = now()')
    for (const runner of runners) runner.wake()
  }
  const plan = (domain: string, hours: number, until: number) =>
    server.say({
      type: 'plan_turns',
      turns: [
        {
          turnId: randomUUID(),
          domain,
          order: 1,
          personId: people[0],
          from: at(hours),
          until: at(until),
        },
      ],
    })

  it('[OC-21] [OC-22] is told to the manager on call, once by two servers that both look, and looked at again', async () => {
    const both = [watching(), watching()]
    const told = await messages(2)
    await Promise.all(both.map((watch) => watch.look()))
    await wait(200)
    expect(received.messages.size).toBe(2)
    expect(told.map(({ to, channel }) => [to, channel])).toEqual([
      [MANAGER, 'sms'],
      [MANAGER, 'sms'],
    ])
    expect(told.map(({ text }) => text).sort()).toEqual([
      expect.stringMatching(
        /^Trou dans l’astreinte Cadres : personne à partir du .+ \d\d:\d\d\. Pour le combler : /,
      ),
      expect.stringMatching(/^Trou dans l’astreinte Voirie : .+ https:\/\/vigie\.example\/console#rota$/),
    ])
    const notices = await loadHoleNotices(test.pool, now())
    expect(notices).toMatchObject([{ personId: people[1] }, { personId: people[1] }])
    expect(new Set(notices.map(({ domain }) => domain))).toEqual(new Set(['roads', 'managers']))
    // A server that comes back tells nothing anew.
    await watching().look()
    await wait(200)
    expect(received.messages.size).toBe(2)
  })

  it('[OC-21] is told again when it is another hole', async () => {
    watching()
    await messages(2)
    await plan('roads', 30, 90)
    const told = await messages(3)
    expect(told.at(-1)?.text).toMatch(/^Trou dans l’astreinte Voirie : personne du .+ au .+\. Pour/)
    await vi.waitFor(async () => expect(await loadHoleNotices(test.pool, now())).toHaveLength(3), 5_000)
    const notices = await loadHoleNotices(test.pool, now())
    expect(notices.filter(({ domain, until }) => domain === 'roads' && until !== null)).toHaveLength(1)
  })

  it('[OC-21] that is filled before it was told is told to nobody, and again where it is there again', async () => {
    await plan('managers', 23, 120)
    const watch = watching(HOUR)
    await watch.look()
    await plan('roads', 23, 120)
    const noticed = async () => (await test.pool.query('select * from hole_notice')).rows.length
    expect(await noticed()).toBe(1)
    await dueNow()
    await vi.waitFor(async () => expect(await noticed()).toBe(0), 15_000)
    expect(received.messages.size).toBe(0)
    const turns = [...server.live.board.turns.values()]
    const filling = turns.find(({ domain, until }) => domain === 'roads' && until > at(100))
    await server.say({ type: 'remove_turns', turnIds: [filling?.id] })
    await watch.look()
    await dueNow()
    expect((await messages(1)).map(({ to }) => to)).toEqual([MANAGER])
  })

  it.each(['fails', 'late', 'twice', 'busy'] as const)(
    '[OC-21] is told once through a gateway that %s',
    async (manner) => {
      await plan('managers', 23, 120)
      received.manners.push(manner)
      watching()
      const told = await messages(1)
      expect(told).toHaveLength(1)
      await vi.waitFor(async () => expect(await loadHoleNotices(test.pool, now())).toHaveLength(1), 5_000)
      expect(received.messages.size).toBe(1)
    },
  )

  it('[OC-22] that nobody can be told of, or that the gateway refuses, is kept for a person to see', async () => {
    await plan('managers', 23, 120)
    received.manners.push('refuses')
    watching()
    const latest = Date.now() + 10_000
    for (;;) {
      const { rows } = await test.pool.query('select kind, problem from job where dead_at is not null')
      if (rows.length > 0) {
        expect(rows).toEqual([{ kind: 'hole_notice', problem: 'answered 422' }])
        break
      }
      if (Date.now() > latest) throw new Error('It was not given up.')
      await wait(20)
    }
    expect(await loadHoleNotices(test.pool, now())).toEqual([])
  })

  it('[OC-22] has no name and no number in its job or its notice', async () => {
    await watching(HOUR).look()
    for (const table of ['job', 'hole_notice']) {
      const { rows } = await test.pool.query<{ text: string }>(
        `select row_to_json(t)::text as text from ${table} t`,
      )
      const text = rows.map((row) => row.text).join()
      expect(text).not.toBe('')
      for (const secret of ['Verbrugge', '639982692', '06 39 98']) expect(text).not.toContain(secret)
    }
  })
})
