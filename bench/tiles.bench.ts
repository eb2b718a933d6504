import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { importCity } from '../server/city/import/import-city.ts'
import { silent } from '../server/city/import/progress.ts'
import { Tiles } from '../server/city/tile/tiles.ts'
import { migrate } from '../server/db/migrate.ts'
import { openPool } from '../server/db/pool.ts'
import { type Bench, type Figure, quantile } from './measure.ts'
import { startDatabase } from './processes.ts'
import { type TilePlace, tilesAround } from './tile-places.ts'

const CITIES = [
  { name: 'toulouse', file: 'toulouse/toulouse-roads.osm.pbf', lon: 1.4442, lat: 43.6045 },
  { name: 'porto', file: 'osm/porto_portugal.osm.pbf', lon: -8.61, lat: 41.15 },
] as const
const ZOOMS = [12, 13, 14, 15, 16, 17]
/** Tiles on each side of the one in the middle: about what a console of 1920 × 1080 shows, twice over. */
const AROUND = 3

/** Every tile around the middle of a real city, made for the first time and then asked for again. */
export const tiles: Bench = {
  name: 'tiles',
  what: 'vector tiles of real cities: the query and gzip when cold, the cache when not; zooms 12 to 17, 49 tiles each',
  async run(report) {
    const figures: Figure[] = []
    const cluster = await startDatabase()
    try {
      for (const city of CITIES) {
        const file = fileURLToPath(new URL(`../../shared/data/${city.file}`, import.meta.url))
        if (!existsSync(file)) report(`${city.name} skipped: shared/data/${city.file} is not there`)
        else figures.push(...(await measure(city, file, await cluster.url(city.name))))
      }
    } finally {
      await cluster.stop()
    }
    return figures
  },
}

async function measure(city: (typeof CITIES)[number], file: string, url: string): Promise<Figure[]> {
  await migrate(url)
  const database = openPool(url, { max: 1, onError: () => {} })
  try {
    await importCity(database, { file }, silent)
    // Only the connection is warm: its first query reads PostGIS from the disk.
    await new Tiles(database).tile(15, 0, 0)
    const made = new Tiles(database)
    const places = ZOOMS.flatMap((zoom) => tilesAround(zoom, city, AROUND))
    const cold = await timed(made, places)
    const cached = await timed(made, places)
    return [
      { name: `${city.name}, cold, p50`, unit: 'ms', value: quantile(cold, 0.5) },
      { name: `${city.name}, cold, p95`, unit: 'ms', value: quantile(cold, 0.95), aim: 30 },
      { name: `${city.name}, cached, p95`, unit: 'ms', value: quantile(cached, 0.95), aim: 2 },
    ]
  } finally {
    await database.end()
  }
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
