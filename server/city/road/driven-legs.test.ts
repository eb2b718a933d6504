import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { metresBetween } from '../../../shared/geo.ts'
import { instant, SECOND } from '../../../shared/instant.ts'
import { NOW } from '../../../shared/test-board.ts'
import { type DrivenFix, DrivenLegs } from './driven-legs.ts'

/** A fix so many metres north of where the test begins, at a second of it. */
const fix = (second: number, metres: number, given: Partial<DrivenFix> = {}): DrivenFix => ({
  lon: 1.44,
  lat: 43.6 + metres / 111_195,
  at: instant(NOW + second * SECOND),
  accuracy: 5,
  clockAhead: false,
  ...given,
})
const legsOf = (fixes: readonly DrivenFix[]) => {
  const legs = new DrivenLegs<number>()
  return fixes.flatMap((one) => legs.take(1, one) ?? [])
}
/** Every 5 s at a steady speed in metres a second. */
const driving = (speed: number, from = { second: 0, metres: 0 }, fixes = 12) =>
  Array.from({ length: fixes }, (_, step) => fix(from.second + 5 * step, from.metres + 5 * step * speed))
const speedsOf = (fixes: readonly DrivenFix[]) =>
  legsOf(fixes).map(({ from, to, seconds }) => metresBetween(from, to) / seconds)

describe('legs driven', () => {
  it('[R-33] are stretches of 100 m or more, one after the other, as fast as they were driven', () => {
    const speeds = speedsOf(driving(8))
    expect(speeds.length).toBe(3)
    for (const speed of speeds) expect(speed).toBeCloseTo(8, 1)
  })

  it('[R-33] hold the wait at a light, and not the time parked', () => {
    const arriving = driving(8, { second: 0, metres: 0 }, 4)
    const wait = (seconds: number) =>
      Array.from({ length: seconds / 5 }, (_, step) => fix(20 + 5 * step, 125 + (step % 2)))
    const leaving = (seconds: number) => driving(8, { second: 20 + seconds, metres: 133 }, 12)
    const total = (seconds: number) =>
      legsOf([...arriving, ...wait(seconds), ...leaving(seconds)]).reduce((sum, leg) => sum + leg.seconds, 0)
    expect(total(60) - total(30)).toBe(30)
    expect(total(600)).toBeLessThan(total(30))
    expect(total(900)).toBe(total(600))
    expect(legsOf([...wait(900), ...leaving(900)]).every(({ seconds }) => seconds <= 15)).toBe(true)
  })

  it.each([
    ['somebody on foot', driving(1.6, undefined, 60)],
    ['drifting on the spot', Array.from({ length: 60 }, (_, step) => fix(5 * step, 20 * (step % 2)))],
    ['fixes too far apart', driving(8).map((one, step) => ({ ...one, at: instant(NOW + 21_000 * step) }))],
    ['fixes of one instant', driving(8).map((one) => ({ ...one, at: NOW }))],
    ['fixes that go back in time', driving(8).reverse()],
    ['fixes that are unsure', driving(8).map((one) => ({ ...one, accuracy: 26 }))],
    ['a clock that is ahead', driving(8).map((one) => ({ ...one, clockAhead: true }))],
    [
      'turning back',
      [0, 20, 40, 20, 0, -20, -40, -60, -80, -100].map((metres, step) => fix(5 * step, metres)),
    ],
    ['leaps', driving(60)],
    ['no places', driving(8).map((one) => ({ ...one, lat: Number.NaN }))],
    ['no accuracy', driving(8).map((one) => ({ ...one, accuracy: Number.NaN }))],
  ])('[R-33] are none of %s', (_what, fixes) => {
    expect(legsOf(fixes)).toEqual([])
  })

  it('[R-33] take no time across a gap, and nothing from another crew', () => {
    const gap = [...driving(8, undefined, 3), ...driving(8, { second: 200, metres: 900 }, 5)]
    expect(speedsOf(gap).every((speed) => Math.abs(speed - 8) < 0.1)).toBe(true)
    const legs = new DrivenLegs<number>()
    const two = driving(8).flatMap(
      (one, step) => legs.take(step % 2, { ...one, lon: 1.44 + (step % 2) / 10 }) ?? [],
    )
    expect(two.every(({ from, to }) => from.lon === to.lon)).toBe(true)
    legs.forget(0)
    legs.forget(1)
    expect(legs.size).toBe(0)
  })

  it('[R-33] whatever the fixes: 100 m or more, 2 to 120 s, no faster than 45 m/s, without a word of who or when', () => {
    const anyFix = fc.record({
      lon: fc.oneof(fc.double({ min: 1.43, max: 1.45 }), fc.constant(Number.NaN)),
      lat: fc.oneof(fc.double({ min: 43.6, max: 43.61 }), fc.constant(Number.NaN)),
      at: fc.integer({ min: -30, max: 40_000 }).map((ms) => instant(NOW + ms)),
      accuracy: fc.oneof(fc.double({ min: 0, max: 40 }), fc.constant(Number.NaN)),
      clockAhead: fc.boolean(),
    })
    // Mostly one after the other, so that legs come of them.
    const drive = fc.array(
      fc.record({ step: fc.integer({ min: 1, max: 12 }), east: fc.nat(120), odd: fc.option(anyFix) }),
      {
        maxLength: 60,
      },
    )
    let found = 0
    fc.assert(
      fc.property(drive, (steps) => {
        let [second, east] = [0, 0]
        const fixes = steps.map(({ step, east: by, odd }) => {
          second += step
          east += by
          return odd !== null && by % 5 === 0 ? odd : fix(second, 0, { lon: 1.44 + east / 80_500 })
        })
        for (const leg of legsOf(fixes)) {
          found++
          const metres = metresBetween(leg.from, leg.to)
          expect(metres).toBeGreaterThanOrEqual(100)
          expect(leg.seconds).toBeGreaterThanOrEqual(2)
          expect(leg.seconds).toBeLessThanOrEqual(120)
          expect(metres / leg.seconds).toBeLessThanOrEqual(45.01)
          expect(Object.keys(leg).sort()).toEqual(['from', 'seconds', 'to'])
          expect(Object.keys(leg.from).sort()).toEqual(['lat', 'lon'])
        }
      }),
      { numRuns: 300 },
    )
    expect(found).toBeGreaterThan(100)
  })
})
