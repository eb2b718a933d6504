import { describe, expect, it } from 'vitest'
import { backOff } from './back-off.ts'

describe('[GW-1] a job that failed', () => {
  const patience = { tries: 6, firstMs: 1_000, longestMs: 10_000 }

  it('waits twice as long each time, up to the longest, and is given up after its last try', () => {
    expect([1, 2, 3, 4, 5, 6, 7].map((tries) => backOff(patience, tries, 0))).toEqual([
      1_000,
      2_000,
      4_000,
      8_000,
      10_000,
      null,
      null,
    ])
  })

  it('does not come back together with others', () => {
    expect([0, 0.5, 0.999].map((random) => backOff(patience, 2, random))).toEqual([2_000, 1_500, 1_001])
  })
})
