import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY, HOUR, type Instant, instant, MINUTE } from '../instant.ts'
import {
  type Calendar,
  calendarSchema,
  dayAt,
  instantAt,
  isOpen,
  nextOpening,
  openSpans,
  weekdays,
} from './calendar.ts'

const PARIS = 'Europe/Paris'
const at = (text: string): Instant => instant(Date.parse(text))
const iso = (one: Instant | null) => (one === null ? null : new Date(one).toISOString().slice(0, 16))
const never: Calendar['hours'] = {
  monday: [],
  tuesday: [],
  wednesday: [],
  thursday: [],
  friday: [],
  saturday: [],
  sunday: [],
}
const calendar = (given: Partial<Calendar> = {}): Calendar =>
  calendarSchema.parse({ hours: never, holidays: null, exceptions: [], ...given })
const hours = (from: string, until: string) => [{ from, until }]
const office = calendar({
  hours: {
    ...never,
    ...Object.fromEntries(
      weekdays.slice(0, 5).map((day) => [day, [...hours('08:00', '12:00'), ...hours('13:30', '17:30')]]),
    ),
  },
  holidays: 'france',
})
const daily = (from: string, until: string) =>
  calendar({
    hours: Object.fromEntries(weekdays.map((day) => [day, hours(from, until)])) as Calendar['hours'],
  })
const opened = (of: Calendar, from: string, until: string, zone = PARIS) =>
  openSpans(of, { from: at(from), until: at(until) }, zone).map((span) => [iso(span.from), iso(span.until)])

describe('the hours of an agency', () => {
  it('[OC-2] opens and closes by the clocks of its town', () => {
    expect(opened(office, '2026-11-27T00:00Z', '2026-11-30T00:00Z')).toEqual([
      ['2026-11-27T07:00', '2026-11-27T11:00'],
      ['2026-11-27T12:30', '2026-11-27T16:30'],
    ])
    expect(isOpen(office, at('2026-11-27T06:59:59Z'), PARIS)).toBe(false)
    expect(isOpen(office, at('2026-11-27T07:00:00Z'), PARIS)).toBe(true)
    expect(isOpen(office, at('2026-11-27T10:59:59Z'), PARIS)).toBe(true)
    expect(isOpen(office, at('2026-11-27T11:00:00Z'), PARIS)).toBe(false)
  })

  it('[OC-2] reaches over midnight, as part of the day it begins', () => {
    const night = calendar({ hours: { ...never, friday: hours('22:00', '02:00') } })
    expect(opened(night, '2026-11-28T00:30Z', '2026-11-28T00:31Z')).toEqual([
      ['2026-11-27T21:00', '2026-11-28T01:00'],
    ])
    expect(isOpen(night, at('2026-11-28T01:00Z'), PARIS)).toBe(false)
    expect(isOpen(night, at('2026-11-28T21:30Z'), PARIS)).toBe(false)
    const always = daily('00:00', '00:00')
    expect(
      openSpans(always, { from: at('2026-11-27T00:00Z'), until: at('2026-12-27T00:00Z') }, PARIS).length,
    ).toBe(1)
  })

  it.each([
    ['America/Martinique', '2026-07-01T12:00', '2026-07-01T16:00'],
    ['Indian/Reunion', '2026-07-01T04:00', '2026-07-01T08:00'],
    ['Pacific/Auckland', '2026-06-30T20:00', '2026-07-01T00:00'],
  ])('[OC-2] opens at eight in %s too', (zone, from, until) => {
    const [first] = opened(office, '2026-06-30T18:00Z', '2026-07-01T13:00Z', zone).filter(
      ([, end]) => end === until,
    )
    expect(first).toEqual([from, until])
  })

  it('[OC-3] is closed by a public holiday, on a Sunday too, where it keeps them', () => {
    const everyDay = daily('08:00', '12:00')
    const keeping = { ...everyDay, holidays: 'france' as const }
    // All Saints 2026 is a Sunday, Armistice Day a Wednesday.
    for (const day of ['2026-11-01', '2026-11-11', '2027-05-06', '2027-08-15']) {
      expect(isOpen(everyDay, at(`${day}T09:00Z`), PARIS)).toBe(true)
      expect(isOpen(keeping, at(`${day}T09:00Z`), PARIS)).toBe(false)
      expect(isOpen(office, at(`${day}T09:00Z`), PARIS)).toBe(false)
    }
  })

  it('[OC-3] keeps the hours that a date has of its own, over holidays, none of them included', () => {
    const reason = { fr: 'veille', en: 'eve' }
    const exceptional = {
      ...office,
      exceptions: [
        { date: '2026-12-24', hours: hours('08:00', '11:00'), reason },
        { date: '2026-12-25', hours: hours('10:00', '11:00'), reason },
        { date: '2026-12-28', hours: [], reason },
        { date: '2028-02-29', hours: hours('20:00', '21:00'), reason },
      ],
    }
    expect(opened(exceptional, '2026-12-24T00:00Z', '2026-12-29T00:00Z')).toEqual([
      ['2026-12-24T07:00', '2026-12-24T10:00'],
      ['2026-12-25T09:00', '2026-12-25T10:00'],
    ])
    expect(opened(exceptional, '2028-02-29T00:00Z', '2028-02-29T23:00Z')).toEqual([
      ['2028-02-29T19:00', '2028-02-29T20:00'],
    ])
    expect(opened(office, '2028-02-29T00:00Z', '2028-02-29T23:00Z').length).toBe(2)
    // A night that began before a closed day ends in it.
    const night = { ...daily('22:00', '06:00'), holidays: 'france' as const }
    expect(opened(night, '2026-12-24T22:00Z', '2026-12-25T23:00Z')).toEqual([
      ['2026-12-24T21:00', '2026-12-25T05:00'],
    ])
  })

  it.each([
    ['in spring, over the hour that is skipped', '01:00', '04:00', '2026-03-29', 2],
    ['in spring, to an hour that is skipped', '01:00', '02:30', '2026-03-29', 1.5],
    ['in autumn, over the hour that comes twice', '01:00', '04:00', '2026-10-25', 4],
    ['in autumn, to the first of two', '01:00', '02:30', '2026-10-25', 1.5],
    ['in autumn, from the first of two', '02:30', '04:00', '2026-10-25', 2.5],
    ['in spring a year later', '01:00', '04:00', '2027-03-28', 2],
    ['in autumn a year later', '01:00', '04:00', '2027-10-31', 4],
  ])('[OC-4] %s: %s to %s', (_what, from, until, date, long) => {
    const [span] = openSpans(
      daily(from, until),
      { from: at(`${date}T00:00Z`), until: at(`${date}T03:30Z`) },
      PARIS,
    )
    expect(((span?.until ?? 0) - (span?.from ?? 0)) / HOUR).toBe(long)
  })

  it('[OC-5] opens next after the night, the weekend, a holiday and a year of closed days', () => {
    const next = (of: Calendar, from: string) => iso(nextOpening(of, at(from), PARIS))
    expect(next(office, '2026-11-27T11:30Z')).toBe('2026-11-27T12:30')
    expect(next(office, '2026-11-27T12:30Z')).toBe('2026-11-30T07:00')
    expect(next(office, '2026-11-27T17:00Z')).toBe('2026-11-30T07:00')
    // Friday is Christmas Day.
    expect(next(office, '2026-12-24T17:00Z')).toBe('2026-12-28T07:00')
    expect(next(office, '2026-03-27T18:00Z')).toBe('2026-03-30T06:00')
    const reason = { fr: 'une fois', en: 'once' }
    const once = calendar({ exceptions: [{ date: '2027-11-27', hours: hours('08:00', '09:00'), reason }] })
    expect(next(once, '2026-11-27T12:00Z')).toBe('2027-11-27T07:00')
    expect(next(calendar(), '2026-11-27T12:00Z')).toBeNull()
    expect(next(daily('00:00', '00:00'), '2026-11-27T12:00Z')).toBeNull()
  })

  it.each([
    ['parts that overlap', [...hours('08:00', '12:00'), ...hours('11:00', '13:00')]],
    ['parts out of order', [...hours('13:00', '14:00'), ...hours('08:00', '09:00')]],
    ['a part after one over midnight', [...hours('22:00', '02:00'), ...hours('23:00', '23:30')]],
    ['an hour that is none', hours('24:00', '25:00')],
  ])('[OC-2] refuses %s', (_what, monday) => {
    expect(calendarSchema.safeParse({ ...calendar(), hours: { ...never, monday } }).success).toBe(false)
  })

  it('[OC-3] refuses a date that does not exist', () => {
    const exception = { date: '2027-02-29', hours: [], reason: { fr: 'x', en: 'x' } }
    expect(calendarSchema.safeParse({ ...calendar(), exceptions: [exception] }).success).toBe(false)
  })
})

describe('any hours at all', () => {
  const clock = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '15', '30', '45'))
    .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`)
  const dayHours = fc.uniqueArray(clock, { maxLength: 6 }).map((clocks) => {
    const sorted = clocks.sort().slice(0, clocks.length - (clocks.length % 2))
    return sorted.flatMap((from, index) => (index % 2 === 0 ? hours(from, sorted[index + 1] ?? '') : []))
  })
  const anyHours = fc.record({
    hours: fc.record(
      Object.fromEntries(weekdays.map((day) => [day, dayHours])) as Record<string, typeof dayHours>,
    ),
    zone: fc.constantFrom(PARIS, 'America/Martinique', 'Pacific/Auckland', 'Indian/Reunion'),
    day: fc.integer({ min: 20_000, max: 30_000 }),
  })

  it('[OC-2] give openings in order that never touch, and is open exactly in them', () => {
    fc.assert(
      fc.property(anyHours, fc.array(fc.nat(7 * 24 * 60), { maxLength: 20 }), (given, minutes) => {
        const of = calendarSchema.parse({ ...calendar(), hours: given.hours })
        const from = instantAt(given.day, '00:00', given.zone)
        const spans = openSpans(of, { from, until: instant(from + 8 * DAY) }, given.zone)
        for (const [index, span] of spans.entries()) {
          expect(span.from).toBeLessThan(span.until)
          expect(span.from).toBeGreaterThan(spans[index - 1]?.until ?? 0)
        }
        for (const minute of minutes) {
          const one = instant(from + minute * MINUTE)
          const held = spans.some((span) => span.from <= one && one < span.until)
          expect(isOpen(of, one, given.zone)).toBe(held)
          const next = nextOpening(of, one, given.zone)
          if (next !== null) {
            expect(isOpen(of, next, given.zone)).toBe(true)
            expect(isOpen(of, instant(next - 1), given.zone)).toBe(false)
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  it('[OC-4] are as long in a week as they say, but for the nights when clocks change', () => {
    fc.assert(
      fc.property(anyHours, ({ hours: given, zone, day }) => {
        const of = calendarSchema.parse({ ...calendar(), hours: given })
        const week = { from: instantAt(day, '00:00', zone), until: instantAt(day + 7, '00:00', zone) }
        const long = openSpans(of, week, zone).reduce(
          (sum, { from, until }) => sum + Math.min(until, week.until) - Math.max(from, week.from),
          0,
        )
        const said = weekdays.flatMap((one) => of.hours[one]).reduce((sum, part) => sum + lengthOf(part), 0)
        const change = week.until - week.from - 7 * DAY
        expect(Math.abs(long - said)).toBeLessThanOrEqual(Math.abs(change))
        expect(dayAt(week.from, zone)).toBe(day)
      }),
      { numRuns: 200 },
    )
  })
})

function lengthOf({ from, until }: { from: string; until: string }): number {
  const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
  return (minutes(until) - minutes(from)) * MINUTE
}
