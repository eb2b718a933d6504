import type { LonLat } from '../../../shared/geo.ts'
import type { Street } from './street.ts'
import type { StreetGraph } from './street-graph.ts'
import type { OnSegment, StreetIndex } from './street-index.ts'
import type { StreetLines } from './street-lines.ts'

/** A place on an edge: `along` goes from 0 at its first point to 1 at its last. */
export interface Placement {
  edge: number
  along: number
  /** From the place asked for to the street. */
  metresOff: number
}

/** Farther from a street than this is not by road. */
const REACH_METRES = 500
/** A street of an island nearer by more than this says that the place is on the island. */
const ISLAND_METRES = 50
/** A crew on a motorway is as near as this to it, and moves. */
const ON_MOTORWAY_METRES = 25
const MOVING_METRES_PER_SECOND = 5
const FAST_CLASSES = ['motorway', 'trunk']

/** Puts crews and tickets onto the nearest open edge of a mode. */
export class StreetPlacement {
  private readonly index: StreetIndex
  /** By street: 1 where nobody stands still. */
  private readonly fast: Uint8Array
  /** By street: 1 where no way leads there from most others. */
  private readonly islands: Uint8Array
  private readonly hasIslands: boolean
  private readonly lines: StreetLines

  constructor(streets: readonly Street[], lines: StreetLines, index: StreetIndex, islands: Uint8Array) {
    this.lines = lines
    this.index = index
    this.fast = Uint8Array.from(streets, (street) => (FAST_CLASSES.includes(street.class) ? 1 : 0))
    this.islands = islands
    this.hasIslands = islands.includes(1)
  }

  /**
   * Where `place` is in the graph's streets; null when farther than 500 m from all, or on an island. Not on a motorway,
   * nor on a trunk road, unless it is a crew on one that moves: `speed` in metres a second.
   */
  place(graph: StreetGraph, place: LonLat, speed: number | null = null): Placement | null {
    const any = moves(speed)
      ? this.index.nearest(place, ON_MOTORWAY_METRES, (point) => isOpen(graph, point))
      : null
    // On a motorway, or so near to another street that no island is nearer.
    if (any !== null) return onEdge(graph, any)
    const found = this.index.nearest(
      place,
      REACH_METRES,
      (point) => !this.isFast(point) && isOpen(graph, point),
    )
    if (found === null || this.isNearerAnIsland(place, found.metres)) return null
    return onEdge(graph, found)
  }

  private isFast(point: number): boolean {
    return this.fast[this.lines.streetOf(point)] === 1
  }

  private isNearerAnIsland(place: LonLat, metres: number): boolean {
    if (!this.hasIslands || metres <= ISLAND_METRES) return false
    const onIsland = (point: number) => this.islands[this.lines.streetOf(point)] === 1
    return this.index.nearest(place, metres - ISLAND_METRES, onIsland) !== null
  }
}

/** Whether a crew at `speed`, in metres a second, may be on a motorway: it drives. */
export function moves(speed: number | null): boolean {
  return speed !== null && speed >= MOVING_METRES_PER_SECOND
}

function isOpen(graph: StreetGraph, point: number): boolean {
  const edge = graph.edgeAt(point)
  return edge >= 0 && !graph.isClosed(edge)
}

function onEdge(graph: StreetGraph, { point, along, metres }: OnSegment): Placement {
  const edge = graph.edgeAt(point)
  let before = graph.lines.metresAfter(point) * along
  for (let passed = graph.first[edge] ?? 0; passed < point; passed++)
    before += graph.lines.metresAfter(passed)
  const length = graph.metres[edge] ?? 0
  return { edge, along: length === 0 ? 0 : Math.min(1, before / length), metresOff: metres }
}
