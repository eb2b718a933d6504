/** How crews get along. */
export const modes = ['car', 'bicycle', 'foot'] as const
export type Mode = (typeof modes)[number]

export const surfaces = ['setts', 'unpaved'] as const
export type Surface = (typeof surfaces)[number]

/** One way that can be driven, ridden or walked, as `schema.sql` keeps it. */
export interface Street {
  id: number
  name: string | null
  /** OSM's highway value without « _link ». */
  class: string
  link: boolean
  /** Of service streets: driveway, parking_aisle, alley; null for another kind. */
  service: string | null
  /** What cars are slowed down by; null for what is paved, or not known. */
  surface: Surface | null
  /** Cars: 1 along the line only, -1 against it only, 0 both ways. */
  oneway: number
  /** km/h as signed; null where no sign is known. */
  maxSpeed: number | null
  car: boolean
  bicycle: boolean
  /** Bicycles may go against the one-way. */
  bicycleContraflow: boolean
  foot: boolean
  roundabout: boolean
  bridge: boolean
  tunnel: boolean
  /** Node ids in the order of the line; streets meet where they share one. OSM's fit a double exactly. */
  nodes: readonly number[]
  /** The line's points, [lon, lat]; one for each node. */
  coords: readonly (readonly [number, number])[]
}

/** From one street over a node onto another: forbidden (« no »), or the only way on (« only »). */
export interface TurnRestriction {
  kind: 'no' | 'only'
  fromStreet: number
  viaNode: number
  toStreet: number
}

/** Traffic lights at a node, for cars that go along the line of its street (1), against it (-1), or both ways (0). */
export interface TrafficSignal {
  node: number
  direction: number
}

/** Whether `mode` may go along the street's line, and against it. On foot a one-way binds nobody. */
export function directionsOf(street: Street, mode: Mode): { along: boolean; against: boolean } {
  if (!street[mode]) return { along: false, against: false }
  const free = mode === 'foot' || (mode === 'bicycle' && street.bicycleContraflow)
  return { along: free || street.oneway >= 0, against: free || street.oneway <= 0 }
}
