import type { LonLat } from '../../../shared/geo.ts'
import type { Street } from './street.ts'

/** Positions are kept as whole steps of 1e-7 degrees (1 cm), as OSM does. */
export const STEPS = 1e7
export const METRES_PER_DEGREE = 111_195
const RADIANS = Math.PI / 180

/**
 * The lines of all streets, end to end in two typed arrays: what graphs of every mode and the index share. Longitudes
 * count from `west`, the shortest way round, so that a city on the antimeridian is one piece.
 */
export class StreetLines {
  /** The streets' ids, in the order of their lines. */
  readonly ids: Float64Array
  /** Where each street's points begin; one more at the end. */
  readonly first: Int32Array
  /** Steps east of the origin, and north of the equator. */
  readonly x: Int32Array
  readonly y: Int32Array
  readonly originLon: number

  /** Throws where a street has fewer than two points, or not a node for each. */
  constructor(streets: readonly Street[]) {
    const points = streets.reduce((sum, { coords }) => sum + coords.length, 0)
    this.ids = Float64Array.from(streets, ({ id }) => id)
    this.first = new Int32Array(streets.length + 1)
    this.x = new Int32Array(points)
    this.y = new Int32Array(points)
    this.originLon = streets[0]?.coords[0]?.[0] ?? 0
    let point = 0
    for (const [index, { id, nodes, coords }] of streets.entries()) {
      if (coords.length < 2 || nodes.length !== coords.length)
        throw new Error(
          `Street ${id} has ${coords.length} points and ${nodes.length} nodes: import the city again.`,
        )
      for (const [lon, lat] of coords) {
        this.x[point] = this.eastOf(lon)
        this.y[point] = Math.round(lat * STEPS)
        point++
      }
      this.first[index + 1] = point
    }
  }

  /** Steps from the origin to a longitude in degrees, -180° to 180°. */
  eastOf(lon: number): number {
    return Math.round(turned(lon - this.originLon) * STEPS)
  }

  lonLat(point: number): LonLat {
    return this.degrees(this.x[point] ?? 0, this.y[point] ?? 0)
  }

  /** A position in steps as degrees. */
  degrees(x: number, y: number): LonLat {
    return { lon: turned(this.originLon + x / STEPS), lat: y / STEPS }
  }

  /** Metres from a point to the next; exact to a millionth for a street's short segments. */
  metresAfter(point: number): number {
    const lat = (this.y[point] ?? 0) / STEPS
    const north = (this.y[point + 1] ?? 0) / STEPS - lat
    const east = ((this.x[point + 1] ?? 0) - (this.x[point] ?? 0)) / STEPS
    const across = east * Math.cos((lat + north / 2) * RADIANS)
    return Math.sqrt(north * north + across * across) * METRES_PER_DEGREE
  }

  get bytes(): number {
    return this.ids.byteLength + this.first.byteLength + this.x.byteLength + this.y.byteLength
  }

  /** Which street a point belongs to. */
  streetOf(point: number): number {
    return lastAtMost(this.first, point)
  }
}

/** The same direction between -180 (included) and 180 degrees. */
function turned(degrees: number): number {
  return degrees >= -180 && degrees < 180 ? degrees : ((((degrees + 180) % 360) + 360) % 360) - 180
}

/** The last place in ascending `values` that holds at most `value`; -1 where there is none. */
export function lastAtMost(values: Int32Array, value: number): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((values[middle] ?? 0) <= value) low = middle + 1
    else high = middle
  }
  return low - 1
}
