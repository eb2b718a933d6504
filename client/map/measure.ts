import type { FeatureCollection } from 'geojson'
import { type LonLat, metresBetween } from '../../shared/geo.ts'
import type { Locale } from '../../shared/text.ts'
import { measuredLength } from '../../shared/typography.ts'

/** How far it is along `points` to each of them, in metres; the first is 0. */
export function totalsOf(points: readonly LonLat[]): number[] {
  let total = 0
  return points.map((point, index) => {
    const before = points[index - 1]
    if (before !== undefined) total += metresBetween(before, point)
    return total
  })
}

/** What the map draws of a line being measured: the line, and each point with the length up to it. */
export function measuredOf(points: readonly LonLat[], locale: Locale): FeatureCollection {
  const totals = totalsOf(points)
  const coordinates = points.map(({ lon, lat }) => [lon, lat])
  return {
    type: 'FeatureCollection',
    features: [
      ...(points.length < 2
        ? []
        : [
            {
              type: 'Feature' as const,
              properties: {},
              geometry: { type: 'LineString' as const, coordinates },
            },
          ]),
      ...coordinates.map((position, index) => ({
        type: 'Feature' as const,
        properties: { total: index === 0 ? '' : measuredLength(totals[index] ?? 0, locale) },
        geometry: { type: 'Point' as const, coordinates: position },
      })),
    ],
  }
}
