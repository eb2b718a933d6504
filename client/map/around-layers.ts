import type { FeatureCollection } from 'geojson'
import type { LayerSpecification } from 'maplibre-gl'
import type { LonLat } from '../../shared/geo.ts'
import { distance } from '../../shared/typography.ts'
import { palettes, type ThemeName } from '../design/palette.ts'

const METRES_A_DEGREE = 111_195
const CORNERS = 72

/** How far around a place something is told: a dotted circle with its radius. */
export function aroundLayers(theme: ThemeName): LayerSpecification[] {
  const { ink } = palettes[theme]
  return [
    {
      id: 'around',
      type: 'line',
      source: 'around',
      filter: ['==', ['geometry-type'], 'LineString'],
      layout: { 'line-cap': 'round' },
      paint: { 'line-color': ink.t2, 'line-width': 1.5, 'line-dasharray': [0.5, 3] },
    },
    {
      id: 'around-radius',
      type: 'symbol',
      source: 'around',
      filter: ['==', ['geometry-type'], 'Point'],
      layout: {
        'text-field': ['get', 'radius'],
        'text-font': ['Vigie Plan Medium'],
        'text-size': 12,
        'text-anchor': 'top',
        'text-offset': [0, 0.3],
        'text-allow-overlap': true,
      },
      paint: { 'text-color': ink.t2, 'text-halo-color': ink.bg1, 'text-halo-width': 2 },
    },
  ]
}

/** A circle of so many metres around a place, its radius written inside its top; nothing where there is no place. */
export function aroundOf(place: LonLat | null, metres: number): FeatureCollection {
  if (place === null) return { type: 'FeatureCollection', features: [] }
  const { lon, lat } = place
  const north = metres / METRES_A_DEGREE
  const east = north / Math.cos((lat * Math.PI) / 180)
  const coordinates = Array.from({ length: CORNERS + 1 }, (_, corner) => {
    const turn = (corner / CORNERS) * 2 * Math.PI
    return [lon + east * Math.sin(turn), lat + north * Math.cos(turn)]
  })
  const properties = { radius: distance(metres, 'fr') }
  return {
    type: 'FeatureCollection',
    features: [
      { type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates } },
      { type: 'Feature', properties, geometry: { type: 'Point', coordinates: [lon, lat + north] } },
    ],
  }
}
