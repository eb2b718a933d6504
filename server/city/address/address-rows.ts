import type { MultiPolygon } from 'geojson'
import pg from 'pg'
import type { Connection, Database } from '../../db/pool.ts'
import { readConsistently } from '../../db/transaction.ts'
import { type AddressIndex, AddressIndexBuilder } from './address-index.ts'
import type { DistrictRow, HouseRow, PlaceRow } from './address-row.ts'

/** An area with the box around it, west south east north. */
export interface Outline {
  geometry: MultiPolygon
  box: readonly [number, number, number, number]
}

export interface CityAddresses {
  /** The version of the city; null where none is loaded. */
  version: string | null
  index: AddressIndex
  districts: readonly { code: string; short: string; outline: Outline }[]
  /** The territory served; empty: everything. */
  boundary: readonly Outline[]
}

/** Rows taken at once: the server answers others in between. */
const PAGE = 5_000

/** The version of the city in `schema`; null where there is no city. */
export async function loadedVersion(
  database: Pick<Connection, 'query'>,
  schema: string,
): Promise<string | null> {
  const table = `${pg.escapeIdentifier(schema)}.city`
  const { rows: known } = await database.query('select to_regclass($1) is not null as there', [table])
  if (known[0]?.there !== true) return null
  const { rows } = await database.query<{ version: string }>(`select version from ${table}`)
  return rows[0]?.version ?? null
}

/** Reads everything that can be found of the city in `schema`, all of one instant. */
export function loadCityAddresses(database: Database, schema: string): Promise<CityAddresses> {
  return readConsistently(database, async (connection) => {
    const version = await loadedVersion(connection, schema)
    const builder = new AddressIndexBuilder()
    if (version === null) return { version, index: await builder.finish(null), districts: [], boundary: [] }
    const from = pg.escapeIdentifier(schema)
    const { rows: cities } = await connection.query<{ name: string }>(`select name from ${from}.city`)
    await eachRow<HouseRow>(connection, housesIn(from), (row) => builder.addHouse(row))
    await eachRow<{ name: string; line: string }>(connection, waysIn(from), ({ name, line }) =>
      builder.addWay({ name, line: JSON.parse(line).coordinates.flat() }),
    )
    await eachRow<PlaceRow>(connection, placesIn(from), (row) => builder.addPlace(row))
    const { rows: districts } = await connection.query<DistrictRow & { geometry: MultiPolygon }>(
      districtsIn(from),
    )
    for (const row of districts) builder.addDistrict(row)
    const { rows: parts } = await connection.query<{ geometry: MultiPolygon }>(
      `select st_asgeojson(geom)::jsonb as geometry from ${from}.boundary`,
    )
    return {
      version,
      index: await builder.finish(cities[0]?.name ?? null),
      districts: districts.map(({ code, short, geometry }) => ({
        code,
        short,
        outline: outlineOf(geometry),
      })),
      boundary: parts.map(({ geometry }) => outlineOf(geometry)),
    }
  })
}

const housesIn = (schema: string) => `
  select number, suffix, street, postcode, municipality, st_x(geom) as lon, st_y(geom) as lat
  from ${schema}.address order by id`
const waysIn = (schema: string) => `
  select coalesce(name, ref) as name, st_asgeojson(geom, 7) as line
  from ${schema}.street where coalesce(name, ref) is not null order by id`
/** A square that is mapped as the ground that it covers is a place like any other. */
const placesIn = (schema: string) => `
  select name, class, st_x(geom) as lon, st_y(geom) as lat from (
    select id, name, class, geom from ${schema}.place
    union all
    select id, name, 'square', st_pointonsurface(geom) from ${schema}.area square
    where kind = 'square' and name is not null
      and not exists (select from ${schema}.place where place.name = square.name and st_covers(square.geom, place.geom))
  ) as named order by id, class`
const districtsIn = (schema: string) => `
  select code, name, short, st_asgeojson(geom)::jsonb as geometry, st_x(point) as lon, st_y(point) as lat
  from ${schema}.district, st_pointonsurface(geom) as point order by code`

async function eachRow<Row>(connection: Connection, query: string, take: (row: Row) => void): Promise<void> {
  await connection.query(`declare rows_of_city no scroll cursor for ${query}`)
  for (;;) {
    const { rows } = await connection.query(`fetch ${PAGE} from rows_of_city`)
    for (const row of rows) take(row as Row)
    if (rows.length < PAGE) break
  }
  await connection.query('close rows_of_city')
}

function outlineOf(geometry: MultiPolygon): Outline {
  const box: [number, number, number, number] = [180, 90, -180, -90]
  for (const polygon of geometry.coordinates) {
    for (const [lon = 0, lat = 0] of polygon[0] ?? []) {
      box[0] = Math.min(box[0], lon)
      box[1] = Math.min(box[1], lat)
      box[2] = Math.max(box[2], lon)
      box[3] = Math.max(box[3], lat)
    }
  }
  return { geometry, box }
}
