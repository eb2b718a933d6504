import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { emptyBoard } from '../../shared/board.ts'
import { sentCommandSchema } from '../../shared/command.ts'
import type { Actor, StoredEvent } from '../../shared/event.ts'
import { type LonLat, metresBetween } from '../../shared/geo.ts'
import { noteIdSchema, placeNoteIdSchema, reportIdSchema } from '../../shared/id.ts'
import { HOUR, instant } from '../../shared/instant.ts'
import { lifetimeOf } from '../../shared/place-note/place-note.ts'
import type { Hazards } from '../../shared/protocol/live.ts'
import { knownPlacesSchema } from '../../shared/protocol/place.ts'
import {
  aPlaceNote,
  DISPATCHER,
  NOISE,
  NOW,
  placeNoteId,
  published,
  ticketId,
} from '../../shared/test-board.ts'
import { HazardWatch } from '../broadcast/hazard-watch.ts'
import { LiveBoard } from '../broadcast/live-board.ts'
import { KeptCatalogues } from '../catalogue/kept-catalogues.ts'
import { GroupCommit } from '../command/handle.ts'
import { WriterConnection } from '../command/writer-connection.ts'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { Retention } from '../deadline/retention.ts'
import { failures } from '../intake/http/errors.ts'
import { placesRouter } from '../intake/http/places.ts'
import { readTicketDetail } from '../read/ticket-detail.ts'
import { createAccount, findAccount } from '../session/accounts.ts'
import { openSession, sessionCookie } from '../session/session.ts'
import { loadKnownAt, savePlaceNotes } from './place-note.ts'

const HERE: LonLat = { lon: 1.44, lat: 43.6 }
const MOLOSSE = 'Deux molosses <b>dans</b> la cour.'
const METRE = 1 / 111_195

let database: TestDatabase
let connection: WriterConnection
let handler: GroupCommit
let now = NOW
let committed: StoredEvent[] = []
let live: LiveBoard | null = null

beforeAll(async () => {
  database = await createTestDatabase()
  connection = new WriterConnection(database.url)
  handler = new GroupCommit({
    connection,
    catalogues: new KeptCatalogues(published(NOISE)),
    now: () => now,
    onFault: (error) => {
      throw error
    },
    onCommitted: (events) => {
      committed.push(...events)
      live?.fold(events)
    },
  })
  await send({ ...receive(1), position: HERE })
  await send({ ...receive(2), position: { lon: 1.46, lat: 43.6 } })
})
afterAll(async () => {
  await connection.close()
  await database.drop()
})
beforeEach(async () => {
  now = NOW
  committed = []
  live = null
  await database.pool.query('truncate place_note, place_note_text')
})

async function send(command: object, actor: Actor = DISPATCHER) {
  const answer = await handler.submit(sentCommandSchema.parse({ id: randomUUID(), command }), actor)
  expect(answer).toMatchObject({ status: 'accepted' })
}

const words = { description: null, firstName: null, lastName: null, phone: null, email: null }
const receive = (number: number) => ({
  type: 'receive_ticket',
  ticketId: ticketId(number),
  serviceCode: NOISE.code,
  position: null as LonLat | null,
  address: null,
  district: null,
  channel: 'phone',
  report: { id: reportIdSchema.parse(randomUUID()), ...words },
})
const on = (number: number) => ({ placeNoteId: placeNoteId(number), ticketId: ticketId(1) })
const note = (number: number, given: object = {}) => ({
  type: 'note_place',
  ...on(number),
  category: 'dog',
  position: HERE,
  radius: 40,
  until: null,
  text: MOLOSSE,
  ...given,
})
const correct = (number: number, text: string) => ({
  type: 'correct_place_note',
  ...on(number),
  textId: noteIdSchema.parse(randomUUID()),
  text,
})
const knownAt = (point: LonLat) => loadKnownAt(database.pool, point, now)
const count = async (table: string) =>
  Number((await database.pool.query(`select count(*) from ${table}`)).rows[0].count)

describe('what is known of a place, in the database', () => {
  it('[KP-5] [KP-6] has its words apart from the log, markup as text; the last ones are shown', async () => {
    await send(note(1))
    await send(note(2, { category: 'key', text: null }))
    expect(await knownAt(HERE)).toEqual([
      { ...aPlaceNote(1), text: MOLOSSE, textAt: NOW, textBy: 'Poste 1' },
      {
        ...aPlaceNote(2, { kind: 'access', category: 'key', until: instant(NOW + lifetimeOf('access')) }),
        text: null,
        textAt: null,
        textBy: null,
      },
    ])
    now = instant(NOW + HOUR)
    await send(correct(1, 'Un seul molosse.'), { ...DISPATCHER, label: 'Poste 2' })
    expect((await knownAt(HERE))[0]).toEqual({
      ...aPlaceNote(1),
      text: 'Un seul molosse.',
      textAt: now,
      textBy: 'Poste 2',
    })
    expect(await count('place_note_text')).toBe(2)
    const { rows } = await database.pool.query(`select event::text || actor::text as told from event`)
    expect(rows.filter(({ told }) => told.includes('molosse'))).toEqual([])
  })

  it('[KP-5] [KP-7] shows nothing past its end, at once, and deletes its words within the hour', async () => {
    await send(note(1, { until: NOW + 2 * HOUR }))
    await send(note(2))
    await send({ type: 'withdraw_place_note', ...on(2), reason: 'mistake' })
    await send(note(3))
    const ids = async () => (await knownAt(HERE)).map(({ id }) => id)
    expect(await ids()).toEqual([placeNoteId(1), placeNoteId(3)])
    now = instant(NOW + 2 * HOUR)
    expect(await ids()).toEqual([placeNoteId(3)])
    const retention = new Retention({
      database: database.pool,
      positionDays: 60,
      photographDays: 365,
      callerDays: 1_095,
      now: () => now,
      onFault: (error) => {
        throw error
      },
    })
    await retention.stop()
    const { rows } = await database.pool.query('select place_note_id as id from place_note_text')
    expect(rows).toEqual([{ id: placeNoteId(3) }])
    expect(await count('place_note')).toBe(3)
  })

  it('[KP-7] reaches as far as its radius, by the same measure as on screens', async () => {
    await send(note(1, { radius: 300 }))
    await send(note(2, { radius: 10 }))
    for (const [lon, lat] of [
      [HERE.lon, HERE.lat + 299 * METRE],
      [HERE.lon, HERE.lat + 301 * METRE],
      [HERE.lon + (299 * METRE) / Math.cos((43.6 * Math.PI) / 180), HERE.lat],
      [HERE.lon + (301 * METRE) / Math.cos((43.6 * Math.PI) / 180), HERE.lat],
      [HERE.lon, HERE.lat + 9.5 * METRE],
      [HERE.lon, HERE.lat + 10.5 * METRE],
    ] as const) {
      const away = metresBetween(HERE, { lon, lat })
      const expected = [300, 10].filter((radius) => away <= radius)
      expect((await knownAt({ lon, lat })).map(({ radius }) => radius).sort(), `${away} m`).toEqual(
        expected.sort(),
      )
    }
  })

  it('[KP-7] [KP-8] goes with the ticket, whose log has what was said on it; a ticket without a place has none', async () => {
    await send({ ...receive(3) })
    await send(note(1))
    await send(note(2, { ticketId: null }))
    await send({ type: 'confirm_place_note', ...on(1), ticketId: ticketId(2) })
    const detail = async (number: number) => readTicketDetail(database.pool, ticketId(number), false, now)
    const first = await detail(1)
    expect(first?.known.map(({ id }) => id)).toEqual([placeNoteId(1), placeNoteId(2)])
    const types = (events: readonly StoredEvent[] = []) =>
      events.filter(({ event }) => 'placeNoteId' in event).map(({ event }) => event.type)
    expect(types(first?.events)).toContain('place_noted')
    expect(types(first?.events)).not.toContain('place_note_confirmed')
    expect(types((await detail(2))?.events)).toEqual(['place_note_confirmed'])
    expect((await detail(2))?.known).toEqual([])
    expect((await detail(3))?.known).toEqual([])
  })

  it('[KP-7] is found by an index among 20,000 places', async () => {
    const notes = Array.from({ length: 20_000 }, (_, index) =>
      aPlaceNote(1, {
        id: placeNoteIdSchema.parse(randomUUID()),
        position: { lon: 1.4 + (index % 200) * 0.0008, lat: 43.55 + Math.floor(index / 200) * 0.001 },
      }),
    )
    await savePlaceNotes(database.pool, notes, [])
    await database.pool.query('analyze place_note')
    expect((await knownAt(HERE)).length).toBeLessThan(10)
    const { rows } = await database.pool.query(
      `explain select from place_note
       where st_dwithin(position, st_setsrid(st_makepoint(1.44, 43.6), 4326)::geography, 300, false)`,
    )
    expect(JSON.stringify(rows)).toContain('place_note_by_place')
  })
})

describe('[KP-9] which open tickets have a hazard in reach', () => {
  it('is told when a ticket comes, goes, comes back or moves, and when one is noted, withdrawn or renewed near it', async () => {
    const told: Hazards[] = []
    live = new LiveBoard({ logId: 'a', seq: await lastSeq(), board: emptyBoard })
    const watch = new HazardWatch({
      database: database.pool,
      live,
      now: () => now,
      emit: (hazards) => told.push(hazards),
      onFault: (error) => {
        throw error
      },
    })
    const settles = async (expected: Hazards) => {
      await expect.poll(() => watch.all(), { timeout: 10_000 }).toEqual(expected)
      expect(told.at(-1) ?? []).toEqual(expected)
    }
    const until = instant(NOW + lifetimeOf('hazard'))
    await send({ ...receive(11), position: HERE })
    await send(note(1))
    await settles([{ ticketId: ticketId(11), until }])
    await send(note(2, { category: 'key' }))
    await send({ ...receive(12), position: { lon: 1.46, lat: 43.6 } })
    const moved = { type: 'locate_ticket', ticketId: ticketId(12), address: null, district: null }
    await send({ ...moved, position: HERE })
    await settles([
      { ticketId: ticketId(11), until },
      { ticketId: ticketId(12), until },
    ])
    const join = { type: 'join_ticket', ticketId: ticketId(12), intoTicketId: ticketId(11), score: null }
    await send(join)
    await settles([{ ticketId: ticketId(11), until }])
    await send({ type: 'separate_ticket', ticketId: ticketId(12) })
    await settles([
      { ticketId: ticketId(11), until },
      { ticketId: ticketId(12), until },
    ])
    await send({ ...moved, position: { lon: 1.46, lat: 43.6 } })
    await settles([{ ticketId: ticketId(11), until }])
    now = instant(NOW + HOUR)
    await send({ type: 'confirm_place_note', ...on(1) })
    await settles([{ ticketId: ticketId(11), until: instant(until + HOUR) }])
    await send({ type: 'withdraw_place_note', ...on(1), reason: 'mistake' })
    await settles([])
    await watch.stop()
  })

  async function lastSeq(): Promise<number> {
    const { rows } = await database.pool.query<{ seq: number }>('select max(seq)::float8 as seq from event')
    return rows[0]?.seq ?? 0
  }
})

describe('GET /api/places', () => {
  it('[KP-13] tells what is known at a point to whoever takes a call, and to no crew', async () => {
    await send(note(1))
    const web = express()
    web.use('/api', placesRouter({ database: database.pool, now: () => now }))
    web.use(failures(() => {}))
    const server = createServer(web)
    await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
    const { port } = server.address() as AddressInfo
    const get = async (query: string, role: 'operator' | 'crew' | null) => {
      const headers = role === null ? undefined : { cookie: await cookieOf(role) }
      return fetch(`http://127.0.0.1:${port}/api/places${query}`, headers && { headers })
    }
    const answer = await get('?lon=1.440100&lat=43.600000', 'operator')
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(knownPlacesSchema.parse(await answer.json()).known).toMatchObject([{ text: MOLOSSE }])
    const far = await get('?lon=1.4500&lat=43.6', 'operator')
    expect(await far.json()).toEqual({ known: [] })
    expect((await get('?lon=1.44&lat=43.6', 'crew')).status).toBe(403)
    expect((await get('?lon=1.44&lat=43.6', null)).status).toBe(401)
    for (const query of ['', '?lon=1.44', '?lon=x&lat=43.6', '?lon=181&lat=43.6', '?lon=1&lat=2&q=x'])
      expect((await get(query, 'operator')).status).toBe(400)
    server.closeAllConnections()
    await new Promise((settle) => server.close(settle))
  })

  async function cookieOf(role: 'operator' | 'crew'): Promise<string> {
    if ((await findAccount(database.pool, role)) === undefined)
      await createAccount(database.pool, { userName: role, role, post: role, password: 'a long password' })
    const { id = '' } = (await findAccount(database.pool, role)) ?? {}
    return sessionCookie(await openSession(database.pool, id), false).split(';')[0] ?? ''
  }
})
