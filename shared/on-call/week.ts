import { z } from 'zod'
import { DAY, type Instant, instant } from '../instant.ts'
import { civilDate, dayNumber, wallInstant, wallTime, weekday } from '../wall-clock.ts'
import { clockSchema, dayAt, instantAt, weekdays } from './calendar.ts'
import type { Rota } from './rota.ts'
import { common, type Span } from './span.ts'
import type { TurnPlan } from './turn.ts'

/** When one on-call week gives way to the next, on the town's clocks: « friday, 12:00 ». */
export const changeOverSchema = z.strictObject({ day: z.enum(weekdays), at: clockSchema })
export type ChangeOver = z.infer<typeof changeOverSchema>

/** The on-call week around an instant, and those that follow it: `count` in all, each from change-over to change-over. */
export function onCallWeeks(
  at: Instant,
  count: number,
  { day, at: clock }: ChangeOver,
  timeZone: string,
): Span[] {
  const today = dayAt(at, timeZone)
  const latest = today - ((weekday(today) - weekdays.indexOf(day) + 7) % 7)
  // Its clock has perhaps not come yet on the very day.
  const first = instantAt(latest, clock, timeZone) <= at ? latest : latest - 7
  return Array.from({ length: count }, (_one, index) => ({
    from: instantAt(first + 7 * index, clock, timeZone),
    until: instantAt(first + 7 * (index + 1), clock, timeZone),
  }))
}

/** The same day of the week and the same clock so many weeks later, over changes of hour. */
export function weeksLater(at: Instant, weeks: number, timeZone: string): Instant {
  const { hour, minute, second, ...date } = wallTime(at, timeZone)
  const found = wallInstant({ ...civilDate(dayNumber(date) + 7 * weeks), hour, minute, second }, timeZone)
  return found === null ? instant(at + weeks * 7 * DAY) : instant(found + (at % 1000))
}

/**
 * What a week's turns come to in the weeks after it: the same people at the same clocks, but where there is a turn in
 * that place already. Without swaps, which were of that week.
 */
export function copiedForward(rota: Rota, week: Span, weeks: number, timeZone: string): TurnPlan[] {
  const pattern = rota.filter(({ from }) => week.from <= from && from < week.until)
  const copies: TurnPlan[] = []
  for (let ahead = 1; ahead <= weeks; ahead += 1) {
    for (const { domain, order, personId, from, until } of pattern) {
      const later = {
        from: weeksLater(from, ahead, timeZone),
        until: weeksLater(until, ahead, timeZone),
      }
      const copy: TurnPlan = { domain, order, personId, ...later }
      const taken = [...rota, ...copies].some(
        (other) => other.domain === domain && other.order === order && common(other, later) !== null,
      )
      if (!taken) copies.push(copy)
    }
  }
  return copies
}
