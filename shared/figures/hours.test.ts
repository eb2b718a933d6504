import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HOUR } from '../instant.ts'
import { civilDate, wallTime } from '../wall-clock.ts'
import { dayAt, spanOf } from './days.ts'
import { clockHours, hoursOf } from './hours.ts'

const shown = (day: string, timeZone: string) =>
  clockHours(hoursOf(spanOf({ from: day, to: day }, timeZone), timeZone), timeZone).map(
    ({ hour, again }) => `${hour}${again ? ' again' : ''}`,
  )
const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `${from + index}`)

describe('[FD-2] the hours of a day', () => {
  it.each([
    ['a usual day', '2026-11-27', 'Europe/Paris', range(0, 23)],
    ['the day that loses one', '2026-03-29', 'Europe/Paris', [...range(0, 1), ...range(3, 23)]],
    [
      'the day that has one twice',
      '2026-10-25',
      'Europe/Paris',
      [...range(0, 2), '2 again', ...range(3, 23)],
    ],
    ['a midnight that is skipped', '2026-03-08', 'America/Havana', range(1, 23)],
    ['a midnight that comes twice', '2026-11-01', 'America/Havana', ['0', '0 again', ...range(1, 23)]],
    ['half an hour skipped', '2026-10-04', 'Australia/Lord_Howe', range(0, 23)],
    ['half an hour twice', '2026-04-05', 'Australia/Lord_Howe', [...range(0, 1), '1 again', ...range(2, 23)]],
    ['a zone that is never at the hour', '2026-11-27', 'Asia/Kolkata', range(0, 23)],
  ])('%s', (_what, day, timeZone, hours) => expect(shown(day, timeZone)).toEqual(hours))

  it('cover a span, one after the other, each within one hour of the clock, whatever the day and the zone', () => {
    const zones = ['Europe/Paris', 'Australia/Lord_Howe', 'America/Havana', 'Asia/Kolkata', 'Indian/Reunion']
    const anyDay = fc.record({
      zone: fc.constantFrom(...zones),
      first: fc.integer({ min: 14_610, max: 25_567 }),
      more: fc.integer({ min: 0, max: 2 }),
      part: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    })
    fc.assert(
      fc.property(anyDay, ({ zone, first, more, part }) => {
        const [from, to] = [first, first + more].map((number) => {
          const { year, month, day } = civilDate(number)
          return [year, `${month}`.padStart(2, '0'), `${day}`.padStart(2, '0')].join('-')
        })
        const span = spanOf({ from: from ?? '', to: to ?? '' }, zone)
        const hours = hoursOf(span, zone)
        expect(hours[0]).toBe(span.from)
        for (const [index, at] of hours.entries()) {
          const next = hours[index + 1] ?? span.until
          expect(next - at).toBeGreaterThan(0)
          expect(next - at).toBeLessThanOrEqual(HOUR)
          const within = at + Math.floor((next - at) * part)
          expect(wallTime(within, zone).hour).toBe(wallTime(at, zone).hour)
        }
        expect(dayAt(span.from, zone)).toBe(from)
      }),
      { numRuns: 60 },
    )
  })
})
