import type { Connection } from '../../db/pool.ts'
import { CityFileError } from './city-file-error.ts'

/** Built after loading: many times faster than kept up to date row by row. */
const INDEXES = (schema: string) => `
  create index on ${schema}.street using gist (geom);
  create index on ${schema}.street (name);
  create index on ${schema}.restriction (via_node);
  create index on ${schema}.area using gist (geom);
  create index on ${schema}.line using gist (geom);
  create index on ${schema}.place using gist (geom);
  create index on ${schema}.address using gist (geom);
  create index on ${schema}.address (street, number);
  create index on ${schema}.district using gist (geom)`

const ANALYZED = ['street', 'restriction', 'area', 'line', 'place', 'address', 'district']

/** Drops what contradicts itself, builds the indexes, and counts. Throws a `CityFileError` for a city without streets. */
export async function checkAndIndex(
  connection: Connection,
  schema: string,
  source: string,
): Promise<Record<string, number>> {
  const { rowCount: streets } = await connection.query(`select from ${schema}.street where car limit 1`)
  if (streets === 0) {
    throw new CityFileError(
      `${source} holds no street that a car may use (no way tagged highway=…): it cannot be a city. Nothing was changed.`,
    )
  }
  await connection.query(INDEXES(schema))
  await connection.query(`
    delete from ${schema}.restriction where not exists (
      select from ${schema}.street where id = from_street and via_node = any (nodes)
    ) or not exists (select from ${schema}.street where id = to_street and via_node = any (nodes))`)
  await checkDistricts(connection, schema)
  await connection.query(dropKnownToBan(schema))
  await connection.query(`analyze ${ANALYZED.map((table) => `${schema}.${table}`).join(', ')}`)
  return counts(connection, schema)
}

/** Districts that lie elsewhere would be on no screen: most often their points are latitude, longitude. */
async function checkDistricts(connection: Connection, schema: string): Promise<void> {
  const { rowCount: lost } = await connection.query(`
    select where exists (select from ${schema}.district) and not exists (
      select from ${schema}.district join ${schema}.street on st_intersects(district.geom, street.geom))`)
  if (lost === 0) return
  throw new CityFileError(
    'Districts: no street of the city is in any of the districts. Each point is longitude, latitude. Nothing was changed.',
  )
}

/** The middle of where cars' streets begin, each coordinate by its median, [lon, lat]: the town, not the box around it. */
export async function heartOf(
  connection: Connection,
  schema: string,
  { west, east }: { west: number; east: number },
): Promise<[number, number]> {
  // Across the antimeridian, east of it goes on beyond 180.
  const { rows } = await connection.query<{ lon: number; lat: number }>(
    `select percentile_cont(0.5) within group (order by case when $1 and st_x(point) < 0 then st_x(point) + 360
         else st_x(point) end) as lon,
       percentile_cont(0.5) within group (order by st_y(point)) as lat
     from (select st_startpoint(geom) as point from ${schema}.street where car) as beginning`,
    [west > east],
  )
  const [{ lon, lat } = { lon: 0, lat: 0 }] = rows
  return [lon > 180 ? lon - 360 : lon, lat]
}

/** Same number, same street but for accents and dashes, within about 200 m: one address, and the BAN's stands. */
function dropKnownToBan(schema: string): string {
  const plain = (street: string) => `regexp_replace(lower(normalize(${street}, nfd)), '[^a-z0-9]', '', 'g')`
  return `
    delete from ${schema}.address known using ${schema}.address ban
    where known.source = 'osm' and ban.source = 'ban' and known.number = ban.number
      and coalesce(known.suffix, '') = coalesce(ban.suffix, '')
      and known.geom && st_expand(ban.geom, 0.002)
      and ${plain('known.street')} = ${plain('ban.street')}`
}

async function counts(connection: Connection, schema: string): Promise<Record<string, number>> {
  const { rows } = await connection.query(`
    select (select count(*) from ${schema}.street)::int as streets,
      (select count(distinct name) from ${schema}.street)::int as street_names,
      (select count(*) from ${schema}.restriction)::int as restrictions,
      (select count(*) from ${schema}.signal)::int as signals,
      (select count(*) from ${schema}.area where kind = 'building')::int as buildings,
      (select count(*) from ${schema}.area where kind <> 'building')::int as areas,
      (select count(*) from ${schema}.line)::int as lines,
      (select count(*) from ${schema}.place)::int as places,
      (select count(*) from ${schema}.address)::int as addresses,
      (select count(*) from ${schema}.district)::int as districts`)
  return rows[0]
}
