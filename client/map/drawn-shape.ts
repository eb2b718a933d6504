import type { ClosureShape } from '../../shared/closure/closure.ts'
import type { LonLat } from '../../shared/geo.ts'

/** The least corners a zone has. */
const CORNERS = 3

/** Points drawn on the map, or proposed to whoever draws. */
export interface Drawn {
  points: readonly LonLat[]
  /** Nobody has drawn these: the first point drawn takes their place. */
  proposed: boolean
}
export const nothingDrawn: Drawn = { points: [], proposed: false }

/** With one more point. */
export function withPoint({ points, proposed }: Drawn, at: LonLat): Drawn {
  return { points: proposed ? [at] : [...points, at], proposed: false }
}

/** Without the last point, or without what was proposed. */
export function withoutLast({ points, proposed }: Drawn): Drawn {
  return proposed ? nothingDrawn : { points: points.slice(0, -1), proposed: false }
}

/** With what is proposed, which never takes the place of what was drawn. */
export function withProposal(drawn: Drawn, points: readonly LonLat[]): Drawn {
  return drawn.points.length > 0 ? drawn : { points, proposed: true }
}

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
