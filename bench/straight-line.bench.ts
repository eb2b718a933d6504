import { type Located, StraightLine, type TravelTimes } from '../server/city/road/travel-times.ts'
import type { Database } from '../server/db/pool.ts'
import { between, type Random, randomFrom } from '../server/simulation/random.ts'
import { type LonLat, metresBetween } from '../shared/geo.ts'
import { crewId } from '../shared/test-board.ts'
import { withDatabase } from './extracts.ts'
import { type Bench, type Figure, median } from './measure.ts'
import { startDatabase } from './processes.ts'
import { timed } from './travel.bench.ts'

const CREWS = 10_000
const WANTED = 5
const ROUNDS = 200
/** Each side is timed so often for one ticket and its best taken: what other programs took is not the search's. */
const TRIES = 3

/** Ours beside what one writes first, turf's distance to everyone, sorted; and beside PostGIS, with an index. */
export const straightLine: Bench = {
  name: 'straight-line',
  what: `the ${WANTED} nearest of ${CREWS.toLocaleString('en')} crews as the crow flies, by ours, by turf + sort and by PostGIS`,
  async run(report) {
    const cluster = await startDatabase()
    try {
      return await withDatabase(await cluster.url('straight'), async (database) => {
        const random = randomFrom(3)
        // Written out as the server writes them: objects made by a spread are read twenty times as slowly.
        const crews = Array.from({ length: CREWS }, (_, index): Located => {
          const { lon, lat } = place(random)
          return { crewId: crewId(index), kind: 'patrol', lon, lat }
        })
        await loadCrews(database, crews)
        const figures = await compare(database, crews, random, report)
        const written = await timed(() => moveCrews(database, crews))
        return [...figures, { name: 'PostGIS: places of all crews written', unit: 'ms', value: written }]
      })
    } finally {
      await cluster.stop()
    }
  },
}

async function compare(
  database: Database,
  crews: readonly Located[],
  random: Random,
  report: (line: string) => void,
): Promise<Figure[]> {
  const straight: TravelTimes = new StraightLine()
  const sides: Record<
    'ours' | 'turf' | 'postgis',
    (ticket: LonLat) => Promise<readonly { crewId: string }[]>
  > = {
    ours: (ticket) => straight.nearest(ticket, crews, WANTED, { maxSeconds: Number.POSITIVE_INFINITY }),
    turf: async (ticket) => turfAndSort(ticket, crews),
    postgis: (ticket) => nearestInDatabase(database, ticket),
  }
  const taken = { ours: [] as number[], turf: [] as number[], postgis: [] as number[] }
  const same = { turf: 0, postgis: 0 }
  for (let round = 0; round < ROUNDS; round++) {
    const ticket = place(random)
    const named = { ours: '', turf: '', postgis: '' }
    for (const side of ['ours', 'turf', 'postgis'] as const) {
      const tries: number[] = []
      for (let attempt = 0; attempt < TRIES; attempt++)
        tries.push(
          await timed(async () => {
            named[side] = (await sides[side](ticket))
              .map(({ crewId: id }) => id)
              .sort()
              .join()
          }),
        )
      taken[side].push(Math.min(...tries))
    }
    if (named.turf === named.ours) same.turf += 1
    if (named.postgis === named.ours) same.postgis += 1
  }
  report(`the same ${WANTED} crews as ours, of ${ROUNDS} tickets: turf ${same.turf}, PostGIS ${same.postgis}`)
  return (['turf', 'postgis'] as const).map((side) => ({
    name: `${WANTED} of ${CREWS.toLocaleString('en')} crews; ${side === 'turf' ? 'turf + sort' : 'PostGIS <->'}`,
    unit: 'ms',
    value: median(taken.ours),
    floor: median(taken[side]),
    ratio: median(taken.ours.map((ours, round) => ours / (taken[side][round] ?? Number.NaN))),
    aim: 1,
  }))
}

function turfAndSort(ticket: LonLat, crews: readonly Located[]): Located[] {
  return crews
    .map((crew) => ({ crew, metres: metresBetween(crew, ticket) }))
    .sort((a, b) => a.metres - b.metres)
    .slice(0, WANTED)
    .map(({ crew }) => crew)
}

/** Toulouse and around it. */
function place(random: Random): LonLat {
  return { lon: between(random, 1.35, 1.55), lat: between(random, 43.53, 43.68) }
}

/** As geography: `<->` is in metres on the ellipsoid. */
async function loadCrews(database: Database, crews: readonly Located[]): Promise<void> {
  await database.query(`
    create extension postgis;
    create table bench_crew (crew_id text, place geography(point))`)
  await database.query(
    `insert into bench_crew select "crewId", st_makepoint(lon, lat)::geography
     from json_to_recordset($1::json) as crew ("crewId" text, lon float8, lat float8)`,
    [JSON.stringify(crews)],
  )
  await database.query('create index on bench_crew using gist (place); analyze bench_crew')
}

/** What the database needs besides, each time that crews move; ours reads them where they are kept anyway. */
async function moveCrews(database: Database, crews: readonly Located[]): Promise<void> {
  await database.query(
    `update bench_crew set place = st_makepoint(lon, lat)::geography
     from json_to_recordset($1::json) as crew ("crewId" text, lon float8, lat float8) where crew_id = "crewId"`,
    [JSON.stringify(crews.map(({ crewId: id, lon, lat }) => ({ crewId: id, lon: lon + 1e-4, lat })))],
  )
}

async function nearestInDatabase(database: Database, { lon, lat }: LonLat): Promise<{ crewId: string }[]> {
  const { rows } = await database.query<{ crewId: string }>({
    name: 'bench-nearest-crews',
    text: `
      select crew_id as "crewId", place <-> st_makepoint($1, $2)::geography as metres from bench_crew
      order by place <-> st_makepoint($1, $2)::geography limit ${WANTED}`,
    values: [lon, lat],
  })
  return rows
}
