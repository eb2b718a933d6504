import mediumItalic from '@fontsource/noto-sans/files/noto-sans-latin-500-italic.woff2?url'
import medium from '@fontsource/noto-sans/files/noto-sans-latin-500-normal.woff2?url'
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl'
import { type Palette, palettes, type ThemeName } from '../design/palette.ts'

const FONT = 'Vigie Medium'
const FONT_ITALIC = 'Vigie Medium Italic'

/** Width of each class of road in px at zoom 12, 13, 14, 15, 16, 17, 18. */
const WIDTHS = {
  motorway: [1.6, 2.4, 3.8, 6, 10, 18, 30],
  primary: [1.3, 2, 3.4, 5.6, 10, 18, 32],
  secondary: [1, 1.5, 2.7, 4.8, 9, 16, 28],
  tertiary: [0.7, 1.1, 2.1, 4, 8, 14, 24],
  residential: [0, 0.55, 1.25, 2.8, 6.2, 11, 20],
} as const
type RoadClass = keyof typeof WIDTHS
const CLASSES: readonly RoadClass[] = ['residential', 'tertiary', 'secondary', 'primary', 'motorway']
/** From which zoom each is drawn, and named. */
const DRAWN_FROM: Record<RoadClass, number> = {
  motorway: 9,
  primary: 9,
  secondary: 11.5,
  tertiary: 12.5,
  residential: 13.2,
}
const NAMED_FROM: Record<RoadClass, number> = {
  motorway: 12,
  primary: 12.8,
  secondary: 13.5,
  tertiary: 14.3,
  residential: 14.8,
}

/** The ground of the map in a theme: calm, so that tickets and crews own the colour. Everything comes from this server. */
export function basemapStyle(theme: ThemeName, districts: boolean): StyleSpecification {
  const palette = palettes[theme]
  return {
    version: 8,
    'font-faces': { [FONT]: absolute(medium), [FONT_ITALIC]: absolute(mediumItalic) },
    sources: {
      ground: { type: 'geojson', data: absolute('/api/city/basemap.geojson') },
      districts: { type: 'geojson', data: absolute('/api/city/districts.geojson') },
    },
    layers: [
      { id: 'land', type: 'background', paint: { 'background-color': palette.land } },
      ...areas(palette),
      ...CLASSES.map((road) => roadCasing(road, palette)),
      ...CLASSES.map((road) => roadLine(road, palette)),
      ...bounds(palette, districts),
      ...CLASSES.map((road) => roadName(road, palette)),
      ...names(palette, districts),
    ],
  }
}

function absolute(url: string): string {
  return new URL(url, location.href).href
}

function areas({ ground }: Palette): LayerSpecification[] {
  return [
    fill('green', ground.green),
    fill('water', ground.water, ground.waterEdge),
    {
      id: 'canal',
      type: 'line',
      source: 'ground',
      filter: ['all', ['==', ['get', 'layer'], 'water'], ['==', ['geometry-type'], 'LineString']],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': ground.waterEdge, 'line-width': byZoom([1.5, 1.8, 3, 6, 12, 24, 48]) },
    },
    fill('square', ground.square),
    {
      id: 'rail',
      type: 'line',
      source: 'ground',
      minzoom: 12.5,
      filter: ['==', ['get', 'layer'], 'rail'],
      paint: { 'line-color': ground.rail, 'line-width': 1.2, 'line-dasharray': [6, 2] },
    },
  ]
}

function fill(layer: string, colour: string, edge = colour): LayerSpecification {
  return {
    id: layer,
    type: 'fill',
    source: 'ground',
    filter: ['all', ['==', ['get', 'layer'], layer], ['==', ['geometry-type'], 'Polygon']],
    paint: { 'fill-color': colour, 'fill-outline-color': edge },
  }
}

function isRoad(road: RoadClass): ExpressionSpecification {
  return ['all', ['==', ['get', 'layer'], 'road'], ['==', ['get', 'class'], road]]
}

function roadCasing(road: RoadClass, { casing }: Palette): LayerSpecification {
  const widths = WIDTHS[road].map((width) => width + 2 * Math.max(0.8, Math.min(2, 0.28 * width)))
  return {
    id: `${road}-casing`,
    type: 'line',
    source: 'ground',
    minzoom: DRAWN_FROM[road],
    filter: isRoad(road),
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': casing[road], 'line-width': byZoom(widths) },
  }
}

function roadLine(road: RoadClass, { ground }: Palette): LayerSpecification {
  return {
    id: road,
    type: 'line',
    source: 'ground',
    minzoom: DRAWN_FROM[road],
    filter: isRoad(road),
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': ground[road], 'line-width': byZoom(WIDTHS[road]) },
  }
}

/** A width that grows between the seven zooms of the table. */
function byZoom(widths: readonly number[]): ExpressionSpecification {
  const stops = widths.flatMap((width, index) => [12 + index, width])
  return ['interpolate', ['linear'], ['zoom'], 9, (widths[0] ?? 1) * 0.6, ...stops] as ExpressionSpecification
}

function bounds({ ground }: Palette, districts: boolean): LayerSpecification[] {
  const dashes: LayerSpecification = {
    id: 'district',
    type: 'line',
    source: 'districts',
    filter: ['==', ['get', 'layer'], 'district'],
    paint: { 'line-color': ground.district, 'line-width': 1, 'line-dasharray': [1, 4] },
  }
  const boundary: LayerSpecification = {
    id: 'boundary',
    type: 'line',
    source: 'districts',
    filter: ['==', ['get', 'layer'], 'boundary'],
    paint: { 'line-color': ground.district, 'line-width': 1.5, 'line-dasharray': [4, 3] },
  }
  return districts ? [dashes, boundary] : [boundary]
}

/** « Boulevard », « Avenue » and « Allées » are shortened from afar, as on a printed plan. */
const SHORT_NAME: ExpressionSpecification = [
  'case',
  ['==', ['slice', ['get', 'name'], 0, 10], 'Boulevard '],
  ['concat', 'Bd ', ['slice', ['get', 'name'], 10]],
  ['==', ['slice', ['get', 'name'], 0, 7], 'Avenue '],
  ['concat', 'Av. ', ['slice', ['get', 'name'], 7]],
  ['get', 'name'],
]

function roadName(road: RoadClass, { ground, land }: Palette): LayerSpecification {
  const major = road === 'motorway' || road === 'primary'
  return {
    id: `${road}-name`,
    type: 'symbol',
    source: 'ground',
    minzoom: NAMED_FROM[road],
    filter: isRoad(road),
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 430,
      'text-field': ['step', ['zoom'], SHORT_NAME, 15, ['get', 'name']],
      'text-font': [FONT],
      'text-size': ['interpolate', ['linear'], ['zoom'], 14, major ? 11.5 : 10.5, 16, 13],
      'text-max-angle': 30,
      'text-padding': 6,
    },
    paint: {
      'text-color': major ? ground.labelMajor : ground.labelMinor,
      'text-halo-color': land,
      'text-halo-width': 1.6,
    },
  }
}

function names({ ground, land }: Palette, districts: boolean): LayerSpecification[] {
  const water: LayerSpecification = {
    id: 'water-name',
    type: 'symbol',
    source: 'ground',
    minzoom: 12,
    filter: ['all', ['==', ['get', 'layer'], 'water'], ['==', ['geometry-type'], 'LineString']],
    layout: {
      'symbol-placement': 'line',
      'text-field': ['get', 'name'],
      'text-font': [FONT_ITALIC],
      'text-size': 12,
      'text-letter-spacing': 0.1,
    },
    paint: { 'text-color': ground.labelWater, 'text-halo-color': land, 'text-halo-width': 1.4 },
  }
  const district: LayerSpecification = {
    id: 'district-name',
    type: 'symbol',
    source: 'districts',
    minzoom: 11,
    maxzoom: 15.2,
    filter: ['==', ['get', 'layer'], 'district'],
    layout: {
      'text-field': ['upcase', ['get', 'name']],
      'text-font': [FONT],
      'text-size': 11,
      'text-letter-spacing': 0.14,
      'text-padding': 20,
    },
    paint: { 'text-color': ground.labelDistrict, 'text-halo-color': land, 'text-halo-width': 1.6 },
  }
  return districts ? [water, district] : [water]
}
