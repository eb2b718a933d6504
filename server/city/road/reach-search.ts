import { NodeQueue } from './node-queue.ts'
import type { Origin } from './road-search.ts'
import type { StreetGraph } from './street-graph.ts'
import type { Placement } from './street-placement.ts'

/**
 * When each place of each edge is reached, in the graph's own seconds: the least of `fromStart[e]` and the way from the
 * edge's start, of `fromEnd[e]` and the way from its end, and of the stretches within it. Infinity: not by there.
 */
export interface Reached {
  fromStart: Float64Array
  fromEnd: Float64Array
  within: readonly Stretch[]
}

/** From a place on an edge to the edge's end (`up`), or to its start. */
export interface Stretch {
  edge: number
  along: number
  up: boolean
  seconds: number
}

interface Seed {
  node: number
  seconds: number
}

/** Dijkstra over a whole neighbourhood, from crews along the arcs or from a ticket against them. Keeps its queue only. */
export class ReachSearch {
  private readonly queue = new NodeQueue()

  /** What `origins` reach, whoever is first, within `most` of the graph's seconds; all of them of one pace. */
  from(graph: StreetGraph, origins: readonly Origin[], most: number): Reached {
    const within = origins.flatMap(({ placement, accessSeconds, pace }) =>
      stretches(graph, placement, accessSeconds * pace, true),
    )
    const seeds = within.map(({ edge, along, up, seconds }): Seed => {
      const directed = up ? 2 * edge : 2 * edge + 1
      const left = (up ? 1 - along : along) * (graph.seconds[edge] ?? 0) + graph.lostArriving(directed)
      return { node: graph.head[directed] ?? 0, seconds: seconds + left }
    })
    const times = this.spread(graph, seeds, most, forward(graph))
    const fromStart = new Float64Array(graph.edges).fill(Number.POSITIVE_INFINITY)
    const fromEnd = fromStart.slice()
    for (const [arc, directed] of graph.directed.entries()) {
      const side = (directed & 1) === 0 ? fromStart : fromEnd
      const reached = times[graph.tail[arc] ?? 0] ?? Number.POSITIVE_INFINITY
      const seconds = reached + graph.lostDeparting(directed)
      const edge = directed >> 1
      if (seconds < (side[edge] ?? 0) && !graph.isClosed(edge)) side[edge] = seconds
    }
    return { fromStart, fromEnd, within }
  }

  /** From where `ticket` is reached within `most` of the graph's seconds. */
  to(graph: StreetGraph, ticket: Placement, most: number): Reached {
    const within = stretches(graph, ticket, 0, false)
    const seeds = within.flatMap(({ edge, along, up }): Seed[] => {
      // Who arrives from the end side came by the edge's direction against the line.
      const directed = up ? 2 * edge + 1 : 2 * edge
      const seconds = graph.lostDeparting(directed) + (up ? 1 - along : along) * (graph.seconds[edge] ?? 0)
      return [...graph.arcsOf(directed)].map((arc) => ({ node: graph.tail[arc] ?? 0, seconds }))
    })
    const times = this.spread(graph, seeds, most, backward(graph))
    const exit = (direction: 0 | 1) =>
      Float64Array.from({ length: graph.edges }, (_, edge) => {
        const directed = 2 * edge + direction
        const head = graph.head[directed] ?? -1
        if (head < 0 || graph.isClosed(edge)) return Number.POSITIVE_INFINITY
        return (times[head] ?? 0) + graph.lostArriving(directed)
      })
    return { fromStart: exit(1), fromEnd: exit(0), within }
  }

  /** Seconds to each node from the nearest seed; Infinity beyond `most`. */
  private spread(graph: StreetGraph, seeds: readonly Seed[], most: number, arcsAt: ArcsAt): Float64Array {
    const { queue } = this
    const times = new Float64Array(graph.nodes).fill(Number.POSITIVE_INFINITY)
    const reach = (node: number, seconds: number) => {
      if (seconds > most || seconds >= (times[node] as number)) return
      times[node] = seconds
      queue.push(node, seconds)
    }
    queue.clear(times)
    for (const { node, seconds } of seeds) reach(node, seconds)
    while (queue.next() !== undefined)
      for (let node = queue.take(); node >= 0; node = queue.take()) arcsAt(node, times[node] as number, reach)
    return times
  }
}

/** Calls `reach` with the other end of every arc at a node, and the seconds there. */
type ArcsAt = (node: number, seconds: number, reach: (node: number, seconds: number) => void) => void

function forward({ outgoing: { start, order }, directed, head, weight }: StreetGraph): ArcsAt {
  return (node, seconds, reach) => {
    const end = start[node + 1] as number
    for (let place = start[node] as number; place < end; place++) {
      const arc = order[place] as number
      reach(head[directed[arc] as number] as number, seconds + (weight[arc] as number))
    }
  }
}

function backward({ start, tail, weight }: StreetGraph): ArcsAt {
  return (node, seconds, reach) => {
    const end = start[node + 1] as number
    for (let arc = start[node] as number; arc < end; arc++)
      reach(tail[arc] as number, seconds + (weight[arc] as number))
  }
}

/** Both ways off a place that its mode may take; `leaving`, or else arriving by them. */
function stretches(
  graph: StreetGraph,
  { edge, along }: Placement,
  seconds: number,
  leaving: boolean,
): Stretch[] {
  return [true, false]
    .filter((up) => (graph.head[2 * edge + (up === leaving ? 0 : 1)] ?? -1) >= 0)
    .map((up) => ({ edge, along, up, seconds }))
}
