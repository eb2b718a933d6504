import { HOUR, type Instant, instant, MINUTE, SECOND } from '../instant.ts'
import { wallTime } from '../wall-clock.ts'
import { dayAt } from './days.ts'

/** When each hour begins that the clocks of a town show from `from` to `until`: 23 of them or 25 when clocks change. */
export function hoursOf({ from, until }: { from: Instant; until: Instant }, timeZone: string): Instant[] {
  const hours: Instant[] = []
  for (let at = from; at < until; ) {
    hours.push(at)
    const { minute, second } = wallTime(at, timeZone)
    at = instant(at + HOUR - minute * MINUTE - second * SECOND)
  }
  return hours
}

/** An hour as clocks show it: from 0 to 23, and whether it is the second of two, in autumn. */
export interface ClockHour {
  day: string
  hour: number
  again: boolean
}

/** What the clocks of a town show when these hours begin, which follow each other. */
export function clockHours(hours: readonly Instant[], timeZone: string): ClockHour[] {
  let before: ClockHour | undefined
  return hours.map((at) => {
    const { hour } = wallTime(at, timeZone)
    before = { day: dayAt(at, timeZone), hour, again: before?.hour === hour }
    return before
  })
}
