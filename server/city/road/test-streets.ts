import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createOSMStream } from 'osm-pbf-parser-node'
import { projectPath } from '../../project.ts'
import { signalOf } from '../import/signal-tags.ts'
import { streetOf as importedStreet } from '../import/street-tags.ts'
import type { Street, TrafficSignal, TurnRestriction } from './street.ts'
import type { StreetGraph } from './street-graph.ts'
import type { Placement } from './street-placement.ts'

/** Streets for tests and benches: built by hand, or read from a real extract where it is at hand; nothing else imports this. */

export function aStreet(
  id: number,
  nodes: readonly number[],
  coords: readonly (readonly [number, number])[],
  given: Partial<Street> = {},
): Street {
  return {
    id,
    name: null,
    class: 'residential',
    link: false,
    service: null,
    surface: null,
    oneway: 0,
    maxSpeed: null,
    car: true,
    bicycle: true,
    bicycleContraflow: false,
    foot: true,
    roundabout: false,
    bridge: false,
    tunnel: false,
    nodes,
    coords,
    ...given,
  }
}

const EXTRACTS = { Porto: 'osm/porto_portugal.osm.pbf', Toulouse: 'toulouse/toulouse-roads.osm.pbf' } as const
export type Extract = keyof typeof EXTRACTS

/** The extract's file; null where the shared data is absent. */
export function extractFile(extract: Extract): string | null {
  const file = fileURLToPath(new URL(`../shared/data/${EXTRACTS[extract]}`, projectPath('.')))
  return existsSync(file) ? file : null
}

interface Item {
  type?: 'node' | 'way' | 'relation'
  id: number
  lon: number
  lat: number
  refs: number[]
  tags?: Record<string, string>
  members: { type: string; ref: number; role: string }[]
}

interface ExtractStreets {
  streets: Street[]
  restrictions: TurnRestriction[]
  signals: TrafficSignal[]
}

/** Streets, restrictions and lights of an OSM file, by the plainest reading of its tags; kinds, surfaces and lights as the importer reads them. */
export async function readExtract(file: string): Promise<ExtractStreets> {
  const places = new Map<number, [number, number]>()
  const streets: Street[] = []
  const restrictions: TurnRestriction[] = []
  const signals: TrafficSignal[] = []
  for await (const item of createOSMStream(file, { withInfo: false }) as AsyncIterable<Item>) {
    if (item.type === 'node') {
      places.set(item.id, [item.lon, item.lat])
      const direction = signalOf(item.tags ?? {})
      if (direction !== null) signals.push({ node: item.id, direction })
    }
    if (item.type === 'way') streets.push(...streetOf(item, places))
    if (item.type === 'relation') restrictions.push(...restrictionOf(item))
  }
  return { streets, restrictions, signals }
}

const NOT_STREETS = [
  'construction',
  'proposed',
  'raceway',
  'elevator',
  'corridor',
  'platform',
  'services',
  'bus_stop',
]
const NOT_FOR_CARS = ['pedestrian', 'footway', 'path', 'steps', 'cycleway', 'bridleway']

function streetOf({ id, tags = {}, refs }: Item, places: Map<number, [number, number]>): Street[] {
  const { highway } = tags
  if (highway === undefined || NOT_STREETS.includes(highway) || tags.area === 'yes') return []
  const nodes = refs.filter((node) => places.has(node))
  if (nodes.length < 2) return []
  const name = highway.replace('_link', '')
  const roundabout = tags.junction === 'roundabout'
  const motorway = name === 'motorway'
  const closed = tags.access === 'no' || tags.motor_vehicle === 'no'
  const oneway =
    ['yes', 'true', '1'].includes(tags.oneway ?? '') || ((roundabout || motorway) && tags.oneway !== 'no')
  const imported = importedStreet(tags)
  const maxSpeed = Number.parseInt(tags.maxspeed ?? '', 10)
  return [
    aStreet(
      id,
      nodes,
      nodes.map((node) => places.get(node) ?? [0, 0]),
      {
        name: tags.name ?? null,
        class: name,
        link: highway.endsWith('_link'),
        service: imported?.service ?? null,
        surface: imported?.surface ?? null,
        oneway: tags.oneway === '-1' ? -1 : oneway ? 1 : 0,
        maxSpeed: Number.isNaN(maxSpeed) ? null : maxSpeed,
        car: !NOT_FOR_CARS.includes(name) && !closed,
        bicycle:
          !motorway && name !== 'trunk' && name !== 'steps' && tags.bicycle !== 'no' && tags.access !== 'no',
        bicycleContraflow: tags['oneway:bicycle'] === 'no' || (tags.cycleway ?? '').startsWith('opposite'),
        foot: !motorway && name !== 'trunk' && tags.foot !== 'no' && tags.access !== 'no',
        roundabout,
        bridge: tags.bridge !== undefined && tags.bridge !== 'no',
        tunnel: tags.tunnel !== undefined && tags.tunnel !== 'no',
      },
    ),
  ]
}

function restrictionOf({ tags = {}, members }: Item): TurnRestriction[] {
  const kind = /^(no|only)_/.exec(tags.restriction ?? '')?.[1]
  const ref = (type: string, role: string) =>
    members.find((one) => one.type === type && one.role === role)?.ref
  const [fromStreet, viaNode, toStreet] = [ref('way', 'from'), ref('node', 'via'), ref('way', 'to')]
  if (
    tags.type !== 'restriction' ||
    fromStreet === undefined ||
    viaNode === undefined ||
    toStreet === undefined
  )
    return []
  return kind === 'no' || kind === 'only' ? [{ kind, fromStreet, viaNode, toStreet }] : []
}

/** A placement as the segment it is on, named by its first point, and the share of it. */
export function spotOnEdge(graph: StreetGraph, { edge, along }: Placement): { point: number; share: number } {
  const last = graph.lastOf(edge) - 1
  let total = 0
  for (let point = graph.first[edge] ?? 0; point <= last; point++) total += graph.lines.metresAfter(point)
  let left = along * total
  let point = graph.first[edge] ?? 0
  for (; point < last && left > graph.lines.metresAfter(point); point++)
    left -= graph.lines.metresAfter(point)
  const length = graph.lines.metresAfter(point)
  return { point, share: length === 0 ? 0 : Math.min(1, left / length) }
}
