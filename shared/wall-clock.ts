import { z } from 'zod'
import { DAY, HOUR, MINUTE, SECOND } from './instant.ts'
import { twoDigits } from './typography.ts'

/** A day of the Gregorian calendar; the month counts from 1. */
export interface CivilDate {
  year: number
  month: number
  day: number
}

/** What a clock on the wall shows. */
export interface WallTime extends CivilDate {
  hour: number
  minute: number
  second: number
}

/** Days from 1970-01-01 to a date. Howard Hinnant, « chrono-compatible low-level date algorithms ». */
export function dayNumber({ year, month, day }: CivilDate): number {
  const fromMarch = month > 2 ? year : year - 1
  const era = Math.floor(fromMarch / 400)
  const yearOfEra = fromMarch - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** The date so many days after 1970-01-01. */
export function civilDate(number: number): CivilDate {
  const era = Math.floor((number + 719_468) / 146_097)
  const dayOfEra = number + 719_468 - era * 146_097
  const leapDays =
    Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096)
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
  const day = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day }
}

/** The day of the week of a date so many days after 1970-01-01: 0 is Monday, 6 Sunday. */
export function weekday(number: number): number {
  return (((number + 3) % 7) + 7) % 7
}

/**
 * The instant, in milliseconds since 1970, at which clocks of a time zone show `time`; null for a date or an hour that
 * does not exist. An hour that comes twice in autumn counts as the first; one that is skipped in spring counts as the
 * hour after it. RFC 5545, 3.3.5, has it so.
 */
export function wallInstant(time: WallTime, timeZone: string): number | null {
  const { hour, minute, second } = time
  const wall = millisecondsOf(time)
  const { year, month, day } = civilDate(dayNumber(time))
  const exists = year === time.year && month === time.month && day === time.day
  if (!exists || hour > 23 || minute > 59 || second > 59) return null
  // The offset before a change gives the first of two; where neither fits, the hour was skipped.
  const [before, after] = [offsetAt(wall - DAY, timeZone), offsetAt(wall + DAY, timeZone)]
  const fits = [before, after].find((offset) => offsetAt(wall - offset, timeZone) === offset)
  return wall - (fits ?? before)
}

/** « 2026-12-04 ». */
export function isoDate({ year, month, day }: CivilDate): string {
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`
}

/** What clocks of a time zone show at an instant, in milliseconds since 1970. */
export function wallTime(at: number, timeZone: string): WallTime {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  formats.set(timeZone, format)
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return { year, month, day, hour, minute, second }
}

/** When the day of an instant began on the clocks of a time zone, in milliseconds since 1970. */
export function startOfDay(at: number, timeZone: string): number {
  const { year, month, day } = wallTime(at, timeZone)
  return wallInstant({ year, month, day, hour: 0, minute: 0, second: 0 }, timeZone) ?? at
}

const formats = new Map<string, Intl.DateTimeFormat>()

function millisecondsOf({ hour, minute, second, ...date }: WallTime): number {
  return dayNumber(date) * DAY + hour * HOUR + minute * MINUTE + second * SECOND
}

/** How far ahead of UTC a zone is at an instant, in milliseconds. */
function offsetAt(at: number, timeZone: string): number {
  return millisecondsOf(wallTime(at, timeZone)) - Math.floor(at / 1000) * 1000
}

/** The name of a time zone that this machine knows. */
export const timeZoneSchema = z
  .string()
  .refine(isTimeZone, 'is no time zone: give a name such as Europe/Paris')

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
