import { describe, expect, it } from 'vitest'
import { metresBetween } from '../../../shared/geo.ts'
import type { Leg } from './driven-legs.ts'
import { observeLeg } from './observe-leg.ts'
import { RoadSearch } from './road-search.ts'
import type { Street, TrafficSignal } from './street.ts'
import { buildStreetNetwork } from './street-network.ts'
import { aStreet } from './test-streets.ts'

/** Metres east and north of a corner where a primary street, from the west, meets a residential one to the north. */
const at = (east: number, north: number) => ({
  lon: 1.44 + east / (111_195 * Math.cos((43.6 * Math.PI) / 180)),
  lat: 43.6 + north / 111_195,
})
const street = (id: number, nodes: number[], line: [number, number][], given: Partial<Street>) =>
  aStreet(
    id,
    nodes,
    line.map(([east, north]) => [at(east, north).lon, at(east, north).lat] as const),
    given,
  )
/** With `stem` the primary street goes on east, and the residential one is the stem of a T. */
const corner = (primary: Partial<Street> = {}, stem = false, signals: TrafficSignal[] = []) =>
  buildStreetNetwork(
    [
      ...(stem
        ? [
            street(
              4,
              [2, 5],
              [
                [0, 0],
                [300, 0],
              ],
              { class: 'primary' },
            ),
          ]
        : []),
      street(
        1,
        [1, 2],
        [
          [-500, 0],
          [0, 0],
        ],
        { class: 'primary', ...primary },
      ),
      street(
        2,
        [2, 3],
        [
          [0, 0],
          [0, 500],
        ],
        { class: 'residential' },
      ),
      street(
        3,
        [3, 4, 1],
        [
          [0, 500],
          [-500, 500],
          [-500, 0],
        ],
        { class: 'tertiary' },
      ),
    ],
    [],
    signals,
  )
const leg = (
  from: [number, number],
  to: [number, number],
  seconds: number,
  given: Partial<Leg> = {},
): Leg => ({
  from: at(...from),
  to: at(...to),
  seconds,
  kind: 'patrol',
  hour: 8,
  ...given,
})
const observe = (given: Leg, network = corner()) => observeLeg(given, network, new RoadSearch())

describe('what a driven leg says of streets', () => {
  it('[R-35] is its metres and seconds, of the class it led along', () => {
    const [found, ...others] = observe(leg([-300, 4], [-200, -4], 12))
    expect(others).toEqual([])
    expect(found).toMatchObject({ class: 'primary', hour: 8, observations: 1 })
    expect(found?.metres).toBeCloseTo(100, 0)
    expect(found?.seconds).toBeCloseTo(12, 6)
  })

  it('[R-35] is shared out among the classes it led along, no second lost', () => {
    const found = observe(leg([-60, 0], [0, 60], 24))
    expect(found.map((sum) => sum.class)).toEqual(['primary', 'residential'])
    expect(found.map(({ metres }) => Math.round(metres))).toEqual([60, 60])
    expect(found.reduce((sum, { seconds }) => sum + seconds, 0)).toBeCloseTo(24, 6)
    // 50 and 24 km/h in the table.
    expect((found[1]?.seconds ?? 0) / (found[0]?.seconds ?? 1)).toBeCloseTo(50 / 24, 2)
  })

  it('[R-35] leaves out what the turns on the way take, of half of the leg at most', () => {
    const network = corner({}, true)
    const taken = (seconds: number) =>
      observe(leg([-60, 0], [0, 60], seconds), network).reduce((sum, one) => sum + one.seconds, 0)
    // Into the stem of a T: 4 s, from either side of the bar.
    expect(taken(24)).toBeCloseTo(24 - 4, 1)
    expect(taken(5)).toBeCloseTo(2.5, 6)
  })

  it('[R-35] counts a street that its sign makes faster than its class as one of the class', () => {
    const [plain, faster] = [{}, { maxSpeed: 90 }].map(
      (given) => observe(leg([-300, 0], [-200, 0], 12), corner(given))[0],
    )
    // A sign of 90: 63 km/h instead of 50.
    expect((faster?.seconds ?? 0) / (plain?.seconds ?? 1)).toBeCloseTo(63 / 50, 5)
  })

  it('[R-35] [R-43] counts setts and what is unpaved as if the street were paved', () => {
    const [plain, setts] = ([{}, { surface: 'setts' }] as const).map(
      (given) => observe(leg([-300, 0], [-200, 0], 12), corner(given))[0],
    )
    expect((setts?.seconds ?? 0) / (plain?.seconds ?? 1)).toBeCloseTo(0.6, 5)
  })

  it('[R-35] [R-45] leaves out the wait at lights', () => {
    const taken = (direction: number) =>
      observe(leg([-60, 0], [0, 60], 24), corner({}, false, [{ node: 2, direction }])).reduce(
        (sum, one) => sum + one.seconds,
        0,
      )
    expect(taken(1)).toBeCloseTo(24 - 3, 1)
    expect(taken(-1)).toBeCloseTo(24, 6)
  })

  it('[R-35] is as a crew of pace 1 would have driven it; who goes by bicycle says nothing', () => {
    const [found] = observe(leg([-300, 0], [-200, 0], 10, { kind: 'motorcycle' }))
    expect(found?.seconds).toBeCloseTo(12, 6)
    expect(observe(leg([-300, 0], [-200, 0], 10, { kind: 'bicycle' }))).toEqual([])
  })

  it('[R-35] is nothing off the streets, or where the way is not one that can have been driven', () => {
    expect(observe(leg([-300, 25], [-200, 0], 12))).toEqual([])
    expect(observe(leg([-300, 0], [-200, -25], 12))).toEqual([])
    // Across the block.
    expect(observe(leg([-250, 0], [-250, 500], 40))).toEqual([])
    // Against a one-way: round the block.
    expect(observe(leg([-200, 0], [-300, 0], 12), corner({ oneway: 1 }))).toEqual([])
    expect(observe(leg([-300, 0], [-200, 0], 12), corner({ oneway: 1 }))).toHaveLength(1)
    expect(observe(leg([-200, 0], [-200, 0], 12))).toEqual([])
    expect(observe(leg([-300, 0], [-200, 0], Number.NaN))).toEqual([])
  })

  it('[R-35] is nothing on a slip road, nor where a sign holds speeds below the table’s, nor on a closed street', () => {
    const along = leg([-300, 0], [-200, 0], 12)
    expect(observe(along, corner({ link: true }))).toEqual([])
    expect(observe(along, corner({ maxSpeed: 49 }))).toEqual([])
    expect(observe(along, corner({ maxSpeed: 50 }))).toHaveLength(1)
    const closed = corner()
    closed.graphs.car.close([0])
    expect(observe(along, closed)).toEqual([])
    expect(metresBetween(along.from, along.to)).toBeCloseTo(100, 0)
  })
})
