import { type Instant, instant } from '../../shared/instant.ts'
import { twoDigits } from '../../shared/typography.ts'
import { isoDate, wallInstant, wallTime } from '../../shared/wall-clock.ts'

/** What a field of date and hour shows of an instant, on the town's clocks: « 2026-12-04T12:00 ». */
export function toLocalInput(at: number, timeZone: string): string {
  const { hour, minute, ...date } = wallTime(at, timeZone)
  return `${isoDate(date)}T${twoDigits(hour)}:${twoDigits(minute)}`
}

/** The instant that such a field says; null where it is empty or no such date exists. */
export function fromLocalInput(text: string, timeZone: string): Instant | null {
  const [, ...parts] = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/.exec(text) ?? []
  const [year, month, day, hour, minute] = parts.map(Number)
  if (year === undefined || month === undefined || day === undefined) return null
  const found = wallInstant({ year, month, day, hour: hour ?? 0, minute: minute ?? 0, second: 0 }, timeZone)
  return found === null || found < 0 ? null : instant(found)
}
