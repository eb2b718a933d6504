import type { ExpressionSpecification } from 'maplibre-gl'
import { keysOf } from '../../shared/keys-of.ts'
import { ROAD_CLASSES, type RoadClass } from '../../shared/tile-layers.ts'

/** The zooms of the tables of widths. */
const ZOOMS = [12, 13, 14, 15, 16, 17, 18, 19]

/** Classes of roads, the least first: what is drawn last is on top. */
export const ROADS = keysOf(ROAD_CLASSES)

/** Width of each class of road in px at the zooms of the table; a path has a width of its own kind, see the style. */
const WIDTHS: Record<RoadClass, readonly number[]> = {
  path: [0, 0, 0, 0, 0, 0, 0, 0],
  service: [0, 0, 0.5, 1.2, 3, 6, 12, 20],
  pedestrian: [0, 0, 0.8, 1.8, 4, 7, 12, 20],
  residential: [0, 0.55, 1.25, 2.8, 6.2, 11, 20, 34],
  tertiary: [0.7, 1.1, 2.1, 4, 8, 14, 24, 40],
  secondary: [1, 1.5, 2.7, 4.8, 9, 16, 28, 46],
  primary: [1.3, 2, 3.4, 5.6, 10, 18, 32, 52],
  motorway: [1.6, 2.4, 3.8, 6, 10, 18, 30, 50],
}
/** A slip road is as narrow as this, whatever it leads to; or as its own class where that is narrower. */
const LINK_WIDTHS = [0.9, 1.3, 2.2, 4, 7, 12, 20, 32]
/** Canals are drawn 26 m wide, smaller waters less; in px at the same zooms. */
export const CANAL_WIDTHS = [1.9, 3.8, 7.5, 15, 30, 60, 120, 240]
export const STREAM_WIDTHS = [0.6, 0.8, 1, 1.4, 2, 3, 5, 8]

/** How wide a road of any class is drawn, plus `extra` px on each side of a width at a zoom. */
export function roadWidth(extra: (width: number, zoom: number) => number = () => 0): ExpressionSpecification {
  const widthAt = (index: number, zoom: number): ExpressionSpecification => {
    const wide = (width: number) => (width === 0 ? 0 : width + 2 * extra(width, zoom))
    const stops = ROADS.slice(0, -1).flatMap((road) => {
      const width = WIDTHS[road][index] ?? 0
      const link = Math.min(width, LINK_WIDTHS[index] ?? width)
      return [road, ['case', ['get', 'link'], wide(link), wide(width)]]
    })
    const motorway = wide(WIDTHS.motorway[index] ?? 0)
    const slip = wide(LINK_WIDTHS[index] ?? 0)
    return ['match', ['get', 'class'], ...stops, ['case', ['get', 'link'], slip, motorway]] as never
  }
  return byZoom(widthAt)
}

/** A fixed width that grows with the zoom. */
export function widthOf(widths: readonly number[]): ExpressionSpecification {
  return byZoom((index) => widths[index] ?? 0)
}

/** The casing on each side of a line so wide. */
export function casingOf(width: number): number {
  return Math.max(0.8, Math.min(2, 0.28 * width))
}

/** A colour for each class. */
export function byRoad(colours: Record<RoadClass, string>): ExpressionSpecification {
  const [least, ...others] = ROADS
  const stops = others.flatMap((road) => [road, colours[road]])
  return ['match', ['get', 'class'], ...stops, colours[least ?? 'path']] as never
}

/** Draws the greater roads over the lesser ones. */
export const ROAD_ORDER = ['match', ['get', 'class'], ...ROADS.flatMap((road, at) => [road, at]), 0] as never

function byZoom(
  at: (index: number, zoom: number) => number | ExpressionSpecification,
): ExpressionSpecification {
  const stops = ZOOMS.flatMap((zoom, index) => [zoom, at(index, zoom)])
  return ['interpolate', ['linear'], ['zoom'], ...stops] as never
}
