import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { instant, MINUTE } from '../../../shared/instant.ts'
import { decodeLines, type Reach, reachSchema } from '../../../shared/reach.ts'
import { aBoard, aCrew, anAssignment, aTicket, crewId, NOW, ticketId } from '../../../shared/test-board.ts'
import { LiveBoard } from '../../broadcast/live-board.ts'
import { Positions } from '../../broadcast/positions.ts'
import { RoadEngine } from '../../city/road/road-engine.ts'
import { makeSmallCity } from '../../city/small-city.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { createAccount, findAccount } from '../../session/accounts.ts'
import { findSession, openSession, sessionCookie, setCrew } from '../../session/session.ts'
import { failures } from './errors.ts'
import { reachRouter } from './reach.ts'

let database: TestDatabase
let server: Server
let roads: RoadEngine
let dispatcher: string
let tablet: string
const faults: unknown[] = []

/** Crews on or off the one street of the small city: 43.6 to 43.602, 222 m. */
const crews = [
  aCrew(1),
  aCrew(2, { kind: 'foot' }),
  aCrew(3),
  aCrew(4, { duty: 'on_break' }),
  aCrew(5),
  aCrew(6),
]
const live = new LiveBoard({
  logId: 'a',
  seq: 0,
  board: aBoard(
    [aTicket(1, { position: { lon: 1.44, lat: 43.601 } }), aTicket(2, { position: null })],
    crews,
    [anAssignment(3, 'en_route', { ticketId: ticketId(1) })],
  ),
})
const positions = new Positions()

async function loggedIn(userName: string, role: 'dispatcher' | 'crew'): Promise<string> {
  await createAccount(database.pool, { userName, role, post: userName, password: 'a long password' })
  const { id = '' } = (await findAccount(database.pool, userName)) ?? {}
  return sessionCookie(await openSession(database.pool, id), false).split(';')[0] ?? ''
}

beforeAll(async () => {
  database = await createTestDatabase()
  await makeSmallCity(database.pool, 'city')
  dispatcher = await loggedIn('nadia', 'dispatcher')
  tablet = await loggedIn('tablet', 'crew')
  const session = await findSession(database.pool, tablet)
  await setCrew(database.pool, session?.id ?? '', crewId(1))
  const fix = { accuracy: 5, heading: null, speed: null, at: NOW }
  for (const crew of crews.slice(0, 4)) positions.report(crew, { lon: 1.44, lat: 43.6001, ...fix }, NOW)
  // Too old to be believed: crew 5 is not free to anyone's knowledge.
  const old = instant(NOW - 6 * MINUTE)
  positions.report(aCrew(5), { lon: 1.44, lat: 43.6001, ...fix, at: old }, NOW)
  roads = new RoadEngine({ databaseUrl: database.url, onFault: (error) => faults.push(error) })
  const web = express()
  web.use('/api', reachRouter({ database: database.pool, live, positions, roads, now: () => NOW }))
  web.use(failures((error) => faults.push(error)))
  server = createServer(web)
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
})
afterAll(async () => {
  await roads.stop()
  server.closeAllConnections()
  await new Promise((settle) => server.close(settle))
  await database.drop()
})

async function get(query: string, cookie = dispatcher) {
  const { port } = server.address() as AddressInfo
  const response = await fetch(`http://127.0.0.1:${port}/api/reach${query}`, { headers: { cookie } })
  const body = (await response.json()) as Record<string, unknown>
  return { status: response.status, cache: response.headers.get('cache-control'), body }
}
const reach = async (query: string, cookie = dispatcher): Promise<Reach> =>
  reachSchema.parse((await get(query, cookie)).body)

describe('GET /api/reach', () => {
  it('[R-24] says that isochrones need the streets where only the straight line answers', async () => {
    expect(await reach('?free=1')).toEqual({ computedAt: NOW, crews: 0, problem: 'no_streets', bands: [] })
    roads.adopt(await roads.prepare())
  })

  it('[R-24] answers what a crew reaches, and from where a ticket is reached', async () => {
    const { status, cache, body } = await get(`?crew=${crewId(1)}`)
    expect([status, cache]).toEqual([200, 'no-store'])
    const found = reachSchema.parse(body)
    expect([found.crews, found.problem]).toEqual([1, null])
    expect(found.bands.map(({ minutes, lines }) => [minutes, decodeLines(lines)])).toEqual([
      [
        5,
        [
          [
            [1.44, 43.6],
            [1.44, 43.602],
          ],
        ],
      ],
      [10, []],
      [15, []],
    ])
    const towards = await reach(`?ticket=${ticketId(1)}`)
    expect([towards.crews, towards.bands[0]?.lines]).toEqual([null, found.bands[0]?.lines])
  })

  it('[R-23] takes as free who is available, with nothing in hand and a fresh position', async () => {
    // Crew 3 is engaged, 4 on a break, 5 of an old position, 6 of none.
    expect((await reach('?free=1')).crews).toBe(2)
  })

  it('[R-24] says why there is nothing to draw', async () => {
    expect((await reach(`?crew=${crewId(6)}`)).problem).toBe('no_position')
    expect((await reach(`?crew=${crewId(5)}`)).problem).toBe('stale_position')
    expect((await reach(`?ticket=${ticketId(2)}`)).problem).toBe('not_located')
    expect((await reach(`?crew=${crewId(4)}`)).problem).toBeNull()
  })

  it('[R-24] tells a crew its own reach and nothing else, and nobody without a session anything', async () => {
    expect((await get(`?crew=${crewId(1)}`, tablet)).status).toBe(200)
    for (const query of [`?crew=${crewId(2)}`, '?free=1', `?ticket=${ticketId(1)}`])
      expect((await get(query, tablet)).status).toBe(403)
    expect((await get('?free=1', '')).status).toBe(401)
  })

  it.each([
    ['', 400, 'one of crew, ticket and free must be given, and only one'],
    ['?free=2', 400, 'free must be 1'],
    [`?free=1&crew=${crewId(1)}`, 400, 'one of crew, ticket and free must be given, and only one'],
    ['?crew=ALPHA', 400, 'crew a lower-case UUID'],
    [`?crew=${crewId(1)}&crew=${crewId(2)}`, 400, 'crew Invalid input: expected string, received array'],
    ['?minutes=5', 400, 'Unrecognized key: "minutes"'],
    [`?crew=${crewId(99)}`, 404, undefined],
    [`?ticket=${ticketId(99)}`, 404, undefined],
  ])('[R-24] refuses %.60s and says why', async (query, status, problem) => {
    const answer = await get(query)
    expect([answer.status, answer.body.problem]).toEqual([status, problem])
  })

  it('[R-24] has failed nowhere', () => expect(faults).toEqual([]))

  it('[R-24] makes a session that asks without end wait, and no other', async () => {
    const flooding = await loggedIn('flood', 'dispatcher')
    const statuses: number[] = []
    for (let asked = 0; asked < 70; asked += 1)
      statuses.push((await get(`?crew=${crewId(99)}`, flooding)).status)
    expect(statuses.slice(0, 60)).toEqual(Array(60).fill(404))
    expect(statuses.slice(60)).toEqual(Array(10).fill(429))
    expect((await get(`?crew=${crewId(1)}`)).status).toBe(200)
  })
})
