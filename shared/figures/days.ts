import { DAY, type Instant, instant } from '../instant.ts'
import { civilDate, dayNumber, isoDate, wallInstant, wallTime } from '../wall-clock.ts'

/** Days of a town, from the first to the last, both included: « 2026-11-27 ». */
export interface Days {
  from: string
  to: string
}

/** A question reaches over no more days than this, whatever years are kept. */
export const MOST_DAYS = 31

export type DaysProblem = 'malformed' | 'backwards' | 'too_long' | 'to_come'

/** Why no figures can be told of such days, as texts from outside give them; null where they can. */
export function problemOfDays({ from, to }: Days, today: string): DaysProblem | null {
  const [first, last, now] = [from, to, today].map(numberOf)
  if (first == null || last == null || now == null) return 'malformed'
  if (last < first) return 'backwards'
  if (last > now) return 'to_come'
  return last - first >= MOST_DAYS ? 'too_long' : null
}

/** The day that it is at an instant on the clocks of a town. */
export function dayAt(at: Instant, timeZone: string): string {
  return isoDate(wallTime(at, timeZone))
}

/** How many days there are; 1 for one that is its own end. */
export function lengthOf({ from, to }: Days): number {
  return (numberOf(to) ?? 0) - (numberOf(from) ?? 0) + 1
}

/** As many days, before (-1) or after (1), but none to come: the last ones up to today. */
export function neighbours(days: Days, step: -1 | 1, today: string): Days {
  const length = lengthOf(days)
  const moved = (numberOf(days.to) ?? 0) + step * length
  const to = Math.min(moved, numberOf(today) ?? moved)
  return { from: isoDate(civilDate(to - length + 1)), to: isoDate(civilDate(to)) }
}

/** From the beginning of the first day to the end of the last; throws for days with a problem, which is a fault of ours. */
export function spanOf({ from, to }: Days, timeZone: string): { from: Instant; until: Instant } {
  return { from: beginOf(from, 0, timeZone), until: beginOf(to, 1, timeZone) }
}

function beginOf(day: string, later: number, timeZone: string): Instant {
  const number = numberOf(day)
  if (number === null) throw new Error(`« ${day} » is no day.`)
  const midnight = { ...civilDate(number + later), hour: 0, minute: 0, second: 0 }
  return instant(wallInstant(midnight, timeZone) ?? (number + later) * DAY)
}

/** Days from 1970-01-01; null for a text that is no day of the calendar. */
function numberOf(day: string): number | null {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? []
  const number = dayNumber({ year: Number(year), month: Number(month), day: Number(date) })
  return Number.isNaN(number) || isoDate(civilDate(number)) !== day ? null : number
}
