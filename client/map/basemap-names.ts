import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import type { Ground } from '../design/palette.ts'
import { isRoad, ROAD_CLASSES, type RoadClass } from './road-class.ts'

/**
 * Families of fonts.css. With neither `glyphs` nor `font-faces` in the style, MapLibre draws every letter from the
 * page's fonts and takes weight and slope from the family's name: Inter at 500, which `font-faces` cannot give.
 */
const REGULAR = 'Vigie Plan Regular'
const MEDIUM = 'Vigie Plan Medium'
const ITALIC = 'Vigie Plan Medium Italic'

/** From which zoom each class is named. */
const NAMED_FROM: Record<RoadClass, number> = {
  motorway: 12.5,
  primary: 12.8,
  secondary: 13,
  tertiary: 13.6,
  residential: 14,
}

/** An image of nothing, as large as a ticket: names keep clear of it. Drawn by whoever owns the map. */
export const OBSTACLE_IMAGE = 'obstacle'

/** All that is written on the ground, the least important first: the last finds its place first. */
export function nameLayers(ground: Ground, districts: boolean): LayerSpecification[] {
  return [
    ...ROAD_CLASSES.map((road) => roadName(road, ground)),
    waterName('LineString', ground),
    waterName('Polygon', ground),
    ...(districts ? [districtName(ground)] : []),
    {
      id: 'obstacle',
      type: 'symbol',
      source: 'obstacles',
      layout: { 'icon-image': OBSTACLE_IMAGE, 'icon-allow-overlap': true, 'icon-padding': 2 },
    },
  ]
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

function roadName(road: RoadClass, ground: Ground): LayerSpecification {
  const major = road === 'motorway' || road === 'primary' || road === 'secondary'
  return {
    id: `${road}-name`,
    type: 'symbol',
    source: 'ground',
    minzoom: NAMED_FROM[road],
    filter: ['all', isRoad(road), ['has', 'name']],
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 430,
      'text-field': ['step', ['zoom'], SHORT_NAME, 15, ['get', 'name']],
      'text-font': [major ? MEDIUM : REGULAR],
      'text-size': [
        'interpolate',
        ['linear'],
        ['zoom'],
        13,
        major ? 11 : 10.5,
        15,
        major ? 11.5 : 11,
        16,
        major ? 13 : 12,
      ],
      'text-max-angle': 25,
      'text-padding': 8,
    },
    paint: {
      'text-color': major ? ground.labelMajor : ground.labelMinor,
      'text-halo-color': ground.land,
      'text-halo-width': 1.6,
    },
  }
}

function waterName(geometry: 'LineString' | 'Polygon', ground: Ground): LayerSpecification {
  return {
    id: geometry === 'LineString' ? 'canal-name' : 'river-name',
    type: 'symbol',
    source: 'ground',
    minzoom: 12.5,
    filter: ['all', ['==', ['get', 'layer'], 'water'], ['==', ['geometry-type'], geometry], ['has', 'name']],
    layout: {
      // Across a river: a line around its polygon would run along the streets of its banks.
      'symbol-placement': geometry === 'LineString' ? 'line' : 'point',
      'symbol-spacing': 700,
      'text-field': ['get', 'name'],
      'text-font': [ITALIC],
      'text-size': 12,
      'text-letter-spacing': 0.12,
      'text-max-angle': 25,
      'text-padding': 20,
    },
    paint: { 'text-color': ground.labelWater, 'text-halo-color': ground.water, 'text-halo-width': 1.2 },
  }
}

function districtName(ground: Ground): LayerSpecification {
  return {
    id: 'district-name',
    type: 'symbol',
    source: 'district-names',
    minzoom: 10.5,
    maxzoom: 15.2,
    layout: {
      'text-field': ['upcase', ['get', 'name']],
      'text-font': [MEDIUM],
      'text-size': 11,
      'text-letter-spacing': 0.15,
      'text-padding': 12,
    },
    paint: { 'text-color': ground.labelDistrict, 'text-halo-color': ground.land, 'text-halo-width': 1.6 },
  }
}
