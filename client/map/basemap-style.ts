import type { FeatureCollection } from 'geojson'
import type {
  ExpressionSpecification,
  FillLayerSpecification,
  LayerSpecification,
  LineLayerSpecification,
  StyleSpecification,
} from 'maplibre-gl'
import { DEEPEST_TILE_ZOOM, TILE_LAYERS, type TileLayer } from '../../shared/tile-layers.ts'
import { type Ground, palettes, type ThemeName } from '../design/palette.ts'
import { aroundLayers } from './around-layers.ts'
import { nameLayers } from './basemap-names.ts'
import { measureLayers } from './measure-layers.ts'
import { reachLayers } from './reach-layers.ts'
import {
  byRoad,
  CANAL_WIDTHS,
  casingOf,
  ROAD_ORDER,
  roadWidth,
  STREAM_WIDTHS,
  widthOf,
} from './road-class.ts'

/** From here on blocks, buildings and pavements are drawn. */
const NEAR = 15.3
/** Pavement at each side of a street, in px at zoom 16. */
// Its true width would swallow the blocks: it grows half as fast as the map.
const PAVEMENT = 5.5

export interface BasemapOptions {
  theme: ThemeName
  /** Whether districts are drawn and named. */
  districts: boolean
  /** Names what the tiles are made of: other tiles have another address. */
  version: string
  /** Points that no name of the map may cover. */
  obstacles: FeatureCollection
  /** What is being measured. */
  measure: FeatureCollection
  /** The streets that are reached. */
  reach: FeatureCollection
  /** What is around a place. */
  around: FeatureCollection
}

/** The ground of the map in a theme: calm, so that tickets and crews own the colour. Everything comes from this server. */
export function basemapStyle(options: BasemapOptions): StyleSpecification {
  const { theme, districts, version, obstacles, measure, reach, around } = options
  const { ground } = palettes[theme]
  return {
    version: 8,
    sources: {
      city: {
        type: 'vector',
        tiles: [`${location.origin}/tiles/{z}/{x}/{y}?v=${encodeURIComponent(version)}`],
        minzoom: Math.min(...Object.values(TILE_LAYERS)),
        maxzoom: DEEPEST_TILE_ZOOM,
      },
      obstacles: { type: 'geojson', data: obstacles },
      measure: { type: 'geojson', data: measure },
      reach: { type: 'geojson', data: reach },
      around: { type: 'geojson', data: around },
    },
    layers: [
      {
        id: 'land',
        type: 'background',
        paint: {
          'background-color': [
            'interpolate',
            ['linear'],
            ['zoom'],
            NEAR - 0.3,
            ground.land,
            NEAR,
            ground.built,
          ],
        },
      },
      ...areas(ground),
      ...roads(ground),
      // Over the streets, under their names.
      ...reachLayers(theme),
      ...bounds(ground, districts),
      ...nameLayers(theme, districts),
      ...aroundLayers(theme),
      ...measureLayers(theme),
    ],
  }
}

function areas(ground: Ground): LayerSpecification[] {
  return [
    fill('green', ground.green),
    fill('square', ground.square),
    line('waterway-edge', 'waterway', ground.waterEdge, waterWidth(2), OPEN_WATER),
    line('waterway', 'waterway', ground.water, waterWidth(0), OPEN_WATER),
    fill('water', ground.water),
    // A fill's own outline is a hair of one device pixel: banks deserve a line.
    line('bank', 'water', ground.waterEdge, widthOf([0.8, 1, 1, 1.2, 1.5, 2, 2, 2])),
    {
      ...fill('building', ground.building),
      minzoom: NEAR,
      paint: { 'fill-color': ground.building, 'fill-outline-color': ground.buildingEdge },
    },
    dashed(line('rail', 'rail', ground.rail, 1.2), [6, 2], 12.5),
  ]
}

const OPEN_WATER: ExpressionSpecification = ['!', ['get', 'tunnel']]

function waterWidth(more: number): ExpressionSpecification {
  const wide = (widths: readonly number[], index: number) => (widths[index] ?? 0) + more
  const stops = CANAL_WIDTHS.flatMap((_, index) => [
    12 + index,
    ['match', ['get', 'class'], ['canal', 'river'], wide(CANAL_WIDTHS, index), wide(STREAM_WIDTHS, index)],
  ])
  return ['interpolate', ['linear'], ['zoom'], ...stops] as never
}

/** What is underground lies lowest, what is on a bridge highest; within each, casings first, so that roads join. */
function roads(ground: Ground): LayerSpecification[] {
  const { pavement, casing } = ground
  const open: ExpressionSpecification = ['all', ['!', ['get', 'tunnel']], ['!', ['get', 'bridge']]]
  const tunnel: ExpressionSpecification = ['get', 'tunnel']
  const bridge: ExpressionSpecification = ['all', ['get', 'bridge'], ['!', ['get', 'tunnel']]]
  const colour = byRoad(ground)
  const around = roadWidth(casingOf)
  const underground = dashed(ordered(line('road-tunnel', 'road', colour, roadWidth(), tunnel)), [2, 1.5])
  const street: ExpressionSpecification = [
    'all',
    open,
    ['match', ['get', 'class'], ['path', 'service', 'motorway'], false, true],
  ]
  return [
    { ...underground, paint: { ...underground.paint, 'line-opacity': 0.4 } },
    { ...line('pavement', 'road', pavement, roadWidth(besideOf), street), minzoom: NEAR },
    ordered(line('road-casing', 'road', byRoad(casing), around, open)),
    path('path', ground, ['!', ['get', 'tunnel']]),
    ordered(line('road', 'road', colour, roadWidth(), open)),
    // A bridge ends where its deck does: round ends would overlap the water's bank.
    ordered(line('bridge-casing', 'road', byRoad(casing), around, bridge), 'butt'),
    ordered(line('bridge', 'road', colour, roadWidth(), bridge)),
  ]
}

/** A casing and the pavement beyond it. */
function besideOf(width: number, zoom: number): number {
  return casingOf(width) + PAVEMENT * 2 ** ((zoom - 16) / 2)
}

function path(id: string, ground: Ground, filter: ExpressionSpecification): LayerSpecification {
  const only: ExpressionSpecification = ['all', ['==', ['get', 'class'], 'path'], filter]
  const width: ExpressionSpecification = ['interpolate', ['linear'], ['zoom'], 15.5, 0.6, 17, 1, 19, 2.2]
  return dashed(line(id, 'road', ground.path, width, only), [3, 2], 15.8)
}

function fill(layer: TileLayer, colour: string): FillLayerSpecification {
  return { id: layer, type: 'fill', source: 'city', 'source-layer': layer, paint: { 'fill-color': colour } }
}

function line(
  id: string,
  layer: TileLayer,
  colour: string | ExpressionSpecification,
  width: number | ExpressionSpecification,
  filter?: ExpressionSpecification,
): LineLayerSpecification {
  return {
    id,
    type: 'line',
    source: 'city',
    'source-layer': layer,
    ...(filter && { filter }),
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': colour, 'line-width': width },
  }
}

function ordered(layer: LineLayerSpecification, cap: 'round' | 'butt' = 'round'): LineLayerSpecification {
  return { ...layer, layout: { ...layer.layout, 'line-cap': cap, 'line-sort-key': ROAD_ORDER } }
}

function dashed(layer: LineLayerSpecification, dashes: number[], minzoom = 0): LineLayerSpecification {
  return {
    ...layer,
    minzoom,
    layout: { ...layer.layout, 'line-cap': 'butt' },
    paint: { ...layer.paint, 'line-dasharray': dashes },
  }
}

function bounds(ground: Ground, districts: boolean): LayerSpecification[] {
  const quarters = dashed(line('district', 'district', ground.district, 1), [1, 4])
  const boundary = dashed(line('boundary', 'boundary', ground.district, 1.5), [4, 3])
  return districts ? [quarters, boundary] : [boundary]
}
