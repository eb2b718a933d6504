import { importCity } from '../server/city/import/import-city.ts'
import { silent } from '../server/city/import/progress.ts'
import type { Extract } from '../server/city/road/test-streets.ts'
import { Tiles } from '../server/city/tile/tiles.ts'
import { migrate } from '../server/db/migrate.ts'
import type { LonLat } from '../shared/geo.ts'
import { measureCities, type RealCity, withDatabase } from './extracts.ts'
import { type Bench, type Figure, quantile } from './measure.ts'
import { type TilePlace, tilesAround } from './tile-places.ts'

const MIDDLES: Record<Extract, LonLat> = {
  Toulouse: { lon: 1.4442, lat: 43.6045 },
  Porto: { lon: -8.61, lat: 41.15 },
}
const ZOOMS = [12, 13, 14, 15, 16, 17]
/** Tiles on each side of the one in the middle: about what a console of 1920 × 1080 shows, twice over. */
const AROUND = 3

/** Every tile around the middle of a real city, made for the first time and then asked for again. */
export const tiles: Bench = {
  name: 'tiles',
  what: 'vector tiles of real cities: the query and gzip when cold, the cache when not; zooms 12 to 17, 49 tiles each',
  run: (report) => measureCities(['Toulouse', 'Porto'], report, measure),
}

async function measure({ extract, file, databaseUrl }: RealCity): Promise<Figure[]> {
  await migrate(databaseUrl)
  return withDatabase(databaseUrl, async (database) => {
    await importCity(database, { file }, silent)
    // Only the connection is warm: its first query reads PostGIS from the disk.
    await new Tiles(database).tile(15, 0, 0)
    const made = new Tiles(database)
    const places = ZOOMS.flatMap((zoom) => tilesAround(zoom, MIDDLES[extract], AROUND))
    const cold = await timed(made, places)
    const cached = await timed(made, places)
    return [
      { name: `${extract}, cold, p50`, unit: 'ms', value: quantile(cold, 0.5) },
      { name: `${extract}, cold, p95`, unit: 'ms', value: quantile(cold, 0.95), aim: 30 },
      { name: `${extract}, cached, p95`, unit: 'ms', value: quantile(cached, 0.95), aim: 2 },
    ]
  })
}

async function timed(made: Tiles, places: readonly TilePlace[]): Promise<number[]> {
  const times: number[] = []
  for (const [z, x, y] of places) {
    const start = performance.now()
    await made.tile(z, x, y)
    times.push(performance.now() - start)
  }
  return times
}
