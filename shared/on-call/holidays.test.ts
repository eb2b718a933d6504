import { describe, expect, it } from 'vitest'
import { DAY } from '../instant.ts'
import { civilDate, dayNumber, weekday } from '../wall-clock.ts'
import { frenchHoliday } from './holidays.ts'

const dayOf = (date: string) => Date.parse(date) / DAY
const on = (date: string) => frenchHoliday(dayOf(date))
const yearOf = (year: number) => {
  const first = dayNumber({ year, month: 1, day: 1 })
  const count = dayNumber({ year: year + 1, month: 1, day: 1 }) - first
  return Array.from({ length: count }, (_one, index) => first + index)
}

describe('[OC-1] the public holidays of France', () => {
  it.each([
    ['2026-04-06', 'easter_monday'],
    ['2026-05-14', 'ascension'],
    ['2026-05-25', 'whit_monday'],
    ['2024-04-01', 'easter_monday'],
    ['2024-05-09', 'ascension'],
    ['2024-05-20', 'whit_monday'],
    // The earliest and the latest Easters of the century around.
    ['2008-03-24', 'easter_monday'],
    ['2038-04-26', 'easter_monday'],
    ['2026-11-01', 'all_saints'],
    ['2027-08-15', 'assumption'],
    ['2026-12-25', 'christmas'],
  ] as const)('%s is %s', (date, holiday) => {
    expect(on(date)).toBe(holiday)
  })

  it.each(['2026-04-03', '2026-12-26', '2026-04-05', '2026-05-24', '2028-02-29', '2026-11-02'])(
    '%s is none, Alsace and Moselle being another law, and a Sunday no holiday by itself',
    (date) => {
      expect(on(date)).toBeNull()
    },
  )

  it('are eleven a year, two of which may fall on one day', () => {
    for (let year = 1980; year < 2100; year += 1) {
      const found = yearOf(year).filter((day) => frenchHoliday(day) !== null)
      // Ascension on Labour Day or on 8 May.
      const twice = ['05-01', '05-08'].filter((date) => {
        const whitMonday = yearOf(year).find((day) => frenchHoliday(day) === 'whit_monday') ?? 0
        return dayOf(`${year}-${date}`) === whitMonday - 11
      })
      expect([year, found.length]).toEqual([year, 11 - twice.length])
      const movable = found.filter((day) => {
        const holiday = frenchHoliday(day) ?? ''
        return ['easter_monday', 'ascension', 'whit_monday'].includes(holiday)
      })
      expect(new Set(movable.map(weekday))).toEqual(new Set(twice.length > 0 ? [0] : [0, 3]))
      expect(movable.every((day) => civilDate(day).month >= 3)).toBe(true)
    }
  })
})
