import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sentCommandSchema } from '../../../shared/command.ts'
import type { Actor } from '../../../shared/event.ts'
import { HOUR, type Instant, instant, MINUTE, SECOND } from '../../../shared/instant.ts'
import {
  aCrew,
  assignmentId,
  crewId,
  DISPATCHER,
  NOISE,
  NOW,
  published,
  ticketId,
} from '../../../shared/test-board.ts'
import { type Track, trackSchema } from '../../../shared/track.ts'
import { LiveBoard } from '../../broadcast/live-board.ts'
import { KeptCatalogues } from '../../catalogue/kept-catalogues.ts'
import { Addresses } from '../../city/address/addresses.ts'
import { makeSmallCity } from '../../city/small-city.ts'
import { GroupCommit } from '../../command/handle.ts'
import { WriterConnection } from '../../command/writer-connection.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { loadPassedFixes, type PastFix, savePositionHistory } from '../../projection/position-history.ts'
import { readBoard } from '../../read/board.ts'
import { createAccount, findAccount } from '../../session/accounts.ts'
import { findSession, openSession, sessionCookie, setCrew } from '../../session/session.ts'
import { aDispatch } from '../../test-dispatch.ts'
import { failures } from './errors.ts'
import { trackRouter } from './track.ts'

const ADMINISTRATOR: Actor = { ...DISPATCHER, role: 'administrator', label: 'Admin' }
const on = { crewId: crewId(1) }
const at = (minutes: number) => instant(NOW + minutes * MINUTE)

let database: TestDatabase
let connection: WriterConnection
let server: Server
let clock: Instant = NOW
const cookies: Record<string, string> = {}
const faults: unknown[] = []

/** Metres north of the small city's one house. */
const fix = (minute: number, metres: number, doubt: PastFix['doubt'] = null, lon = 1.4401): PastFix => ({
  ...on,
  source: crewId(1),
  at: at(minute),
  receivedAt: at(minute),
  lon,
  lat: 43.601 + metres / 111_195,
  accuracy: 5,
  heading: null,
  speed: 30,
  doubt,
})

async function loggedIn(role: 'dispatcher' | 'crew' | 'operator' | 'supervisor' | 'administrator') {
  await createAccount(database.pool, { userName: role, role, post: role, password: 'a long password' })
  const { id = '' } = (await findAccount(database.pool, role)) ?? {}
  cookies[role] = sessionCookie(await openSession(database.pool, id), false).split(';')[0] ?? ''
}

beforeAll(async () => {
  database = await createTestDatabase()
  await makeSmallCity(database.pool, 'city')
  for (const role of ['dispatcher', 'crew', 'operator', 'supervisor', 'administrator'] as const)
    await loggedIn(role)
  const session = await findSession(database.pool, cookies.crew)
  await setCrew(database.pool, session?.id ?? '', crewId(1))
  await liveTheDay()
  const addresses = new Addresses(database.pool, 'city')
  await addresses.refresh()
  const live = new LiveBoard(await readBoard(database.pool))
  const web = express()
  const dependencies = {
    database: database.pool,
    live,
    addresses,
    timeZone: 'Europe/Paris',
    now: () => clock,
  }
  web.use('/api', trackRouter(dependencies))
  web.use(failures((error) => faults.push(error)))
  server = createServer(web)
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((settle) => server.close(settle))
  await connection.close()
  await database.drop()
})

/** A crew comes on, stands for ten minutes, goes to a ticket, says nothing for an hour, and stands there again. */
async function liveTheDay(): Promise<void> {
  connection = new WriterConnection(database.url)
  const handler = new GroupCommit({
    connection,
    catalogues: new KeptCatalogues(published(NOISE)),
    now: () => clock,
    onFault: (error) => faults.push(error),
    onCommitted: () => {},
  })
  const say = async (minute: number, command: object, deviceMinute?: number) => {
    clock = at(minute)
    const deviceAt = deviceMinute === undefined ? {} : { deviceAt: at(deviceMinute) }
    const sent = sentCommandSchema.parse({ id: randomUUID(), ...deviceAt, command })
    expect(await handler.submit(sent, ADMINISTRATOR)).toMatchObject({ status: 'accepted' })
  }
  const { duty: _, dutyAt: _1, dutyReason: _2, dutyBefore: _3, freeAt: _4, ...rest } = aCrew(1)
  const { distress: _5, onDutyAt: _6, heardAt: _7, ...crew } = rest
  const report = { description: null, firstName: null, lastName: null, phone: null, email: null }
  const place = { position: { lon: 1.4401, lat: 43.601 }, address: 'Rue des Lois', district: null }
  const assignment = { assignmentId: assignmentId(1) }
  await say(-60 * 24 * 3, { type: 'register_crew', crew })
  await say(-60 * 24 * 2, { type: 'come_on_duty', ...on, members: 2 })
  await say(-60 * 24 * 2 + 60, { type: 'go_off_duty', ...on })
  await say(0, { type: 'come_on_duty', ...on, members: 2 })
  await say(10, {
    type: 'receive_ticket',
    ticketId: ticketId(1),
    serviceCode: NOISE.code,
    ...place,
    channel: 'phone',
    report: { ...report, id: randomUUID() },
  })
  await say(11, aDispatch({ ...on, ...assignment, ticketId: ticketId(1) }))
  await say(12, { type: 'go_en_route', ...assignment })
  await say(90, { type: 'arrive', ...assignment }, 80)
  await say(100, { type: 'confirm_contact', ...assignment, heardAt: at(80) })
  const stood = Array.from({ length: 61 }, (_one, index) => fix(index / 6, 1_000))
  const went = Array.from({ length: 12 }, (_one, index) => fix(10.5 + index / 6, 900 - index * 50))
  const there = Array.from({ length: 60 }, (_one, index) => fix(78 + index / 6, 0))
  const wrong = [fix(5, 90_000, 'teleport'), fix(5.05, 0, 'null_island', 0), fix(5.1, 5_000, 'inaccurate')]
  await savePositionHistory(database.pool, [...stood, ...wrong, ...went, ...there, fix(-60 * 24 * 2, 7_000)])
  clock = at(101)
}

async function get(crew = crewId(1), cookie = cookies.dispatcher ?? '', query = '') {
  const { port } = server.address() as AddressInfo
  const response = await fetch(`http://127.0.0.1:${port}/api/crews/${crew}/track${query}`, {
    headers: { cookie },
  })
  const body = (await response.json()) as Record<string, unknown>
  return { status: response.status, cache: response.headers.get('cache-control'), body }
}
const track = async (): Promise<Track> => trackSchema.parse((await get()).body)
const minutes = (one: number) => Math.round((one - NOW) / MINUTE)

describe('GET /api/crews/{crewId}/track', () => {
  it('[FC-1] begins with the town’s day, or with a shift that began before it, at most a day ago', async () => {
    const { from, until } = await track()
    // NOW is seven in the morning of 24 November 2026.
    expect([new Date(from).toISOString(), until]).toEqual(['2026-11-23T23:00:00.000Z', at(101)])
    clock = instant(NOW + 17 * HOUR)
    expect(minutes((await track()).from)).toBe(0)
    clock = instant(NOW + 30 * HOUR)
    expect((await track()).from).toBe(NOW + 6 * HOUR)
    clock = at(101)
  })

  it('[FC-2] has the way, without what was not believed, and nothing through an hour of silence', async () => {
    const { status, cache, body } = await get()
    expect([status, cache]).toEqual([200, 'no-store'])
    const { legs } = trackSchema.parse(body)
    const points = legs.flatMap(({ line }) => line)
    for (const [lon, lat] of points) {
      expect(lon).toBeCloseTo(1.4401, 4)
      expect(lat).toBeGreaterThan(43.601 - 0.0001)
      expect(lat).toBeLessThan(43.611)
    }
    // It ends where positions fell silent, 350 m from where the crew was an hour later.
    expect(Math.min(...points.map(([, lat]) => lat))).toBeGreaterThan(43.601 + 340 / 111_195)
    expect(body.legs).toEqual(legs.map((leg) => ({ doing: leg.doing, line: leg.line })))
  })

  it('[FC-3] has where the crew stood, from when to when, by its address', async () => {
    const { stops } = await track()
    expect(stops.map(({ from, to, place }) => [minutes(from), minutes(to), place])).toEqual([
      [0, 10, null],
      [78, 88, '12 Rue des Lois'],
    ])
  })

  it('[FC-4] has what was said, when it was given, where the crew was then and on which ticket', async () => {
    const { entries, legs } = await track()
    expect(
      entries.map(({ stored, at: given, position, ticketNumber }) => [
        stored.event.type,
        minutes(given),
        position === null ? null : Math.round((position.lat - 43.601) * 111_195),
        ticketNumber,
      ]),
    ).toEqual([
      ['duty_changed', 0, 1_000, null],
      ['crew_dispatched', 11, expect.any(Number), 2001],
      ['crew_en_route', 12, expect.any(Number), 2001],
      ['crew_on_scene', 80, 0, 2001],
      ['contact_confirmed', 100, null, 2001],
    ])
    expect(legs.map(({ doing }) => doing)).toEqual(['free', 'dispatched', 'en_route'])
  })

  it('[FC-5] is for those who send crews and answer for them, and for nobody else', async () => {
    const statuses = async (role: string) => (await get(crewId(1), cookies[role])).status
    for (const role of ['dispatcher', 'supervisor', 'administrator']) expect(await statuses(role)).toBe(200)
    for (const role of ['operator', 'crew']) expect(await statuses(role)).toBe(403)
    expect((await get(crewId(1), 'none')).status).toBe(401)
  })

  it('[FC-6] keeps who looked at whose, once for each look, apart from the log', async () => {
    const looks = async () => {
      const { rows } = await database.pool.query(
        `select user_name as who, crew_id as whose from access_log join account on account.id = account_id
         where action = 'track' order by who`,
      )
      return rows.map(({ who, whose }) => [who, whose])
    }
    const kept = ['administrator', 'dispatcher', 'supervisor'].map((who) => [who, crewId(1)])
    expect(await looks()).toEqual(kept)
    await get()
    expect(await looks()).toEqual(kept)
    await database.pool.query("update access_log set at = at - interval '16 minutes'")
    await get()
    expect((await looks()).length).toBe(kept.length + 1)
    const { rows } = await database.pool.query('select count(*)::int as events from event')
    await get()
    const { rows: later } = await database.pool.query('select count(*)::int as events from event')
    expect(later).toEqual(rows)
  })

  it.each([
    ['ALPHA', '', 404],
    [crewId(99), '', 404],
    [crewId(1), '?day=2026-11-25', 400],
  ])('[FC-5] refuses %s%s with %d', async (crew, query, status) => {
    expect((await get(crew as typeof on.crewId, cookies.dispatcher, query)).status).toBe(status)
  })

  it('[FC-7] costs no more for a crew that tells its place twice a second all day', async () => {
    const many = Array.from({ length: 20_000 }, (_one, index) => ({
      ...fix(0, index),
      crewId: crewId(2),
      at: instant(NOW + index * 500),
    }))
    await savePositionHistory(database.pool, many)
    const client = await database.pool.connect()
    const fetched = async () => {
      await client.query('select pg_stat_force_next_flush(), pg_stat_clear_snapshot()')
      const { rows } = await client.query<{ rows: string }>(
        `select sum(idx_tup_fetch + seq_tup_read) as rows from pg_stat_user_tables
         where relname like 'position_history%'`,
      )
      return Number(rows[0]?.rows)
    }
    const before = await fetched()
    const span = { from: NOW, until: instant(NOW + 3 * HOUR), step: 10 * SECOND }
    const found = await loadPassedFixes(client, crewId(2), span)
    expect(found.length).toBe(1_000)
    expect((await fetched()) - before).toBe(1_000)
    client.release()
  })

  it('[FC-7] tells what is past in the same words at the next look', async () => {
    const looks: Pick<Track, 'legs' | 'stops'>[] = []
    for (const later of [0, 7, 19, 40]) {
      clock = instant(NOW + 16 * HOUR + later * SECOND)
      const { legs, stops } = await track()
      looks.push({ legs, stops })
    }
    clock = at(101)
    expect(looks).toEqual(looks.map(() => looks[0]))
  })

  it('[FC-5] makes a session that asks without end wait, and has failed nowhere', async () => {
    const statuses: number[] = []
    for (let asked = 0; asked < 61; asked += 1)
      statuses.push((await get(crewId(99), cookies.supervisor)).status)
    expect(statuses.at(-1)).toBe(429)
    expect((await get()).status).toBe(200)
    expect(faults).toEqual([])
  })
})
