import { keysOf } from '../keys-of.ts'
import { civilDate, dayNumber } from '../wall-clock.ts'

/** The eleven public holidays of France (Code du travail, L3133-1); those of Alsace and Moselle alone are not among them. */
const FIXED = {
  new_year: [1, 1],
  labour_day: [5, 1],
  victory_1945: [5, 8],
  national_day: [7, 14],
  assumption: [8, 15],
  all_saints: [11, 1],
  armistice_1918: [11, 11],
  christmas: [12, 25],
} as const
/** Days after Easter Sunday. */
const MOVABLE = { easter_monday: 1, ascension: 39, whit_monday: 50 } as const

export type Holiday = keyof typeof FIXED | keyof typeof MOVABLE

export const holidays: readonly Holiday[] = [...keysOf(FIXED), ...keysOf(MOVABLE)]

/** The public holiday of France that falls on a day, counted from 1970-01-01; null where none does. */
export function frenchHoliday(day: number): Holiday | null {
  const date = civilDate(day)
  const afterEaster = day - easter(date.year)
  for (const holiday of keysOf(FIXED)) {
    const [month, dayOfMonth] = FIXED[holiday]
    if (month === date.month && dayOfMonth === date.day) return holiday
  }
  return keysOf(MOVABLE).find((holiday) => MOVABLE[holiday] === afterEaster) ?? null
}

/** Easter Sunday of a year, in days since 1970-01-01: the anonymous Gregorian algorithm (Meeus, Jones, Butcher). */
function easter(year: number): number {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const yearOfCentury = year % 100
  const skipped =
    century - Math.floor(century / 4) - Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const epact = (19 * golden + skipped + 15) % 30
  const toSunday =
    (32 + 2 * (century % 4) + 2 * Math.floor(yearOfCentury / 4) - epact - (yearOfCentury % 4)) % 7
  const correction = Math.floor((golden + 11 * epact + 22 * toSunday) / 451)
  const fromMarch = epact + toSunday - 7 * correction + 114
  return dayNumber({ year, month: Math.floor(fromMarch / 31), day: (fromMarch % 31) + 1 })
}
