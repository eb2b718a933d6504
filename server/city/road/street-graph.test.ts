import { describe, expect, it } from 'vitest'
import type { Street } from './street.ts'
import { buildStreetNetwork } from './street-network.ts'
import { aStreet } from './test-streets.ts'

const at = (east: number, north: number): [number, number] => [1.44 + east * 0.001, 43.6 + north * 0.001]
const networkOf = (streets: readonly Street[]) => buildStreetNetwork(streets, [])

describe('the graph of the streets', () => {
  it('[R-4] is cut at junctions only: what lies between is one edge, with its whole length', () => {
    const bent = aStreet(1, [1, 2, 3, 4], [at(0, 0), at(1, 0), at(1, 1), at(2, 1)])
    const { car } = networkOf([bent, aStreet(2, [3, 5], [at(1, 1), at(1, 2)])]).graphs
    expect([car.edges, car.nodes]).toEqual([3, 4])
    expect(car.metres[0]).toBeCloseTo(80.5 + 111.2, 0)
    // Residential: 22 km/h.
    expect(car.seconds[0]).toBeCloseTo(((80.5 + 111.2) / 22) * 3.6, 0)
  })

  it('[R-4] leaves out what cars could enter and never leave; on foot a one-way binds nobody', () => {
    const ring = aStreet(1, [1, 2, 3, 1], [at(0, 0), at(1, 0), at(1, 1), at(0, 0)], { oneway: 1 })
    const trap = aStreet(2, [2, 4], [at(1, 0), at(2, 0)], { oneway: 1 })
    const { car, bicycle, foot } = networkOf([ring, trap]).graphs
    expect([car.edges, bicycle.edges, foot.edges]).toEqual([2, 2, 3])
  })

  it('[R-5] lets bicycles go against a one-way where they may, and keeps everyone off what is not theirs', () => {
    const given = { oneway: 1, bicycleContraflow: true }
    const lane = aStreet(1, [1, 2], [at(0, 0), at(1, 0)], given)
    const steps = aStreet(2, [2, 3], [at(1, 0), at(2, 0)], { class: 'steps', car: false, bicycle: false })
    const { car, bicycle, foot } = networkOf([lane, steps]).graphs
    expect([car.edges, bicycle.edges, foot.edges]).toEqual([0, 1, 2])
  })

  it('[R-6] drives no faster than the table says, nor than the sign where that is lower', () => {
    const times = [null, 90, 10].map((maxSpeed, id) => {
      const north = at(0, 1)
      return networkOf([aStreet(id, [1, 2], [at(0, 0), north], { maxSpeed })]).graphs.car.seconds[0] ?? 0
    })
    expect(times[1]).toBe(times[0])
    expect((times[2] ?? 0) / (times[0] ?? 1)).toBeCloseTo(2.2, 3)
  })

  it('[R-7] opens an edge again only when every closure on it is lifted', () => {
    const { car } = networkOf([aStreet(1, [1, 2], [at(0, 0), at(1, 0)])]).graphs
    const open = [...car.weight]
    car.close([0])
    car.close([0])
    car.reopen([0])
    expect([...car.weight]).toEqual([Infinity, Infinity])
    car.reopen([0])
    expect([...car.weight]).toEqual(open)
    expect(() => car.reopen([0])).toThrow('Edge 0')
  })

  it('names a street whose points and nodes do not match', () => {
    expect(() => networkOf([aStreet(7, [1, 2], [at(0, 0)])])).toThrow('Street 7 has 1 points and 2 nodes')
  })

  it('is empty without streets', () => {
    expect(networkOf([]).graphs.car.nodes).toBe(0)
  })
})
