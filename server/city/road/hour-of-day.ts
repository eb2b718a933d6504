import type { Instant } from '../../../shared/instant.ts'

/** The hour of the day, 0 to 23, in a time zone such as Europe/Paris. Throws a RangeError for one that does not exist. */
export function hourOfDay(timeZone: string): (at: Instant) => number {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: 'numeric', hourCycle: 'h23' })
  return (at) => Number(format.format(at))
}
