import { after, type Instant, instant } from '../../shared/instant.ts'
import { wallInstant, wallTime } from '../../shared/wall-clock.ts'

/** When a day's work ends, and noon, on the town's clocks. */
const EVENING = 17
const NOON = 12
const HOUR_MS = 3_600_000

/**
 * Due dates that are offered by a key: this afternoon's end while that is an hour away or more, the next two working days
 * at noon, and a week on at noon. Saturdays and Sundays are skipped.
 */
export function dueChoices(now: Instant, timeZone: string): Instant[] {
  const at = (days: number, hour: number): Instant => {
    const { year, month, day } = wallTime(now, timeZone)
    const midday = Date.UTC(year, month - 1, day + days, 12)
    const date = new Date(midday)
    const wall = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
    return instant(wallInstant({ ...wall, hour, minute: 0, second: 0 }, timeZone) ?? midday)
  }
  const isWorkday = (days: number) => {
    const { year, month, day } = wallTime(now, timeZone)
    return ![0, 6].includes(new Date(Date.UTC(year, month - 1, day + days)).getUTCDay())
  }
  const workdays = [1, 2, 3, 4, 5, 6, 7].filter(isWorkday)
  const evening = at(0, EVENING)
  const today = isWorkday(0) && evening >= after(now, HOUR_MS) ? [evening] : []
  const [next = 1, following = 2] = workdays
  const week = [7, 8, 9].find(isWorkday) ?? 7
  return [...today, at(next, NOON), at(following, NOON), at(week, NOON)]
}
