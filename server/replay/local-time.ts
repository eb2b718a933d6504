import { wallInstant } from '../../shared/wall-clock.ts'

/** « 04/12/2018 11:11:26 AM » */
const AMERICAN = /^(\d{2})\/(\d{2})\/(\d{4}) (\d{2}):(\d{2}):(\d{2}) (AM|PM)$/

/**
 * The instant, in milliseconds since 1970, of a wall clock's « MM/DD/YYYY hh:mm:ss AM » in a time zone; null for
 * anything else, a date that does not exist included. Which of two hours, or which for none: `wallInstant` says it.
 */
export function localInstant(text: string, timeZone: string): number | null {
  const [, month, day, year, hour12, minute, second, half] = AMERICAN.exec(text.trim()) ?? []
  if (hour12 === undefined || Number(hour12) < 1 || Number(hour12) > 12) return null
  const hour = (Number(hour12) % 12) + (half === 'PM' ? 12 : 0)
  const [y, m, d] = [Number(year), Number(month), Number(day)]
  return wallInstant(
    { year: y, month: m, day: d, hour, minute: Number(minute), second: Number(second) },
    timeZone,
  )
}
