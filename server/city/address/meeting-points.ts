import { type LonLat, metresBetween } from '../../../shared/geo.ts'
import type { Entry } from './address-index.ts'
import { Plane } from './cell-index.ts'

/** The carriageways of one crossing, and the arms of a roundabout, are no farther apart. */
const ONE_CROSSING_METRES = 60
/** Comparing every point with every other stops being quick beyond this many pairs. */
const MOST_PAIRS = 250_000

/** Where two streets meet, each crossing once. `shared`: they have a point in common; else they only come near. */
export function meetingPoints(a: Entry, b: Entry): { points: LonLat[]; shared: boolean } {
  if (metresBetween(a, b) > a.reach + b.reach + ONE_CROSSING_METRES) return { points: [], shared: false }
  const [fewer, more] = [pointsOf(a), pointsOf(b)]
  const keys = new Set(more.map(keyOf))
  const common = fewer.filter((point) => keys.has(keyOf(point)))
  if (common.length > 0) return { points: merged(common), shared: true }
  return { points: fewer.length * more.length > MOST_PAIRS ? [] : closest(fewer, more), shared: false }
}

/** Streets meet in a node of both, which lies at one and the same place in both. */
function keyOf({ lon, lat }: LonLat): string {
  return `${lon} ${lat}`
}

function pointsOf({ ways }: Entry): LonLat[] {
  return ways.flatMap(({ line }) =>
    Array.from({ length: line.length / 2 }, (_, at) => ({
      lon: line[at * 2] ?? 0,
      lat: line[at * 2 + 1] ?? 0,
    })),
  )
}

function merged(points: readonly LonLat[]): LonLat[] {
  const groups: LonLat[][] = []
  for (const point of points) {
    const group = groups.find((one) =>
      one.some((other) => metresBetween(point, other) <= ONE_CROSSING_METRES),
    )
    if (group === undefined) groups.push([point])
    else group.push(point)
  }
  return groups.map(middle)
}

/** The middle counts from the first point: no further than a crossing, so that the antimeridian is of no account. */
function middle(group: readonly LonLat[]): LonLat {
  const [first = { lon: 0, lat: 0 }] = group
  const near = group.filter(({ lon }) => Math.abs(lon - first.lon) < 1)
  const mean = (of: (point: LonLat) => number) => near.reduce((sum, one) => sum + of(one), 0) / near.length
  return { lon: mean(({ lon }) => lon), lat: mean(({ lat }) => lat) }
}

function closest(some: readonly LonLat[], others: readonly LonLat[]): LonLat[] {
  let least = ONE_CROSSING_METRES
  let found: LonLat[] = []
  for (const point of some) {
    const plane = new Plane(point)
    for (const other of others) {
      const metres = plane.distance(other.lon, other.lat)
      if (metres > least) continue
      least = metres
      found = [middle([point, other])]
    }
  }
  return found
}
