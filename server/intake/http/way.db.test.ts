import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { LonLat } from '../../../shared/geo.ts'
import { aBoard, aCrew, anAssignment, aTicket, crewId, NOW, ticketId } from '../../../shared/test-board.ts'
import { LiveBoard } from '../../broadcast/live-board.ts'
import { Positions } from '../../broadcast/positions.ts'
import { StraightLine } from '../../city/road/travel-times.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { createAccount, findAccount } from '../../session/accounts.ts'
import { findSession, openSession, sessionCookie, setCrew } from '../../session/session.ts'
import { failures } from './errors.ts'
import { wayRouter } from './way.ts'

let database: TestDatabase
let server: Server
const faults: unknown[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  const crews = [aCrew(1), aCrew(2)]
  const on = crews.map(({ number }) => anAssignment(number, 'en_route'))
  const board = aBoard([aTicket(1), aTicket(2, { position: { lon: 1.44, lat: 43.61 } })], crews, on)
  const positions = new Positions()
  for (const crew of crews)
    positions.report(crew, { lon: 1.44, lat: 43.605, accuracy: 5, heading: null, speed: null, at: NOW }, NOW)
  const live = new LiveBoard({ logId: 'a', seq: 0, board })
  const web = express()
  const way = { live, positions, travelTimes: new StraightLine(), now: () => NOW }
  const city = { within: ({ lon }: LonLat) => lon > 1 && lon < 2 }
  web.use('/api', wayRouter({ database: database.pool, city, ...way }))
  web.use(failures((error) => faults.push(error)))
  server = createServer(web)
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((settle) => server.close(settle))
  await database.drop()
})

async function cookieOf(userName: string, role: 'crew' | 'dispatcher', speaksFor: number | null) {
  await createAccount(database.pool, { userName, role, post: userName, password: 'a long password' })
  const { id = '' } = (await findAccount(database.pool, userName)) ?? {}
  const cookie = sessionCookie(await openSession(database.pool, id), false).split(';')[0] ?? ''
  const session = await findSession(database.pool, cookie)
  if (speaksFor !== null && session !== undefined) await setCrew(database.pool, session.id, crewId(speaksFor))
  return cookie
}

async function get(cookie: string, query = '') {
  const { port } = server.address() as AddressInfo
  const response = await fetch(`http://127.0.0.1:${port}/api/way${query}`, { headers: { cookie } })
  return {
    status: response.status,
    cache: response.headers.get('cache-control'),
    body: (await response.json()) as Record<string, unknown>,
  }
}

it('[R-27] gives each crew its own way and no other', async () => {
  const one = await get(await cookieOf('one', 'crew', 1))
  expect([one.status, one.cache]).toEqual([200, 'no-store'])
  expect(one.body).toMatchObject({ way: { ticketId: ticketId(1), basis: 'straight' }, problem: null })
  const two = await cookieOf('two', 'crew', 2)
  expect((await get(two)).body).toMatchObject({ way: { ticketId: ticketId(2) } })
  expect(await get(two, `?ticketId=${ticketId(1)}`)).toMatchObject({ status: 400, body: { code: 'invalid' } })
})

it('[R-27] gives a crew its way to a place of the territory, and says what is wrong with any other', async () => {
  const cookie = await cookieOf('three', 'crew', 1)
  const { status, body } = await get(cookie, '?to=1.4400,43.615')
  expect([status, body]).toMatchObject([200, { way: { ticketId: null, metres: 1112 }, problem: null }])
  const problemOf = async (query: string) => {
    const refused = await get(cookie, query)
    expect([refused.status, refused.body.code]).toEqual([400, 'invalid'])
    return refused.body.problem
  }
  const unreadable = 'to must be lon,lat in decimal degrees, as 1.4442,43.6045'
  for (const to of ['', '1.44', '1.44,', 'NaN,43', '1e0,43', '1.44,43.6,0', ' 1.44,43.6', '1.44,Infinity'])
    expect(await problemOf(`?to=${encodeURIComponent(to)}`)).toBe(unreadable)
  expect(await problemOf('?to=43.6,1.44')).toBe('to must lie within the territory served')
  expect(await problemOf('?to=1.4,43&to=1.4,43')).toBe('to must be given once, as lon,lat')
})

it('[R-27] is for crews that have a call sign', async () => {
  expect((await get('')).status).toBe(401)
  expect((await get(await cookieOf('post', 'dispatcher', null))).status).toBe(403)
  expect((await get(await cookieOf('nobody', 'crew', null))).status).toBe(403)
  expect(faults).toEqual([])
})
