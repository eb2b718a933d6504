import { createHash } from 'node:crypto'
import { keysOf } from '../../../shared/keys-of.ts'
import {
  DEEPEST_TILE_ZOOM,
  ROAD_CLASSES,
  type RoadClass,
  TILE_EXTENT,
  TILE_LAYERS,
  TILE_PIXELS,
  type TileLayer,
} from '../../../shared/tile-layers.ts'

/** Drawn around a tile too, so that lines and outlines go on across its edge; in units of the tile, 16 px. */
const MARGIN = 128
/** In half pixels lines are straightened: nobody sees it. */
const HALF_PIXEL = TILE_EXTENT / TILE_PIXELS / 2

const TILE = 'ST_MakeEnvelope($1::float8, $2::float8, $3::float8, $4::float8, 4326)'
const SHARE = `${MARGIN} / ${TILE_EXTENT}.0`
const BOX = `ST_Expand(${TILE}, ($3::float8 - $1::float8) * ${SHARE}, ($4::float8 - $2::float8) * ${SHARE})`

/** A zoom, and the width of one of its pixels in degrees. */
interface Scale {
  zoom: number
  pixel: number
}

/**
 * `$1` west, `$2` south, `$3` east, `$4` north of a tile in degrees → its layers one after the other, which is a tile,
 * and the city's version. Degrees are taken as if they were drawn evenly within one tile: from zoom 9 on that is half
 * a pixel wrong at most, in the middle of the tile and never at its edge, and it saves a projection of every point.
 */
export function tileQuery(zoom: number): string {
  const scale = { zoom, pixel: 360 / (TILE_PIXELS * 2 ** zoom) }
  const tile = layersAt(zoom)
    .map((layer) => encoded(layer, LAYERS[layer](scale)))
    .join(' || ')
  return `select (select version from city.city) as version, ${tile || "''::bytea"} as tile`
}

/** The layers of a tile. Where there is none, its query has no parameters. */
export function layersAt(zoom: number): TileLayer[] {
  return keysOf(TILE_LAYERS).filter((layer) => zoom >= TILE_LAYERS[layer])
}

function encoded(layer: TileLayer, features: string): string {
  return `coalesce((
    select ST_AsMVT(feature, '${layer}', ${TILE_EXTENT}, 'geom') from (${features}) as feature
    where geom is not null), ''::bytea)`
}

/** A geometry as the tile has it; what is smaller than the tolerance (degrees) is straightened. */
function drawn(geometry: string, tolerance = 0): string {
  const simple = tolerance > 0 ? `ST_Simplify(${geometry}, ${tolerance})` : geometry
  return `ST_AsMVTGeom(${simple}, ${TILE}, ${TILE_EXTENT}, ${MARGIN}, true)`
}

/** A point that belongs to this tile alone. */
const point = (geometry: string) => `ST_AsMVTGeom(${geometry}, ${TILE}, ${TILE_EXTENT}, 0, true) as geom`

/** The columns and rows of each layer. */
const LAYERS: Record<TileLayer, (scale: Scale) => string> = {
  water: (scale) => areas('water', 3, scale),
  green: (scale) => areas('green', 4, scale),
  square: (scale) => areas('square', 4, scale),
  building: (scale) => areas('building', scale.zoom > 15 ? 1 : 2.5, scale),
  waterway: ({ zoom, pixel }) => `
    select coalesce(class, '') as class, tunnel, ${drawn('geom', pixel / 2)} as geom from city.line
    where kind = 'water' and geom && ${BOX} ${zoom < 14 ? "and class in ('river', 'canal')" : ''}`,
  rail: ({ zoom, pixel }) => `
    select bridge, ${drawn('geom', pixel / 2)} as geom from city.line
    where kind = 'rail' and not tunnel and geom && ${BOX}
      ${zoom < 14 ? "and coalesce(class, 'rail') in ('rail', 'light_rail')" : ''}`,
  road: roads,
  road_name: roadNames,
  water_name: ({ pixel }) => `
    select name, ${drawn('ST_LineMerge(ST_Collect(geom))', 2 * pixel)} as geom from city.line
    where kind = 'water' and name is not null and not tunnel and geom && ${BOX} group by name
    union all
    select name, ${point('ST_PointOnSurface(geom)')} from city.area as area
    where kind = 'water' and name is not null and geom && ${BOX} and ${atLeast(40, pixel)}
      and not exists (select 1 from city.line where kind = 'water' and line.name = area.name)`,
  area_name: ({ pixel }) => `
    select name, kind, ${point('ST_PointOnSurface(geom)')} from city.area
    where kind in ('green', 'square') and name is not null and geom && ${BOX} and ${atLeast(60, pixel)}`,
  // Neighbours share their border: it is one line, or its dashes would fill each other's gaps.
  district: () => `
    select ST_Simplify(ST_LineMerge(ST_UnaryUnion(ST_Collect(line))), ${HALF_PIXEL}) as geom
    from (select ${drawn(`ST_ClipByBox2D(ST_Boundary(geom), ${BOX})`)} as line from city.district
      where geom && ${BOX}) as outline`,
  district_name: () => `
    select short as name, ${point('case when ST_Intersects(geom, ST_Centroid(geom)) then ST_Centroid(geom) else ST_PointOnSurface(geom) end')}
    from city.district where geom && ${BOX}`,
  boundary: ({ pixel }) => `
    select ${drawn(`ST_ClipByBox2D(ST_Boundary(geom), ${BOX})`, pixel / 2)} as geom from city.boundary where geom && ${BOX}`,
  place: places,
  house_number: () => `
    select number::text || coalesce(suffix, '') as number, ${point('geom')} from city.address
    where geom && ${BOX}`,
}

function areas(kind: string, pixels: number, { zoom, pixel }: Scale): string {
  // A building loses its right angles before it loses a pixel.
  const tolerance = kind === 'building' ? pixel / 4 : pixel / 2
  // A river is longer than a tile: what is far away is cut off before anything else is done to it.
  const ground = kind === 'building' ? 'geom' : `ST_ClipByBox2D(geom, ${BOX})`
  return `
    select ${drawn(ground, zoom === DEEPEST_TILE_ZOOM ? 0 : tolerance)} as geom from city.area
    where kind = '${kind}' and geom && ${BOX} and ${atLeast(pixels, pixel)}`
}

/** Whether an area in degrees would cover a square of so many px a side, so far from the equator as it is. */
function atLeast(pixels: number, pixel: number): string {
  return `ST_Area(geom) > ${(pixels * pixel) ** 2} * cosd(ST_YMin(geom))`
}

/** Which classes of streets a tile has, as the values of an SQL list. */
function classesAt(zoom: number): string {
  return Object.values(ROAD_CLASSES)
    .filter(({ from }) => zoom >= from)
    .flatMap(({ of }) => of)
    .map((name) => `'${name}'`)
    .join(', ')
}

/** The class of `shared/tile-layers.ts` of a street. */
const ROAD_CLASS = `case class ${Object.entries(ROAD_CLASSES)
  .flatMap(([road, { of }]) => of.map((name) => `when '${name}' then '${road}'`))
  .join(' ')} end`

/** Each as its source cuts it when near, since one-ways change along a street; from afar one feature a kind. */
function roads({ zoom, pixel }: Scale): string {
  const where = `where class in (${classesAt(zoom)}) and geom && ${BOX}`
  if (zoom >= 15) {
    return `
      select ${ROAD_CLASS} as class, link, bridge, tunnel, oneway, roundabout, class = 'steps' as steps,
        ${drawn('geom', pixel / 4)} as geom
      from city.street ${where}`
  }
  return `
    select ${ROAD_CLASS} as class, link, bridge, tunnel,
      ST_CollectionHomogenize(ST_Collect(${drawn('geom', pixel / 2)})) as geom
    from city.street ${where} group by 1, 2, 3, 4`
}

const NAMED_FROM: Record<RoadClass, number> = {
  path: 17,
  service: 16,
  pedestrian: 15,
  residential: 14,
  tertiary: 13,
  secondary: 12,
  primary: 12,
  motorway: 12,
}

/** One feature a street, however many pieces it is drawn in, so that its name finds room along all of it. */
function roadNames({ zoom, pixel }: Scale): string {
  const named = Object.entries(ROAD_CLASSES).filter(([road]) => zoom >= NAMED_FROM[road as RoadClass])
  const classes = named.flatMap(([, { of }]) => of.map((name) => `'${name}'`)).join(', ')
  return `
    select name, class, ${drawn('line', 1.5 * pixel)} as geom
    from (select coalesce(name, ref) as name, ${ROAD_CLASS} as class, ST_LineMerge(ST_Collect(geom)) as line
      from city.street
      where class in (${classes}) and not link and coalesce(name, ref) is not null and geom && ${BOX}
      group by 1, 2) as street
    where ST_Length(line) > ${40 * pixel}`
}

/** From which zoom a place is named; the map of a city has no others. Where there are districts, they name its parts. */
const PLACES: readonly [zoom: number, classes: readonly string[], otherwiseDistricts?: true][] = [
  [11, ['city', 'town', 'village']],
  [12, ['suburb', 'quarter', 'borough'], true],
  [14, ['neighbourhood'], true],
  [15, ['hospital', 'station', 'university', 'townhall']],
  [
    16,
    ['police', 'fire_station', 'school', 'college', 'museum', 'stadium', 'theatre', 'library', 'landmark'],
  ],
  [
    17,
    ['kindergarten', 'place_of_worship', 'cinema', 'attraction', 'marketplace', 'clinic', 'community_centre'],
  ],
]

function places({ zoom }: Scale): string {
  const shown = PLACES.filter(([from]) => zoom >= from)
  const list = (chosen: typeof shown) =>
    chosen.flatMap(([, classes]) => classes.map((one) => `'${one}'`)).join(', ')
  const always = list(shown.filter(([, , districts]) => districts === undefined))
  const parts = list(shown.filter(([, , districts]) => districts))
  const alone = parts && `or class in (${parts}) and not exists (select 1 from city.district)`
  return `
    select name, class, ${point('geom')} from city.place
    where geom && ${BOX} and (class in (${always}) ${alone})`
}

/** Names the cartography: a tile made with other queries is another tile, though its city is the same. */
const cartography = createHash('sha256')
  .update(Array.from({ length: DEEPEST_TILE_ZOOM + 1 }, (_, zoom) => tileQuery(zoom)).join())
  .digest('hex')
  .slice(0, 8)

/** Names what a map is made of: the content of a city and the cartography. */
export function mapVersionOf(cityVersion: string): string {
  return `${cityVersion}.${cartography}`
}
