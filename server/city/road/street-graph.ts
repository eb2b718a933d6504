import { deadEnds } from './dead-ends.ts'
import { type JunctionLosses, junctionLosses, LOSS_STEPS } from './junction-losses.ts'
import type { Mode, Street, TrafficSignal, TurnRestriction } from './street.ts'
import { cutEdges, type StreetEdges } from './street-edges.ts'
import { lastAtMost, type StreetLines } from './street-lines.ts'
import type { StreetNodes } from './street-nodes.ts'
import { lossesOf, type StreetSpeeds } from './street-speeds.ts'
import { groupBy, largestStrongComponent } from './strong-component.ts'
import { type Arcs, bannedTurns, expandTurns } from './turn-states.ts'

/**
 * The streets as one mode can take them, as a directed graph in typed arrays, kept against its arcs: `start[n]` to
 * `start[n + 1]` are the arcs that end at node n. An edge is a stretch of street between two junctions; « directed »
 * numbers its two directions, 2e along the street's line and 2e + 1 against it. A node is a junction, or a junction as
 * reached by one directed edge whose turns are restricted; so several arcs can be the same directed edge, all of them
 * ending at its one head. Only the largest strongly connected part is kept.
 */
export class StreetGraph {
  readonly mode: Mode
  readonly lines: StreetLines
  readonly nodes: number
  /** Nodes from this number on are in dead ends: no way between two other places leads through them. */
  readonly core: number
  /** For each node from `core` on, the next one on the way out of its dead end. */
  readonly wayOut: Int32Array
  readonly start: Int32Array
  readonly tail: Int32Array
  readonly directed: Int32Array
  /** Seconds an arc takes, what is lost at both its ends included; Infinity while it is closed. */
  readonly weight: Float32Array
  /** The node where each directed edge ends; -1 where it may not be taken. */
  readonly head: Int32Array
  /** Each edge's first point in `lines`, ascending, its length and its time when open, as of now. */
  readonly first: Int32Array
  readonly metres: Float32Array
  readonly seconds: Float32Array
  /** How many segments each edge has: small numbers, so that half the memory does. */
  private readonly segments: Uint16Array | Int32Array
  private readonly losses: JunctionLosses
  /** How many closures the edges are under that are under any. */
  private readonly closures = new Map<number, number>()
  private byTail: { start: Int32Array; order: Int32Array } | null = null

  constructor(mode: Mode, lines: StreetLines, edges: StreetEdges, arcs: Arcs, losses: JunctionLosses) {
    this.mode = mode
    this.lines = lines
    const kept = keep(lines, edges, arcs)
    this.nodes = kept.nodes
    this.core = kept.nodes - kept.wayOut.length
    this.wayOut = kept.wayOut
    this.first = pick(edges.first, kept.edges)
    this.segments = asSmall(kept.edges.map((edge) => (edges.last[edge] ?? 0) - (edges.first[edge] ?? 0)))
    this.metres = pick(edges.metres, kept.edges)
    this.seconds = pick(edges.seconds, kept.edges)
    this.losses = {
      arrival: pickBothWays(losses.arrival, kept.edges),
      departure: pickBothWays(losses.departure, kept.edges),
    }
    this.head = new Int32Array(kept.edges.length * 2).fill(-1)
    const { start, order } = groupBy(kept.head, kept.nodes)
    this.start = start
    this.tail = pick(kept.tail, order)
    this.directed = pick(kept.directed, order)
    this.weight = Float32Array.from(this.directed, (directed) => this.openSeconds(directed))
    for (const [arc, directed] of kept.directed.entries()) this.head[directed] = kept.head[arc] ?? -1
  }

  get edges(): number {
    return this.first.length
  }

  /** An edge's last point in `lines`. */
  lastOf(edge: number): number {
    return (this.first[edge] ?? 0) + (this.segments[edge] ?? 0)
  }

  /** The edge that runs from `point` of the lines to the next; -1 where this mode has none there. */
  edgeAt(point: number): number {
    const edge = lastAtMost(this.first, point)
    return edge >= 0 && point < this.lastOf(edge) ? edge : -1
  }

  isClosed(edge: number): boolean {
    return this.closures.has(edge)
  }

  /** Seconds lost at the head of a directed edge, and at its tail: on the way along it, not on a part that does not reach them. */
  lostArriving(directed: number): number {
    return (this.losses.arrival[directed] ?? 0) / LOSS_STEPS
  }

  lostDeparting(directed: number): number {
    return (this.losses.departure[directed] ?? 0) / LOSS_STEPS
  }

  /** Closes edges in both directions. Closures add up: an edge is open again once each has been lifted. */
  close(edges: Iterable<number>): void {
    for (const edge of edges) this.count(edge, 1)
  }

  reopen(edges: Iterable<number>): void {
    for (const edge of edges) this.count(edge, -1)
  }

  /** Sets the time of every edge anew, in seconds; what is closed stays closed. A whole city: 1 to 2 ms. */
  retime(secondsOf: (edge: number) => number): void {
    for (let edge = 0; edge < this.edges; edge++) this.seconds[edge] = secondsOf(edge)
    for (let arc = 0; arc < this.directed.length; arc++) {
      const directed = this.directed[arc] ?? 0
      if (!this.isClosed(directed >> 1)) this.weight[arc] = this.openSeconds(directed)
    }
  }

  private count(edge: number, change: 1 | -1): void {
    const closures = (this.closures.get(edge) ?? 0) + change
    if (closures < 0) throw new RangeError(`Edge ${edge} would be closed ${closures} times.`)
    if (closures === 0) this.closures.delete(edge)
    else this.closures.set(edge, closures)
    for (const directed of [2 * edge, 2 * edge + 1]) {
      const seconds = closures > 0 ? Number.POSITIVE_INFINITY : this.openSeconds(directed)
      for (const arc of this.arcsOf(directed)) this.weight[arc] = seconds
    }
  }

  /** Seconds from the end of the edge before to the end of this one, while it is open. */
  private openSeconds(directed: number): number {
    return (this.seconds[directed >> 1] ?? 0) + this.lostArriving(directed) + this.lostDeparting(directed)
  }

  /** The arcs that are one directed edge: one from its junction, and one from each state it may follow. */
  *arcsOf(directed: number): Generator<number> {
    const head = this.head[directed] ?? -1
    if (head < 0) return
    for (let arc = this.start[head] ?? 0; arc < (this.start[head + 1] ?? 0); arc++)
      if (this.directed[arc] === directed) yield arc
  }

  /** The arcs by the node they leave: those of node n are `order[start[n]]` to `order[start[n + 1]]`. Made when first asked for. */
  get outgoing(): { start: Int32Array; order: Int32Array } {
    this.byTail ??= groupBy(this.tail, this.nodes)
    return this.byTail
  }

  /** Bytes of its typed arrays, without the lines it shares. */
  get bytes(): number {
    return [...Object.values(this), ...Object.values(this.losses)].reduce(
      (sum, value) => sum + (ArrayBuffer.isView(value) ? value.byteLength : 0),
      0,
    )
  }
}

/** Builds the graph of one mode. Restrictions bind vehicles, not walkers; lights cut the streets of cars, as junctions do. */
export function buildStreetGraph(
  mode: Mode,
  streets: readonly Street[],
  restrictions: readonly TurnRestriction[],
  signals: readonly TrafficSignal[],
  lines: StreetLines,
  nodes: StreetNodes,
  speeds: StreetSpeeds,
): StreetGraph {
  const binding = mode === 'foot' ? [] : restrictions
  const vias = binding.flatMap(({ viaNode }) => nodes.number.get(viaNode) ?? [])
  const losses = lossesOf(mode, speeds)
  const lit = (losses === null ? [] : signals).flatMap(({ node, direction }) => {
    const number = nodes.number.get(node)
    return number === undefined ? [] : [{ number, direction }]
  })
  const kept = [...vias, ...lit.map(({ number }) => number)]
  const edges = cutEdges(streets, lines, nodes, mode, kept, speeds)
  const lights = new Map(lit.map(({ number, direction }) => [edges.junctionOf[number] ?? -1, direction]))
  const arcs = expandTurns(edges, bannedTurns(binding, edges, lines, nodes))
  return new StreetGraph(mode, lines, edges, arcs, junctionLosses(edges, lines, losses, lights))
}

interface Kept {
  nodes: number
  /** Of the last of the nodes, those in dead ends. */
  wayOut: Int32Array
  /** The old numbers of the edges kept, ascending. */
  edges: Int32Array
  tail: Int32Array
  head: Int32Array
  directed: Int32Array
}

/**
 * The edges of the largest strongly connected part, both directions of each: a crew on one may leave by a direction that
 * nobody else comes by. Nodes are numbered along a curve that keeps neighbours near, for the processor's cache.
 */
function keep(lines: StreetLines, edges: StreetEdges, arcs: Arcs): Kept {
  const strong = largestStrongComponent(arcs)
  const isKept = new Uint8Array(edges.count)
  for (const [arc, directed] of arcs.directed.entries())
    if (strong[arcs.tail[arc] ?? 0] === 1 && strong[arcs.head[arc] ?? 0] === 1) isKept[directed >> 1] = 1
  const keptArcs = Int32Array.from(
    [...arcs.directed.keys()].filter((arc) => isKept[(arcs.directed[arc] ?? 0) >> 1] === 1),
  )
  const touched = new Uint8Array(arcs.states)
  for (const arc of keptArcs) touched[arcs.tail[arc] ?? 0] = touched[arcs.head[arc] ?? 0] = 1
  const wayOut = deadEnds({
    states: arcs.states,
    tail: pick(arcs.tail, keptArcs),
    head: pick(arcs.head, keptArcs),
  })
  const { numberOf, ordered } = numberNear(touched, wayOut, placesOf(lines, edges, arcs))
  const keptEdges = [...isKept.keys()].filter((edge) => isKept[edge] === 1)
  const numberOfEdge = new Int32Array(edges.count)
  for (const [number, edge] of keptEdges.entries()) numberOfEdge[edge] = number
  const numbered = (states: Int32Array) => Int32Array.from(keptArcs, (arc) => numberOf[states[arc] ?? 0] ?? 0)
  return {
    nodes: ordered.length,
    wayOut: Int32Array.from(
      ordered.filter((state) => (wayOut[state] ?? -1) >= 0),
      (state) => numberOf[wayOut[state] ?? 0] ?? 0,
    ),
    edges: Int32Array.from(keptEdges),
    tail: numbered(arcs.tail),
    head: numbered(arcs.head),
    directed: Int32Array.from(keptArcs, (arc) => {
      const directed = arcs.directed[arc] ?? 0
      return 2 * (numberOfEdge[directed >> 1] ?? 0) + (directed & 1)
    }),
  }
}

/** A place on the Morton curve for each state: the bits of east and north in turn, in steps of about 70 m. */
function placesOf(lines: StreetLines, edges: StreetEdges, arcs: Arcs): Float64Array {
  const places = new Float64Array(arcs.states)
  for (const [arc, directed] of arcs.directed.entries()) {
    const point = (directed & 1) === 0 ? edges.first[directed >> 1] : edges.last[directed >> 1]
    const east = Math.floor((lines.x[point ?? 0] ?? 0) / 6_400) + 0x8000
    const north = Math.floor((lines.y[point ?? 0] ?? 0) / 6_400) & 0xffff
    places[arcs.tail[arc] ?? 0] = spread(east & 0xffff) + 2 * spread(north)
  }
  return places
}

/** Puts a zero between each two bits of a 16-bit number. */
function spread(bits: number): number {
  let spaced = bits
  spaced = (spaced | (spaced << 8)) & 0x00ff00ff
  spaced = (spaced | (spaced << 4)) & 0x0f0f0f0f
  spaced = (spaced | (spaced << 2)) & 0x33333333
  return (spaced | (spaced << 1)) & 0x55555555
}

function numberNear(
  inside: Uint8Array,
  wayOut: Int32Array,
  places: Float64Array,
): { numberOf: Int32Array; ordered: number[] } {
  const inDeadEnd = (state: number) => ((wayOut[state] ?? -1) < 0 ? 0 : 1)
  const ordered = [...inside.keys()].filter((state) => inside[state] === 1)
  ordered.sort((a, b) => inDeadEnd(a) - inDeadEnd(b) || (places[a] ?? 0) - (places[b] ?? 0))
  const numberOf = new Int32Array(inside.length).fill(-1)
  for (const [number, state] of ordered.entries()) numberOf[state] = number
  return { numberOf, ordered }
}

/** Values by directed edge, for the edges kept; empty where there are none. */
function pickBothWays(values: Uint8ClampedArray, edges: Int32Array): Uint8ClampedArray {
  return values.length === 0
    ? values
    : Uint8ClampedArray.from(
        { length: 2 * edges.length },
        (_, directed) => values[2 * (edges[directed >> 1] ?? 0) + (directed & 1)] ?? 0,
      )
}

function asSmall(values: Int32Array): Uint16Array | Int32Array {
  return values.every((value) => value <= 0xffff) ? Uint16Array.from(values) : values
}

function pick<T extends Int32Array | Float32Array>(values: T, places: Int32Array): T {
  const picked = values.slice(0, places.length) as T
  for (const [index, place] of places.entries()) picked[index] = values[place] ?? 0
  return picked
}
