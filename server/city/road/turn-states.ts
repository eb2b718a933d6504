import type { TurnRestriction } from './street.ts'
import type { StreetEdges } from './street-edges.ts'
import type { StreetLines } from './street-lines.ts'
import type { StreetNodes } from './street-nodes.ts'

/** Arcs between states, as parallel arrays. */
export interface Arcs {
  states: number
  tail: Int32Array
  head: Int32Array
  directed: Int32Array
  /** The state in which each directed edge ends. */
  headOf: Int32Array
  /** The junction each state is at. */
  junctionOf: Int32Array
}

/**
 * Turn restrictions made part of the graph. A junction is one state, and one more for each directed edge that may not go
 * on as it likes: that state has only the arcs which that edge may take. So a plain search is exact, and what is not
 * restricted costs nothing. Turning round is free at junctions, and where lights cut a street, unless a restriction
 * from a street onto itself forbids it there, and impossible between them.
 */
export function expandTurns(edges: StreetEdges, banned: ReadonlyMap<number, ReadonlySet<number>>): Arcs {
  const headOf = Int32Array.from(edges.to)
  const junctionOf = Array.from({ length: edges.junctions }, (_, junction) => junction)
  const restrictedAt = new Map<number, { state: number; bans: ReadonlySet<number> }[]>()
  for (const [directed, bans] of banned) {
    const junction = edges.to[directed] ?? 0
    const state = junctionOf.length
    junctionOf.push(junction)
    headOf[directed] = state
    restrictedAt.set(junction, [...(restrictedAt.get(junction) ?? []), { state, bans }])
  }
  const tail: number[] = []
  const directedEdges: number[] = []
  for (let directed = 0; directed < edges.open.length; directed++) {
    if (edges.open[directed] === 0) continue
    const junction = edges.from[directed] ?? 0
    tail.push(junction)
    directedEdges.push(directed)
    for (const { state, bans } of restrictedAt.get(junction) ?? []) {
      if (bans.has(directed)) continue
      tail.push(state)
      directedEdges.push(directed)
    }
  }
  return {
    states: junctionOf.length,
    tail: Int32Array.from(tail),
    head: Int32Array.from(directedEdges, (directed) => headOf[directed] ?? 0),
    directed: Int32Array.from(directedEdges),
    headOf,
    junctionOf: Int32Array.from(junctionOf),
  }
}

/**
 * By directed edge, those that may not follow it. A restriction counts where both its streets end at its node, as OSM
 * draws them; an « only » towards a street that this mode cannot take says nothing to it.
 */
export function bannedTurns(
  restrictions: readonly TurnRestriction[],
  edges: StreetEdges,
  lines: StreetLines,
  nodes: StreetNodes,
): Map<number, Set<number>> {
  const junctionOf = ({ viaNode }: TurnRestriction) => edges.junctionOf[nodes.number.get(viaNode) ?? -1] ?? -1
  const around = directedAround(new Set(restrictions.map(junctionOf)), edges)
  const turns = { no: new Map<number, Set<number>>(), only: new Map<number, Set<number>>() }
  for (const restriction of restrictions) {
    const { into = [], outOf = [] } = around.get(junctionOf(restriction)) ?? {}
    const { kind, fromStreet, toStreet } = restriction
    const leaving = outOf.filter((directed) => isOfStreet(directed, toStreet, 0, edges, lines))
    for (const arriving of into.filter((directed) => isOfStreet(directed, fromStreet, 1, edges, lines))) {
      // From a street onto itself means turning round.
      const meant = fromStreet === toStreet ? leaving.filter((one) => one === (arriving ^ 1)) : leaving
      if (meant.length > 0)
        turns[kind].set(arriving, new Set([...(turns[kind].get(arriving) ?? []), ...meant]))
    }
  }
  for (const [arriving, allowed] of turns.only) {
    const others = around.get(edges.to[arriving] ?? -1)?.outOf.filter((one) => !allowed.has(one)) ?? []
    turns.no.set(arriving, new Set([...(turns.no.get(arriving) ?? []), ...others]))
  }
  return turns.no
}

/** The directed edges into and out of each of `junctions`. */
function directedAround(
  junctions: ReadonlySet<number>,
  edges: StreetEdges,
): Map<number, { into: number[]; outOf: number[] }> {
  const around = new Map(
    [...junctions].map((junction) => [junction, { into: [] as number[], outOf: [] as number[] }]),
  )
  for (let directed = 0; directed < edges.open.length; directed++) {
    if (edges.open[directed] === 0) continue
    around.get(edges.to[directed] ?? -1)?.into.push(directed)
    around.get(edges.from[directed] ?? -1)?.outOf.push(directed)
  }
  return around
}

/** Whether a directed edge is of the street `id`, and arrives at (1) or leaves from (0) one of that street's ends. */
function isOfStreet(
  directed: number,
  id: number,
  arrives: 0 | 1,
  edges: StreetEdges,
  lines: StreetLines,
): boolean {
  const edge = directed >> 1
  const street = edges.street[edge] ?? -1
  if (lines.ids[street] !== id) return false
  const isAtLineEnd = (directed & 1) !== arrives
  return isAtLineEnd
    ? edges.last[edge] === (lines.first[street + 1] ?? 0) - 1
    : edges.first[edge] === lines.first[street]
}
