import type { ClosureShape } from '../../shared/closure/closure.ts'
import type { LonLat } from '../../shared/geo.ts'

/** The least corners a zone has. */
const CORNERS = 3

/** A line along the points clicked; null where they make none. */
export function stretchOf(points: readonly LonLat[]): ClosureShape | null {
  return points.length < 2 ? null : { type: 'LineString', coordinates: points.map(positionOf) }
}

/** The zone whose corners were clicked, its ring ended where it began; null where they enclose nothing. */
export function zoneOf(points: readonly LonLat[]): ClosureShape | null {
  const [first] = points
  if (first === undefined || points.length < CORNERS) return null
  return { type: 'Polygon', coordinates: [[...points, first].map(positionOf)] }
}

/** GeoJSON's order: lon, lat. */
function positionOf({ lon, lat }: LonLat): [lon: number, lat: number] {
  return [lon, lat]
}
