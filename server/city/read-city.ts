import type { MultiPolygon } from 'geojson'
import type { Connection, Database } from '../db/pool.ts'

/** What is loaded, from where, since when. */
export interface LoadedCity {
  name: string
  /** The file's name. */
  source: string
  /** Drawn by hand: never to find one's way by. */
  schematic: boolean
  credit: { fr: string; en: string }
  /** Names the content; the same files give the same. */
  version: string
  importedAt: Date
  center: { lon: number; lat: number }
  /** [west, south, east, north] in degrees; west > east across the antimeridian. */
  bounds: [number, number, number, number]
  counts: Readonly<Record<string, number>>
}

export interface District {
  code: string
  name: string
  short: string
  geometry: MultiPolygon
}

/** The city in the tables, undefined where none has been imported yet. */
export async function readCity(database: Database | Connection): Promise<LoadedCity | undefined> {
  const { rows: found } = await database.query("select to_regclass('city.city') is not null as there")
  if (!found[0].there) return undefined
  const { rows } = await database.query(`
    select name, source, schematic, credit_fr, credit_en, version, imported_at,
      st_x(center) as lon, st_y(center) as lat, west, south, east, north, counts
    from city.city`)
  const [row] = rows
  return {
    name: row.name,
    source: row.source,
    schematic: row.schematic,
    credit: { fr: row.credit_fr, en: row.credit_en },
    version: row.version,
    importedAt: row.imported_at,
    center: { lon: row.lon, lat: row.lat },
    bounds: [row.west, row.south, row.east, row.north],
    counts: row.counts,
  }
}

/** The districts by code, their outlines as GeoJSON, (lon lat). */
export async function readDistricts(database: Database | Connection): Promise<District[]> {
  const { rows } = await database.query(
    'select code, name, short, st_asgeojson(geom)::jsonb as geometry from city.district order by code',
  )
  return rows
}

/** The outline of the territory served, null where it is the whole extent. */
export async function readBoundary(database: Database | Connection): Promise<MultiPolygon | null> {
  const { rows } = await database.query('select st_asgeojson(geom)::jsonb as geometry from city.boundary')
  return rows[0]?.geometry ?? null
}
