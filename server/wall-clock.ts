/** What a clock on the wall shows; the month counts from 1. */
export interface WallTime {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
}

/**
 * The instant, in milliseconds since 1970, at which clocks of a time zone show `time`; null for a date or an hour that
 * does not exist. An hour that comes twice in autumn counts as the first; one that is skipped in spring counts as the
 * hour after it.
 */
export function wallInstant(
  { year, month, day, hour, minute, second }: WallTime,
  timeZone: string,
): number | null {
  const wall = Date.UTC(year, month - 1, day, hour, minute, second)
  const exists = new Date(wall).getUTCDate() === day && new Date(wall).getUTCMonth() === month - 1
  if (!exists || hour > 23 || minute > 59 || second > 59) return null
  // The offset before a change gives the first of two; where neither fits, the hour was skipped.
  const [before, after] = [offsetAt(wall - DAY, timeZone), offsetAt(wall + DAY, timeZone)]
  const fits = [before, after].find((offset) => offsetAt(wall - offset, timeZone) === offset)
  return wall - (fits ?? before)
}

/** When the day of an instant began on the clocks of a time zone, in milliseconds since 1970. */
export function startOfDay(at: number, timeZone: string): number {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at)
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number)
  return wallInstant({ year, month, day: date, hour: 0, minute: 0, second: 0 }, timeZone) ?? at
}

const DAY = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

/** How far ahead of UTC a zone is at an instant, in milliseconds. */
function offsetAt(at: number, timeZone: string): number {
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
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000
}
