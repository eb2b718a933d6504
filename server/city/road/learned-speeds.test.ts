import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  correctionsAt,
  FASTEST_CORRECTION,
  LEAST_METRES,
  LEAST_OBSERVATIONS,
  SLOWEST_CORRECTION,
  type SpeedSum,
} from './learned-speeds.ts'
import { usualSpeeds } from './street-speeds.ts'

const speeds = { ...usualSpeeds, car: { ...usualSpeeds.car, primary: 40, residential: 22 } }
/** What so many metres in a class of street add up to at km/h. */
const seen = (hour: number, kmh: number, given: Partial<SpeedSum> = {}): SpeedSum => ({
  class: 'primary',
  hour,
  metres: LEAST_METRES,
  seconds: (LEAST_METRES / kmh) * 3.6,
  observations: LEAST_OBSERVATIONS,
  ...given,
})
const primaryAt = (hour: number, ...sums: SpeedSum[]) => correctionsAt(hour, sums, speeds).primary

describe('what is learned of a class of street', () => {
  it('[R-36] is the speed seen over the table’s, for that class and hour', () => {
    // 40 km/h in the table.
    expect(correctionsAt(8, [seen(8, 30)], speeds)).toEqual({ primary: 0.75 })
    expect(primaryAt(8, seen(8, 48))).toBe(1.2)
  })

  it('[R-36] is nothing below the floor of observations, nor below that of metres', () => {
    expect(primaryAt(8, seen(8, 30, { observations: LEAST_OBSERVATIONS - 0.01 }))).toBeUndefined()
    const short = LEAST_METRES - 1
    expect(primaryAt(8, seen(8, 30, { metres: short, seconds: (short / 30) * 3.6 }))).toBeUndefined()
    expect(correctionsAt(8, [], speeds)).toEqual({})
  })

  it('[R-36] is of the hour, else of its neighbours too, else of the whole day, midnight in between or not', () => {
    const few = { observations: LEAST_OBSERVATIONS / 2 }
    expect(primaryAt(8, seen(8, 30), seen(9, 10), seen(20, 60))).toBe(0.75)
    expect(primaryAt(8, seen(8, 30, few), seen(9, 30, few), seen(20, 60))).toBe(0.75)
    expect(primaryAt(0, seen(23, 30))).toBe(0.75)
    expect(primaryAt(23, seen(0, 30))).toBe(0.75)
    expect(primaryAt(3, seen(8, 30, few), seen(20, 30, few))).toBe(0.75)
  })

  it('[R-36] weighs by time and distance, not by legs', () => {
    // 10 km at 20 km/h and 10 km at 60 km/h: 20 km in 40 minutes.
    expect(primaryAt(8, seen(8, 20), seen(8, 60))).toBe(0.75)
  })

  it('[R-36] names no class that the table does not', () => {
    expect(correctionsAt(8, [seen(8, 30, { class: 'busway' })], speeds)).toEqual({})
    expect(correctionsAt(8, [seen(8, 30, { class: 'constructor' })], speeds)).toEqual({})
  })

  it('[R-36] never leaves its bounds, whatever was seen', () => {
    const odd = fc.oneof(
      { weight: 9, arbitrary: fc.double({ min: 1e3, max: 1e6, noNaN: true }) },
      fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1, 0, 1e308),
    )
    const sums = fc.array(
      fc.record({
        class: fc.constantFrom('primary', 'residential', 'other', '__proto__'),
        hour: fc.oneof(fc.integer({ min: 0, max: 23 }), fc.constant(Number.NaN)),
        metres: odd,
        seconds: odd,
        observations: odd,
      }),
      { maxLength: 12 },
    )
    let found = 0
    fc.assert(
      fc.property(sums, fc.integer({ min: 0, max: 23 }), (given, hour) => {
        for (const factor of Object.values(correctionsAt(hour, given, speeds))) {
          found++
          expect(factor).toBeGreaterThanOrEqual(SLOWEST_CORRECTION)
          expect(factor).toBeLessThanOrEqual(FASTEST_CORRECTION)
        }
      }),
      { numRuns: 1_000 },
    )
    expect(found).toBeGreaterThan(100)
  })
})
