import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Duty } from '../../shared/crew/crew.ts'
import type { Event } from '../../shared/event.ts'
import { type Instant, instant, SECOND } from '../../shared/instant.ts'
import { decodePositions, type PositionFrame } from '../../shared/position-frame.ts'
import { aBoard, aCrew, NOW, stored } from '../../shared/test-board.ts'
import type { Database } from '../db/pool.ts'
import { openPool } from '../db/pool.ts'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { LiveBoard } from './live-board.ts'
import { PositionTick } from './position-tick.ts'
import { Positions } from './positions.ts'

const FRAME_MS = 250
const crews = [aCrew(1), aCrew(2)] as const
const [first, second] = crews

async function pause(milliseconds: number): Promise<void> {
  await new Promise((settle) => setTimeout(settle, milliseconds))
}

describe('positions on their way out', () => {
  let test: TestDatabase
  let positions: Positions
  let live: LiveBoard
  let tick: PositionTick
  let frames: PositionFrame[]
  let faults: string[]
  let now: Instant

  beforeAll(async () => {
    test = await createTestDatabase()
    for (const { id, number, callSign } of crews)
      await test.pool.query(
        `insert into crew (id, number, call_sign, duty, crew) values ($1, $2, $3, 'available', '{}')`,
        [id, number, callSign],
      )
  })
  afterAll(() => test.drop())
  beforeEach(async () => {
    await test.pool.query('delete from crew_position')
    positions = new Positions()
    live = new LiveBoard({ logId: 'a', seq: 0, board: aBoard([], crews) })
    frames = []
    faults = []
    now = NOW
  })

  /** Runs what `during` does beside a tick, and stops it: then all is stored. */
  async function whileTicking(during: () => Promise<void>, database: Database = test.pool): Promise<void> {
    tick = new PositionTick({
      positions,
      live,
      database,
      now: () => now,
      emit: (frame) => frames.push(decodePositions(frame)),
      onFault: (_error, what) => faults.push(what),
    })
    try {
      await during()
    } finally {
      await tick.stop()
    }
  }

  function move(crew: (typeof crews)[number], seconds: number): void {
    now = instant(NOW + seconds * SECOND)
    const fix = { lon: 1.44 + seconds / 10_000, lat: 43.6, accuracy: 8, heading: null, speed: null, at: now }
    expect(positions.report(crew, fix, now)).toBe('accepted')
  }

  function fold(event: Event): void {
    live.fold([stored(live.seq + 1, event)])
  }

  const setDuty = (duty: Duty): Event => ({
    type: 'duty_changed',
    crewId: first.id,
    duty,
    members: 2,
    reason: null,
  })
  const rows = async () => (await test.pool.query('select crew, lon from crew_position order by crew')).rows

  const waitsForTable = async () => {
    const { rows: locks } = await test.pool.query(
      `select from pg_locks where relation = 'crew_position'::regclass and not granted`,
    )
    return locks.length > 0
  }

  it('[P-15] are one frame of all that changed, and none where nothing did', async () => {
    await whileTicking(async () => {
      await pause(2 * FRAME_MS)
      expect(frames).toEqual([])
      move(first, 1)
      move(first, 2)
      move(second, 3)
      await pause(2 * FRAME_MS)
      expect(frames).toHaveLength(1)
      expect(frames[0]?.at).toBe(now)
      expect(frames[0]?.positions.map(({ crew, lon, age }) => [crew, lon, age])).toEqual([
        [1, 1.4402, 1],
        [2, 1.4403, 0],
      ])
      move(second, 4)
      await pause(2 * FRAME_MS)
      expect(frames.map((frame) => frame.positions.length)).toEqual([2, 1])
    })
  })

  it('[P-15] are all in the frame that a new console is given', async () => {
    await whileTicking(async () => {
      expect(decodePositions(tick.fullFrame()).positions).toEqual([])
      move(first, 1)
      move(second, 2)
      await pause(2 * FRAME_MS)
      expect(decodePositions(tick.fullFrame()).positions.map(({ crew }) => crew)).toEqual([1, 2])
    })
  })

  it('[P-14] are stored within a second or so, and at the end: the latest of each', async () => {
    await whileTicking(async () => {
      move(first, 1)
      await expect.poll(rows).toEqual([{ crew: 1, lon: 1.4401 }])
      move(first, 2)
      move(second, 3)
    })
    expect(await rows()).toEqual([
      { crew: 1, lon: 1.4402 },
      { crew: 2, lon: 1.4403 },
    ])
  })

  it('[P-11] are forgotten, here and in the database, when a crew goes off duty', async () => {
    await whileTicking(async () => {
      move(first, 1)
      move(second, 2)
      await expect.poll(async () => (await rows()).length).toBe(2)
      fold(setDuty('on_break'))
      expect(positions.of(first)).toBeDefined()
      fold(setDuty('off'))
      expect(positions.of(first)).toBeUndefined()
      expect(decodePositions(tick.fullFrame()).positions.map(({ crew }) => crew)).toEqual([2])
      await expect.poll(rows).toEqual([{ crew: 2, lon: 1.4402 }])
    })
  })

  it('[P-11] are forgotten too when a distress that was raised off duty is over', async () => {
    await whileTicking(async () => {
      fold(setDuty('off'))
      fold({ type: 'distress_raised', crewId: first.id, position: null })
      move(first, 1)
      fold({ type: 'distress_ended', crewId: first.id, duty: 'off', reason: 'fausse alerte' })
      expect(positions.of(first)).toBeUndefined()
    })
    expect(await rows()).toEqual([])
  })

  it('[P-11] being written at that moment do not outlive it', async () => {
    const blocker = await test.pool.connect()
    await whileTicking(async () => {
      await blocker.query('begin; lock table crew_position in exclusive mode')
      move(first, 1)
      // The row is on its way to the database, and waits there.
      await expect.poll(waitsForTable).toBe(true)
      fold(setDuty('off'))
      await blocker.query('commit')
      await pause(1_500)
      await expect.poll(rows).toEqual([])
    })
    blocker.release()
    expect(await rows()).toEqual([])
  })

  it('[P-16] that could not be stored are, once the database is back; it is told once, not at every attempt', async () => {
    const away = openPool('postgresql://127.0.0.1:1/nowhere', { max: 1, onError: () => {} })
    await whileTicking(async () => {
      move(first, 1)
      await pause(2_300)
      expect(frames).toHaveLength(1)
    }, away)
    await away.end()
    expect(faults).toEqual(['positions could not be stored; it is tried again and again'])
    expect(await rows()).toEqual([])

    await test.pool.query('alter table crew_position rename to crew_position_away')
    await whileTicking(async () => {
      move(first, 2)
      await expect.poll(() => faults.length).toBe(2)
      await test.pool.query('alter table crew_position_away rename to crew_position')
      await expect.poll(rows).toEqual([{ crew: 1, lon: 1.4402 }])
    })
    expect(faults).toHaveLength(2)
  })

  it('[P-15] that cannot be sent are a fault told, not the end of the process', async () => {
    const failing = new PositionTick({
      positions,
      live,
      database: test.pool,
      now: () => now,
      emit: () => {
        throw new Error('no transport')
      },
      onFault: (_error, what) => faults.push(what),
    })
    move(first, 1)
    await pause(2 * FRAME_MS)
    await failing.stop()
    expect(faults).toEqual(['a frame of positions could not be sent; the next one is'])
  })
})
