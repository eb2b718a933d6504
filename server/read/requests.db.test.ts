import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DAY, type Instant, instant } from '../../shared/instant.ts'
import { jurisdictionsSchema } from '../../shared/jurisdiction.ts'
import { Jurisdictions } from '../city/jurisdiction.ts'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { referenceOf } from '../intake/open311/present.ts'
import { findRequests } from '../intake/open311/show-requests.ts'
import { type RequestFilter, readRequests } from './requests.ts'

const NOW = instant(1_795_500_000_000)
const TICKETS = 400
const CODES = ['TAG', 'RIXE', 'ENCOMBRANTS'] as const
const outline = {
  type: 'Polygon',
  coordinates: [
    [
      [2, 40],
      [3, 40],
      [3, 41],
      [2, 41],
      [2, 40],
    ],
  ],
}
const jurisdictions = new Jurisdictions(
  jurisdictionsSchema.parse([
    { id: 'ville', prefix: 'VIL', territory: null },
    { id: 'bourg', prefix: 'BRG', territory: outline },
  ]),
)

interface Made {
  number: number
  code: string
  open: boolean
  receivedAt: Instant
  changedAt: Instant
  town: string
}

describe('the list of requests', () => {
  let database: TestDatabase
  let made: Made[]

  beforeAll(async () => {
    database = await createTestDatabase()
    // Several are of the same second, so that only the number tells their order.
    made = Array.from({ length: TICKETS }, (_, index) => {
      const receivedAt = instant(NOW - (index % 100) * DAY)
      const open = index % 3 === 0
      return {
        number: index + 1,
        code: CODES[index % CODES.length] ?? '',
        open,
        receivedAt,
        changedAt: instant(open ? receivedAt : receivedAt + (index % 7) * DAY),
        town: index % 5 === 0 ? 'bourg' : 'ville',
      }
    })
    await database.pool.query(
      `insert into ticket (id, number, service_code, priority, status, status_at, position, channel, reports,
         received_at, deadline_kind, deadline_started_at, deadline_due_at, on_scene_at)
       select gen_random_uuid(), number, code, 3, case when open then 'open' else 'closed' end,
         instant_of("receivedAt"), case when town = 'bourg' then st_setsrid(st_makepoint(2.5, 40.5), 4326)
           when number % 2 = 0 then st_setsrid(st_makepoint(5, 40.5), 4326) end,
         'web', 1, instant_of("receivedAt"), 'on_scene', instant_of("receivedAt"), instant_of("receivedAt"),
         instant_of("changedAt")
       from jsonb_to_recordset($1) as row (
         number integer, code text, open boolean, "receivedAt" bigint, "changedAt" bigint, town text)`,
      [JSON.stringify(made)],
    )
    await database.pool.query(
      `insert into ticket (id, number, service_code, priority, status, status_at, channel, reports, received_at,
         deadline_kind, deadline_started_at, deadline_due_at)
       select gen_random_uuid(), 9001, 'CREW_DISTRESS', 1, 'open', at, 'web', 1, at, 'on_scene', at, at
       from (select instant_of($1) as at) as now`,
      [NOW],
    )
    await database.pool.query('vacuum analyze ticket')
  })
  afterAll(() => database.drop())

  const read = async (filter: RequestFilter, limit = 1_000, offset = 0) =>
    (await readRequests(database.pool, filter, { limit, offset }, jurisdictions)).map(({ number }) => number)

  /** The same, by going through all that was made. */
  function expected({ received, changed, serviceCodes, open, jurisdiction }: RequestFilter): number[] {
    const within = (span: RequestFilter['received'], at: Instant) =>
      span === null || (at >= span.from && at <= span.until)
    const key = (one: Made) => (changed === null ? one.receivedAt : one.changedAt)
    return made
      .filter((one) => within(received, one.receivedAt) && within(changed, one.changedAt))
      .filter((one) => serviceCodes === null || serviceCodes.includes(one.code))
      .filter((one) => open === null || one.open === open)
      .filter((one) => jurisdiction === null || one.town === jurisdiction.id)
      .sort((a, b) => key(b) - key(a) || b.number - a.number)
      .map(({ number }) => number)
  }

  const spans = fc
    .tuple(fc.integer({ min: -5, max: 110 }), fc.integer({ min: 0, max: 90 }))
    .map(([end, days]) => ({ from: instant(NOW - (end + days) * DAY), until: instant(NOW - end * DAY) }))
  const filters: fc.Arbitrary<RequestFilter> = fc
    .record({
      received: fc.option(spans),
      changed: fc.option(spans),
      serviceCodes: fc.option(fc.subarray([...CODES, 'NONE'], { minLength: 1 })),
      open: fc.option(fc.boolean()),
      jurisdiction: fc.constantFrom(null, ...jurisdictions.all),
    })
    .filter(({ received, changed }) => received !== null || changed !== null)

  it('[GR-1] holds what fits every filter and nothing else, newest first', async () => {
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        expect(await read(filter)).toEqual(expected(filter))
      }),
      { numRuns: 60 },
    )
  })

  it('[GR-2] is cut in pages that join without gap or repetition', async () => {
    await fc.assert(
      fc.asyncProperty(filters, fc.integer({ min: 40, max: 150 }), async (filter, size) => {
        const pages: number[] = []
        for (let offset = 0; offset < TICKETS + size; offset += size)
          pages.push(...(await read(filter, size, offset)))
        expect(pages).toEqual(expected(filter))
      }),
      { numRuns: 15 },
    )
  })

  it('[GR-12] has ids with the letters of the place’s town, and finds them by any town’s', async () => {
    const presentation = {
      jurisdictions,
      timeZone: 'Europe/Paris',
      agencies: () => [],
      serviceOf: () => undefined,
    }
    const find = async (...references: string[]) =>
      (await findRequests(references, { database: database.pool, jurisdictions }, presentation)).map((one) =>
        referenceOf(one, presentation),
      )
    const [year] = new Date(NOW).toISOString().split('-')
    expect(await find(`BRG-${year}-000001`)).toEqual([`BRG-${year}-000001`])
    const asked = [`VIL-${year}-000001`, `VIL-${year}-000003`, `TOU-${year}-000002`, `VIL-1999-000002`]
    expect(await find(...asked)).toEqual([`BRG-${year}-000001`, `VIL-${year}-000003`])
    expect(await find(`VIL-${year}-009001`)).toEqual([])
  })

  it('[GR-4] comes from an index alone, in its order', async () => {
    const client = await database.pool.connect()
    try {
      await client.query('set enable_seqscan = off; set enable_bitmapscan = off; set enable_sort = off')
      for (const column of ['received_at', 'changed_at']) {
        const { rows } = await client.query(
          `explain (costs off) select number from ticket
           where service_code <> 'CREW_DISTRESS' and ${column} between instant_of($1) and instant_of($2)
             and service_code = any ($3) and number not in (select number from open_request)
           order by ${column} desc, number desc limit 50 offset 5000`,
          [NOW - 90 * DAY, NOW, CODES],
        )
        const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
        expect(plan).toMatch(/Index Only Scan using ticket_by_/)
        expect(plan).not.toMatch(/Sort/)
      }
    } finally {
      client.release(true)
    }
  })
})
