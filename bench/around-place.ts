import pg from 'pg'
import { type Credentials, DoorSession } from '../server/simulation/door-session.ts'
import { alikeListSchema, aroundSchema } from '../shared/protocol/intake.ts'
import { nextPlace } from './load.ts'
import { type Figure, quantile, timed } from './measure.ts'

const LONGEST_MS = 50
/** What whoever takes a call reads beside it, of some 300 m on a side. */
const HALF_SIDE = { lon: 0.00186, lat: 0.00135 }

/**
 * What was asked for around a place, and what a call there may be one more report of, as the screen of whoever takes it asks;
 * beside the numbers of the last 30 days' tickets in the same box, asked of PostgreSQL.
 */
export async function measureAround(
  address: string,
  operator: Credentials,
  databaseUrl: string,
): Promise<Figure[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const floor = await timed(async () => {
    const { lon, lat } = nextPlace()
    await client.query(
      `select number from ticket where position && st_makeenvelope($1, $2, $3, $4, 4326)
         and received_at >= now() - interval '30 days' limit 2000`,
      [lon - HALF_SIDE.lon, lat - HALF_SIDE.lat, lon + HALF_SIDE.lon, lat + HALF_SIDE.lat],
    )
    return 1
  })
  await client.end()
  const session = new DoorSession(address)
  await session.login(operator)
  const get = async (path: string) => (await session.request('GET', path)).json()
  const asked = [
    {
      name: 'around a place, 30 days',
      ask: async (query: string) => aroundSchema.parse(await get(`/api/intake/around?${query}`)),
    },
    {
      name: 'what a call may be one more report of',
      ask: async (query: string) =>
        alikeListSchema.parse(await get(`/api/intake/alike?serviceCode=ENCOMBRANTS&${query}`)),
    },
  ]
  const figures: Figure[] = []
  for (const { name, ask } of asked) {
    const times = await timed(async () => {
      const { lon, lat } = nextPlace()
      await ask(`lon=${lon.toFixed(6)}&lat=${lat.toFixed(6)}`)
      return 1
    })
    const [value, bare] = [quantile(times, 0.95), quantile(floor, 0.95)]
    figures.push(
      { name: `${name}, p95`, unit: 'ms', value, aim: LONGEST_MS },
      { name: `${name}, beside its rows alone`, unit: 'ms', value, floor: bare, ratio: value / bare },
    )
  }
  return figures
}
