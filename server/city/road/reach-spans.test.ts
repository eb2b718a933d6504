import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ReachSearch } from './reach-search.ts'
import { type Spans, spansWithin, union, without } from './reach-spans.ts'
import type { StreetGraph } from './street-graph.ts'
import { buildStreetNetwork } from './street-network.ts'
import type { Placement } from './street-placement.ts'
import { usualSpeeds } from './street-speeds.ts'
import { city } from './test-cities.ts'
import { PlainNetwork, type Spot } from './test-dijkstra.ts'
import { aStreet, spotOnEdge } from './test-streets.ts'

const SHARES = [0.07, 0.31, 0.52, 0.83, 0.96]
/** Edges are kept as 32-bit floats. */
const tolerance = (seconds: number) => 1e-3 + seconds * 2e-5
const isIn = (spans: Spans, { point, share }: Spot): boolean =>
  spans.some((from, at) => at % 2 === 0 && from <= point + share && point + share <= (spans[at + 1] ?? 0))

interface Case {
  graph: StreetGraph
  plain: PlainNetwork
  open: Placement[]
  /** Places all over the open streets. */
  samples: Spot[]
}

type DrawnCity = typeof city extends fc.Arbitrary<infer Drawn> ? Drawn : never

/** A small city with some edges closed, and crews on the open ones; null where it has no street for its mode. */
function caseOf({ streets, restrictions, mode, spots, closed }: DrawnCity): Case | null {
  const graph = buildStreetNetwork(streets, restrictions).graphs[mode]
  if (graph.edges === 0) return null
  graph.close(closed.map((edge) => edge % graph.edges))
  const isUsable = (point: number) => {
    const edge = graph.edgeAt(point)
    return edge >= 0 && !graph.isClosed(edge)
  }
  const edges = Array.from({ length: graph.edges }, (_, edge) => edge).filter((edge) => !graph.isClosed(edge))
  return {
    graph,
    plain: new PlainNetwork(streets, restrictions, mode, usualSpeeds, isUsable),
    open: spots
      .map(({ edge, along }) => ({ edge: edge % graph.edges, along, metresOff: 0 }))
      .filter(({ edge }) => !graph.isClosed(edge)),
    samples: edges.flatMap((edge) => SHARES.map((along) => spotOnEdge(graph, { edge, along, metresOff: 0 }))),
  }
}

const limits = fc.uniqueArray(fc.integer({ min: 5, max: 600 }), { minLength: 2, maxLength: 2 })

/** Compares bands with the time of each sample, and their ends with the limit; returns how many ends lay within a street. */
function compare(
  drawn: Case,
  spansOf: (limit: number) => Spans,
  timeOf: (spot: Spot) => number,
  twoLimits: readonly number[],
): number {
  const [near = 0, far = 0] = [...twoLimits].sort((a, b) => a - b)
  const band = without(spansOf(far), spansOf(near))
  for (const spot of drawn.samples) {
    const seconds = timeOf(spot)
    if ([near, far].some((limit) => Math.abs(seconds - limit) < tolerance(limit))) continue
    expect([spot, isIn(spansOf(near), spot)]).toEqual([spot, seconds < near])
    expect([spot, isIn(band, spot)]).toEqual([spot, seconds > near && seconds < far])
  }
  const places = drawn.open.map((placement) => spotOnEdge(drawn.graph, placement))
  const ends = spansOf(far).filter((place) => !Number.isInteger(place))
  const cut = ends.filter((end) => !places.some(({ point, share }) => Math.abs(point + share - end) < 1e-5))
  for (const end of cut) {
    const point = Math.floor(end)
    expect(Math.abs(timeOf({ point, share: end - point }) - far)).toBeLessThan(tolerance(far))
  }
  return cut.length
}

describe('the streets reached in time', () => {
  it('[R-22] end where a plain Dijkstra from the crews says, one-ways, restrictions and closures included', {
    timeout: 300_000,
  }, () => {
    let cut = 0
    fc.assert(
      fc.property(city, limits, (drawnCity, twoLimits) => {
        const drawn = caseOf(drawnCity)
        if (drawn === null) return
        const origins = drawn.open
          .slice(0, 3)
          .map((placement, index) => ({ placement, accessSeconds: 7 * index, pace: 1.2 }))
        const crewTimes = origins.map(({ placement }) =>
          drawn.plain.timesFrom(spotOnEdge(drawn.graph, placement)),
        )
        const reached = new ReachSearch().from(drawn.graph, origins, 600)
        const timeOf = (spot: Spot) =>
          Math.min(
            Number.POSITIVE_INFINITY,
            ...crewTimes.map((timeTo, index) => timeTo(spot) + 7 * index * 1.2),
          )
        cut += compare(drawn, (limit) => spansWithin(drawn.graph, reached, limit), timeOf, twoLimits)
      }),
      { numRuns: 150 },
    )
    expect(cut).toBeGreaterThan(300)
  })

  it('[R-22] from which a ticket is reached end where a plain Dijkstra to it says', {
    timeout: 300_000,
  }, () => {
    let cut = 0
    fc.assert(
      fc.property(city, limits, (drawnCity, twoLimits) => {
        const drawn = caseOf(drawnCity)
        const [ticket] = drawn?.open ?? []
        if (drawn === null || ticket === undefined) return
        const to = spotOnEdge(drawn.graph, ticket)
        const reached = new ReachSearch().to(drawn.graph, ticket, 600)
        const timeOf = (spot: Spot) => drawn.plain.timesFrom(spot)(to)
        cut += compare(drawn, (limit) => spansWithin(drawn.graph, reached, limit), timeOf, twoLimits)
      }),
      { numRuns: 100 },
    )
    expect(cut).toBeGreaterThan(200)
  })

  it('[R-22] cut a street where the time is up: 4 min 50 s and then 20 s are half of it at 5 min', () => {
    const streets = [
      aStreet(
        1,
        [1, 2],
        [
          [0, 0],
          [0.02, 0],
        ],
      ),
      aStreet(
        2,
        [2, 3],
        [
          [0.02, 0],
          [0.03, 0],
        ],
      ),
    ]
    const graph = buildStreetNetwork(streets, []).graphs.car
    const [first = 0, second = 0] = graph.seconds
    const origin = { placement: { edge: 0, along: 0, metresOff: 0 }, accessSeconds: 290 - first, pace: 1 }
    const reached = new ReachSearch().from(graph, [origin], 900)
    const spans = spansWithin(graph, reached, 290 + second / 2)
    expect(spans.slice(0, 3)).toEqual([0, 1, 2])
    expect(spans[3]).toBeCloseTo(2.5, 5)
  })
})

const spansDrawn = fc
  .uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 12 })
  .map((places): Spans => places.sort((a, b) => a - b).slice(0, places.length - (places.length % 2)))
const halves = Array.from({ length: 61 }, (_, at) => at + 0.5)
const has = (spans: Spans, place: number) => isIn(spans, { point: Math.floor(place), share: 0.5 })

it('[R-23] stretches of several crews are added, and those of the band before taken away, as sets', () => {
  fc.assert(
    fc.property(spansDrawn, spansDrawn, (one, other) => {
      const both = union(one, other)
      const rest = without(both, one)
      for (const place of halves) {
        expect(has(both, place)).toBe(has(one, place) || has(other, place))
        expect(has(rest, place)).toBe(has(both, place) && !has(one, place))
      }
      for (const spans of [both, rest])
        for (const [at, place] of spans.entries()) expect(place).toBeGreaterThan(spans[at - 1] ?? -1)
    }),
  )
})
