import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { sentCommandSchema } from '../../../shared/command.ts'
import { DAY, type Instant, instant, MINUTE } from '../../../shared/instant.ts'
import { NUMBERS } from '../../../shared/intake/test-numbers.ts'
import {
  type Around,
  alikeListSchema,
  aroundSchema,
  type KnownCaller,
  knownCallerSchema,
} from '../../../shared/protocol/intake.ts'
import { ticketDetailSchema } from '../../../shared/protocol/ticket.ts'
import { DISPATCHER, HOLE, NOISE, published, ticketId } from '../../../shared/test-board.ts'
import { LiveBoard } from '../../broadcast/live-board.ts'
import { KeptCatalogues } from '../../catalogue/kept-catalogues.ts'
import { StraightLine } from '../../city/road/travel-times.ts'
import { GroupCommit } from '../../command/handle.ts'
import { WriterConnection } from '../../command/writer-connection.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { purgeCallers } from '../../projection/report.ts'
import { type AlikeToTicket, findAlike } from '../../read/alike.ts'
import { readBoard } from '../../read/board.ts'
import { createAccount, findAccount } from '../../session/accounts.ts'
import { openSession, sessionCookie } from '../../session/session.ts'
import { failures } from './errors.ts'
import { intakeRouter } from './intake.ts'
import { stateRouter } from './state.ts'

const ROLES = ['operator', 'dispatcher', 'supervisor', 'administrator', 'crew'] as const
/** The database's own clock counts the calls of the last thirty days. */
const STARTED = instant(Date.now())
const PLACE = { lon: 1.44, lat: 43.6 }
/** So many metres east of it. */
const east = (metres: number) => ({
  lon: PLACE.lon + metres / 111_195 / Math.cos((PLACE.lat * Math.PI) / 180),
  lat: PLACE.lat,
})
const [NEAR, EDGE, BEYOND] = [east(40), east(130), east(170)]

let database: TestDatabase
let connection: WriterConnection
let server: Server
let clock: Instant = STARTED
const cookies: Record<string, string> = {}
const accounts: Record<string, string> = {}
const faults: unknown[] = []
let say: (daysAgo: number, command: object) => Promise<void>

interface Told {
  daysAgo?: number
  position?: object | null
  serviceCode?: string
  phone?: string | null
  lastName?: string | null
}
const tell = (
  number: number,
  { daysAgo = 0, position = PLACE, serviceCode = NOISE.code, phone = null, lastName = null }: Told = {},
) =>
  say(daysAgo, {
    type: 'receive_ticket',
    ticketId: ticketId(number),
    serviceCode,
    position,
    address: 'Rue des Lois',
    district: null,
    channel: 'phone',
    report: { id: randomUUID(), description: null, firstName: null, lastName, phone, email: null },
  })

beforeAll(async () => {
  database = await createTestDatabase()
  for (const role of ROLES) {
    await createAccount(database.pool, { userName: role, role, post: role, password: 'a long password' })
    const { id = '' } = (await findAccount(database.pool, role)) ?? {}
    accounts[role] = id
    cookies[role] = sessionCookie(await openSession(database.pool, id), false).split(';')[0] ?? ''
  }
  connection = new WriterConnection(database.url)
  const catalogues = new KeptCatalogues(published(NOISE, HOLE))
  const live = new LiveBoard(await readBoard(database.pool))
  const handler = new GroupCommit({
    connection,
    catalogues,
    now: () => clock,
    onFault: (error) => faults.push(error),
    onCommitted: (events) => live.fold(events),
  })
  say = async (daysAgo, command) => {
    clock = instant(STARTED - daysAgo * DAY)
    const sent = sentCommandSchema.parse({ id: randomUUID(), command })
    expect(await handler.submit(sent, DISPATCHER)).toMatchObject({ status: 'accepted' })
    clock = instant(STARTED + MINUTE)
  }
  const web = express()
  const city = { view: {} as never }
  web.use(express.json())
  web.use('/api', stateRouter({ database: database.pool, live, catalogues, city, now: () => clock }))
  const looked = { database: database.pool, live, catalogues, roads: new StraightLine() }
  const alikeTo: AlikeToTicket = (ticket) => findAlike(ticket, looked)
  web.use('/api', intakeRouter({ ...looked, now: () => clock, alike: async () => [], alikeTo }))
  web.use(failures((error, what) => faults.push(error, what)))
  server = createServer(web)
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((settle) => server.close(settle))
  await connection.close()
  await database.drop()
})

function ask(path: string, role = 'operator', body?: object): Promise<Response> {
  const { port } = server.address() as AddressInfo
  return fetch(`http://127.0.0.1:${port}/api/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { cookie: cookies[role] ?? '', 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
}
const codeOf = async (response: Response) =>
  z.looseObject({ code: z.string() }).parse(await response.json()).code
const callerOf = async (phone: string): Promise<KnownCaller> =>
  knownCallerSchema.parse(await (await ask('intake/caller', 'operator', { phone })).json())
const around = async (): Promise<Around> =>
  aroundSchema.parse(await (await ask(`intake/around?lon=${PLACE.lon}&lat=${PLACE.lat}`)).json())
const looks = async () =>
  (
    await database.pool.query(
      `select account_id as account, ticket_id as ticket from access_log where action = 'caller' order by at`,
    )
  ).rows

describe('what whoever takes a call is told', () => {
  it.each(NUMBERS)('[CA-1] the database reads « %s » as %s too', async (written, key) => {
    const { rows } = await database.pool.query('select phone_key($1) as key', [written])
    expect(rows[0].key).toBe(key)
  })

  it('[IK-4] of a place: what was asked for within 150 m in 30 days, of which types, on which days, and how it ended', async () => {
    expect(await around()).toMatchObject({ total: 0, types: [], ended: [] })
    await tell(1, { daysAgo: 29.5, position: NEAR })
    await say(29, { type: 'close_ticket', ticketId: ticketId(1), outcome: 'done' })
    await tell(2, { daysAgo: 31, position: NEAR })
    await tell(3, { daysAgo: 2, position: EDGE, serviceCode: HOLE.code })
    await tell(4, { daysAgo: 2, position: EDGE })
    await tell(5, { position: BEYOND })
    await tell(6, { position: null })
    const { perDay, ...told } = await around()
    expect(told).toMatchObject({
      total: 3,
      types: [
        { serviceCode: 'NOISE', count: 2 },
        { serviceCode: 'HOLE', count: 1 },
      ],
      ended: [{ id: ticketId(1), status: 'closed', outcome: 'done', metres: 40 }],
    })
    expect([perDay[0], perDay[27], perDay.reduce((sum, count) => sum + count)]).toEqual([1, 2, 3])
  })

  it('[IK-4] finds it by the squares around the place, of the last days alone, everywhere on Earth', async () => {
    const client = await database.pool.connect()
    // So few tickets are sooner read whole.
    await client.query('set enable_seqscan = off')
    const { rows } = await client.query(
      `explain (format json) select number from ticket
       where place_cell(st_x(position), st_y(position)) = any (place_cells(1.44, 43.6, 150)) and received_at >= now()`,
    )
    client.release(true)
    expect(JSON.stringify(rows)).toContain('ticket_by_cell')
    const { rows: missed } = await database.pool.query(
      `select lon, lat, angle
       from (values (1.44, 43.6), (0, 0), (-0.0001, -0.0001), (-73.99, 40.75), (179.9, -78), (-179.9, 79.9)) as place (lon, lat)
       cross join generate_series(0, 350, 10) as angle
       cross join lateral (select lat + 149 / 111195.0 * cos(radians(angle)) as north,
         lon + 149 / 111195.0 / cos(radians(lat)) * sin(radians(angle)) as east) as near
       where not place_cell(east, north) = any (place_cells(lon, lat, 150))`,
    )
    expect(missed).toEqual([])
  })

  it('[DU-18] of a ticket: what else may be of the same thing, on the board and in the hands of a service', async () => {
    const place = east(9_000)
    const numbers = async (number: number) => {
      const response = await ask(`intake/alike/${ticketId(number)}`)
      if (response.status !== 200) return response.status
      return alikeListSchema.parse(await response.json()).alike.map(({ ticket }) => ticket.id)
    }
    await tell(60, { position: place, serviceCode: HOLE.code })
    await tell(61, { position: place, serviceCode: HOLE.code })
    await tell(62, { position: place })
    await say(0, { type: 'transfer_ticket', ticketId: ticketId(60), agency: 'cleanliness', reason: 'x' })
    expect(await numbers(61)).toEqual([ticketId(60)])
    expect(await numbers(60)).toEqual([ticketId(61)])
    expect(await numbers(62)).toEqual([])
    await say(0, { type: 'close_ticket', ticketId: ticketId(61), outcome: 'done' })
    expect([await numbers(60), await numbers(61), await numbers(99)]).toEqual([[], 404, 404])
    expect((await ask('intake/alike/x')).status).toBe(404)
    expect((await ask(`intake/alike/${ticketId(60)}`, 'crew')).status).toBe(403)
  })

  it('[DU-21] of how many people a ticket was told, by their numbers however written, and not by whom', async () => {
    const place = east(12_000)
    const phones = ['06 39 98 71 71', '+33639987171', '06 39 98 72 72', null]
    for (const [index, phone] of phones.entries()) await tell(70 + index, { position: place, phone })
    for (const joined of [71, 72, 73])
      await say(0, { type: 'join_ticket', ticketId: ticketId(joined), intoTicketId: ticketId(70), score: 1 })
    await tell(74, { position: place })
    const response = await ask(`intake/alike/${ticketId(74)}`)
    const text = await response.text()
    const [found] = alikeListSchema.parse(JSON.parse(text)).alike
    expect(found).toMatchObject({ ticket: { id: ticketId(70), reports: 4 }, callers: 2 })
    expect(text).not.toContain('06 39')
    const detail = await (await ask(`tickets/${ticketId(70)}`, 'dispatcher')).json()
    expect(ticketDetailSchema.parse(detail).callers).toBe(2)
  })

  it.each([
    'intake/around',
    'intake/around?lon=1',
    'intake/around?lon=1e3&lat=2',
    'intake/around?lon=1&lat=91',
  ])('[IK-4] %s is refused in words', async (path) => {
    const response = await ask(path)
    expect([response.status, await codeOf(response)]).toEqual([400, 'invalid'])
  })

  it('[IK-3] which types are most asked for in the hour, then in the day', async () => {
    const { rows } = await database.pool.query('select count(*)::integer as count from ticket')
    await tell(20, { daysAgo: 0.5, serviceCode: HOLE.code })
    await tell(21, { daysAgo: 0.5, serviceCode: HOLE.code })
    expect(rows[0].count).toBeGreaterThan(0)
    const response = await ask('intake/frequent')
    expect(await response.json()).toEqual({ serviceCodes: ['NOISE', 'HOLE'] })
  })

  it.each([
    ['crew', 403, 403],
    ['administrator', 200, 403],
    ['operator', 200, 200],
    ['dispatcher', 200, 200],
    ['supervisor', 200, 200],
    ['nobody', 401, 401],
  ])('[CA-4] %s: a place %i, a caller %i', async (role, place, caller) => {
    expect((await ask('intake/around?lon=1.4&lat=43.6', role)).status).toBe(place)
    expect((await ask('intake/caller', role, { phone: '06 39 98 00 00' })).status).toBe(caller)
  })

  it('[CA-3] who rang with a number before, however it was written: the last name told, open tickets first', async () => {
    expect(await callerOf('06 39 98 11 22')).toEqual({ name: null, calls: 0, tickets: [] })
    await tell(30, { daysAgo: 40, phone: '06.39.98.11.22', lastName: 'Verbrugge' })
    await tell(31, { daysAgo: 3, phone: '0639981122' })
    await tell(32, { daysAgo: 1, phone: '+33 6 39 98 11 22' })
    await tell(33, { daysAgo: 1, phone: '+33 6 39 98 11 23' })
    await say(0, { type: 'close_ticket', ticketId: ticketId(32), outcome: 'done' })
    const { tickets, ...known } = await callerOf('0033639981122')
    expect(known).toEqual({ name: 'Verbrugge', calls: 2 })
    expect(tickets.map(({ id, status }) => [id, status])).toEqual([
      [ticketId(31), 'open'],
      [ticketId(30), 'open'],
      [ticketId(32), 'closed'],
    ])
  })

  it('[CA-3] finds them by an index, among many', async () => {
    await database.pool.query(
      `insert into report (id, ticket_id, at, channel, phone)
       select gen_random_uuid(), gen_random_uuid(), now(), 'phone', '06' || lpad(n::text, 8, '0')
       from generate_series(1, 5000) as n`,
    )
    await database.pool.query('analyze report')
    const { rows } = await database.pool.query(
      `explain select ticket_id from report where phone is not null and phone_key(phone) = '+33600000007'
       order by at desc limit 200`,
    )
    expect(JSON.stringify(rows)).toContain('report_by_phone')
  })

  it.each([
    { phone: '6'.repeat(500) },
    { phone: '17' },
    { phone: 17 },
    {},
    { phone: '0639981122', all: true },
  ])('[CA-1] %o is refused, and nothing is looked up or kept', async (body) => {
    const before = await looks()
    const response = await ask('intake/caller', 'operator', body)
    expect([response.status, await codeOf(response)]).toEqual([400, 'invalid'])
    expect(await looks()).toEqual(before)
  })

  it('[CA-5] keeps who looked: each number, and each ticket whose caller was seen, once for each look', async () => {
    await tell(40, { phone: '06 39 98 44 55' })
    await tell(41)
    await database.pool.query(`delete from access_log where action = 'caller'`)
    await callerOf('06 39 98 44 55')
    const read = async (role: string, number: number) =>
      ticketDetailSchema.parse(await (await ask(`tickets/${ticketId(number)}`, role)).json()).reports[0]
    for (const number of [40, 40, 41]) await read('dispatcher', number)
    expect((await read('operator', 40))?.contact).toMatchObject({ phone: '06 39 98 44 55' })
    expect((await read('administrator', 40))?.contact).toBeNull()
    expect(await looks()).toEqual([
      { account: accounts.operator, ticket: null },
      { account: accounts.dispatcher, ticket: ticketId(40) },
      { account: accounts.operator, ticket: ticketId(40) },
    ])
  })

  it('[CA-12] erases what was told when its days are over, of what nobody deals with any more', async () => {
    const told = { daysAgo: 20, phone: '06 39 98 77 88', lastName: 'Verbrugge' }
    for (const number of [50, 51, 52, 53]) await tell(number, number === 53 ? { ...told, daysAgo: 5 } : told)
    const note = (number: number) => ({
      type: 'add_note',
      noteId: randomUUID(),
      ticketId: ticketId(number),
      text: 'Chez Mme Verbrugge',
    })
    for (const number of [50, 51, 52]) await say(19, note(number))
    await say(18, { type: 'join_ticket', ticketId: ticketId(51), intoTicketId: ticketId(52), score: null })
    for (const number of [50, 53])
      await say(1, { type: 'close_ticket', ticketId: ticketId(number), outcome: 'done' })
    const { pool } = database
    await pool.query(
      `update report set answers = '{"ARME": "OUI"}', email = 'v@ex.org', first_name = 'Zoé',
      description = 'Au 12' where phone = $1`,
      [told.phone],
    )
    const kept = async () => {
      const { rows } = await pool.query(
        `select ticket.id, phone, num_nonnulls(first_name, last_name, phone, email, description) as told, answers,
           (select count(*)::int from note where ticket_id = ticket.id) as notes
         from ticket join report on ticket_id = ticket.id where ticket.id = any ($1) order by ticket.id`,
        [[50, 51, 52, 53].map(ticketId)],
      )
      return rows.map(({ told, answers, notes }) => [told, Object.keys(answers).length, notes])
    }
    await purgeCallers(pool, 21, STARTED)
    expect(await kept()).toEqual([
      [5, 1, 1],
      [5, 1, 1],
      [5, 1, 1],
      [5, 1, 0],
    ])
    await purgeCallers(pool, 10, STARTED)
    // What is under way keeps its own, and those of what was joined to it.
    expect(await kept()).toEqual([
      [0, 0, 0],
      [5, 1, 1],
      [5, 1, 1],
      [5, 1, 0],
    ])
    expect((await callerOf(told.phone)).calls).toBe(3)
    await say(0, { type: 'close_ticket', ticketId: ticketId(52), outcome: 'done' })
    await purgeCallers(pool, 10, STARTED)
    expect(await kept()).toEqual([
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
      [5, 1, 0],
    ])
    const detail = ticketDetailSchema.parse(await (await ask(`tickets/${ticketId(50)}`)).json())
    expect(detail.reports).toMatchObject([{ description: null, contact: null }])
    expect(detail.notes).toEqual([])
  })

  it('[CA-6] slows down whoever goes through a list of numbers, and nobody else', async () => {
    let refused: Response | undefined
    for (let number = 0; number < 40 && refused === undefined; number++) {
      const response = await ask('intake/caller', 'supervisor', { phone: `06 39 98 ${10 + number} 00` })
      if (response.status !== 200) refused = response
    }
    expect(refused?.status).toBe(429)
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await ask('intake/caller', 'dispatcher', { phone: '06 39 98 00 00' })).status).toBe(200)
    expect(faults).toEqual([])
  })
})
