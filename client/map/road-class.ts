import type { ExpressionSpecification } from 'maplibre-gl'

/** Classes of roads, the least first: what is drawn last is on top. */
export const ROAD_CLASSES = ['residential', 'tertiary', 'secondary', 'primary', 'motorway'] as const
export type RoadClass = (typeof ROAD_CLASSES)[number]

/** Picks the roads of one class from the ground. */
export function isRoad(road: RoadClass): ExpressionSpecification {
  return ['all', ['==', ['get', 'layer'], 'road'], ['==', ['get', 'class'], road]]
}
