import { metresBetween } from '../../../shared/geo.ts'
import { type Leg, longestWay } from './driven-legs.ts'
import type { SpeedSum } from './learned-speeds.ts'
import type { RoadSearch } from './road-search.ts'
import type { StreetGraph } from './street-graph.ts'
import type { StreetNetwork } from './street-network.ts'
import type { Placement } from './street-placement.ts'

/** Metres: farther from any street than this, and which one was driven is a guess. */
const MATCHED_METRES = 20
/** Metres a second that says of a fix that it may lie on a motorway: in a leg somebody drove, had they waited too. */
const DRIVEN = 10
/** Metres a second: a way that takes longer than this is not looked for. */
const SLOWEST = 1

/**
 * What a driven leg says of the classes of street it led along: its ends put on streets, the shortest way between them
 * taken as the way that was driven, its seconds without those of its turns shared out among the classes as the times of now are. Nothing where an end
 * is on no street, the way cannot be the one that was driven, or a part of it teaches nothing.
 */
export function observeLeg(leg: Leg, network: StreetNetwork, search: RoadSearch): SpeedSum[] {
  const { placement, speeds, carSpeeds } = network
  const graph = network.graphs.car
  const straight = metresBetween(leg.from, leg.to)
  const pace = speeds.crews[leg.kind]
  if (pace.mode !== 'car' || !(straight > 0 && leg.seconds > 0)) return []
  const from = placement.place(graph, leg.from, DRIVEN)
  const to = placement.place(graph, leg.to, DRIVEN)
  if (from === null || to === null || Math.max(from.metresOff, to.metresOff) > MATCHED_METRES) return []
  const longest = longestWay(straight)
  const origin = { placement: from, accessSeconds: 0, pace: 1 }
  const [found] = search.nearest(graph, to, [origin], 1, longest / SLOWEST)
  const shortest = straight - 2 * MATCHED_METRES
  if (found === undefined || found.metres > longest || found.metres < shortest) return []
  const way = search.wayFrom(graph, 0)
  const parts = partsOf(way, from, to, graph)
  const driven = withoutTurns(leg.seconds * pace.factor, way, graph)
  const whole = parts.reduce((sum, { seconds }) => sum + seconds, 0)
  const sums = new Map<string, SpeedSum>()
  for (const { edge, metres, seconds } of parts) {
    const lesson = carSpeeds.lesson(edge)
    if (lesson === null || !(whole > 0 && whole < Number.POSITIVE_INFINITY)) return []
    const { class: name, ratio } = lesson
    const sum = sums.get(name) ?? { class: name, hour: leg.hour, metres: 0, seconds: 0, observations: 1 }
    sum.metres += metres
    sum.seconds += driven * (seconds / whole) * ratio
    sums.set(name, sum)
  }
  return [...sums.values()]
}

/**
 * What is left of a way's seconds without what its turns take by the table, which would else be learned a second time as slow
 * streets. At least half: what the table says of turns may be too much for these.
 */
function withoutTurns(seconds: number, way: readonly number[], graph: StreetGraph): number {
  const lost = way.reduce((sum, directed, index) => {
    const departing = index === 0 ? 0 : graph.lostDeparting(directed)
    return sum + departing + (index === way.length - 1 ? 0 : graph.lostArriving(directed))
  }, 0)
  return Math.max(seconds / 2, seconds - lost)
}

/** How much of each edge a way from one place to another takes, in metres and in seconds of now. */
function partsOf(way: readonly number[], from: Placement, to: Placement, graph: StreetGraph) {
  return way.map((directed, index) => {
    const edge = directed >> 1
    const along = (directed & 1) === 0
    const [begin, end] = along ? [0, 1] : [1, 0]
    const share = Math.abs((index === way.length - 1 ? to.along : end) - (index === 0 ? from.along : begin))
    return {
      edge,
      metres: share * (graph.metres[edge] ?? 0),
      seconds: share * (graph.seconds[edge] ?? 0),
    }
  })
}
