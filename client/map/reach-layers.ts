import type { FeatureCollection } from 'geojson'
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import { decodeLines, REACH_MINUTES, type Reach } from '../../shared/reach.ts'
import { palettes, type ThemeName } from '../design/palette.ts'

/** How much of its colour each band has over the ground, and its width in px at zooms 11, 14 and 17: never colour alone. */
const BANDS = [
  { share: 0.72, widths: [1.4, 3, 8] },
  { share: 0.52, widths: [1, 2, 5] },
  { share: 0.45, widths: [0.8, 1.3, 3], dashes: [2.5, 2] },
] as const

/** Streets in bands of minutes: what `reachedOf` makes, in the colour of crews that are free. */
export function reachLayers(theme: ThemeName): LayerSpecification[] {
  const { ink, ground } = palettes[theme]
  return REACH_MINUTES.map((minutes, index): LayerSpecification => {
    const { share, widths, ...band } = BANDS[index] ?? BANDS[0]
    const [far, middle, near] = widths
    const width: ExpressionSpecification = [
      'interpolate',
      ['linear'],
      ['zoom'],
      11,
      far,
      14,
      middle,
      17,
      near,
    ]
    return {
      id: `reach-${minutes}`,
      type: 'line',
      source: 'reach',
      filter: ['==', ['get', 'minutes'], minutes],
      layout: { 'line-cap': 'dashes' in band ? 'butt' : 'round', 'line-join': 'round' },
      paint: {
        // Opaque, or streets would show a dot wherever they cross.
        'line-color': mixed(ink.free, ground.land, share),
        'line-width': width,
        ...('dashes' in band && { 'line-dasharray': [...band.dashes] }),
      },
    }
  }).reverse()
}

/** What the map draws of the streets that are reached. */
export function reachedOf(reach: Reach | null): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: (reach?.bands ?? []).map(({ minutes, lines }) => ({
      type: 'Feature',
      properties: { minutes },
      geometry: { type: 'MultiLineString', coordinates: decodeLines(lines) },
    })),
  }
}

/** A colour, so much of it, over another. */
function mixed(over: string, under: string, share: number): string {
  const part = (hex: string, at: number) => Number.parseInt(hex.slice(at, at + 2), 16)
  const parts = [1, 3, 5].map((at) => Math.round(share * part(over, at) + (1 - share) * part(under, at)))
  return `#${parts.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}
