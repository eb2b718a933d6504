import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { DEEPEST_TILE_ZOOM } from '../../../shared/tile-layers.ts'
import type { Database } from '../../db/pool.ts'
import { TileCache } from './tile-cache.ts'
import { layersAt, mapVersionOf, tileQuery } from './tile-query.ts'

const compress = promisify(gzip)

const MOST_BYTES = 64 * 2 ** 20
/** For how long the city's version is taken for granted: a new city is on every map this much later. */
const VERSION_MS = 1_000

export interface Tile {
  /** A gzipped Mapbox vector tile; without a byte where there is nothing in it. */
  gzip: Buffer
  /** Of the city and of the cartography it was made with. */
  version: string
}

/** The city as vector tiles, each made by one query the first time that someone asks for it. */
export class Tiles {
  private readonly cache: TileCache
  private readonly underway = new Map<string, Promise<Tile>>()
  private current: { version: string; until: number } | null = null
  private asking: Promise<string> | null = null

  /** `database` should be a small pool of its own: a map that loads must not keep the board waiting. */
  constructor(
    private readonly database: Database,
    mostBytes = MOST_BYTES,
  ) {
    this.cache = new TileCache(mostBytes)
  }

  /** Names what tiles are made of now: the city's content and the cartography. Rejects where no city is loaded. */
  async version(): Promise<string> {
    if (this.current !== null && performance.now() < this.current.until) return this.current.version
    this.asking ??= this.readVersion().finally(() => {
      this.asking = null
    })
    return this.asking
  }

  /** The tile at z, x, y of the Web Mercator scheme; null where there is no such tile. */
  async tile(z: number, x: number, y: number): Promise<Tile | null> {
    if (!exists(z, x, y)) return null
    const version = await this.version()
    const key = `${version}/${z}/${x}/${y}`
    const kept = this.cache.get(key)
    if (kept !== undefined) return { gzip: kept, version }
    const underway = this.underway.get(key)
    if (underway !== undefined) return underway
    const made = this.make(z, x, y).finally(() => this.underway.delete(key))
    this.underway.set(key, made)
    return made
  }

  /** Another city is loaded: the next tile is of it, however soon. */
  forget(): void {
    this.current = null
  }

  private async make(z: number, x: number, y: number): Promise<Tile> {
    const { rows } = await this.database.query<{ version: string; tile: Buffer }>(
      tileQuery(z),
      layersAt(z).length === 0 ? [] : boxOf(z, x, y),
    )
    const [row] = rows
    if (row === undefined) throw new Error('The query of a tile gave no row.')
    const version = this.take(row.version)
    const body = row.tile.byteLength === 0 ? row.tile : await compress(row.tile)
    this.cache.set(`${version}/${z}/${x}/${y}`, body)
    return { gzip: body, version }
  }

  private async readVersion(): Promise<string> {
    const { rows } = await this.database.query<{ version: string }>('select version from city.city')
    const [row] = rows
    if (row === undefined) throw new Error('No city is loaded: run npm run city -- import FILE.')
    return this.take(row.version)
  }

  /** Tiles of another city are of no more use. */
  private take(cityVersion: string): string {
    const version = mapVersionOf(cityVersion)
    if (this.current !== null && this.current.version !== version) this.cache.clear()
    this.current = { version, until: performance.now() + VERSION_MS }
    return version
  }
}

function exists(z: number, x: number, y: number): boolean {
  const within = (value: number, most: number) => Number.isInteger(value) && value >= 0 && value <= most
  return within(z, DEEPEST_TILE_ZOOM) && within(x, 2 ** z - 1) && within(y, 2 ** z - 1)
}

/** West, south, east and north of a tile, in degrees. */
function boxOf(z: number, x: number, y: number): number[] {
  const side = 2 ** z
  const lon = (column: number) => (column / side) * 360 - 180
  const lat = (row: number) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * row) / side))) * 180) / Math.PI
  return [lon(x), lat(y + 1), lon(x + 1), lat(y)]
}
