import turfDistance from '@turf/distance'
import { z } from 'zod'

/** A point on the ground in WGS 84 degrees. Everywhere in this project longitude comes before latitude. */
export const lonLatSchema = z.strictObject({
  lon: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
})
export type LonLat = z.infer<typeof lonLatSchema>

/** A line's points in GeoJSON's order. */
export type Line = readonly (readonly [lon: number, lat: number])[]

/** A place on a line: on the segment after point `segment`, `along` of it from 0 to 1. */
export interface OnLine extends LonLat {
  segment: number
  along: number
}

/** Where a line of two points or more comes nearest to a point; on a plane, so for lines of some kilometres. */
export function nearestOn(line: Line, { lon, lat }: LonLat): OnLine {
  const across = Math.cos((lat * Math.PI) / 180)
  const plane = line.map(([x, y]): [number, number] => [wrapped(x - lon) * across, y - lat])
  let best = { segment: 0, along: 0, off: Number.POSITIVE_INFINITY }
  for (let segment = 0; segment + 1 < plane.length; segment++) {
    const [[ax, ay] = [0, 0], [bx, by] = [0, 0]] = plane.slice(segment, segment + 2)
    const length = (bx - ax) ** 2 + (by - ay) ** 2
    const towards = -(ax * (bx - ax) + ay * (by - ay))
    const along = length === 0 ? 0 : Math.min(1, Math.max(0, towards / length))
    const off = Math.hypot(ax + along * (bx - ax), ay + along * (by - ay))
    if (off < best.off) best = { segment, along, off }
  }
  const { segment, along } = best
  return { segment, along, ...pointOn(line, segment, along) }
}

/** The point `along` (0 to 1) the segment after point `segment`. */
export function pointOn(line: Line, segment: number, along: number): LonLat {
  const [lon, lat] = line[segment] ?? [0, 0]
  const [toLon, toLat] = line[segment + 1] ?? [lon, lat]
  return { lon: lon + along * wrapped(toLon - lon), lat: lat + along * (toLat - lat) }
}

/** A box around a territory, in degrees; west > east across the antimeridian. */
export type Bounds = readonly [west: number, south: number, east: number, north: number]

export function isWithin([west, south, east, north]: Bounds, { lon, lat }: LonLat): boolean {
  const across = west <= east ? lon >= west && lon <= east : lon >= west || lon <= east
  return across && lat >= south && lat <= north
}

/** A longitude, or a difference of two, the short way round: from -180 to 180. */
export function wrapped(degrees: number): number {
  return degrees > 180 ? degrees - 360 : degrees < -180 ? degrees + 360 : degrees
}

/** How far north of the equator a latitude is on Web Mercator's plane, on which the earth is 1 wide. */
export function mercatorNorth(lat: number): number {
  return Math.asinh(Math.tan((lat * Math.PI) / 180)) / (2 * Math.PI)
}

const METRES_A_DEGREE = 111_195

/** Whether two points are farther apart than `metres`: on a plane, for those who ask very often of what is near. */
export function isFarther(lon: number, lat: number, toLon: number, toLat: number, metres: number): boolean {
  const north = (toLat - lat) * METRES_A_DEGREE
  const east = wrapped(toLon - lon) * METRES_A_DEGREE * Math.cos((lat * Math.PI) / 180)
  return north * north + east * east > metres * metres
}

/** Great-circle distance in metres between two points (mean earth radius, @turf/distance). */
export function metresBetween(from: LonLat, to: LonLat): number {
  return turfDistance([from.lon, from.lat], [to.lon, to.lat], { units: 'meters' })
}
