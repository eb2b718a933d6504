import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, expect, it } from 'vitest'
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
  web.use('/api', wayRouter({ database: database.pool, ...way }))
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

it('[R-27] is for crews that have a call sign', async () => {
  expect((await get('')).status).toBe(401)
  expect((await get(await cookieOf('post', 'dispatcher', null))).status).toBe(403)
  expect((await get(await cookieOf('nobody', 'crew', null))).status).toBe(403)
  expect(faults).toEqual([])
})
