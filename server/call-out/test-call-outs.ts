import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { CallOut } from '../../shared/call-out/call-out.ts'
import type { CallChannel } from '../../shared/call-out/plan.ts'
import { commandSchema } from '../../shared/command.ts'
import type { Actor } from '../../shared/event.ts'
import { commandIdSchema } from '../../shared/id.ts'
import { HOUR, type Instant, instant } from '../../shared/instant.ts'
import { onCallRulesSchema } from '../../shared/protocol/on-call.ts'
import { HOLE, NOISE } from '../../shared/test-board.ts'
import { LiveBoard } from '../broadcast/live-board.ts'
import { KeptCatalogues } from '../catalogue/kept-catalogues.ts'
import { GroupCommit } from '../command/handle.ts'
import { WriterConnection } from '../command/writer-connection.ts'
import type { TestDatabase } from '../db/test-database.ts'
import { readAfter } from '../event-log/read-after.ts'
import { JobRunner } from '../job/job-runner.ts'
import { publishFirst } from '../projection/catalogue.ts'
import { readBoard } from '../read/board.ts'
import { callJobs, type Gateway } from './call-job.ts'
import { CallOutWatch } from './call-out-watch.ts'
import { stepJobs } from './step-job.ts'

const ADMINISTRATOR: Actor = { id: 'a', role: 'administrator', label: 'Poste 1', crewId: null }
export const PHONES = ['06 39 98 11 37', '+33 6 39 98 26 92'] as const
const now = (): Instant => instant(Date.now())
const never = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] }

/** The roads are never open, and whoever is called has a second to answer. */
const rulesWith = (channels: readonly CallChannel[]) =>
  onCallRulesSchema.parse({
    changeOver: { day: 'friday', at: '12:00' },
    agencies: [
      { agency: 'roads', domain: 'roads', calendar: { hours: never, holidays: null, exceptions: [] } },
    ],
    callOut: { attempts: [{ afterSeconds: 0, channels }], answerSeconds: 1 },
  })

/** A server as far as call-outs need one, for tests. Several may be on one database. */
export class CallOutServer {
  readonly handler: GroupCommit
  readonly live: LiveBoard
  readonly faults: unknown[] = []
  private readonly runners: JobRunner[] = []
  private watch: CallOutWatch | null = null
  private readonly connection: WriterConnection

  private constructor(
    private readonly test: TestDatabase,
    private readonly catalogues: KeptCatalogues,
    live: LiveBoard,
    private readonly channels: readonly CallChannel[],
  ) {
    this.live = live
    this.connection = new WriterConnection(test.url)
    this.handler = new GroupCommit({
      connection: this.connection,
      catalogues,
      now,
      onFault: (error) => void this.faults.push(error),
      onCommitted: (events) => {
        if (events[0]?.seq === live.seq + 1) live.fold(events)
        for (const runner of this.runners) runner.wake()
      },
    })
  }

  get serviceOf() {
    return this.catalogues.serviceOf
  }

  /** Calls by these channels, once. */
  static async open(test: TestDatabase, channels: readonly CallChannel[] = ['sms']): Promise<CallOutServer> {
    const live = new LiveBoard(await readBoard(test.pool))
    return new CallOutServer(test, await KeptCatalogues.open(test.pool), live, channels)
  }

  run(gateway?: Gateway): this {
    const { handler, catalogues } = this
    const { pool: database } = this.test
    const { serviceOf } = catalogues
    const dependencies = { database, handler, serviceOf, now, timeoutMs: 300 }
    const kinds = [stepJobs(handler), ...(gateway ? [callJobs({ ...dependencies, gateway })] : [])]
    const onFault = (error: unknown) => void this.faults.push(error)
    this.runners.push(...kinds.map((kind) => new JobRunner(kind, { database, now, onFault })))
    return this
  }

  wake(): this {
    const { live, handler, catalogues } = this
    const deployment = { onCall: rulesWith(this.channels), timeZone: 'Europe/Paris' }
    const { serviceOf } = catalogues
    this.watch = new CallOutWatch({ live, handler, serviceOf, deployment, now })
    return this
  }

  async say(command: object): Promise<void> {
    const id = commandIdSchema.parse(randomUUID())
    const answer = await this.handler.submit({ id, command: commandSchema.parse(command) }, ADMINISTRATOR)
    if (answer.status === 'refused') throw new Error(answer.refusal.code)
  }

  async close(): Promise<void> {
    this.watch?.stop()
    await Promise.all(this.runners.map((runner) => runner.stop()))
    await this.handler.drain()
    await this.connection.close()
  }
}

/** The catalogue of tests, and a rota of one person for the roads and one manager. Their ids. */
export async function withRota(test: TestDatabase): Promise<string[]> {
  await publishFirst(test.pool, { families: [], agencies: [], services: [NOISE, HOLE] })
  const server = await CallOutServer.open(test)
  const people = PHONES.map((phone) => ({ personId: randomUUID(), phone }))
  for (const [index, { personId, phone }] of people.entries()) {
    await server.say({ type: 'register_on_call_person', personId, name: 'Nadia Verbrugge', phone })
    const domain = index === 0 ? 'roads' : 'managers'
    const span = { from: instant(now() - HOUR), until: instant(now() + 24 * HOUR) }
    const turn = { turnId: randomUUID(), domain, order: 1, personId, ...span }
    await server.say({ type: 'plan_turns', turns: [turn] })
  }
  await server.close()
  return people.map(({ personId }) => personId)
}

/** A hole that someone tells of. Its ticket. */
export async function hole(server: CallOutServer, serviceCode = HOLE.code): Promise<string> {
  const ticketId = randomUUID()
  const report = {
    id: randomUUID(),
    description: 'un trou',
    firstName: null,
    lastName: null,
    phone: null,
    email: null,
  }
  const place = { position: { lon: 1.44, lat: 43.6 }, address: null, district: null }
  await server.say({ type: 'receive_ticket', ticketId, serviceCode, ...place, channel: 'phone', report })
  return ticketId
}

export async function callOutOf(test: TestDatabase, ticketId: string): Promise<CallOut | undefined> {
  return [...(await readBoard(test.pool)).board.callOuts.values()].find((one) => one.ticketId === ticketId)
}

/** Waits until a ticket's call-out is in a status. */
export async function status(test: TestDatabase, ticketId: string, wanted: string): Promise<CallOut> {
  const latest = Date.now() + 15_000
  for (;;) {
    const callOut = await callOutOf(test, ticketId)
    if (callOut?.status === wanted) return callOut
    if (Date.now() > latest) throw new Error(`It is ${callOut?.status}.`)
    await wait(20)
  }
}

/** What happened to a ticket's call-outs. */
export async function eventsOf(test: TestDatabase, ticketId: string): Promise<string[]> {
  const events = await readAfter(test.pool, 0, 10_000)
  return events.flatMap(({ event }) =>
    'callOutId' in event && event.ticketId === ticketId ? [event.type] : [],
  )
}
