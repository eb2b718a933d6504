import Holidays from 'date-holidays'
import { expect, it } from 'vitest'
import { DAY } from '../instant.ts'
import { civilDate, dayNumber } from '../wall-clock.ts'
import { frenchHoliday } from './holidays.ts'

const isoOf = (day: number) => new Date(day * DAY).toISOString().slice(0, 10)

it('[OC-1] are those of date-holidays, year by year from 2000 to 2059, Alsace and Moselle being another region there', () => {
  const peer = new Holidays('FR')
  for (let year = 2000; year < 2060; year += 1) {
    const first = dayNumber({ year, month: 1, day: 1 })
    const ours = Array.from({ length: 366 }, (_one, index) => first + index)
      .filter((day) => civilDate(day).year === year && frenchHoliday(day) !== null)
      .map(isoOf)
    const theirs = peer
      .getHolidays(year)
      .filter(({ type }) => type === 'public')
      .map(({ date }) => date.slice(0, 10))
    expect([year, ours]).toEqual([year, [...new Set(theirs)].sort()])
  }
})
