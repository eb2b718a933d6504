import type { LonLat } from '../../shared/geo.ts'

/** west, south, east, north */
type Box = [number, number, number, number]

/** A box that crosses the antimeridian goes on beyond 180°. */
export function unwrapped([west, south, east, north]: Box): Box {
  return [west, south, east < west ? east + 360 : east, north]
}

/** How far one may slide the map: a little beyond the city. */
export function around(bounds: Box): Box {
  const [west, south, east, north] = unwrapped(bounds)
  return [west - 0.25, south - 0.2, east + 0.25, north + 0.2]
}

/** The points that the map of a city can show: a ticket of the one that was loaded before may still be in the queue. */
export function onMap(points: readonly LonLat[], bounds: Box): LonLat[] {
  const [west, south, east, north] = around(bounds)
  return points.filter(
    ({ lon, lat }) =>
      lat >= south && lat <= north && [lon - 360, lon, lon + 360].some((x) => x >= west && x <= east),
  )
}
