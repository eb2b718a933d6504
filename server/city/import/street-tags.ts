import type { Surface } from '../road/street.ts'
import { maxSpeedOf } from './max-speed.ts'
import { type Tags, textOf } from './osm-element.ts'
import { type Access, accessOf } from './street-access.ts'
import { surfaceOf } from './street-surface.ts'

const CLASSES = new Set([
  'motorway',
  'trunk',
  'primary',
  'secondary',
  'tertiary',
  'unclassified',
  'residential',
  'living_street',
  'service',
  'pedestrian',
  'track',
  'footway',
  'path',
  'steps',
  'cycleway',
  'bridleway',
])
const SERVICES = new Set(['driveway', 'parking_aisle', 'alley'])
const ALONG = new Set(['yes', 'true', '1'])
const AGAINST = new Set(['-1', 'reverse'])
const OPPOSITE = new Set(['opposite', 'opposite_lane', 'opposite_track', 'opposite_share_busway'])

/** What a street is, apart from where it lies; the columns of city.street. */
export interface Street extends Access {
  name: string | null
  ref: string | null
  class: string
  link: boolean
  service: string | null
  surface: Surface | null
  oneway: -1 | 0 | 1
  maxSpeed: number | null
  bicycleContraflow: boolean
  bridge: boolean
  tunnel: boolean
  roundabout: boolean
  layer: number
}

/** The street that a way with these tags is, null for one that nobody drives, rides or walks on. */
export function streetOf(tags: Tags): Street | null {
  const value = tags.highway === 'road' ? 'unclassified' : (tags.highway ?? '')
  const streetClass = value.replace(/_link$/, '')
  if (!CLASSES.has(streetClass)) return null
  const roundabout = tags.junction === 'roundabout' || tags.junction === 'circular'
  const oneway = onewayOf(tags, roundabout || streetClass === 'motorway')
  return {
    name: textOf(tags.name),
    ref: textOf(tags.ref),
    class: streetClass,
    link: value.endsWith('_link'),
    service: streetClass === 'service' ? serviceOf(tags) : null,
    surface: surfaceOf(streetClass, tags),
    oneway,
    maxSpeed: speedOf(tags),
    ...accessOf(streetClass, tags),
    bicycleContraflow: oneway !== 0 && isContraflow(tags),
    bridge: isSo(tags.bridge),
    tunnel: isSo(tags.tunnel),
    roundabout,
    layer: layerOf(tags.layer),
  }
}

function serviceOf({ service = '' }: Tags): string | null {
  return SERVICES.has(service) ? service : null
}

function onewayOf(tags: Tags, implied: boolean): -1 | 0 | 1 {
  const value = tags['oneway:motor_vehicle'] ?? tags['oneway:motorcar'] ?? tags.oneway
  if (value === undefined) return implied ? 1 : 0
  if (ALONG.has(value)) return 1
  return AGAINST.has(value) ? -1 : 0
}

function speedOf(tags: Tags): number | null {
  const both = [tags['maxspeed:forward'], tags['maxspeed:backward']].filter((value) => value !== undefined)
  const candidates = [
    tags.maxspeed,
    both.join(';'),
    tags['maxspeed:type'],
    tags['zone:maxspeed'],
    tags['source:maxspeed'],
  ]
  for (const value of candidates) {
    const speed = maxSpeedOf(value)
    if (speed !== null) return speed
  }
  return null
}

function isContraflow(tags: Tags): boolean {
  if (tags['oneway:bicycle'] === 'no') return true
  return ['cycleway', 'cycleway:left', 'cycleway:right', 'cycleway:both'].some(
    (tag) =>
      OPPOSITE.has(tags[tag] ?? '') || tags[`${tag}:oneway`] === 'no' || tags[`${tag}:oneway`] === '-1',
  )
}

/** True for « yes » and for the kinds (« viaduct », « covered »), as for bridges, tunnels and buildings. */
export function isSo(value: string | undefined): boolean {
  return value !== undefined && value !== 'no' && value !== ''
}

function layerOf(value: string | undefined): number {
  const layer = Number(value ?? 0)
  return Number.isInteger(layer) && Math.abs(layer) <= 10 ? layer : 0
}
