/** Layers of a vector tile, each with the first tile zoom that has it. Server and style agree here. */
export const TILE_LAYERS = {
  water: 9,
  waterway: 12,
  green: 12,
  square: 14,
  building: 15,
  rail: 12,
  road: 9,
  road_name: 12,
  water_name: 12,
  area_name: 15,
  district: 10,
  district_name: 10,
  boundary: 9,
  place: 11,
  house_number: 17,
} as const satisfies Record<string, number>

export type TileLayer = keyof typeof TILE_LAYERS

/** The deepest tiles there are; nearer than that the map magnifies them: one of their units is 0.04 m at 43° north. */
export const DEEPEST_TILE_ZOOM = 17

/** Units along a tile's side. */
export const TILE_EXTENT = 4096

/** How wide a tile is drawn at its own zoom, in px. */
export const TILE_PIXELS = 512

/**
 * How a street is drawn, the least first: what comes last is on top. Each stands for one or more of the classes of
 * `city.street` (OSM's highway values), from a first tile zoom on.
 */
export const ROAD_CLASSES = {
  path: { of: ['footway', 'path', 'steps', 'cycleway', 'track', 'bridleway'], from: 16 },
  service: { of: ['service'], from: 15 },
  pedestrian: { of: ['pedestrian'], from: 14 },
  residential: { of: ['residential', 'unclassified', 'living_street'], from: 13 },
  tertiary: { of: ['tertiary'], from: 12 },
  secondary: { of: ['secondary'], from: 11 },
  primary: { of: ['primary'], from: 9 },
  motorway: { of: ['motorway', 'trunk'], from: 9 },
} as const satisfies Record<string, { of: readonly string[]; from: number }>

export type RoadClass = keyof typeof ROAD_CLASSES
