import { describe, expect, it } from 'vitest'
import type { Corrections } from './learned-speeds.ts'
import type { Street } from './street.ts'
import { buildStreetNetwork } from './street-network.ts'
import { usualSpeeds } from './street-speeds.ts'
import { aStreet } from './test-streets.ts'

const at = (east: number, north: number): [number, number] => [1.44 + east * 0.001, 43.6 + north * 0.001]
const networkOf = (streets: readonly Street[]) => buildStreetNetwork(streets, [])

describe('the graph of the streets', () => {
  it('[R-4] is cut at junctions only: what lies between is one edge, with its whole length', () => {
    const bent = aStreet(1, [1, 2, 3, 4], [at(0, 0), at(1, 0), at(1, 1), at(2, 1)])
    const { car } = networkOf([bent, aStreet(2, [3, 5], [at(1, 1), at(1, 2)])]).graphs
    expect([car.edges, car.nodes]).toEqual([3, 4])
    expect(car.metres[0]).toBeCloseTo(80.5 + 111.2, 0)
    // Residential: 24 km/h.
    expect(car.seconds[0]).toBeCloseTo(((80.5 + 111.2) / 24) * 3.6, 0)
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

  const signed = (maxSpeed: number | null, corrections: Corrections = {}) => {
    const { graphs, carSpeeds } = networkOf([aStreet(1, [1, 2], [at(0, 0), at(0, 1)], { maxSpeed })])
    carSpeeds.correct(corrections)
    return graphs.car.seconds[0] ?? 0
  }

  it('[R-6] drives as the class does where there is no sign, and else at a share of the sign, not far beyond the class', () => {
    // 24 km/h in the table; 0.7 of a sign, no more than 1.5 times the class.
    expect(signed(30) / signed(null)).toBeCloseTo(24 / 21, 3)
    expect(signed(50) / signed(null)).toBeCloseTo(24 / 35, 3)
    expect(signed(90) / signed(null)).toBeCloseTo(1 / 1.5, 3)
  })

  it('[R-6] drives as fast as was learned, and still no faster than the sign', () => {
    expect(signed(null) / signed(null, { residential: 1.5 })).toBeCloseTo(1.5, 5)
    expect(signed(null) / signed(null, { residential: 0.5 })).toBeCloseTo(0.5, 5)
    expect(signed(null, { primary: 1.5 })).toBe(signed(null))
    expect(signed(30) / signed(30, { residential: 1.25 })).toBeCloseTo(1.25, 5)
    expect(signed(30) / signed(30, { residential: 1.6 })).toBeCloseTo(30 / 21, 5)
    expect(signed(30) / signed(30, { residential: 0.5 })).toBeCloseTo(0.5, 5)
  })

  it('[R-38] corrects in place what is built already: as a network of those speeds, closures and other modes untouched', () => {
    const streets = [
      aStreet(1, [1, 2], [at(0, 0), at(1, 0)]),
      aStreet(2, [2, 3], [at(1, 0), at(1, 1)], { class: 'primary', link: true }),
    ]
    const { graphs, carSpeeds } = networkOf(streets)
    graphs.car.close([1])
    const foot = [...graphs.foot.weight]
    carSpeeds.correct({ primary: 0.5, residential: 1.25 })
    expect([...graphs.car.weight].filter((seconds) => seconds === Infinity)).toHaveLength(2)
    graphs.car.reopen([1])
    const { primary = 0, residential = 0 } = usualSpeeds.car
    const speeds = {
      ...usualSpeeds,
      car: { ...usualSpeeds.car, primary: primary * 0.5, residential: residential * 1.25 },
    }
    expect([...graphs.car.weight]).toEqual([...buildStreetNetwork(streets, [], speeds).graphs.car.weight])
    expect([...graphs.foot.weight]).toEqual(foot)
    carSpeeds.correct({})
    expect([...graphs.car.weight]).toEqual([...networkOf(streets).graphs.car.weight])
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
