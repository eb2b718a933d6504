import { describe, expect, it } from 'vitest'
import type { Corrections } from './learned-speeds.ts'
import type { Street } from './street.ts'
import { buildStreetNetwork } from './street-network.ts'
import { usualSpeeds } from './street-speeds.ts'
import { aStreet } from './test-streets.ts'

const at = (east: number, north: number): [number, number] => [1.44 + east * 0.001, 43.6 + north * 0.001]
const networkOf = (streets: readonly Street[]) => buildStreetNetwork(streets, [])

describe('the graph of the streets', () => {
  it('[R-4] is cut at junctions: what lies between is one edge, with its whole length', () => {
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

  it('[R-43] drives slower on setts and where it is unpaved, whether a sign stands or not, and learned speeds with it', () => {
    const seconds = (given: Partial<Street>, corrections: Corrections = {}) => {
      const { graphs, carSpeeds } = networkOf([aStreet(1, [1, 2], [at(0, 0), at(0, 1)], given)])
      carSpeeds.correct(corrections)
      return graphs.car.seconds[0] ?? 0
    }
    for (const surface of ['setts', 'unpaved'] as const) {
      expect(seconds({}) / seconds({ surface })).toBeCloseTo(0.6, 5)
      // A sign of 50: 35 km/h where it is paved, here 1.5 times the 14.4 of the class.
      expect(seconds({ maxSpeed: 50 }) / seconds({ surface, maxSpeed: 50 })).toBeCloseTo(21.6 / 35, 5)
      const learned = { residential: 0.8 }
      expect(seconds({}, learned) / seconds({ surface }, learned)).toBeCloseTo(0.6, 5)
    }
    const { bicycle, foot } = networkOf([
      aStreet(1, [1, 2], [at(0, 0), at(0, 1)], { surface: 'setts' }),
    ]).graphs
    const even = networkOf([aStreet(1, [1, 2], [at(0, 0), at(0, 1)])]).graphs
    expect([bicycle.seconds[0], foot.seconds[0]]).toEqual([even.bicycle.seconds[0], even.foot.seconds[0]])
  })

  it('[R-44] drives on a kind of service street as the table says of it, and else of service streets', () => {
    const seconds = (service: string | null, corrections: Corrections = {}) => {
      const { graphs, carSpeeds } = networkOf([
        aStreet(1, [1, 2], [at(0, 0), at(0, 1)], { class: 'service', service }),
      ])
      carSpeeds.correct(corrections)
      return graphs.car.seconds[0] ?? 0
    }
    const { service: any = 0, driveway = 0, parking_aisle: aisle = 0 } = usualSpeeds.car
    expect(seconds(null) / seconds('driveway')).toBeCloseTo(driveway / any, 5)
    expect(seconds(null) / seconds('parking_aisle')).toBeCloseTo(aisle / any, 5)
    expect(seconds('alley')).toBe(seconds(null))
    expect(seconds('driveway', { service: 0.5 })).toBe(seconds('driveway'))
    expect(seconds('driveway', { driveway: 0.5 })).toBeCloseTo(2 * seconds('driveway'), 5)
  })

  it('[R-4] [R-45] is cut at traffic lights too, for cars', () => {
    const streets = [aStreet(1, [1, 2, 3], [at(0, 0), at(1, 0), at(2, 0)])]
    const { car, bicycle, foot } = buildStreetNetwork(streets, [], [{ node: 2, direction: 0 }]).graphs
    expect([car.edges, bicycle.edges, foot.edges]).toEqual([2, 1, 1])
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
    expect([...graphs.car.weight]).toEqual([...buildStreetNetwork(streets, [], [], speeds).graphs.car.weight])
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
