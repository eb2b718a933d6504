import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { metresBetween } from '../../shared/geo.ts'
import { instant, SECOND } from '../../shared/instant.ts'
import { NOW } from '../../shared/test-board.ts'
import type { PassedFix } from '../projection/position-history.ts'
import { legsOf } from './track-legs.ts'
import { GAP, stopsOf } from './track-stops.ts'

/** Metres north of a place, and seconds from the beginning. */
const fix = (metres: number, seconds: number): PassedFix => ({
  lon: 1.44,
  lat: 43.6 + metres / 111_195,
  at: instant(NOW + seconds * SECOND),
})
/** A fix every ten seconds, so many metres apart. */
const going = (from: number, seconds: number, count: number, step: number) =>
  Array.from({ length: count }, (_, index) => fix(from + index * step, seconds + index * 10))
const always = [{ at: NOW, doing: 'free' as const }]
const seconds = (at: number) => (at - NOW) / SECOND

describe('where a crew stood', () => {
  const stoppedAt = (fixes: PassedFix[]) =>
    stopsOf(fixes).map(({ first, last }) => [seconds(fixes[first]?.at ?? 0), seconds(fixes[last]?.at ?? 0)])

  it('[FC-3] is told from five minutes on, however its receiver wanders', () => {
    const wandering = going(0, 0, 31, 0).map((one, index) => ({ ...one, lon: 1.44 + (index % 3) * 0.0002 }))
    expect(stoppedAt(wandering)).toEqual([[0, 300]])
    expect(stoppedAt(wandering.slice(0, -1))).toEqual([])
    expect(stoppedAt(going(0, 0, 60, 20))).toEqual([])
  })

  it('[FC-3] is told apart where it went on, and ends with a silence of its positions', () => {
    const [first, way, second] = [going(0, 0, 40, 0), going(100, 400, 20, 100), going(2_100, 600, 40, 0)]
    const fixes = [...first, ...way, ...second]
    expect(stoppedAt(fixes)).toEqual([
      [0, 390],
      [600, 990],
    ])
    const apart = [...first, ...going(0, 390 + GAP / SECOND + 1, 40, 0)]
    expect(stoppedAt(apart)).toHaveLength(2)
    expect(stoppedAt([...first, ...going(0, 390 + GAP / SECOND, 40, 0)])).toHaveLength(1)
    expect(stopsOf([])).toEqual([])
  })
})

describe('the way of a crew', () => {
  const drawn = (fixes: PassedFix[], changes = always as Parameters<typeof legsOf>[2]) =>
    legsOf(fixes, stopsOf(fixes), changes)

  it('[FC-2] is never drawn through a silence of its positions, nor through a jump', () => {
    const silent = [...going(0, 0, 20, 100), ...going(5_000, 190 + GAP / SECOND + 1, 20, 100)]
    expect(drawn(silent)).toHaveLength(2)
    const jump = [...going(0, 0, 20, 100), ...going(9_000, 200, 20, 100)]
    expect(drawn(jump)).toHaveLength(2)
    expect(drawn(going(0, 0, 40, 100))).toHaveLength(1)
  })

  it('[FC-4] is told by what the crew did, each part beginning where the last one ended', () => {
    const fixes = going(0, 0, 60, 100)
    const legs = drawn(fixes, [
      { at: NOW, doing: 'free' },
      { at: instant(NOW + 205 * SECOND), doing: 'en_route' },
      { at: instant(NOW + 405 * SECOND), doing: 'on_scene' },
    ])
    expect(legs.map(({ doing }) => doing)).toEqual(['free', 'en_route', 'on_scene'])
    for (const [index, leg] of legs.entries())
      if (index > 0) expect(leg.line[0]).toEqual(legs[index - 1]?.line.at(-1))
  })

  it('[FC-2] is a few points where it is straight, and one where it stood', () => {
    expect(drawn(going(0, 0, 300, 100))[0]?.line).toHaveLength(2)
    const wandering = going(0, 0, 40, 0).map((one, index) => ({ ...one, lon: 1.44 + (index % 3) * 0.0002 }))
    expect(drawn(wandering)).toEqual([])
    const on = going(100, 400, 20, 100).map((one) => ({ ...one, lon: 1.4402 }))
    expect(drawn([...wandering, ...on])[0]?.line).toHaveLength(2)
  })

  it('[FC-2] has at most 800 points, whatever the crew did, and stays near where it was', () => {
    const step = fc.record({
      east: fc.integer({ min: -90, max: 90 }),
      north: fc.integer({ min: -90, max: 90 }),
    })
    fc.assert(
      fc.property(fc.array(step, { minLength: 2_000, maxLength: 2_880 }), (steps) => {
        let here = fix(0, 0)
        const fixes = steps.map(({ east, north }) => {
          here = {
            lon: here.lon + east / 80_500,
            lat: here.lat + north / 111_195,
            at: instant(here.at + 10 * SECOND),
          }
          return here
        })
        const legs = drawn(fixes)
        expect(legs.reduce((sum, { line }) => sum + line.length, 0)).toBeLessThanOrEqual(800)
        const [first] = fixes
        const [start] = legs[0]?.line ?? []
        if (first !== undefined && start !== undefined)
          expect(metresBetween(first, { lon: start[0], lat: start[1] })).toBeLessThan(80)
      }),
      { numRuns: 10 },
    )
  })
})
