import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { CallOut } from '../../shared/call-out/call-out.ts'
import { commandSchema } from '../../shared/command.ts'
import type { Actor } from '../../shared/event.ts'
import { commandIdSchema } from '../../shared/id.ts'
import { HOUR, type Instant, instant } from '../../shared/instant.ts'
import { onCallRulesSchema } from '../../shared/protocol.ts'
import { HOLE, NOISE } from '../../shared/test-board.ts'
import { LiveBoard } from '../broadcast/live-board.ts'
import { KeptCatalogues } from '../catalogue/kept-catalogues.ts'
import { GroupCommit } from '../command/handle.ts'
import { WriterConnection } from '../command/writer-connection.ts'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { readAfter } from '../event-log/read-after.ts'
import { JobRunner } from '../job/job-runner.ts'
import { publishFirst } from '../projection/catalogue.ts'
import { readBoard } from '../read/board.ts'
import { CallOutWatch } from './call-out-watch.ts'
import { stepJobs } from './step-job.ts'

const ADMINISTRATOR: Actor = { id: 'a', role: 'administrator', label: 'Poste 1', crewId: null }
const now = (): Instant => instant(Date.now())
const never = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] }
const rules = onCallRulesSchema.parse({
  changeOver: { day: 'friday', at: '12:00' },
  agencies: [
    { agency: 'roads', domain: 'roads', calendar: { hours: never, holidays: null, exceptions: [] } },
  ],
  callOut: { attempts: [{ afterSeconds: 0, channels: ['sms'] }], answerSeconds: 1 },
})

/** A server as far as call-outs need one. Several may be on one database. */
class Server {
  readonly handler: GroupCommit
  readonly live: LiveBoard
  private runner: JobRunner | null = null
  private watch: CallOutWatch | null = null
  private readonly connection: WriterConnection

  private constructor(
    private readonly test: TestDatabase,
    private readonly catalogues: KeptCatalogues,
    live: LiveBoard,
  ) {
    this.live = live
    this.connection = new WriterConnection(test.url)
    this.handler = new GroupCommit({
      connection: this.connection,
      catalogues,
      now,
      onFault: (error) => {
        throw error
      },
      onCommitted: (events) => {
        if (events[0]?.seq === live.seq + 1) live.fold(events)
        this.runner?.wake()
      },
    })
  }

  static async open(test: TestDatabase): Promise<Server> {
    const live = new LiveBoard(await readBoard(test.pool))
    return new Server(test, await KeptCatalogues.open(test.pool), live)
  }

  run(): this {
    const { pool: database } = this.test
    this.runner = new JobRunner(stepJobs(this.handler), { database, now, onFault: () => {} })
    return this
  }

  wake(): this {
    const { live, handler, catalogues } = this
    const deployment = { onCall: rules, timeZone: 'Europe/Paris' }
    const { serviceOf } = catalogues
    this.watch = new CallOutWatch({ live, handler, serviceOf, deployment, hasGateway: true, now })
    return this
  }

  async say(command: object): Promise<void> {
    const id = commandIdSchema.parse(randomUUID())
    const answer = await this.handler.submit({ id, command: commandSchema.parse(command) }, ADMINISTRATOR)
    if (answer.status === 'refused') throw new Error(answer.refusal.code)
  }

  async close(): Promise<void> {
    this.watch?.stop()
    await this.runner?.stop()
    await this.handler.drain()
    await this.connection.close()
  }
}

describe('call-outs on the server', () => {
  let test: TestDatabase
  const servers: Server[] = []
  const person = randomUUID()
  const manager = randomUUID()

  beforeAll(async () => {
    test = await createTestDatabase()
    await publishFirst(test.pool, { families: [], agencies: [], services: [NOISE, HOLE] })
    const server = await opened()
    for (const [personId, domain] of [
      [person, 'roads'],
      [manager, 'managers'],
    ]) {
      await server.say({
        type: 'register_on_call_person',
        personId,
        name: 'Nadia Verbrugge',
        phone: '0639981137',
      })
      const span = { from: instant(now() - HOUR), until: instant(now() + 24 * HOUR) }
      await server.say({
        type: 'plan_turns',
        turns: [{ turnId: randomUUID(), domain, order: 1, personId, ...span }],
      })
    }
  })
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()))
    await test.pool.query('delete from job')
  })
  afterAll(() => test.drop())

  async function opened(): Promise<Server> {
    const server = await Server.open(test)
    servers.push(server)
    return server
  }

  async function hole(server: Server, serviceCode = HOLE.code): Promise<string> {
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

  async function callOutOf(ticketId: string): Promise<CallOut | undefined> {
    return [...(await readBoard(test.pool)).board.callOuts.values()].find((one) => one.ticketId === ticketId)
  }

  async function status(ticketId: string, wanted: string): Promise<CallOut> {
    const latest = Date.now() + 15_000
    for (;;) {
      const callOut = await callOutOf(ticketId)
      if (callOut?.status === wanted) return callOut
      if (Date.now() > latest) throw new Error(`It is ${callOut?.status}.`)
      await wait(20)
    }
  }

  async function eventsOf(ticketId: string): Promise<string[]> {
    const events = await readAfter(test.pool, 0, 10_000)
    return events.flatMap(({ event }) =>
      'callOutId' in event && event.ticketId === ticketId ? [event.type] : [],
    )
  }

  const whole = [
    'call_out_started',
    'on_call_called',
    'on_call_unanswered',
    'on_call_called',
    'on_call_unanswered',
    'call_out_alarmed',
  ]

  it('[CO-14] are started for a hazard by itself, and go on to the alarm by their due steps, on time', async () => {
    const server = (await opened()).run().wake()
    const [ticketId, other] = [await hole(server), await hole(server, NOISE.code)]
    const alarmed = await status(ticketId, 'alarmed')
    expect(await eventsOf(ticketId)).toEqual(whole)
    expect(await eventsOf(other)).toEqual([])
    const late = (alarmed.alarm?.at ?? 0) - alarmed.startedAt - 2_000
    expect(late).toBeGreaterThanOrEqual(0)
    expect(late).toBeLessThan(2_000)
  })

  it('[CO-14] are done once by two servers on one database, whose clocks and watches both ask', async () => {
    const [first, second] = [(await opened()).run().wake(), (await opened()).run()]
    const ticketIds = await Promise.all(Array.from({ length: 10 }, () => hole(first)))
    second.live.fold(await readAfter(test.pool, second.live.seq, 10_000))
    second.wake()
    for (const ticketId of ticketIds) {
      await status(ticketId, 'alarmed')
      expect(await eventsOf(ticketId)).toEqual(whole)
    }
  })

  it('[CO-14] go on at once when a server is back, from where they were', async () => {
    const before = (await opened()).wake()
    const ticketId = await hole(before)
    const calling = await status(ticketId, 'calling')
    await before.close()
    servers.length = 0
    await wait(Math.max(0, calling.startedAt + 1_500 - Date.now()))
    const startedAt = Date.now()
    ;(await opened()).run()
    await status(ticketId, 'alarmed')
    expect(await eventsOf(ticketId)).toEqual(whole)
    expect(Date.now() - startedAt).toBeLessThan(5_000)
  })

  it('[CO-14] are found where the ticket came while the server was away, and stop with their ticket for good', async () => {
    const before = await opened()
    const ticketId = await hole(before)
    await before.close()
    servers.length = 0
    const server = (await opened()).run().wake()
    await status(ticketId, 'calling')
    await server.say({ type: 'cancel_ticket', ticketId, reason: 'erreur' })
    await wait(1_500)
    expect(await eventsOf(ticketId)).toEqual(['call_out_started', 'on_call_called'])
    const { rows } = await test.pool.query(`select status from call_out where ticket_id = $1`, [ticketId])
    expect(rows).toEqual([{ status: 'stopped' }])
    expect(await callOutOf(ticketId)).toBeUndefined()
  })
})
