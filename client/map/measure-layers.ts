import type { LayerSpecification, LineLayerSpecification } from 'maplibre-gl'
import { palettes, type ThemeName } from '../design/palette.ts'

/** The line being measured: what `measuredOf` makes, in the colours of the suggestion's first line. */
export function measureLayers(theme: ThemeName): LayerSpecification[] {
  const { ink } = palettes[theme]
  return [
    line('measure-edge', ink.bg0, 5),
    line('measure', ink.t1, 2),
    {
      id: 'measure-point',
      type: 'circle',
      source: 'measure',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-radius': 3.5,
        'circle-color': ink.bg1,
        'circle-stroke-color': ink.t1,
        'circle-stroke-width': 2,
      },
    },
    {
      id: 'measure-total',
      type: 'symbol',
      source: 'measure',
      filter: ['==', ['geometry-type'], 'Point'],
      layout: {
        'text-field': ['get', 'total'],
        'text-font': ['Vigie Plan Medium'],
        'text-size': 12,
        'text-anchor': 'left',
        'text-offset': [0.8, 0],
        'text-allow-overlap': true,
      },
      paint: { 'text-color': ink.t1, 'text-halo-color': ink.bg1, 'text-halo-width': 2 },
    },
  ]
}

function line(id: string, colour: string, width: number): LineLayerSpecification {
  return {
    id,
    type: 'line',
    source: 'measure',
    filter: ['==', ['geometry-type'], 'LineString'],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': colour, 'line-width': width },
  }
}
