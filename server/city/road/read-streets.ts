import type { Connection, Database } from '../../db/pool.ts'
import { readConsistently } from '../../db/transaction.ts'
import { loadedVersion } from '../address/address-rows.ts'
import type { Street, TrafficSignal, TurnRestriction } from './street.ts'

export interface CityStreets {
  /** Of the city they are of. */
  version: string
  streets: Street[]
  restrictions: TurnRestriction[]
  signals: TrafficSignal[]
}

/**
 * Every street, turn restriction and traffic light of the loaded city, all of one instant. A city imported before surfaces and
 * lights were kept has none. Rejects where no city is loaded.
 */
export function readStreets(database: Database): Promise<CityStreets> {
  return readConsistently(database, async (connection) => {
    const version = await loadedVersion(connection, 'city')
    if (version === null) throw new Error('No city is loaded: run npm run city -- import FILE.')
    const { rows: restrictions } = await connection.query<TurnRestriction>(RESTRICTIONS)
    const { rows } = await connection.query<{ kept: boolean }>(
      "select to_regclass('city.signal') is not null as kept",
    )
    const kept = rows[0]?.kept === true
    const signals = kept ? (await connection.query<TrafficSignal>(SIGNALS)).rows : []
    return { version, streets: await streetsOf(connection, kept), restrictions, signals }
  })
}

// Ids of OSM fit a double exactly; as bigint they would come as text.
const streetsWith = (surfaces: string) => `
  select id::float8 as id, name, class, link, ${surfaces}, oneway, max_speed as "maxSpeed", car, bicycle,
    bicycle_contraflow as "bicycleContraflow", foot, roundabout, bridge, tunnel, nodes::float8[] as nodes,
    st_asgeojson(geom, 7)::json -> 'coordinates' as coords
  from city.street order by id`
const RESTRICTIONS = `
  select kind, from_street::float8 as "fromStreet", via_node::float8 as "viaNode", to_street::float8 as "toStreet"
  from city.restriction order by id`

const SIGNALS = 'select node::float8 as node, direction from city.signal order by node'

/** Rows taken at once: a region's streets are not held twice. */
const PAGE = 5_000

async function streetsOf(connection: Connection, kept: boolean): Promise<Street[]> {
  const streets: Street[] = []
  const surfaces = kept ? 'service, surface' : 'null as service, null as surface'
  await connection.query(`declare streets no scroll cursor for ${streetsWith(surfaces)}`)
  for (;;) {
    const { rows } = await connection.query<Street>(`fetch ${PAGE} from streets`)
    streets.push(...rows)
    if (rows.length < PAGE) return streets
  }
}
