import type { Feature, FeatureCollection, Point, Polygon, Position } from 'geojson'

/**
 * One point for the name of each district. Named on the polygons themselves, MapLibre would write a name once in
 * every tile that a district touches.
 */
export function districtNamesOf(districts: FeatureCollection): FeatureCollection<Point> {
  const features = districts.features.flatMap(({ geometry, properties }): Feature<Point>[] => {
    const name: unknown = properties?.name
    if (typeof name !== 'string' || geometry.type !== 'Polygon') return []
    return [
      { type: 'Feature', properties: { name }, geometry: { type: 'Point', coordinates: centreOf(geometry) } },
    ]
  })
  return { type: 'FeatureCollection', features }
}

/** The centre of mass of a polygon's outer ring, as lon, lat. */
function centreOf({ coordinates: [ring = []] }: Polygon): Position {
  const [[originLon = 0, originLat = 0] = []] = ring
  let [area, lon, lat] = [0, 0, 0]
  for (const [index, [x1 = 0, y1 = 0]] of ring.entries()) {
    const [x2 = x1, y2 = y1] = ring[index + 1] ?? []
    // Relative to the first point: degrees times degrees would cancel out most of the digits.
    const cross = (x1 - originLon) * (y2 - originLat) - (x2 - originLon) * (y1 - originLat)
    area += cross
    lon += (x1 + x2 - 2 * originLon) * cross
    lat += (y1 + y2 - 2 * originLat) * cross
  }
  return area === 0 ? [originLon, originLat] : [originLon + lon / (3 * area), originLat + lat / (3 * area)]
}
