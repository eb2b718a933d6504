import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RoadSearch } from './road-search.ts'
import type { StreetGraph } from './street-graph.ts'
import { buildStreetNetwork } from './street-network.ts'
import type { Placement } from './street-placement.ts'
import { usualSpeeds } from './street-speeds.ts'
import { city } from './test-cities.ts'
import { PlainNetwork, type Spot } from './test-dijkstra.ts'
import { aStreet, extractFile, readExtract, spotOnEdge } from './test-streets.ts'

const plainSpot = (graph: StreetGraph, placement: Placement): Spot => spotOnEdge(graph, placement)
const secondsFrom = (search: RoadSearch, graph: StreetGraph, crew: Placement, ticket: Placement): number =>
  search.nearest(graph, ticket, [{ placement: crew, accessSeconds: 0, pace: 1 }], 1, 1e9)[0]?.seconds ??
  Number.POSITIVE_INFINITY

function expectSame(found: number, expected: number): void {
  if (expected === Number.POSITIVE_INFINITY) expect(found).toBe(expected)
  // Edges are kept as 32-bit floats.
  else expect(Math.abs(found - expected)).toBeLessThan(1e-4 + expected * 1e-5)
}

describe('the search along the streets', () => {
  it('[R-1] [R-38] [R-42] [R-45] [R-47] times every way as a plain Dijkstra does, with one-ways, restrictions, turns, lights, closures, learned speeds and dead ends', {
    timeout: 300_000,
  }, () => {
    let reached = 0
    fc.assert(
      fc.property(city, ({ streets, restrictions, signals, mode, spots, closed, corrections }) => {
        const { graphs, carSpeeds } = buildStreetNetwork(streets, restrictions, signals)
        const graph = graphs[mode]
        if (graph.edges === 0) return
        const search = new RoadSearch()
        graph.close(closed.map((edge) => edge % graph.edges))
        carSpeeds.correct(corrections)
        const isUsable = (point: number) => {
          const edge = graph.edgeAt(point)
          return edge >= 0 && !graph.isClosed(edge)
        }
        const plain = new PlainNetwork(
          streets,
          restrictions,
          mode,
          usualSpeeds,
          isUsable,
          corrections,
          signals,
        )
        const open = spots
          .map(({ edge, along }) => ({ edge: edge % graph.edges, along, metresOff: 0 }))
          .filter(({ edge }) => !graph.isClosed(edge))
        for (const crew of open) {
          const timeTo = plain.timesFrom(plainSpot(graph, crew))
          for (const ticket of open) {
            const expected = timeTo(plainSpot(graph, ticket))
            if (expected < Number.POSITIVE_INFINITY) reached++
            expectSame(secondsFrom(search, graph, crew, ticket), expected)
          }
        }
      }),
      { numRuns: 200 },
    )
    expect(reached).toBeGreaterThan(1_000)
  })

  it('[R-2] finds the k first to arrive as timing each alone would, each at its own pace', () => {
    const paces = fc.array(fc.constantFrom(0.85, 1, 1.2), { minLength: 14, maxLength: 14 })
    fc.assert(
      fc.property(
        city,
        paces,
        fc.integer({ min: 1, max: 6 }),
        ({ streets, restrictions, mode, spots }, paced, k) => {
          const graph = buildStreetNetwork(streets, restrictions).graphs[mode]
          if (graph.edges === 0) return
          const search = new RoadSearch()
          const [ticket, ...crews] = spots.map(({ edge, along }) => ({
            edge: edge % graph.edges,
            along,
            metresOff: 0,
          }))
          if (ticket === undefined) return
          const origins = crews.map((placement, index) => ({
            placement,
            accessSeconds: index,
            pace: paced[index] ?? 1,
          }))
          const alone = origins
            .flatMap((origin) =>
              search.nearest(graph, ticket, [origin], 1, 900).map(({ seconds }) => seconds),
            )
            .sort((a, b) => a - b)
          const found = search.nearest(graph, ticket, origins, k, 900).map(({ seconds }) => seconds)
          expect(found).toEqual(alone.slice(0, k))
        },
      ),
      { numRuns: 150 },
    )
  })

  it('[R-2] counts a crew that is right at the ticket once', () => {
    const street = aStreet(
      0,
      [1, 2],
      [
        [0, 0],
        [0.01, 0],
      ],
    )
    const graph = buildStreetNetwork([street], []).graphs.car
    const there = { edge: 0, along: 0.5, metresOff: 0 }
    const near = { ...there, along: 0.6 }
    const origins = [there, near].map((placement) => ({ placement, accessSeconds: 0, pace: 1 }))
    const found = new RoadSearch().nearest(graph, there, origins, 2, 900)
    expect(found.map(({ origin }) => origin)).toEqual([0, 1])
  })

  it('[R-3] goes with the one-ways from the crew to the ticket, not from the ticket to the crew', () => {
    // A square ring driven one way: 1 → 2 → 3 → 4 → 1.
    const at = { 1: [0, 0], 2: [0.01, 0], 3: [0.01, 0.01], 4: [0, 0.01] } as const
    const streets = (
      [
        [1, 2],
        [2, 3],
        [3, 4],
        [4, 1],
      ] as const
    ).map((nodes, id) =>
      aStreet(
        id,
        nodes,
        nodes.map((node) => at[node]),
        { oneway: 1 },
      ),
    )
    const graph = buildStreetNetwork(streets, []).graphs.car
    const search = new RoadSearch()
    const [early, late] = [0.25, 0.75].map((along) => ({ edge: 0, along, metresOff: 0 })) as [
      Placement,
      Placement,
    ]
    const side = graph.seconds[0] ?? 0
    expect(secondsFrom(search, graph, early, late)).toBeCloseTo(side / 2, 3)
    expect(secondsFrom(search, graph, late, early)).toBeCloseTo(3.5 * side, 0)
  })

  for (const extract of ['Porto', 'Toulouse'] as const) {
    const file = extractFile(extract)
    const reason = file === null ? ` (skipped: the shared extract of ${extract} is not here)` : ''
    it.skipIf(file === null)(
      `[R-1] times 1,000 ways through ${extract} as a plain Dijkstra does${reason}`,
      { timeout: 600_000 },
      async () => {
        const { streets, restrictions, signals } = await readExtract(file ?? '')
        const graph = buildStreetNetwork(streets, restrictions, signals).graphs.car
        const plain = new PlainNetwork(
          streets,
          restrictions,
          'car',
          usualSpeeds,
          (point) => graph.edgeAt(point) >= 0,
          {},
          signals,
        )
        const search = new RoadSearch()
        const place = (seed: number): Placement => ({
          edge: Math.floor(((seed * 0.618034) % 1) * graph.edges),
          along: (seed * 0.754878) % 1,
          metresOff: 0,
        })
        for (let crew = 0; crew < 5; crew++) {
          const timeTo = plain.timesFrom(plainSpot(graph, place(crew)))
          for (let ticket = 0; ticket < 200; ticket++) {
            const to = place(1_000 + crew * 200 + ticket)
            expectSame(secondsFrom(search, graph, place(crew), to), timeTo(plainSpot(graph, to)))
          }
        }
      },
    )
  }
})
