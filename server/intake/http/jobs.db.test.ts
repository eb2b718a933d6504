import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commandSchema } from '../../../shared/command.ts'
import { givenUpListSchema } from '../../../shared/delivery/given-up.ts'
import type { Actor, Role } from '../../../shared/event.ts'
import { commandIdSchema, type TicketId, ticketIdSchema } from '../../../shared/id.ts'
import { type Instant, instant } from '../../../shared/instant.ts'
import { aCallOut, DISPATCHER, NOISE, noteId, published } from '../../../shared/test-board.ts'
import { KeptCatalogues } from '../../catalogue/kept-catalogues.ts'
import { GroupCommit } from '../../command/handle.ts'
import { WriterConnection } from '../../command/writer-connection.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { readOfTicket } from '../../event-log/read-after.ts'
import { findTicket } from '../../projection/ticket.ts'
import { createAccount, findAccount } from '../../session/accounts.ts'
import { openSession, sessionCookie } from '../../session/session.ts'
import { failures } from './errors.ts'
import { jobsRouter } from './jobs.ts'

const FUSE = { ...NOISE, code: 'FUSE', agency: 'grid', priority: 3 as const }
const OPERATOR: Actor = { ...DISPATCHER, role: 'operator' }
const CHIEF: Actor = { ...DISPATCHER, role: 'supervisor' }
const now = (): Instant => instant(Date.now())

describe('what was given up', () => {
  let database: TestDatabase
  let connection: WriterConnection
  let handler: GroupCommit
  let server: Server
  let chief: string
  let woken = 0
  const faults: unknown[] = []

  beforeAll(async () => {
    database = await createTestDatabase()
    connection = new WriterConnection(database.url)
    handler = new GroupCommit({
      connection,
      catalogues: new KeptCatalogues(published(NOISE, FUSE)),
      channelOf: (agency) => (agency === 'grid' ? 'webhook' : undefined),
      now,
      onFault: (error) => faults.push(error),
      onCommitted: () => {},
    })
    const wakeJobs = () => {
      woken += 1
    }
    const agencyOf = (code: string) =>
      code === 'grid'
        ? { code, name: { fr: 'Réseau électrique', en: 'grid' }, kind: 'partner' as const }
        : undefined
    const web = express()
    web.use('/api', express.json())
    web.use('/api', jobsRouter({ database: database.pool, handler, now, agencyOf, wakeJobs }))
    web.use(failures((error) => faults.push(error)))
    server = createServer(web)
    await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
    chief = await cookieOf('supervisor')
  })
  afterAll(async () => {
    expect(faults).toEqual([])
    server.closeAllConnections()
    await new Promise((settle) => server.close(settle))
    await connection.close()
    await database.drop()
  })

  async function cookieOf(role: Exclude<Role, 'system'>): Promise<string> {
    const userName = randomUUID()
    await createAccount(database.pool, { userName, role, post: role, password: 'a long password' })
    const { id = '' } = (await findAccount(database.pool, userName)) ?? {}
    return sessionCookie(await openSession(database.pool, id), false).split(';')[0] ?? ''
  }

  const ask = (path: string, cookie = chief, body?: object) =>
    fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/jobs/${path}`, {
      headers: { cookie, 'content-type': 'application/json' },
      ...(path !== 'given-up' && { method: 'POST', body: JSON.stringify(body ?? {}) }),
    })
  const list = async () => givenUpListSchema.parse(await (await ask('given-up')).json())

  async function say(command: object, actor = OPERATOR): Promise<void> {
    const id = commandIdSchema.parse(randomUUID())
    const answer = await handler.submit({ id, command: commandSchema.parse(command) }, actor)
    expect(answer.status).toBe('accepted')
  }

  /** A ticket whose partner could not be told. */
  async function failed(number: number): Promise<{ ticketId: TicketId; jobId: string }> {
    const ticketId = ticketIdSchema.parse(randomUUID())
    const report = {
      id: noteId(number),
      description: 'un fusible',
      firstName: 'Nadia',
      lastName: 'Verbrugge',
    }
    await say({
      type: 'receive_ticket',
      ticketId,
      serviceCode: 'FUSE',
      position: { lon: 1.44, lat: 43.6 },
      address: 'Rue des Lois',
      district: null,
      channel: 'phone',
      report: { ...report, phone: '06 39 98 11 37', email: null },
    })
    const { rows } = await database.pool.query(
      `update job set dead_at = now(), tries = 12, problem = 'answered 500' where body ->> 'ticketId' = $1 returning id`,
      [ticketId],
    )
    return { ticketId, jobId: rows[0]?.id }
  }

  const types = async (id: TicketId) =>
    (await readOfTicket(database.pool, id, 100)).slice(2).map(({ event }) => event.type)

  it('[DL-11] is listed with its ticket, its receiver, how often and why, and with nothing personal', async () => {
    const { ticketId, jobId } = await failed(1)
    const body = await (await ask('given-up')).text()
    for (const personal of ['Verbrugge', '06 39', 'fusible', 'Lois']) expect(body).not.toContain(personal)
    const { jobs, trying } = await list()
    expect(trying).toBe(0)
    expect(jobs).toEqual([
      {
        id: jobId,
        kind: 'delivery',
        ticketId,
        ticketNumber: 2001,
        agency: { code: 'grid', name: { fr: 'Réseau électrique', en: 'grid' } },
        channel: 'webhook',
        at: expect.any(Number),
        tries: 12,
        problem: 'answered 500',
        isOver: false,
      },
    ])
  })

  it('[DL-11] is for those who answer for it alone', async () => {
    const [{ id } = { id: '' }] = (await list()).jobs
    for (const role of ['operator', 'crew'] as const) {
      const cookie = await cookieOf(role)
      for (const path of ['given-up', `${id}/retry`, `${id}/abandon`])
        expect((await ask(path, cookie)).status).toBe(403)
    }
    const post = await cookieOf('dispatcher')
    expect((await ask('given-up', post)).status).toBe(200)
    expect((await ask(`${id}/abandon`, post)).status).toBe(403)
    expect((await ask(`${id}/abandon`, 'none')).status).toBe(401)
    expect((await ask(`${randomUUID()}/abandon`)).status).toBe(404)
    expect((await ask('x/abandon')).status).toBe(404)
    expect((await ask(`${id}/abandon`, chief, { all: true })).status).toBe(400)
    expect((await list()).jobs).toHaveLength(1)
  })

  it('[DL-11] is tried again as if it had never been, and counted among those that are', async () => {
    const [{ id } = { id: '' }] = (await list()).jobs
    expect((await ask(`${id}/retry`)).status).toBe(204)
    expect(woken).toBe(1)
    expect(await list()).toEqual({ jobs: [], trying: 1 })
    expect((await ask(`${id}/retry`)).status).toBe(404)
    const { rows } = await database.pool.query('select tries, earlier_tries from job')
    expect(rows).toEqual([{ tries: 0, earlier_tries: 12 }])
    await database.pool.query('update job set dead_at = now(), tries = 2')
    expect((await list()).jobs).toMatchObject([{ tries: 14 }])
  })

  it('[DL-11] is abandoned by a person, whom the log names', async () => {
    const [{ id, ticketId } = { id: '', ticketId: null }] = (await list()).jobs
    expect((await ask(`${id}/abandon`)).status).toBe(204)
    expect((await list()).jobs).toEqual([])
    const ticket = await findTicket(database.pool, { id: ticketId ?? '' })
    expect(ticket).toMatchObject({ status: 'transferred', transfer: { delivery: { status: 'abandoned' } } })
    expect(await types(ticketIdSchema.parse(ticketId))).toEqual(['delivery_abandoned'])
    expect((await ask(`${id}/abandon`)).status).toBe(404)
  })

  it('[DL-11] leaves its ticket to the PC Radio where that is asked, once, and only while it is in those hands', async () => {
    const one = await failed(2)
    expect((await ask(`${one.jobId}/abandon`, chief, { takeBack: true })).status).toBe(204)
    expect(await findTicket(database.pool, { id: one.ticketId })).toMatchObject({
      status: 'open',
      transfer: null,
    })
    expect(await types(one.ticketId)).toEqual(['ticket_reopened'])
    const other = await failed(3)
    await handler.submit(
      {
        id: commandIdSchema.parse(randomUUID()),
        command: { type: 'close_ticket', ticketId: other.ticketId, outcome: 'done' },
      },
      DISPATCHER,
    )
    expect((await list()).jobs).toMatchObject([{ isOver: true }])
    expect((await ask(`${other.jobId}/abandon`, chief, { takeBack: true })).status).toBe(409)
    expect((await ask(`${other.jobId}/abandon`)).status).toBe(204)
    expect((await list()).jobs).toEqual([])
  })

  it('[DL-15] is told by a person instead: a hand-off, and that it was taken back', async () => {
    const post = await cookieOf('dispatcher')
    const one = await failed(4)
    expect((await ask(`${one.jobId}/abandon`, post, { told: 'telephone', takeBack: true })).status).toBe(400)
    expect((await ask(`${one.jobId}/abandon`, post, { told: 'telephone' })).status).toBe(204)
    expect(await findTicket(database.pool, { id: one.ticketId })).toMatchObject({
      status: 'transferred',
      transfer: { told: { means: 'telephone', by: 'dispatcher' } },
    })
    await say({ type: 'reopen_ticket', ticketId: one.ticketId, reason: 'x' }, DISPATCHER)
    const { rows } = await database.pool.query(
      `update job set dead_at = now(), problem = 'by_person' where kind = 'taken_back' returning id`,
    )
    const back = rows[0]?.id
    expect((await list()).jobs).toMatchObject([
      { id: back, kind: 'taken_back', channel: null, isOver: false },
    ])
    expect((await ask(`${back}/abandon`, post, { takeBack: true })).status).toBe(409)
    expect((await ask(`${back}/abandon`, post, { told: 'radio' })).status).toBe(204)
    expect((await list()).jobs).toEqual([])
    expect(await types(one.ticketId)).toEqual([
      'partner_told',
      'ticket_reopened',
      'hand_off_taken_back',
      'partner_told',
    ])
  })

  it('[DL-15] a message to a person on call that is abandoned is on its ticket’s timeline', async () => {
    const ticketId = ticketIdSchema.parse(randomUUID())
    const report = { id: noteId(5), description: 'x', firstName: null, lastName: null }
    const place = { position: { lon: 1.44, lat: 43.6 }, address: null, district: null, channel: 'phone' }
    await say({
      type: 'receive_ticket',
      ticketId,
      serviceCode: 'NOISE',
      ...place,
      report: { ...report, phone: null, email: null },
    })
    const personId = randomUUID()
    const now = Date.now()
    const turn = { turnId: randomUUID(), domain: 'roads', order: 1, personId }
    const span = { from: now - 3_600_000, until: now + 3_600_000 }
    await say({ type: 'register_on_call_person', personId, name: 'X', phone: '06 39 98 11 37' }, CHIEF)
    await say({ type: 'plan_turns', turns: [{ ...turn, ...span }] }, CHIEF)
    const callOutId = randomUUID()
    const { plan } = aCallOut(1)
    await say({ type: 'start_call_out', callOutId, ticketId, domain: 'roads', plan }, DISPATCHER)
    const { rows } = await database.pool.query(
      `update job set dead_at = now(), problem = 'answered 500' where kind = 'call' returning id`,
    )
    for (const { id } of rows) expect((await ask(`${id}/abandon`)).status).toBe(204)
    const events = await readOfTicket(database.pool, ticketId, 100)
    expect(events.filter(({ event }) => event.type === 'call_abandoned')).toHaveLength(rows.length)
    expect(rows.length).toBeGreaterThan(0)
    expect((await list()).jobs).toEqual([])
  })
})
