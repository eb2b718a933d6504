import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commandSchema, sentCommandSchema } from '../../../shared/command.ts'
import type { Actor, Role } from '../../../shared/event.ts'
import { HOUR, type Instant, instant } from '../../../shared/instant.ts'
import { alikeListSchema } from '../../../shared/protocol/intake.ts'
import { serviceListSchema, ticketDetailSchema } from '../../../shared/protocol/ticket.ts'
import { DISPATCHER, NOISE, NOW, noteId, published, ticketId } from '../../../shared/test-board.ts'
import { LiveBoard } from '../../broadcast/live-board.ts'
import { KeptCatalogues } from '../../catalogue/kept-catalogues.ts'
import { StraightLine } from '../../city/road/travel-times.ts'
import { GroupCommit } from '../../command/handle.ts'
import { WriterConnection } from '../../command/writer-connection.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { type AlikeToTicket, findAlike } from '../../read/alike.ts'
import { readBoard } from '../../read/board.ts'
import { createAccount, findAccount } from '../../session/accounts.ts'
import { openSession, sessionCookie } from '../../session/session.ts'
import { failures } from './errors.ts'
import { serviceRouter } from './service.ts'
import { stateRouter } from './state.ts'

const OPERATOR: Actor = { ...DISPATCHER, role: 'operator' }
const LITTER = { ...NOISE, code: 'LITTER', agency: 'cleanliness', priority: 4 as const }
const PHONE = '06 39 98 11 37'

describe('the list of a city service', () => {
  let database: TestDatabase
  let connection: WriterConnection
  let live: LiveBoard
  let handler: GroupCommit
  let server: Server
  let cleansing: string
  let roads: string
  let now: Instant = NOW
  const faults: unknown[] = []

  beforeAll(async () => {
    database = await createTestDatabase()
    connection = new WriterConnection(database.url)
    live = new LiveBoard(await readBoard(database.pool))
    const catalogues = new KeptCatalogues(published(NOISE, LITTER))
    handler = new GroupCommit({
      connection,
      catalogues,
      now: () => now,
      onFault: (error) => faults.push(error),
      onCommitted: (events) => live.fold(events),
    })
    const commandDoor = {
      now: () => now,
      within: () => true,
      lastPosition: () => null,
      placeAt: () => ({ nearest: null, district: null }),
      fleet: { vehicles: [], equipment: [] },
    }
    const web = express()
    const given = { database: database.pool, live, catalogues, now: () => now }
    web.use(express.json())
    const alikeTo: AlikeToTicket = (ticket, agency) =>
      findAlike(ticket, { ...given, roads: new StraightLine() }, agency)
    web.use('/api', serviceRouter({ ...given, handler, commandDoor, alikeTo, timeZone: 'Europe/Paris' }))
    web.use('/api', stateRouter({ ...given, city: { view: {} as never } }))
    web.use(failures((error) => faults.push(error)))
    server = createServer(web)
    await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
    cleansing = await cookieOf('service', 'cleanliness')
    roads = await cookieOf('service', 'roads')
    for (const number of [1, 2, 3]) expect(await receive(number)).toBe('accepted')
    expect(await receive(4, 'NOISE')).toBe('accepted')
  })
  afterAll(async () => {
    expect(faults).toEqual([])
    server.closeAllConnections()
    await new Promise((settle) => server.close(settle))
    await connection.close()
    await database.drop()
  })

  async function say(command: object, actor: Actor): Promise<string> {
    const sent = sentCommandSchema.parse({ id: randomUUID(), command })
    const answer = await handler.submit(sent, actor)
    return answer.status === 'refused' ? answer.refusal.code : answer.status
  }
  const receive = (number: number, serviceCode = 'LITTER') =>
    say(
      {
        type: 'receive_ticket',
        ticketId: ticketId(number),
        serviceCode,
        position: { lon: 1.44, lat: 43.6 },
        address: null,
        district: null,
        channel: 'phone',
        report: {
          id: noteId(number),
          description: 'un matelas',
          firstName: 'Nadia',
          lastName: 'Verbrugge',
          phone: PHONE,
          email: null,
        },
      },
      OPERATOR,
    )

  async function cookieOf(role: Exclude<Role, 'system'>, agency?: string) {
    const userName = randomUUID()
    const account = { userName, role, post: agency ?? role, password: 'a long password' }
    await createAccount(database.pool, { ...account, ...(agency && { agency }) })
    const { id = '' } = (await findAccount(database.pool, userName)) ?? {}
    return sessionCookie(await openSession(database.pool, id), false).split(';')[0] ?? ''
  }

  async function ask(path: string, cookie?: string, body?: object) {
    const { port } = server.address() as AddressInfo
    const headers = { ...(cookie && { cookie }), 'content-type': 'application/json' }
    const method = body === undefined ? 'GET' : 'POST'
    const response = await fetch(`http://127.0.0.1:${port}/api${path}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }
  async function listOf(cookie: string, query = '') {
    const { body } = await ask(`/service/tickets${query}`, cookie)
    const { open, more, closed } = serviceListSchema.parse(body)
    return { open: open.map(({ number }) => number), more, closed: closed.map(({ number }) => number) }
  }
  const command = (given: object, id = randomUUID()) => ({ id, command: commandSchema.parse(given) })
  const on = (number: number) => ({ ticketId: ticketId(number) })

  it('[HO-7] has the open tickets in its agency’s hands, oldest first, by pages, and no others', async () => {
    expect(await listOf(cleansing)).toEqual({ open: [2001, 2002, 2003], more: false, closed: [] })
    expect((await listOf(cleansing, '?after=2001')).open).toEqual([2002, 2003])
    expect((await listOf(roads)).open).toEqual([])
    expect((await ask('/service/tickets?after=x', cleansing)).status).toBe(400)
  })

  it('[HO-7] tells all of a ticket but who called, and nothing of another’s', async () => {
    const { status, body } = await ask(`/service/tickets/${ticketId(1)}`, cleansing)
    expect(status).toBe(200)
    const detail = ticketDetailSchema.parse(body)
    expect(detail.reports[0]).toMatchObject({ description: 'un matelas', contact: null })
    expect(JSON.stringify(body)).not.toMatch(/Verbrugge|06 39/)
    for (const [number, cookie] of [
      [1, roads],
      [4, cleansing],
      [99, cleansing],
    ] as const)
      expect((await ask(`/service/tickets/${ticketId(number)}`, cookie)).status).toBe(404)
    expect((await ask(`/service/tickets/${ticketId(1)}/photographs/${randomUUID()}`, roads)).status).toBe(404)
  })

  it('[HO-8] opens no door of the PC Radio, and no post opens the service’s', async () => {
    for (const path of ['/snapshot', `/tickets/${ticketId(1)}`])
      expect((await ask(path, cleansing)).status, path).toBe(403)
    expect((await ask('/catalogue/1', cleansing)).status).toBe(200)
    for (const role of ['dispatcher', 'crew', 'administrator'] as const)
      expect((await ask('/service/tickets', await cookieOf(role))).status, role).toBe(403)
    expect((await ask('/service/tickets')).status).toBe(401)
  })

  it('[HO-9] takes a command once, however often it is sent, and says as HTTP does why not', async () => {
    const dueAt = instant(now + HOUR)
    const accept = command({ type: 'accept_transfer', ...on(1), dueAt })
    const first = await ask('/service/commands', cleansing, accept)
    expect(first).toMatchObject({ status: 200, body: { status: 'accepted' } })
    expect(await ask('/service/commands', cleansing, accept)).toEqual(first)
    const code = async (given: object, cookie = cleansing) => {
      const { status, body } = await ask('/service/commands', cookie, given)
      return [status, (body.refusal as { code: string } | undefined)?.code]
    }
    expect(await code(command({ type: 'accept_transfer', ...on(1), dueAt }))).toEqual([
      409,
      'nothing_changes',
    ])
    expect(await code(command({ type: 'accept_transfer', ...on(2), dueAt: now }))).toEqual([
      409,
      'due_refused',
    ])
    expect(await code(command({ type: 'close_ticket', ...on(1), outcome: 'done' }), roads)).toEqual([
      403,
      'not_allowed',
    ])
    expect(await code(command({ type: 'close_ticket', ...on(4), outcome: 'done' }))).toEqual([
      403,
      'not_allowed',
    ])
    expect(await code(command({ type: 'reopen_ticket', ...on(1), reason: 'x' }))).toEqual([
      403,
      'not_allowed',
    ])
    expect(await code({ id: 'x' })).toEqual([400, 'invalid'])
    const detail = ticketDetailSchema.parse((await ask(`/service/tickets/${ticketId(1)}`, cleansing)).body)
    expect(detail.ticket.transfer).toEqual({
      agency: 'cleanliness',
      outside: false,
      at: NOW,
      acceptedAt: NOW,
      acceptedBy: 'cleanliness',
      dueAt,
      delivery: null,
    })
    expect(detail.events.map(({ event }) => event.type)).toEqual([
      'ticket_received',
      'ticket_transferred',
      'transfer_accepted',
    ])
  })

  it('[DU-18] is told what else in its hands may be of one thing, joins it and separates it again', async () => {
    const alikeTo = async (number: number, cookie = cleansing) => {
      const { status, body } = await ask(`/service/tickets/${ticketId(number)}/alike`, cookie)
      return status === 200 ? alikeListSchema.parse(body).alike.map(({ ticket }) => ticket.number) : status
    }
    // 2004, at the same place and of the same family, is the PC Radio's.
    expect(await alikeTo(3)).toEqual([2001, 2002])
    expect([await alikeTo(3, roads), await alikeTo(4), await alikeTo(99)]).toEqual([404, 404, 404])
    const join = { type: 'join_ticket', ...on(3), intoTicketId: ticketId(1), score: 0.99 }
    const said = async (given: object, cookie = cleansing) =>
      (await ask('/service/commands', cookie, command(given))).status
    expect(await said(join, roads)).toBe(403)
    expect(await said({ ...join, intoTicketId: ticketId(4) })).toBe(403)
    expect(await said(join)).toBe(200)
    expect((await listOf(cleansing)).open).toEqual([2001, 2002])
    const detail = ticketDetailSchema.parse((await ask(`/service/tickets/${ticketId(1)}`, cleansing)).body)
    expect([detail.ticket.reports, detail.callers]).toEqual([2, 1])
    expect(detail.reports.map(({ joined }) => joined?.number)).toEqual([undefined, 2003])
    expect([await alikeTo(3), await alikeTo(1)]).toEqual([404, [2002]])
    const separate = { type: 'separate_ticket', ...on(3) }
    expect(await said(separate, roads)).toBe(403)
    expect(await said(separate)).toBe(200)
    expect((await listOf(cleansing)).open).toEqual([2001, 2002, 2003])
    expect((await readBoard(database.pool)).board.tickets).toEqual(live.board.tickets)
  })

  it('[HO-7] what it closed is told until the town’s day is over; what it gave back is the PC Radio’s', async () => {
    const close = command({ type: 'close_ticket', ...on(2), outcome: 'done' })
    expect((await ask('/service/commands', cleansing, close)).status).toBe(200)
    const back = command({ type: 'return_ticket', ...on(3), reason: 'rue privée' })
    expect((await ask('/service/commands', cleansing, back)).status).toBe(200)
    expect(await listOf(cleansing)).toEqual({ open: [2001], more: false, closed: [2002] })
    expect([...live.board.tickets.values()].map(({ number }) => number).sort()).toEqual([2003, 2004])
    expect((await readBoard(database.pool)).board.tickets).toEqual(live.board.tickets)
    expect((await ask(`/service/tickets/${ticketId(3)}`, cleansing)).status).toBe(404)
    expect((await ask(`/service/tickets/${ticketId(2)}`, cleansing)).status).toBe(200)
    now = instant(NOW + 25 * HOUR)
    expect((await listOf(cleansing)).closed).toEqual([])
    now = NOW
  })

  it('[HO-10] finds its page in as many looks among many tickets as among few', async () => {
    await database.pool.query(
      `insert into ticket (id, number, service_code, priority, status, status_at, channel, reports, received_at,
         deadline_kind, deadline_started_at, deadline_due_at, transfer)
       select gen_random_uuid(), 10000 + n, 'LITTER', 4, case when n % 40 = 0 then 'transferred' else 'closed' end, now(),
         'phone', 1, now(), 'on_scene', now(), now(),
         case when n % 4 = 0 then jsonb_build_object('agency', 'a' || n % 3, 'outside', false, 'at', 0, 'acceptedAt', null, 'acceptedBy', null, 'dueAt', null) end
       from generate_series(1, 60000) n`,
    )
    await database.pool.query('analyze ticket')
    const { rows } = await database.pool.query(
      `explain (format json) select number from ticket
       where status = 'transferred' and transfer ->> 'outside' = 'false' and transfer ->> 'agency' = 'cleanliness' and number > 0
       order by number limit 201`,
    )
    const plan = JSON.stringify(rows)
    expect(plan).toContain('ticket_in_hands')
    expect(plan).not.toMatch(/Seq Scan|"Sort"/)
  })
})
