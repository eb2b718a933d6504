import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { instant, SECOND } from '../../shared/instant.ts'
import { aCrew, crewId, NOW } from '../../shared/test-board.ts'
import type { Presence } from '../broadcast/positions.ts'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { forgetPositions, loadPositions, savePositions } from './position.ts'

const presence = (number: number, given: Partial<Presence> = {}): Presence => ({
  crewId: crewId(number),
  crew: number,
  lon: 1.4442,
  lat: 43.6045,
  accuracy: 8.5,
  heading: 271.5,
  speed: null,
  at: NOW,
  receivedAt: NOW,
  clockAhead: false,
  newerApart: false,
  ...given,
})

describe('stored positions', () => {
  let database: TestDatabase

  beforeAll(async () => {
    database = await createTestDatabase()
    for (const number of [1, 2, 3]) {
      const { id, callSign } = aCrew(number)
      await database.pool.query(
        `insert into crew (id, number, call_sign, duty, crew) values ($1, $2, $3, 'available', '{}')`,
        [id, number, callSign],
      )
    }
  })
  afterAll(() => database.drop())
  beforeEach(async () => {
    await database.pool.query('delete from crew_position')
    await database.pool.query(`update crew set duty = 'available'`)
  })

  const setDuty = (number: number, duty: string) =>
    database.pool.query('update crew set duty = $2 where id = $1', [crewId(number), duty])
  const stored = async () => (await database.pool.query('select crew from crew_position order by crew')).rows
  const load = async () => (await loadPositions(database.pool)).sort((a, b) => a.crew - b.crew)

  it('[P-14] come back as they were, to the millisecond and the last digit of the degree', async () => {
    const precise = presence(2, {
      lon: 1.44421234567,
      lat: -43.60451234567,
      at: instant(NOW + 1),
      heading: null,
    })
    await savePositions(database.pool, [presence(1), precise])
    expect(await load()).toEqual([presence(1), { ...precise, receivedAt: precise.at }])
  })

  it('[P-14] are one row a crew: the latest, were an older one to be written after it', async () => {
    const newer = presence(1, {
      lon: 1.45,
      at: instant(NOW + 5 * SECOND),
      receivedAt: instant(NOW + 5 * SECOND),
    })
    await savePositions(database.pool, [presence(1)])
    await savePositions(database.pool, [newer])
    await savePositions(database.pool, [presence(1)])
    expect(await load()).toEqual([newer])
    await savePositions(database.pool, [])
    expect(await load()).toHaveLength(1)
  })

  it('[P-11] are none of a crew that is off duty, or unknown, whoever asks to write them', async () => {
    await setDuty(2, 'off')
    await savePositions(database.pool, [presence(1), presence(2), presence(99)])
    expect(await stored()).toEqual([{ crew: 1 }])
  })

  it('[P-11] of a crew that went off duty are gone, at once or, after a crash, at the next start', async () => {
    await savePositions(database.pool, [presence(1), presence(2), presence(3)])
    await forgetPositions(database.pool, [crewId(1)])
    await setDuty(2, 'off')
    expect((await load()).map(({ crew }) => crew)).toEqual([3])
    expect(await stored()).toEqual([{ crew: 3 }])
  })

  it('[P-14] of a thousand crews are written by one statement', async () => {
    const many = Array.from({ length: 1_000 }, (_, index) => presence(1_000 + index))
    await database.pool.query(
      `insert into crew (id, number, call_sign, duty, crew)
       select id, number, 'ALPHA ' || number, 'available', '{}' from unnest($1::uuid[], $2::integer[]) as row (id, number)`,
      [many.map((one) => one.crewId), many.map(({ crew }) => crew)],
    )
    await savePositions(database.pool, many)
    expect(await load()).toHaveLength(1_000)
  })
})
