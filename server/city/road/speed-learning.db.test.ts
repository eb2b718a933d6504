import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Instant, instant, SECOND } from '../../../shared/instant.ts'
import {
  aBoard,
  aCrew,
  anAssignment,
  aTicket,
  crewId,
  NOISE,
  NOW,
  published,
  stored,
  ticketId,
} from '../../../shared/test-board.ts'
import { LiveBoard } from '../../broadcast/live-board.ts'
import { Positions } from '../../broadcast/positions.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { suggest } from '../../read/candidates.ts'
import { makeSmallCity } from '../small-city.ts'
import { hourOfDay } from './hour-of-day.ts'
import { LEAST_METRES, LEAST_OBSERVATIONS, type SpeedSum } from './learned-speeds.ts'
import { RoadEngine } from './road-engine.ts'
import { SpeedLearning } from './speed-learning.ts'
import { addSpeeds, loadSpeeds } from './speed-store.ts'

const DAY = 86_400_000
const timeZone = 'Europe/Paris'
/** Metres a second of whoever teaches: 14.4 km/h, where the table says 24. */
const TAUGHT = 4

let database: TestDatabase
let live: LiveBoard
let positions: Positions
let roads: RoadEngine
let learning: SpeedLearning
let faults: string[]
let clock: Instant
const now = () => clock

beforeAll(async () => {
  database = await createTestDatabase()
  await makeSmallCity(database.pool, 'city')
})
afterAll(() => database.drop())

beforeEach(async () => {
  await database.pool.query('delete from learned_speed')
  clock = NOW
  faults = []
  positions = new Positions()
  // The first is on its way to another ticket, the second is free.
  const crews = [aCrew(1, { freeAt: null }), aCrew(2)]
  const board = aBoard([aTicket(1), aTicket(2, { position: { lon: 1.44, lat: 43.6019 } })], crews, [
    anAssignment(1, 'en_route'),
  ])
  live = new LiveBoard({ logId: 'a', seq: 0, board })
  roads = new RoadEngine({ databaseUrl: database.url, onFault: (_error, what) => faults.push(what) })
  roads.adopt(await roads.prepare())
  learning = await start()
})
afterEach(async () => {
  await learning.stop()
  await roads.stop()
})

const start = (learns = true) =>
  SpeedLearning.start({
    database: database.pool,
    live,
    roads,
    timeZone,
    learns,
    now,
    onFault: (_error, what) => faults.push(what),
  })

/** Reports a fix of a crew on the small city's one street, 222 m long, so many metres from its south end. */
function report(number: number, metres: number, speed: number | null = null): void {
  const crew = live.board.crews.get(crewId(number))
  if (crew === undefined) throw new Error(`There is no crew ${number}.`)
  const place = { lon: 1.44, lat: 43.6 + metres / 111_195 }
  const verdict = positions.report(crew, { ...place, accuracy: 5, heading: null, speed, at: clock }, clock)
  const presence = positions.of(crew)
  if (verdict === 'accepted' && presence !== undefined) learning.take(crew, presence)
}

/** The first crew drives up and down the street for so many kilometres. */
function drive(kilometres: number): void {
  for (let driven = 0; driven < kilometres * 1_000; driven += 5 * TAUGHT) {
    clock = instant(clock + 5 * SECOND)
    const along = driven % 400
    report(1, along <= 200 ? along : 400 - along)
  }
}

const proposalFor = async () => {
  report(2, 10)
  const { serviceOf } = published(NOISE)
  const usualTimes = () => new Map()
  const dependencies = { live, positions, travelTimes: roads, serviceOf, usualTimes, now }
  return (await suggest(ticketId(2), dependencies)).proposals.find((one) => one.crewId === crewId(2))
}

describe('speeds learned from the crews', () => {
  it('[R-37] [R-39] positions change the table’s speed, the figure of a suggestion, and what it says of itself', {
    timeout: 60_000,
  }, async () => {
    const before = await proposalFor()
    expect(before).toMatchObject({ basis: 'road', learned: false })
    drive(8)
    await learning.flush()
    expect(await proposalFor()).toMatchObject({ seconds: before?.seconds, learned: false })
    drive(8)
    await learning.flush()
    const after = await proposalFor()
    expect(after).toMatchObject({ basis: 'road', learned: true, metres: before?.metres })
    expect((after?.seconds ?? 0) / (before?.seconds ?? 1)).toBeCloseTo(24 / (3.6 * TAUGHT), 1)
    expect(faults).toEqual([])
    const { rows } = await database.pool.query('select * from learned_speed')
    expect(rows.map((row) => Object.keys(row))).toEqual(
      rows.map(() => ['class', 'hour', 'metres', 'seconds', 'observations', 'day']),
    )
    // The drive lasts for more than an hour.
    expect(rows.length).toBeGreaterThan(1)
    expect(rows.every((row) => row.class === 'residential')).toBe(true)
  })

  it('[R-38] survive the server, and a thread that is started anew', { timeout: 60_000 }, async () => {
    drive(16)
    await learning.stop()
    await roads.stop()
    roads = new RoadEngine({ databaseUrl: database.url, onFault: (_error, what) => faults.push(what) })
    learning = await start()
    roads.adopt(await roads.prepare())
    expect(await proposalFor()).toMatchObject({ learned: true })
    roads.adopt(await roads.prepare())
    expect(await proposalFor()).toMatchObject({ learned: true })
  })

  it('[R-34] are not of simulated crews', { timeout: 60_000 }, async () => {
    await learning.stop()
    learning = await start(false)
    drive(16)
    await learning.flush()
    expect(await loadSpeeds(database.pool, now())).toEqual([])
  })

  it('[R-34] are not of who is free, nor of who has arrived', { timeout: 60_000 }, async () => {
    const { id } = anAssignment(1, 'en_route')
    live.fold([
      stored(1, { type: 'crew_on_scene', assignmentId: id, ticketId: ticketId(1), crewId: crewId(1) }),
    ])
    drive(16)
    for (let step = 0; step < 200; step++) {
      clock = instant(clock + 5 * SECOND)
      report(2, (step % 10) * 20)
    }
    await learning.flush()
    expect(await loadSpeeds(database.pool, now())).toEqual([])
  })

  it('[R-37] wait in memory while the database is away', { timeout: 60_000 }, async () => {
    drive(2)
    await database.pool.query('alter table learned_speed rename to away')
    await learning.flush()
    expect(faults).toEqual(['learned speeds could not be stored; trying again in a minute'])
    await database.pool.query('alter table away rename to learned_speed')
    await learning.flush()
    const [sum] = await loadSpeeds(database.pool, now())
    expect(sum?.metres).toBeGreaterThan(1_000)
  })
})

describe('the store of learned speeds', () => {
  const sum = (given: Partial<SpeedSum> = {}): SpeedSum => ({
    class: 'primary',
    hour: 8,
    metres: LEAST_METRES,
    seconds: 900,
    observations: LEAST_OBSERVATIONS,
    ...given,
  })
  const later = (days: number) => instant(NOW + days * DAY)

  it('[R-37] adds up what several servers saw, by class and hour', async () => {
    await addSpeeds(database.pool, [sum(), sum({ hour: 9 })], NOW)
    await addSpeeds(database.pool, [sum({ seconds: 1_100 })], NOW)
    expect(await loadSpeeds(database.pool, NOW)).toEqual([
      sum({ metres: 2 * LEAST_METRES, seconds: 2_000, observations: 2 * LEAST_OBSERVATIONS }),
      sum({ hour: 9 }),
    ])
  })

  it('[R-37] halves it every 28 days, read or added to, and never lets a clock set back make it more', async () => {
    await addSpeeds(database.pool, [sum()], NOW)
    const metresAt = async (days: number) => (await loadSpeeds(database.pool, later(days)))[0]?.metres ?? 0
    expect(await metresAt(28)).toBeCloseTo(LEAST_METRES / 2, 6)
    expect(await metresAt(56)).toBeCloseTo(LEAST_METRES / 4, 6)
    expect(await metresAt(-400)).toBe(LEAST_METRES)
    expect(await metresAt(40_000)).toBeLessThan(1e-9)
    await addSpeeds(database.pool, [sum()], later(28))
    expect(await metresAt(28)).toBeCloseTo(1.5 * LEAST_METRES, 6)
    await addSpeeds(database.pool, [sum()], later(40_000))
    expect(await metresAt(40_000)).toBeCloseTo(LEAST_METRES, 6)
  })

  it('[R-37] takes no figure that is none', async () => {
    for (const metres of [Number.NaN, Number.POSITIVE_INFINITY, -1])
      await expect(addSpeeds(database.pool, [sum({ metres })], NOW)).rejects.toThrow('violates check')
  })

  it('[R-37] is by the hour of the town, summer time included', () => {
    const hourOf = hourOfDay(timeZone)
    const at = (text: string) => hourOf(instant(Date.parse(text)))
    expect([at('2026-01-15T23:30:00Z'), at('2026-07-15T23:30:00Z'), at('2026-07-15T22:00:00Z')]).toEqual([
      0, 1, 0,
    ])
    expect(() => hourOfDay('Europe/Nowhere')).toThrow(RangeError)
  })
})
