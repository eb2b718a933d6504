import { describe, expect, it } from 'vitest'
import type { Position } from './geometry.ts'
import { meetingRoads } from './schematic-network.ts'

const METRE = 1 / 111_195
/** Metres east and north of a point on the equator. */
const at = (...metres: [number, number][]): Position[] => metres.map(([x, y]) => [x * METRE, y * METRE])
const road = (points: Position[], bridge = false) => ({ points, bridge })
const shared = (one: { nodes: number[] } | undefined, other: { nodes: number[] } | undefined) =>
  (one?.nodes ?? []).filter((node) => other?.nodes.includes(node))

describe('roads drawn by hand', () => {
  it('[C-10] get a node in common where they cross', () => {
    const [east, north] = meetingRoads([road(at([-500, 0], [500, 0])), road(at([0, -500], [0, 500]))])
    expect(east?.points).toHaveLength(3)
    expect(shared(east, north)).toEqual([east?.nodes[1]])
    expect(east?.points[1]).toEqual(north?.points[1])
  })

  it('[C-10] keep apart where one is a bridge over the other', () => {
    const roads = [road(at([-500, 0], [500, 0])), road(at([0, -600], [0, 600]), true)]
    const far = road(at([-500, 0], [-500, 600], [0, 600]))
    const [under, over, around] = meetingRoads([...roads, far])
    expect(shared(under, over)).toEqual([])
    expect(shared(over, around)).toHaveLength(1)
  })

  it('[C-10] meet where an end is drawn a few metres short, and share each point once', () => {
    const [main, side] = meetingRoads([road(at([-500, 0], [500, 0])), road(at([100, 12], [100, 300]))])
    expect(shared(main, side)).toEqual([side?.nodes[0]])
    expect(side?.points[0]?.[1]).toBeCloseTo(0, 6)
    expect(new Set(main?.nodes).size).toBe(3)
  })

  it('[C-10] are lengthened to the network where they would reach nothing, at most 400 m', () => {
    const roads = [
      road(at([-500, 0], [500, 0])),
      road(at([0, 200], [0, 600])),
      road(at([0, 2_000], [0, 2_500])),
    ]
    const [main, side, island] = meetingRoads(roads)
    expect(shared(main, side)).toHaveLength(1)
    expect(shared(main, island)).toEqual([])
    expect(island?.points).toHaveLength(2)
  })
})
