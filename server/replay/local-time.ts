/** « 04/12/2018 11:11:26 AM » */
const AMERICAN = /^(\d{2})\/(\d{2})\/(\d{4}) (\d{2}):(\d{2}):(\d{2}) (AM|PM)$/

/**
 * The instant, in milliseconds since 1970, of a wall clock's « MM/DD/YYYY hh:mm:ss AM » in a time zone; null for
 * anything else, a date that does not exist included. An hour that comes twice in autumn counts as the first; one that
 * is skipped in spring counts as the hour after it.
 */
export function localInstant(text: string, timeZone: string): number | null {
  const [, month, day, year, hour12, minute, second, half] = AMERICAN.exec(text.trim()) ?? []
  if (hour12 === undefined || Number(hour12) < 1 || Number(hour12) > 12) return null
  const hour = (Number(hour12) % 12) + (half === 'PM' ? 12 : 0)
  const wall = Date.UTC(Number(year), Number(month) - 1, Number(day), hour, Number(minute), Number(second))
  const exists =
    new Date(wall).getUTCDate() === Number(day) && new Date(wall).getUTCMonth() === Number(month) - 1
  if (!exists || Number(minute) > 59 || Number(second) > 59) return null
  // The offset before a change gives the first of two; where neither fits, the hour was skipped.
  const [before, after] = [offsetAt(wall - DAY, timeZone), offsetAt(wall + DAY, timeZone)]
  const fits = [before, after].find((offset) => offsetAt(wall - offset, timeZone) === offset)
  return wall - (fits ?? before)
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
