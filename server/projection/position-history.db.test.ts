import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HOUR, type Instant, instant, MINUTE, SECOND } from '../../shared/instant.ts'
import type { PositionReport } from '../../shared/protocol/live.ts'
import { aBoard, aCrew, crewId, NOW } from '../../shared/test-board.ts'
import { LiveBoard } from '../broadcast/live-board.ts'
import { PositionHistory } from '../broadcast/position-history.ts'
import { Positions } from '../broadcast/positions.ts'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { PositionIntake } from '../intake/position-intake.ts'
import { purgePositionHistory } from './position-history.ts'

const DEVICE = { id: '00000000-0000-4000-8000-0000000000d1', crewId: crewId(1) }
const ON_DUTY = instant(NOW - 50 * HOUR)

describe('the history of positions', () => {
  let database: TestDatabase
  let history: PositionHistory
  let intake: PositionIntake
  let now: Instant = NOW
  const faults: unknown[] = []

  beforeAll(async () => {
    database = await createTestDatabase()
    history = new PositionHistory(database.pool, (error) => faults.push(error))
    const crews = [aCrew(1, { onDutyAt: ON_DUTY }), aCrew(2, { duty: 'off' })]
    intake = new PositionIntake({
      live: new LiveBoard({ logId: 'a', seq: 0, board: aBoard([], crews) }),
      positions: new Positions(),
      learning: { take: () => {} },
      history,
      now: () => now,
    })
  })
  afterAll(async () => {
    await history.stop()
    await database.drop()
  })

  const fix = (ago: number, more: Partial<PositionReport> = {}): PositionReport => ({
    lon: 1.4442,
    lat: 43.6045,
    accuracy: 5,
    heading: null,
    speed: null,
    at: instant(NOW - ago),
    ...more,
  })
  async function kept(): Promise<unknown[]> {
    await history.flush()
    const { rows } = await database.pool.query(
      `select ($1 - milliseconds_of(at))::int as ago, source = crew_id as tablet, doubt
       from position_history order by at`,
      [NOW],
    )
    return rows.map(({ ago, tablet, doubt }) => [ago, tablet ? 'tablet' : 'device', doubt])
  }

  it('[P-17] keeps each fix once, at its instant, with its device and its doubt', async () => {
    intake.report(crewId(1), 'session', fix(2 * MINUTE))
    intake.takeAll(DEVICE, [
      fix(0),
      fix(30 * HOUR),
      fix(49 * HOUR),
      fix(51 * HOUR),
      fix(80 * HOUR),
      fix(30 * SECOND, { lon: 3 }),
      fix(20 * SECOND, { accuracy: 5_000 }),
      fix(10 * SECOND, { lon: 0, lat: 0 }),
    ])
    intake.takeAll({ ...DEVICE, crewId: crewId(2) }, [fix(0)])
    const all = [
      [49 * HOUR, 'device', null],
      [30 * HOUR, 'device', null],
      [2 * MINUTE, 'tablet', null],
      [30 * SECOND, 'device', 'teleport'],
      [20 * SECOND, 'device', 'inaccurate'],
      [10 * SECOND, 'device', 'null_island'],
      [0, 'device', null],
    ]
    expect(await kept()).toEqual(all)
    intake.takeAll(DEVICE, [fix(0), fix(30 * HOUR)])
    expect(await kept()).toEqual(all)
    now = instant(NOW + SECOND)
    intake.takeAll(DEVICE, [fix(-2 * MINUTE)])
    expect(await kept()).toEqual([...all, [-SECOND, 'device', 'clock_ahead']])
    expect(faults).toEqual([])
  })

  it('[P-18] forgets whole days, and keeps those that the setting keeps', async () => {
    const days = async () => {
      const { rows } = await database.pool.query(
        'select distinct (at at time zone $$UTC$$)::date::text as day from position_history order by 1',
      )
      return rows.map(({ day }) => day)
    }
    const before = await days()
    expect(before.length).toBeGreaterThan(1)
    expect(await purgePositionHistory(database.pool, 60, NOW)).toBe(0)
    expect(await purgePositionHistory(database.pool, 1, NOW)).toBe(before.length - 2)
    expect(await days()).toEqual(before.slice(-2))
    expect(await purgePositionHistory(database.pool, 60, instant(NOW + 90 * 24 * HOUR))).toBe(2)
    expect(await days()).toEqual([])
  })
})
