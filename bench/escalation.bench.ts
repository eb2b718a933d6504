import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { STEP } from '../server/call-out/jobs.ts'
import { stepJobs } from '../server/call-out/step-job.ts'
import { KeptCatalogues } from '../server/catalogue/kept-catalogues.ts'
import { GroupCommit } from '../server/command/handle.ts'
import { WriterConnection } from '../server/command/writer-connection.ts'
import { migrate } from '../server/db/migrate.ts'
import type { Database } from '../server/db/pool.ts'
import { JobRunner } from '../server/job/job-runner.ts'
import { publishFirst } from '../server/projection/catalogue.ts'
import { callOutRulesSchema, planOf } from '../shared/call-out/plan.ts'
import { sentCommandSchema } from '../shared/command.ts'
import type { Actor } from '../shared/event.ts'
import { after, DAY, type Instant, instant, SECOND } from '../shared/instant.ts'
import { HOLE } from '../shared/test-board.ts'
import { withDatabase } from './extracts.ts'
import { type Bench, type Figure, median, quantile } from './measure.ts'
import { startDatabase } from './processes.ts'

const PENDING = 500
/** The instants of those that do not come together are so far apart. */
const APART_MS = 20
const LONGEST_MS = 1_000
const SUPERVISOR: Actor = { id: 'bench', role: 'administrator', label: 'Banc', crewId: null }
const now = (): Instant => instant(Date.now())

/** How late the due steps of call-outs are: one after the other, and all at one instant. */
export const escalation: Bench = {
  name: 'escalation',
  what: `due steps of ${PENDING} call-outs, one after the other and all at once`,
  run: async (report) => {
    const cluster = await startDatabase()
    try {
      const url = await cluster.url('escalation')
      return await withDatabase(url, (database) => measure(url, database, report))
    } finally {
      await cluster.stop()
    }
  },
}

async function measure(url: string, database: Database, report: (line: string) => void): Promise<Figure[]> {
  await migrate(url)
  await publishFirst(database, { families: [], agencies: [], services: [HOLE] })
  const connection = new WriterConnection(url)
  const catalogues = await KeptCatalogues.open(database)
  const fail = (error: unknown) => {
    throw error
  }
  let runner: JobRunner | undefined
  const onCommitted = () => runner?.wake()
  const handler = new GroupCommit({ connection, catalogues, now, onFault: fail, onCommitted })
  const say = async (command: object) => {
    const answer = await handler.submit(sentCommandSchema.parse({ id: randomUUID(), command }), SUPERVISOR)
    if (answer.status === 'refused') throw new Error(answer.refusal.code)
  }
  report(`starting ${PENDING} call-outs`)
  await startAll(say)
  runner = new JobRunner(stepJobs(handler), { database, now, onFault: fail })
  try {
    report('one after the other')
    const apart = await lateness(database, runner, APART_MS)
    report('all at one instant')
    const together = await lateness(database, runner, 0)
    return [...figures(`one each ${APART_MS} ms`, apart), ...figures('all at one instant', together)]
  } finally {
    await runner.stop()
    await handler.drain()
    await connection.close()
  }
}

/** So many holes, each with its first person being called, and many more people after that one. */
async function startAll(say: (command: object) => Promise<void>): Promise<void> {
  const people = Array.from({ length: 9 }, () => randomUUID())
  const span = { from: after(now(), -DAY), until: after(now(), DAY) }
  for (const personId of people)
    await say({ type: 'register_on_call_person', personId, name: 'Nadia Verbrugge', phone: '06 39 98 11 37' })
  const turns = people.map((personId, index) => {
    return { turnId: randomUUID(), domain: 'roads', order: index + 1, personId, ...span }
  })
  await say({ type: 'plan_turns', turns })
  const plan = planOf(callOutRulesSchema.parse({}))
  const place = { position: { lon: 1.44, lat: 43.6 }, address: null, district: null }
  const nobody = { description: null, firstName: null, lastName: null, phone: null, email: null }
  await Promise.all(
    Array.from({ length: PENDING }, async () => {
      const ticketId = randomUUID()
      const received = { serviceCode: HOLE.code, ...place, channel: 'phone' }
      await say({ type: 'receive_ticket', ticketId, ...received, report: { id: randomUUID(), ...nobody } })
      await say({ type: 'start_call_out', callOutId: randomUUID(), ticketId, domain: 'roads', plan })
    }),
  )
}

/** Makes every pending step due from two seconds on, `apartMs` from one to the next; how late each was, in milliseconds. */
async function lateness(database: Database, runner: JobRunner, apartMs: number): Promise<number[]> {
  const { rows: heads } = await database.query<{ seq: number }>('select max(seq)::float8 as seq from event')
  const from = after(now(), 2 * SECOND)
  await database.query(
    `update job set due_at = instant_of($1 + $2::bigint * (place - 1))
     from (select id, row_number() over (order by id) as place from job where kind = $3) as placed
     where job.id = placed.id`,
    [from, apartMs, STEP],
  )
  const { rows: due } = await database.query<{ ticket: string; at: number }>(
    `select body ->> 'ticketId' as ticket, milliseconds_of(due_at) as at from job where kind = $1`,
    [STEP],
  )
  runner.wake()
  await wait(2 * SECOND + PENDING * apartMs + 5 * SECOND)
  const { rows: done } = await database.query<{ ticket: string; at: number }>(
    `select ticket_id as ticket, milliseconds_of(min(at)) as at from event where seq > $1 group by ticket_id`,
    [heads[0]?.seq ?? 0],
  )
  const doneAt = new Map(done.map(({ ticket, at }) => [ticket, at]))
  if (due.length !== PENDING || doneAt.size !== PENDING)
    throw new Error(`Of ${due.length} steps ${doneAt.size} were done.`)
  return due.map(({ ticket, at }) => (doneAt.get(ticket) ?? Number.POSITIVE_INFINITY) - at)
}

function figures(how: string, late: readonly number[]): Figure[] {
  return [
    { name: `escalation, ${how}, p50`, unit: 'ms', value: median(late) },
    { name: `escalation, ${how}, p99`, unit: 'ms', value: quantile(late, 0.99) },
    { name: `escalation, ${how}, latest`, unit: 'ms', value: Math.max(...late), aim: LONGEST_MS },
  ]
}
