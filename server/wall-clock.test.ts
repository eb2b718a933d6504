import { describe, expect, it } from 'vitest'
import { startOfDay } from './wall-clock.ts'

describe('the beginning of a day', () => {
  it.each([
    ['2026-11-27T01:30:00Z', 'Europe/Paris', '2026-11-26T23:00:00Z'],
    ['2026-11-26T22:59:59Z', 'Europe/Paris', '2026-11-25T23:00:00Z'],
    // The nights when clocks change: the day has 25 hours, then 23.
    ['2026-10-25T22:30:00Z', 'Europe/Paris', '2026-10-24T22:00:00Z'],
    ['2026-03-29T20:00:00Z', 'Europe/Paris', '2026-03-28T23:00:00Z'],
    ['2026-11-27T01:30:00Z', 'America/New_York', '2026-11-26T05:00:00Z'],
    ['2026-11-27T01:30:00Z', 'UTC', '2026-11-27T00:00:00Z'],
  ])('[FC-1] %s in %s is %s', (at, timeZone, expected) => {
    expect(new Date(startOfDay(Date.parse(at), timeZone)).toISOString()).toBe(
      new Date(expected).toISOString(),
    )
  })
})
