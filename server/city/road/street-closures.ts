import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon'
import type { Mode } from './street.ts'
import type { StreetGraph } from './street-graph.ts'
import { METRES_PER_DEGREE, STEPS } from './street-lines.ts'
import type { StreetNetwork } from './street-network.ts'

type Position = readonly [lon: number, lat: number]

/** Streets that `modes` cannot take for now: all that touch a zone, or those a line is drawn along. */
export interface Closure {
  id: string
  modes: readonly Mode[]
  /** A ring of [lon, lat], closed or not; or a line of them. */
  shape: { kind: 'zone'; ring: readonly Position[] } | { kind: 'stretch'; line: readonly Position[] }
}

/** A drawn line is taken to mean a street this near to it, and this parallel. */
const STRETCH_METRES = 15
const STRETCH_COSINE = Math.cos((30 * Math.PI) / 180)
const SAMPLE_METRES = 5

/**
 * What is closed now. A whole edge is closed, from junction to junction, since nobody gets through it. Closing and
 * reopening cost what they change, nothing else.
 */
export class StreetClosures {
  private readonly network: StreetNetwork
  private readonly closed = new Map<string, { mode: Mode; edges: ReadonlySet<number> }[]>()
  /** Grows with each change: what was computed before may no longer hold. */
  revision = 0

  constructor(network: StreetNetwork) {
    this.network = network
  }

  /** Closes streets; a closure with a known id takes the place of the earlier. Returns how many edges it closes. */
  close({ id, modes, shape }: Closure): number {
    this.reopen(id)
    const closed = modes.map((mode) => {
      const graph = this.network.graphs[mode]
      const edges = shape.kind === 'zone' ? this.inZone(graph, shape.ring) : this.along(graph, shape.line)
      return { mode, edges }
    })
    for (const { mode, edges } of closed) this.network.graphs[mode].close(edges)
    this.closed.set(id, closed)
    this.revision++
    return closed.reduce((sum, { edges }) => sum + edges.size, 0)
  }

  /** Lifts a closure; false where there is none of this id. */
  reopen(id: string): boolean {
    const closed = this.closed.get(id)
    if (closed === undefined) return false
    for (const { mode, edges } of closed) this.network.graphs[mode].reopen(edges)
    this.closed.delete(id)
    this.revision++
    return true
  }

  private inZone(graph: StreetGraph, ring: readonly Position[]): Set<number> {
    const { lines, index } = this.network
    const local = closedRing(ring.map(([lon, lat]): [number, number] => [lines.eastOf(lon) / STEPS, lat]))
    const zone = { type: 'Polygon' as const, coordinates: [local] }
    const edges = new Set<number>()
    for (const point of index.within(local)) {
      const edge = graph.edgeAt(point)
      if (edge < 0 || edges.has(edge)) continue
      const from = this.localAt(point)
      const to = this.localAt(point + 1)
      const touches =
        booleanPointInPolygon(from, zone) ||
        local.some((corner, place) => place > 0 && cross(from, to, local[place - 1] ?? corner, corner))
      if (touches) edges.add(edge)
    }
    return edges
  }

  private along(graph: StreetGraph, line: readonly Position[]): Set<number> {
    const samples = new Map<number, number>()
    for (const [place, to] of line.entries()) {
      const from = line[place - 1]
      if (from === undefined) continue
      const bearing = this.vector(
        [this.network.lines.eastOf(from[0]) / STEPS, from[1]],
        [this.network.lines.eastOf(to[0]) / STEPS, to[1]],
      )
      const steps = Math.max(1, Math.round(Math.hypot(...bearing) / SAMPLE_METRES))
      const isAlong = (point: number) =>
        graph.edgeAt(point) >= 0 &&
        parallel(bearing, this.vector(this.localAt(point), this.localAt(point + 1)))
      for (let step = 0; step <= steps; step++) {
        const share = step / steps
        const place = { lon: from[0] + share * (to[0] - from[0]), lat: from[1] + share * (to[1] - from[1]) }
        const found = this.network.index.nearest(place, STRETCH_METRES, isAlong)
        if (found === null) continue
        const edge = graph.edgeAt(found.point)
        samples.set(edge, (samples.get(edge) ?? 0) + 1)
      }
    }
    // One sample alone is a street that begins where the drawn line ends.
    return new Set([...samples].filter(([, count]) => count > 1).map(([edge]) => edge))
  }

  /** Degrees east of the lines' origin, and north. */
  private localAt(point: number): [number, number] {
    return [(this.network.lines.x[point] ?? 0) / STEPS, (this.network.lines.y[point] ?? 0) / STEPS]
  }

  private vector(from: Position, to: Position): [number, number] {
    const across = Math.cos((from[1] * Math.PI) / 180) * METRES_PER_DEGREE
    return [(to[0] - from[0]) * across, (to[1] - from[1]) * METRES_PER_DEGREE]
  }
}

function closedRing(ring: [number, number][]): [number, number][] {
  const [first] = ring
  const last = ring.at(-1)
  if (first === undefined || last === undefined) return ring
  return first[0] === last[0] && first[1] === last[1] ? ring : [...ring, first]
}

function parallel(a: Position, b: Position): boolean {
  const lengths = Math.hypot(...a) * Math.hypot(...b)
  return lengths > 0 && Math.abs(a[0] * b[0] + a[1] * b[1]) >= STRETCH_COSINE * lengths
}

/** Whether the segments ab and cd meet. */
function cross(a: Position, b: Position, c: Position, d: Position): boolean {
  const side = (p: Position, q: Position, r: Position) =>
    Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]))
  return side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b)
}
