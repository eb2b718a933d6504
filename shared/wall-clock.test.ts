import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY } from './instant.ts'
import { civilDate, dayNumber, startOfDay, wallInstant, wallTime, weekday } from './wall-clock.ts'

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

describe('[OC-4] the clocks of a town', () => {
  const days = fc.integer({ min: -200_000, max: 200_000 })

  it('count days as everyone does', () => {
    fc.assert(
      fc.property(days, (day) => {
        const date = new Date(day * DAY)
        const { year, month, day: dayOfMonth } = civilDate(day)
        expect([year, month, dayOfMonth]).toEqual([
          date.getUTCFullYear(),
          date.getUTCMonth() + 1,
          date.getUTCDate(),
        ])
        expect(dayNumber({ year, month, day: dayOfMonth })).toBe(day)
        expect(weekday(day)).toBe((date.getUTCDay() + 6) % 7)
      }),
    )
  })

  it.each([
    ['a day that does not exist', { month: 2, day: 29 }],
    ['a month that does not exist', { month: 13, day: 1 }],
    ['an hour that does not exist', { month: 2, day: 1, hour: 24 }],
  ])('know no %s', (_what, wrong) => {
    const time = { year: 2027, hour: 3, minute: 0, second: 0, ...wrong }
    expect(wallInstant(time, 'Europe/Paris')).toBeNull()
  })

  it.each([
    ['02:30 that does not exist as 03:30', 2026, 3, 29, 2, '2026-03-29T01:30:00.000Z'],
    ['02:30 that comes twice as the first', 2026, 10, 25, 2, '2026-10-25T00:30:00.000Z'],
    ['02:30 that does not exist as 03:30', 2028, 3, 26, 2, '2028-03-26T01:30:00.000Z'],
    ['02:30 that comes twice as the first', 2028, 10, 29, 2, '2028-10-29T00:30:00.000Z'],
    ['29 February', 2028, 2, 29, 2, '2028-02-29T01:30:00.000Z'],
  ])('read %s (%d-%d-%d)', (_what, year, month, day, hour, expected) => {
    const at = wallInstant({ year, month, day, hour, minute: 30, second: 0 }, 'Europe/Paris')
    expect(new Date(at ?? 0).toISOString()).toBe(expected)
  })

  it('show the time that was asked for, wherever it exists', () => {
    const zones = ['Europe/Paris', 'America/Martinique', 'Pacific/Auckland', 'Indian/Reunion', 'Asia/Kolkata']
    const anywhere = fc.record({
      zone: fc.constantFrom(...zones),
      day: fc.integer({ min: 3_653, max: 40_000 }),
      hour: fc.integer({ min: 0, max: 23 }),
      minute: fc.integer({ min: 0, max: 59 }),
    })
    fc.assert(
      fc.property(anywhere, ({ zone, day, hour, minute }) => {
        const time = { ...civilDate(day), hour, minute, second: 0 }
        const at = wallInstant(time, zone) ?? Number.NaN
        const shown = wallTime(at, zone)
        // Skipped, it is shown an hour later.
        const skipped = { ...time, hour: hour + 1 }
        expect([time, skipped]).toContainEqual(shown)
        // Of two, it is the first.
        expect(wallTime(at - 3_600_000, zone)).not.toEqual(time)
      }),
      { numRuns: 2_000 },
    )
  })
})
