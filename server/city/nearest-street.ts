import type { Feature, Geometry } from 'geojson'
import type { LonLat } from '../../shared/geo.ts'

const METRES_PER_DEGREE = 111_320
/** Farther than this a street's name would mislead more than it helps. */
const NEAR_METRES = 250

/** Finds the street nearest to a point among a few thousand segments, by walking them all (about 0.1 ms). */
export class NearestStreet {
  private readonly names: string[] = []
  /** Segments as lon, lat, lon, lat. */
  private readonly segments: Float64Array

  constructor(roads: readonly Feature<Geometry>[]) {
    const ends: number[] = []
    for (const { geometry, properties } of roads) {
      if (geometry.type !== 'LineString') continue
      for (const [index, [lon, lat]] of geometry.coordinates.entries()) {
        const [nextLon, nextLat] = geometry.coordinates[index + 1] ?? []
        if (lon === undefined || lat === undefined || nextLon === undefined || nextLat === undefined) continue
        ends.push(lon, lat, nextLon, nextLat)
        this.names.push(String(properties?.name))
      }
    }
    this.segments = Float64Array.from(ends)
  }

  /** The name of the nearest street within 250 m, null where there is none. */
  find({ lon, lat }: LonLat): string | null {
    const east = METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180)
    let nearest: string | null = null
    let best = NEAR_METRES ** 2
    for (const [index, name] of this.names.entries()) {
      const at = (offset: number) => this.segments[index * 4 + offset] ?? 0
      const squared = squaredDistance(
        (at(0) - lon) * east,
        (at(1) - lat) * METRES_PER_DEGREE,
        (at(2) - lon) * east,
        (at(3) - lat) * METRES_PER_DEGREE,
      )
      if (squared < best) {
        best = squared
        nearest = name
      }
    }
    return nearest
  }
}

/** From the origin to the segment (ax, ay)–(bx, by), in square metres. */
function squaredDistance(ax: number, ay: number, bx: number, by: number): number {
  const dx = bx - ax
  const dy = by - ay
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length))
  return (ax + along * dx) ** 2 + (ay + along * dy) ** 2
}
