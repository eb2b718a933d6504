import type { LonLat } from '../../shared/geo.ts'
import { TILE_CACHE, tilePath } from './tile-cache.ts'
import { tilesAround } from './tiles-around.ts'

/** A place whose surroundings must be on the map without a network; metres. */
export interface KeptPlace {
  point: LonLat
  metres: number
}

/** From the whole town to single houses; nearer, the map magnifies the last. */
const ZOOMS = [9, 10, 11, 12, 13, 14, 15, 16]
/** About 40 MB of a large city. */
const MOST_TILES = 4_000
const AT_ONCE = 3

/**
 * Fetches the tiles around places that are not on this device yet, and forgets those of other versions of the map.
 * Stops in silence where the network does: what is missing is fetched the next time.
 */
export async function keepMap(
  places: readonly KeptPlace[],
  mapVersion: string,
  signal: AbortSignal,
): Promise<void> {
  const cache = await caches.open(TILE_CACHE)
  const version = new URL(tilePath({ z: 0, x: 0, y: 0 }, mapVersion), location.origin).search
  const kept = await cache.keys()
  const outdated = kept.filter(({ url }) => new URL(url).search !== version)
  const excess = kept.length - outdated.length - MOST_TILES
  const oldest = excess > 0 ? kept.filter((one) => !outdated.includes(one)).slice(0, excess) : []
  for (const request of [...outdated, ...oldest]) await cache.delete(request)

  const paths = new Set(
    places.flatMap(({ point, metres }) =>
      tilesAround(point, metres, ZOOMS).map((tile) => tilePath(tile, mapVersion)),
    ),
  )
  const missing: string[] = []
  for (const path of paths) if ((await cache.match(path)) === undefined) missing.push(path)
  const fetchNext = async (): Promise<void> => {
    for (let path = missing.shift(); path !== undefined && !signal.aborted; path = missing.shift()) {
      const response = await fetch(path, { credentials: 'same-origin', priority: 'low', signal })
      if (response.status !== 200 && response.status !== 204) throw new Error(`tile: ${response.status}`)
      await cache.put(path, response)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, fetchNext))
}
