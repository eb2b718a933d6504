import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { DAY, type Instant, instant, MINUTE } from '../../shared/instant.ts'
import { NOW } from '../../shared/test-board.ts'
import type { UsualTime } from '../../shared/usual-time.ts'
import { UsualTimeWatch } from '../broadcast/usual-time-watch.ts'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { readUsualTimes, USUAL_TIMES } from './usual-times.ts'

const CITY = [1.3, 43.5, 1.6, 43.7] as const

describe('how long interventions usually take, from the town’s history', () => {
  let test: TestDatabase
  let numbers = 0

  beforeAll(async () => {
    test = await createTestDatabase()
  })
  afterEach(() => test.pool.query('truncate ticket cascade'))
  afterAll(() => test.drop())

  interface Given {
    code?: string
    /** When it was safe. */
    at?: Instant
    lon?: number
    status?: string
    stayed?: number
  }
  /** Interventions that were made safe after so many minutes there, a minute apart, the last one last. */
  async function interventions(minutes: readonly number[], given: Given = {}): Promise<void> {
    const {
      code = 'HOLE',
      at = instant(NOW - 10 * MINUTE),
      lon = 1.44,
      status = 'closed',
      stayed = 0,
    } = given
    const rows = minutes.map((lasted, index) => {
      const secured = at - (minutes.length - index) * MINUTE
      const onScene = secured - lasted * MINUTE
      numbers += 1
      return { number: 10_000 + numbers, secured, onScene, ended: secured + stayed * MINUTE }
    })
    await test.pool.query(
      `insert into ticket (id, number, service_code, priority, status, status_at, channel, reports, received_at, position,
         deadline_kind, deadline_started_at, deadline_due_at, on_scene_at, secured_at)
       select gen_random_uuid(), number, $2, 2, $3, instant_of(ended), 'phone', 1, instant_of("onScene"),
         st_setsrid(st_makepoint($4, 43.6), 4326), 'secured', instant_of("onScene"), instant_of("onScene"),
         instant_of("onScene"), instant_of(secured)
       from jsonb_to_recordset($1) as row (number integer, ended bigint, "onScene" bigint, secured bigint)`,
      [JSON.stringify(rows), code, status, lon],
    )
  }
  const read = () => readUsualTimes(test.pool, ['HOLE', 'NOISE'], CITY, NOW)
  const times = (count: number, lasted: number) => Array<number>(count).fill(lasted)

  it('[UT-2] is the median from being there to being safe, and to the end, whatever a few forgotten ones say', async () => {
    await interventions([...times(9, 18), ...times(4, 14 * 60)], { stayed: 5 })
    expect(await read()).toEqual([
      {
        serviceCode: 'HOLE',
        secured: { seconds: 18 * 60, interventions: 13 },
        ended: { seconds: 23 * 60, interventions: 13 },
      },
    ])
  })

  it('[UT-2] is of each type by itself, and of what was not closed only to being safe', async () => {
    await interventions(times(12, 18), { status: 'open' })
    await interventions(times(12, 7), { code: 'NOISE' })
    expect(await read()).toEqual([
      { serviceCode: 'HOLE', secured: { seconds: 18 * 60, interventions: 12 }, ended: null },
      {
        serviceCode: 'NOISE',
        secured: { seconds: 7 * 60, interventions: 12 },
        ended: { seconds: 7 * 60, interventions: 12 },
      },
    ])
  })

  it.each<[string, () => Promise<void>]>([
    ['fewer than twelve', () => interventions(times(11, 18))],
    ['of more than a year ago', () => interventions(times(40, 18), { at: instant(NOW - 366 * DAY) })],
    ['in another city that was loaded before', () => interventions(times(40, 18), { lon: 2.35 })],
    ['made safe without a moment there', () => interventions(times(40, 0))],
  ])('[UT-3] is not learned of interventions that are %s', async (_which, given) => {
    await given()
    expect(await read()).toEqual([])
  })

  it('[UT-3] is of the last two hundred: what changed is learned', async () => {
    await interventions([...times(300, 40), ...times(150, 10), ...times(50, 60)])
    expect(await read()).toMatchObject([{ secured: { seconds: 600, interventions: 200 } }])
  })

  it('[UT-4] costs as much however many years are kept: each type’s last ones are found in an index, in their order', async () => {
    await test.pool.query(
      `insert into ticket (id, number, service_code, priority, status, status_at, channel, reports, received_at, position,
         deadline_kind, deadline_started_at, deadline_due_at, on_scene_at, secured_at)
       select gen_random_uuid(), 100000 + n, 'T' || n % 60, 4, 'closed', at + interval '20 minutes', 'phone', 1, at,
         st_setsrid(st_makepoint(1.44, 43.6), 4326), 'secured', at, at, at, at + interval '10 minutes'
       from generate_series(1, 40000) n cross join lateral (select instant_of($1) - n * interval '5 minutes' as at) as moment`,
      [NOW],
    )
    await test.pool.query('analyze ticket')
    const codes = Array.from({ length: 60 }, (_, index) => `T${index}`)
    const values = [codes, NOW, ...CITY]
    const { rows } = await test.pool.query(`explain (analyze, format json) ${USUAL_TIMES}`, values)
    const plan = JSON.stringify(rows)
    expect(plan).toContain('ticket_made_safe')
    expect(plan).toContain('ticket_dealt_with')
    expect(plan).not.toContain('Seq Scan')
    // 60 types, 200 of each, twice; the index is read backwards and left there.
    for (const [, found] of plan.matchAll(/"Index Name":"ticket_[^}]*?"Actual Rows":(\d+)/g))
      expect(Number(found)).toBeLessThanOrEqual(200)
    expect(await readUsualTimes(test.pool, codes, CITY, NOW)).toHaveLength(60)
  })

  it('[UT-6] is read at the start and when it is asked for, told when it is another, and kept where it cannot be read', async () => {
    await interventions(times(12, 18))
    const told: (readonly UsualTime[])[] = []
    const faults: unknown[] = []
    let codes = () => ['HOLE']
    const watch = new UsualTimeWatch({
      database: test.pool,
      serviceCodes: () => codes(),
      bounds: () => CITY,
      now: () => NOW,
      emit: (all) => void told.push(all),
      onFault: (error) => void faults.push(error),
    })
    await watch.read()
    await watch.read()
    expect(told).toHaveLength(1)
    expect(watch.times().get('HOLE')?.secured?.seconds).toBe(18 * 60)
    await interventions(times(20, 6))
    await Promise.all([watch.read(), watch.read()])
    expect(told.at(-1)?.[0]?.secured).toEqual({ seconds: 6 * 60, interventions: 32 })
    const known = watch.all()
    codes = () => {
      throw new Error('away')
    }
    await watch.read()
    expect(faults).toHaveLength(1)
    expect(watch.all()).toBe(known)
    await watch.stop()
  })
})
