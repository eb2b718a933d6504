import type { ExpressionSpecification, FilterSpecification, SymbolLayerSpecification } from 'maplibre-gl'
import type { RoadClass, TileLayer } from '../../shared/tile-layers.ts'
import { type Ground, palettes, type ThemeName } from '../design/palette.ts'
import { ROADS } from './road-class.ts'

/**
 * Families of fonts.css. With neither `glyphs` nor `font-faces` in the style, MapLibre draws every letter from the
 * page's fonts and takes weight and slope from the family's name: Inter at 500, which `font-faces` cannot give.
 */
const REGULAR = 'Vigie Plan Regular'
const MEDIUM = 'Vigie Plan Medium'
const ITALIC = 'Vigie Plan Medium Italic'

/** From which zoom each class is named. */
const NAMED_FROM: Record<RoadClass, number> = {
  motorway: 12,
  primary: 12,
  secondary: 12.4,
  tertiary: 13.2,
  residential: 14,
  pedestrian: 15,
  service: 16,
  path: 17,
}
const MAJOR = new Set<RoadClass>(['motorway', 'primary', 'secondary'])

/** An image of nothing, as large as a ticket: names keep clear of it. Drawn by whoever owns the map. */
export const OBSTACLE_IMAGE = 'obstacle'
/** An arrow to the right, in the colour of a theme; drawn by the same. */
export const ONEWAY_IMAGE = 'oneway'

/** All that is written on the ground, the least important first: the last finds its place first. */
export function nameLayers(theme: ThemeName, districts: boolean): SymbolLayerSpecification[] {
  const { ground } = palettes[theme]
  return [
    houseNumber(ground),
    onewayArrow(theme),
    areaName(ground),
    ...PLACES.map((place) => placeName(place, ground)),
    ...ROADS.map((road) => roadName(road, ground)),
    waterName('LineString', ground),
    waterName('Point', ground),
    ...(districts ? [districtName(ground)] : []),
    {
      id: 'obstacle',
      type: 'symbol',
      source: 'obstacles',
      layout: { 'icon-image': OBSTACLE_IMAGE, 'icon-allow-overlap': true, 'icon-padding': 2 },
    },
  ]
}

/** What a printed plan shortens from afar. */
const SHORT_FORMS = [
  ['Boulevard ', 'Bd '],
  ['Avenue ', 'Av. '],
  ['Allées ', 'All. '],
  ['Allée ', 'All. '],
  ['Chemin ', 'Ch. '],
  ['Impasse ', 'Imp. '],
  ['Faubourg ', 'Fg '],
  ['Avenida ', 'Av. '],
] as const

const SHORT_NAME = SHORT_FORMS.reduceRight<ExpressionSpecification>(
  (otherwise, [long, short]) => [
    'case',
    ['==', ['slice', ['get', 'name'], 0, long.length], long],
    ['concat', short, ['slice', ['get', 'name'], long.length]],
    otherwise,
  ],
  ['get', 'name'],
)

function roadName(road: RoadClass, ground: Ground): SymbolLayerSpecification {
  const major = MAJOR.has(road)
  return {
    ...label(`${road}-name`, 'road_name', NAMED_FROM[road]),
    filter: ['==', ['get', 'class'], road],
    layout: {
      'symbol-placement': 'line',
      // Near, a tile's edge cuts a street into pieces that are short for a wider spacing: they would have no name.
      'symbol-spacing': ['step', ['zoom'], 430, 16, 320, 17, 240],
      'text-field': ['step', ['zoom'], SHORT_NAME, 15, ['get', 'name']],
      'text-font': [major ? MEDIUM : REGULAR],
      'text-size': sizes(major ? [11, 11.5, 13] : [10.5, 11, 12]),
      'text-max-angle': 22,
      'text-padding': 8,
    },
    paint: written(major ? ground.labelMajor : ground.labelMinor, ground),
  }
}

function waterName(geometry: 'LineString' | 'Point', ground: Ground): SymbolLayerSpecification {
  const line = geometry === 'LineString'
  return {
    ...label(line ? 'river-name' : 'lake-name', 'water_name', line ? 12.5 : 14),
    filter: ['==', ['geometry-type'], geometry],
    layout: {
      'symbol-placement': line ? 'line' : 'point',
      'symbol-spacing': 600,
      'text-field': ['get', 'name'],
      'text-font': [ITALIC],
      'text-size': 12,
      'text-letter-spacing': 0.12,
      'text-max-angle': 25,
      'text-max-width': 8,
      'text-padding': 20,
    },
    paint: { 'text-color': ground.labelWater, 'text-halo-color': ground.water, 'text-halo-width': 1.2 },
  }
}

function districtName(ground: Ground): SymbolLayerSpecification {
  return {
    ...label('district-name', 'district_name', 10.5),
    maxzoom: 15.2,
    layout: capitals(11),
    paint: written(ground.labelDistrict, ground),
  }
}

/** Parts of the city where nothing drew districts, and what a crew goes by; each from its own zoom on. */
const PLACES = [
  {
    id: 'part-name',
    from: 11,
    to: 15.2,
    classes: ['city', 'town', 'village', 'suburb', 'quarter', 'borough'],
  },
  { id: 'neighbourhood-name', from: 14, to: 16, classes: ['neighbourhood'] },
  { id: 'landmark-name', from: 15, to: 24, classes: null },
] as const

function placeName(
  { id, from, to, classes }: (typeof PLACES)[number],
  ground: Ground,
): SymbolLayerSpecification {
  const parts = PLACES.flatMap((place): string[] => [...(place.classes ?? [])])
  const only: FilterSpecification =
    classes === null
      ? ['!', ['in', ['get', 'class'], ['literal', parts]]]
      : ['in', ['get', 'class'], ['literal', [...classes]]]
  return {
    ...label(id, 'place', from),
    maxzoom: to,
    filter: only,
    layout: classes === null ? standing(11) : capitals(id === 'part-name' ? 11 : 10),
    paint: written(ground.labelDistrict, ground),
  }
}

function areaName(ground: Ground): SymbolLayerSpecification {
  return {
    ...label('area-name', 'area_name', 15),
    layout: standing(11),
    paint: written(ground.labelDistrict, ground),
  }
}

function houseNumber(ground: Ground): SymbolLayerSpecification {
  return {
    ...label('house-number', 'house_number', 17),
    layout: { 'text-field': ['get', 'number'], 'text-font': [REGULAR], 'text-size': 10, 'text-padding': 3 },
    paint: written(ground.houseNumber, ground),
  }
}

function onewayArrow(theme: ThemeName): SymbolLayerSpecification {
  return {
    ...label('oneway', 'road', 16),
    filter: [
      'all',
      ['!=', ['coalesce', ['get', 'oneway'], 0], 0],
      ['!', ['get', 'roundabout']],
      ['!', ['get', 'tunnel']],
      ['match', ['get', 'class'], ['path', 'motorway'], false, true],
    ],
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 180,
      'icon-image': `${ONEWAY_IMAGE} ${theme}`,
      'icon-rotate': ['case', ['==', ['get', 'oneway'], -1], 180, 0],
      'icon-size': ['interpolate', ['linear'], ['zoom'], 16, 0.8, 18, 1.2],
      'icon-padding': 24,
    },
  }
}

function label(id: string, layer: TileLayer, minzoom: number) {
  return { id, type: 'symbol', source: 'city', 'source-layer': layer, minzoom } as const
}

function sizes([far, middle, near]: readonly [number, number, number]): ExpressionSpecification {
  return ['interpolate', ['linear'], ['zoom'], 13, far, 15, middle, 16, near]
}

function capitals(size: number): NonNullable<SymbolLayerSpecification['layout']> {
  return {
    'text-field': ['upcase', ['get', 'name']],
    'text-font': [MEDIUM],
    'text-size': size,
    'text-letter-spacing': 0.15,
    'text-max-width': 9,
    'text-padding': 12,
  }
}

function standing(size: number): NonNullable<SymbolLayerSpecification['layout']> {
  return {
    'text-field': ['get', 'name'],
    'text-font': [REGULAR],
    'text-size': size,
    'text-max-width': 8,
    'text-padding': 14,
  }
}

function written(colour: string, ground: Ground): NonNullable<SymbolLayerSpecification['paint']> {
  return { 'text-color': colour, 'text-halo-color': ground.land, 'text-halo-width': 1.6 }
}
