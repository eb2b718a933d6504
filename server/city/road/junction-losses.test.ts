import { describe, expect, it } from 'vitest'
import type { Street } from './street.ts'
import type { StreetGraph } from './street-graph.ts'
import { buildStreetNetwork } from './street-network.ts'
import { aStreet } from './test-streets.ts'

/** Streets from a corner (node 0) to nodes 1 (west), 2 (east), 3 (north), 4 (south), a kilometre or so. */
const ends = { 1: [-0.01, 0], 2: [0.01, 0], 3: [0, 0.01], 4: [0, -0.01] } as const
type End = keyof typeof ends
const arm = (end: End, given: Partial<Street> = {}) => aStreet(end, [0, end], [[0, 0], ends[end]], given)
const graphOf = (...streets: Street[]) => buildStreetNetwork(streets, []).graphs.car
/** Seconds lost from one end to another: each street is one edge, its line from the corner. */
const lost = (graph: StreetGraph, streets: readonly Street[], from: End, to: End) => {
  const edge = (end: End) => streets.findIndex(({ id }) => id === end)
  return graph.lostArriving(2 * edge(from) + 1) + graph.lostDeparting(2 * edge(to))
}

describe('what turning takes', () => {
  it('[R-42] is each turn of a T exactly, and nothing straight on', () => {
    const streets = [arm(1), arm(2), arm(3)]
    const graph = graphOf(...streets)
    const of = (from: End, to: End) => lost(graph, streets, from, to)
    expect([of(1, 2), of(2, 1)]).toEqual([0, 0])
    // Northwards from the west is to the left, 6 s; from the east to the right, 4 s: what nobody avoids is 4.
    expect([of(1, 3), of(2, 3)]).toEqual([4, 4])
    expect([of(3, 1), of(3, 2)]).toEqual([4, 4])
  })

  it('[R-42] is nothing where everybody can go straight on, nor where only two arms meet', () => {
    const crossing = [arm(1), arm(2), arm(3), arm(4)]
    const ends = [1, 2, 3, 4] as const
    const graph = graphOf(...crossing)
    for (const from of ends) for (const to of ends) expect(lost(graph, crossing, from, to)).toBe(0)
    const bend = [arm(1), arm(3)]
    expect(lost(graphOf(...bend), bend, 1, 3)).toBe(0)
  })

  it('[R-42] asks only of ways one may go: out of a one-way that leads left, the whole turn', () => {
    const streets = [
      aStreet(1, [0, 1], [[0, 0], ends[1]], { oneway: -1 }),
      arm(3, { oneway: 1 }),
      aStreet(
        5,
        [0, 5],
        [
          [0, 0],
          [0.01, 0.0],
        ],
        { oneway: -1 },
      ),
      aStreet(6, [3, 1], [ends[3], ends[1]], { oneway: 1 }),
      aStreet(7, [3, 5], [ends[3], [0.01, 0.0]], { oneway: 1 }),
    ]
    const graph = graphOf(...streets)
    expect(lost(graph, streets, 1, 3)).toBe(6)
  })

  it('[R-45] is more by the wait at lights, for whoever arrives at them in the direction that they stand for', () => {
    const streets = [arm(1), arm(2), arm(3)]
    const lit = (direction: number, node = 0) =>
      buildStreetNetwork(
        streets,
        [],
        [
          { node, direction },
          { node: 999, direction: 0 },
        ],
      ).graphs.car
    expect(lost(lit(0), streets, 1, 2)).toBe(3)
    expect(lost(lit(0), streets, 3, 1)).toBe(4 + 3)
    // The streets' lines begin at the corner: who arrives goes against them.
    expect(lost(lit(-1), streets, 1, 2)).toBe(3)
    expect(lost(lit(1), streets, 1, 2)).toBe(0)
    expect(lit(0, 1).lostArriving(0)).toBe(3)
    expect(lit(0, 1).lostArriving(1)).toBe(0)
  })

  it('[R-42] is for cars alone', () => {
    const { bicycle, foot } = buildStreetNetwork([arm(1), arm(2), arm(3)], []).graphs
    for (const graph of [bicycle, foot])
      for (let directed = 0; directed < 6; directed++)
        expect(graph.lostArriving(directed) + graph.lostDeparting(directed)).toBe(0)
  })
})
