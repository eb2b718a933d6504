import { type Tags, textOf } from './osm-element.ts'
import { isSo } from './street-tags.ts'

/** What an area is; the columns of city.area. */
export interface Area {
  kind: 'water' | 'green' | 'square' | 'building'
  class: string | null
  name: string | null
}

/** What a line that is no street is; the columns of city.line. */
export interface Line {
  kind: 'water' | 'rail'
  class: string
  name: string | null
  bridge: boolean
  tunnel: boolean
}

export interface Place {
  class: string
  name: string
}

const GREEN: Readonly<Record<string, ReadonlySet<string>>> = {
  leisure: new Set([
    'park',
    'garden',
    'pitch',
    'playground',
    'golf_course',
    'nature_reserve',
    'dog_park',
    'common',
  ]),
  landuse: new Set([
    'forest',
    'grass',
    'cemetery',
    'meadow',
    'recreation_ground',
    'village_green',
    'orchard',
    'vineyard',
    'allotments',
    'greenfield',
  ]),
  natural: new Set(['wood', 'scrub', 'grassland', 'heath', 'wetland']),
  amenity: new Set(['grave_yard']),
}
const ONE_NAME: Readonly<Record<string, string>> = {
  forest: 'wood',
  grave_yard: 'cemetery',
  riverbank: 'river',
}

const WATERWAYS = new Set(['river', 'canal', 'stream', 'ditch', 'drain'])
const RAILWAYS = new Set(['rail', 'light_rail', 'subway', 'tram', 'narrow_gauge', 'monorail', 'funicular'])

/** In the order in which they name a thing: a station is a station before it is a building. */
const PLACES: readonly (readonly [string, ReadonlySet<string>])[] = [
  [
    'place',
    new Set('city town village hamlet suburb quarter neighbourhood locality square island'.split(' ')),
  ],
  ['railway', new Set(['station', 'halt', 'tram_stop'])],
  ['aeroway', new Set(['aerodrome', 'terminal'])],
  [
    'amenity',
    new Set(
      (
        'school kindergarten college university hospital clinic police fire_station townhall library theatre cinema ' +
        'place_of_worship post_office marketplace courthouse pharmacy bus_station community_centre nursing_home ' +
        'social_facility prison embassy arts_centre parking events_venue conference_centre'
      ).split(' '),
    ),
  ],
  ['tourism', new Set(['museum', 'attraction', 'gallery', 'hotel', 'hostel', 'zoo', 'theme_park'])],
  ['leisure', new Set(['stadium', 'sports_centre', 'swimming_pool', 'park', 'garden', 'marina', 'ice_rink'])],
  ['shop', new Set(['mall', 'supermarket', 'department_store'])],
  ['historic', new Set(['monument', 'memorial', 'castle', 'church'])],
  ['landuse', new Set(['cemetery'])],
]

/** The area that a closed way or a multipolygon with these tags is, null for one that the map does not draw. */
export function areaOf(tags: Tags): Area | null {
  const name = textOf(tags.name)
  const water = waterAreaOf(tags)
  if (water !== null) return { kind: 'water', class: water, name }
  if (isSo(tags.building)) return { kind: 'building', class: textOf(tags.building), name }
  if (
    tags.place === 'square' ||
    (tags.area === 'yes' && ['pedestrian', 'footway'].includes(tags.highway ?? ''))
  )
    return { kind: 'square', class: null, name }
  for (const [key, values] of Object.entries(GREEN)) {
    const value = tags[key]
    if (value !== undefined && values.has(value))
      return { kind: 'green', class: ONE_NAME[value] ?? value, name }
  }
  return null
}

function waterAreaOf(tags: Tags): string | null {
  if (tags.natural === 'water') return textOf(tags.water) ?? 'water'
  if (tags.waterway === 'riverbank' || tags.waterway === 'dock')
    return ONE_NAME[tags.waterway] ?? tags.waterway
  return tags.landuse === 'reservoir' || tags.landuse === 'basin' ? tags.landuse : null
}

/** The watercourse or the railway that a way with these tags is, or null. */
export function lineOf(tags: Tags): Line | null {
  const kind = WATERWAYS.has(tags.waterway ?? '') ? 'water' : RAILWAYS.has(tags.railway ?? '') ? 'rail' : null
  if (kind === null) return null
  return {
    kind,
    class: (kind === 'water' ? tags.waterway : tags.railway) ?? '',
    name: textOf(tags.name),
    bridge: isSo(tags.bridge),
    tunnel: isSo(tags.tunnel),
  }
}

/** The named place that an element with these tags is, null for one without a name. */
export function placeOf(tags: Tags): Place | null {
  const name = textOf(tags.name)
  if (name === null) return null
  for (const [key, values] of PLACES) {
    const value = tags[key]
    if (value !== undefined && values.has(value)) return { class: value, name }
  }
  return null
}
