import type { FeatureCollection } from 'geojson'
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl'
import { type Ground, palettes, type ThemeName } from '../design/palette.ts'
import { nameLayers } from './basemap-names.ts'
import { isRoad, ROAD_CLASSES, type RoadClass } from './road-class.ts'

/** Width of each class of road in px at zoom 12, 13, 14, 15, 16, 17, 18. */
const WIDTHS = {
  motorway: [1.6, 2.4, 3.8, 6, 10, 18, 30],
  primary: [1.3, 2, 3.4, 5.6, 10, 18, 32],
  secondary: [1, 1.5, 2.7, 4.8, 9, 16, 28],
  tertiary: [0.7, 1.1, 2.1, 4, 8, 14, 24],
  residential: [0, 0.55, 1.25, 2.8, 6.2, 11, 20],
} as const satisfies Record<RoadClass, readonly number[]>
/** Canals are drawn 26 m wide; in px at the same zooms. */
const CANAL_WIDTHS = [1.9, 3.8, 7.5, 15, 30, 60, 120]
/** From which zoom each is drawn. */
const DRAWN_FROM: Record<RoadClass, number> = {
  motorway: 9,
  primary: 9,
  secondary: 11.5,
  tertiary: 12.5,
  residential: 13.2,
}

export interface BasemapOptions {
  theme: ThemeName
  /** Whether districts are drawn and named. */
  districts: boolean
  /** One point for the name of each district, once they are known. */
  districtNames: FeatureCollection
  /** Points that no name of the map may cover. */
  obstacles: FeatureCollection
}

/** The ground of the map in a theme: calm, so that tickets and crews own the colour. Everything comes from this server. */
export function basemapStyle(options: BasemapOptions): StyleSpecification {
  const { theme, districts, districtNames, obstacles } = options
  const { ground } = palettes[theme]
  return {
    version: 8,
    sources: {
      ground: { type: 'geojson', data: absolute('/api/city/basemap.geojson') },
      districts: { type: 'geojson', data: absolute('/api/city/districts.geojson') },
      'district-names': { type: 'geojson', data: districtNames },
      obstacles: { type: 'geojson', data: obstacles },
    },
    layers: [
      { id: 'land', type: 'background', paint: { 'background-color': ground.land } },
      ...areas(ground),
      ...ROAD_CLASSES.map((road) => roadCasing(road, ground)),
      ...ROAD_CLASSES.map((road) => roadLine(road, ground)),
      ...bounds(ground, districts),
      ...nameLayers(ground, districts),
    ],
  }
}

function absolute(url: string): string {
  return new URL(url, location.href).href
}

function areas(ground: Ground): LayerSpecification[] {
  return [
    fill('green', ground.green),
    fill('square', ground.square),
    fill('water', ground.water),
    // A fill's own outline is a hair of one device pixel: banks deserve a line.
    waterLine('bank', ground.waterEdge, 'Polygon', byZoom([0.8, 1, 1, 1.2, 1.5, 2, 2])),
    waterLine('canal-edge', ground.waterEdge, 'LineString', byZoom(CANAL_WIDTHS.map((width) => width + 2))),
    waterLine('canal', ground.water, 'LineString', byZoom(CANAL_WIDTHS)),
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

function waterLine(
  id: string,
  colour: string,
  geometry: 'LineString' | 'Polygon',
  width: ExpressionSpecification,
): LayerSpecification {
  return {
    id,
    type: 'line',
    source: 'ground',
    filter: ['all', ['==', ['get', 'layer'], 'water'], ['==', ['geometry-type'], geometry]],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': colour, 'line-width': width },
  }
}

function fill(layer: string, colour: string): LayerSpecification {
  return {
    id: layer,
    type: 'fill',
    source: 'ground',
    filter: ['all', ['==', ['get', 'layer'], layer], ['==', ['geometry-type'], 'Polygon']],
    paint: { 'fill-color': colour },
  }
}

function roadCasing(road: RoadClass, { casing }: Ground): LayerSpecification {
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

function roadLine(road: RoadClass, ground: Ground): LayerSpecification {
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

function bounds(ground: Ground, districts: boolean): LayerSpecification[] {
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
