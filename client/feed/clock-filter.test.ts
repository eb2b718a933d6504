import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY } from '../../shared/instant.ts'
import { clockOffsetOf, type Reading, withReading } from './clock-filter.ts'

const BEAT_MS = 2_000
const START = 1_795_500_000_000

/** The offset after heartbeats that each came so late, to a device whose clock is so wrong at each. */
function heard(delays: readonly number[], wrongBy: (beat: number) => number): number {
  let readings: readonly Reading[] = []
  for (const [beat, delay] of delays.entries()) {
    const told = START + beat * BEAT_MS
    readings = withReading(readings, told, told + delay - wrongBy(beat))
  }
  return clockOffsetOf(readings)
}

const delay = fc.integer({ min: 0, max: 1_900 })
const delays = fc.array(delay, { minLength: 1, maxLength: 40 })
const wrong = fc.integer({ min: -2 * DAY, max: 2 * DAY })

describe('the server’s clock, as a screen knows it', () => {
  it('[F-16] is that of the least delayed of the last eight heartbeats, and never ahead of it', () => {
    fc.assert(
      fc.property(delays, wrong, (late, by) => {
        expect(heard(late, () => by)).toBe(by - Math.min(...late.slice(-8)))
      }),
    )
  })

  it('[F-16] is not changed by one that comes late, however late', () => {
    fc.assert(
      fc.property(
        fc.array(delay, { minLength: 1, maxLength: 7 }),
        fc.integer({ min: 0, max: 40_000 }),
        (late, last) => {
          const before = heard(late, () => 0)
          expect(heard([...late, last], () => 0)).toBe(Math.max(before, 0 - last))
        },
      ),
    )
  })

  it('[F-16] is right again after eight heartbeats, whatever the device’s clock was set to meanwhile', () => {
    const eight = fc.array(delay, { minLength: 8, maxLength: 8 })
    fc.assert(
      fc.property(delays, eight, wrong, wrong, (before, after, by, set) => {
        const offset = heard([...before, ...after], (beat) => (beat < before.length ? by : set))
        expect(offset).toBe(set - Math.min(...after))
      }),
    )
  })

  it.each([
    ['back', -5_000],
    ['ahead by more than a minute', 65_000],
  ])('[F-16] is right at once where the clock was set %s', (_how, by) => {
    expect(heard([10, 20, 30], (beat) => (beat === 2 ? -by : 0))).toBe(-by - 30)
  })

  it('[F-16] is the device’s own where nothing was heard yet', () => {
    expect(clockOffsetOf([])).toBe(0)
  })
})
