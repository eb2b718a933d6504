import { bucketOf, NodeQueue } from './node-queue.ts'
import type { StreetGraph } from './street-graph.ts'
import type { Placement } from './street-placement.ts'

/** Somebody who could go: where, how many seconds from the street, and how fast beside the graph's figures. */
export interface Origin {
  placement: Placement
  accessSeconds: number
  pace: number
}

/** One that gets there: its place among the origins, its time from door to door, and its metres on the street. */
export interface Found {
  origin: number
  seconds: number
  metres: number
}

const DIRECTIONS = [0, 1] as const

/**
 * Dijkstra from a ticket **against** the arcs, so that one search times every crew's way to it. Crews hang on the edges
 * they are on as nodes of their own, so that the search ends with the last crew wanted. Not re-entrant: each search
 * uses the arrays again. 24 bytes a node.
 */
export class RoadSearch {
  private readonly queue = new NodeQueue()
  /** Seconds from each node to the ticket, Infinity where not reached. Origin i is node `graph.nodes + i`. */
  private seconds = new Float64Array(0)
  /** The directed edge by which each node goes on; its complement (~) where that is the last. */
  private onward = new Int32Array(0)
  /** The metres of that way; NaN until asked for. */
  private metres = new Float32Array(0)
  /** The nodes whose `seconds` are set. */
  private touched = new Int32Array(0)
  private touchedCount = 0
  /** Entry 2i + d hangs origin i on the head of its edge taken in direction d: a list for each node, -1 at its end. */
  private entryAt = new Int32Array(0)
  private entryNext = new Int32Array(0)
  private entrySeconds = new Float64Array(0)
  /** By node of a dead end, counted from `graph.core`: 1 on the way out of one in which an origin or the ticket is. */
  private opened = new Uint8Array(0)

  /** The `k` first of `origins` to reach the ticket within `maxSeconds`, in order. */
  nearest(
    graph: StreetGraph,
    ticket: Placement,
    origins: readonly Origin[],
    k: number,
    maxSeconds: number,
  ): Found[] {
    if (k < 1 || origins.length === 0) return []
    this.prepare(graph, origins.length)
    this.seed(graph, ticket)
    for (const [index, origin] of origins.entries()) this.enter(graph, index, origin, ticket)
    const found = this.run(graph, origins, k, maxSeconds)
    for (const { placement } of origins) this.withdraw(graph, placement)
    return found
  }

  /** The directed edges that an origin of the last search takes, in order. */
  wayFrom(graph: StreetGraph, origin: number): number[] {
    const way: number[] = []
    for (let node = graph.nodes + origin; ; ) {
      const onward = this.onward[node] ?? -1
      way.push(onward < 0 ? ~onward : onward)
      if (onward < 0) return way
      node = graph.head[onward] ?? 0
    }
  }

  private prepare(graph: StreetGraph, origins: number): void {
    const size = graph.nodes + origins
    if (this.seconds.length < size) {
      this.seconds = new Float64Array(size + 256).fill(Number.POSITIVE_INFINITY)
      this.onward = new Int32Array(size + 256)
      this.metres = new Float32Array(size + 256)
      this.touched = new Int32Array(size + 256)
      this.entryAt = new Int32Array(size + 256).fill(-1)
    } else
      for (let at = 0; at < this.touchedCount; at++)
        this.seconds[this.touched[at] ?? 0] = Number.POSITIVE_INFINITY
    this.touchedCount = 0
    this.queue.clear(this.seconds)
    if (this.opened.length < graph.wayOut.length) this.opened = new Uint8Array(graph.wayOut.length)
    else this.opened.fill(0, 0, graph.wayOut.length)
    if (this.entryNext.length < 2 * origins) {
      this.entryNext = new Int32Array(4 * origins)
      this.entrySeconds = new Float64Array(4 * origins)
    }
  }

  /** The ticket is reached from the tails of its edge, by turning into it and along as much of it as lies before it. */
  private seed(graph: StreetGraph, { edge, along }: Placement): void {
    for (const direction of DIRECTIONS) {
      const directed = 2 * edge + direction
      const share = direction === 0 ? along : 1 - along
      const seconds = graph.lostDeparting(directed) + share * (graph.seconds[edge] ?? 0)
      for (const arc of graph.arcsOf(directed)) {
        const tail = graph.tail[arc] ?? 0
        this.open(graph, tail)
        if (seconds >= (this.seconds[tail] ?? 0)) continue
        this.label(tail, seconds, ~directed)
        this.metres[tail] = share * (graph.metres[edge] ?? 0)
      }
    }
  }

  /** A crew leaves its edge by either end it may go to, or is already on the ticket's edge and needs not leave it. */
  private enter(graph: StreetGraph, index: number, origin: Origin, ticket: Placement): void {
    const { edge, along } = origin.placement
    const whole = graph.seconds[edge] ?? 0
    for (const direction of DIRECTIONS) {
      const directed = 2 * edge + direction
      const head = graph.head[directed] ?? -1
      if (head < 0) continue
      this.open(graph, head)
      const entry = 2 * index + direction
      this.entrySeconds[entry] =
        (direction === 0 ? 1 - along : along) * whole +
        graph.lostArriving(directed) +
        origin.accessSeconds * origin.pace
      this.entryNext[entry] = this.entryAt[head] ?? -1
      this.entryAt[head] = entry
      const between = direction === 0 ? ticket.along - along : along - ticket.along
      if (edge !== ticket.edge || between < 0) continue
      const node = graph.nodes + index
      // A crew that is right at the ticket is there by both directions, and arrives once.
      if (this.arrive(node, between * whole + origin.accessSeconds * origin.pace, ~directed))
        this.metres[node] = between * (graph.metres[edge] ?? 0)
    }
  }

  /** Lets the search into a dead end as far as `node`. */
  private open({ core, wayOut }: StreetGraph, node: number): void {
    for (let at = node - core; at >= 0 && this.opened[at] === 0; at = (wayOut[at] as number) - core)
      this.opened[at] = 1
  }

  private withdraw(graph: StreetGraph, { edge }: Placement): void {
    for (const direction of DIRECTIONS) {
      const head = graph.head[2 * edge + direction] ?? -1
      if (head >= 0) this.entryAt[head] = -1
    }
  }

  /** Sets a junction's time, which is less than what it had, and has its arcs followed. */
  private label(node: number, seconds: number, onward: number): void {
    this.set(node, seconds, onward)
    this.queue.push(node, seconds)
  }

  /** Sets the time of an origin's node if it is less than what it had. It waits in one bucket once, so that it is found once. */
  private arrive(node: number, seconds: number, onward: number): boolean {
    const before = this.seconds[node] as number
    if (seconds >= before) return false
    this.set(node, seconds, onward)
    if (bucketOf(seconds) < bucketOf(before)) this.queue.push(node, seconds)
    return true
  }

  private set(node: number, seconds: number, onward: number): void {
    if (this.seconds[node] === Number.POSITIVE_INFINITY) this.touched[this.touchedCount++] = node
    this.seconds[node] = seconds
    this.onward[node] = onward
    this.metres[node] = Number.NaN
  }

  /** Settles nodes, bucket by bucket, until no origin can still be among the `k` first. The loop that must be fast. */
  private run(graph: StreetGraph, origins: readonly Origin[], k: number, maxSeconds: number): Found[] {
    const { nodes, core, start, tail, weight, directed } = graph
    const { queue, seconds, entryAt, opened } = this
    const fastest = origins.reduce((pace, origin) => Math.max(pace, origin.pace), 0) || 1
    const found: Found[] = []
    let last = bucketOf(maxSeconds * fastest)
    for (let bucket = queue.next(); bucket !== undefined && bucket <= last; bucket = queue.next()) {
      const arrived: number[] = []
      for (let node = queue.take(); node >= 0; node = queue.take()) {
        if (node >= nodes) {
          arrived.push(node - nodes)
          continue
        }
        const reached = seconds[node] as number
        for (let entry = entryAt[node] as number; entry >= 0; entry = this.entryNext[entry] as number) {
          const earlier = reached + (this.entrySeconds[entry] as number)
          const edge = (origins[entry >> 1] as Origin).placement.edge
          this.arrive(nodes + (entry >> 1), earlier, 2 * edge + (entry & 1))
        }
        const end = start[node + 1] as number
        for (let arc = start[node] as number; arc < end; arc++) {
          const earlier = reached + (weight[arc] as number)
          const from = tail[arc] as number
          if (earlier < (seconds[from] as number) && (from < core || opened[from - core] === 1))
            this.label(from, earlier, directed[arc] as number)
        }
      }
      for (const origin of arrived)
        insert(found, this.arrived(graph, origin, origins[origin] as Origin), k, maxSeconds)
      last = Math.min(last, bucketOf((found[k - 1]?.seconds ?? Number.POSITIVE_INFINITY) * fastest))
    }
    return found
  }

  /** The metres of the way on from a settled node. What another origin's way has measured is not measured again. */
  private metresFrom({ metres, head }: StreetGraph, node: number): number {
    const way: number[] = []
    let unmeasured = node
    while (Number.isNaN(this.metres[unmeasured] as number)) {
      way.push(unmeasured)
      unmeasured = head[this.onward[unmeasured] as number] as number
    }
    for (let at = way.pop(); at !== undefined; at = way.pop()) {
      const onward = this.onward[at] as number
      this.metres[at] = (metres[onward >> 1] as number) + (this.metres[head[onward] as number] as number)
    }
    return this.metres[node] as number
  }

  private arrived(graph: StreetGraph, origin: number, { placement, pace }: Origin): Found {
    const node = graph.nodes + origin
    const onward = this.onward[node] ?? 0
    const seconds = (this.seconds[node] ?? 0) / pace
    if (onward < 0) return { origin, seconds, metres: this.metres[node] ?? 0 }
    const share = (onward & 1) === 0 ? 1 - placement.along : placement.along
    const onEdge = share * (graph.metres[placement.edge] ?? 0)
    return { origin, seconds, metres: onEdge + this.metresFrom(graph, graph.head[onward] ?? 0) }
  }
}

/** Keeps `found` in order and no longer than k; leaves out who is later than `maxSeconds`. */
function insert(found: Found[], one: Found, k: number, maxSeconds: number): void {
  if (one.seconds > maxSeconds) return
  let place = found.length
  while (place > 0 && (found[place - 1]?.seconds ?? 0) > one.seconds) place--
  found.splice(place, 0, one)
  if (found.length > k) found.pop()
}
