import { z } from 'zod'
import { HOUR, type Instant, instant, MINUTE } from '../../shared/instant.ts'
import type { Random } from './random.ts'

/** How calls spread over a week: a factor a day, Monday first, and the share of each hour of a day. */
export const dayCurveSchema = z.object({
  weekdayFactor: z.array(z.number().positive()).length(7),
  hourlyShare: z.object({
    weekday: z.array(z.number().positive()).length(24),
    weekend: z.array(z.number().positive()).length(24),
  }),
})
export type DayCurve = z.infer<typeof dayCurveSchema>

/** Tickets that the hotline sends to the PC Radio on an average day: 20 % of 1,100 calls. */
export const TICKETS_A_DAY = 220
/**
 * How much busier the demonstration is than the real thing: at ×1 a ticket comes every 20 to 40 s in the daytime,
 * where the city has one every four or five minutes. Nobody would watch that.
 */
export const demonstrationFactor = 10

/** Where an instant falls in the city's own day. */
export interface LocalHour {
  /** 0 to 23. */
  hour: number
  /** 0 is Monday. */
  weekday: number
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const formats = new Map<string, Intl.DateTimeFormat>()

/** The local hour and weekday of an instant; `timeZone` is an IANA name. */
export function localHour(at: number, timeZone: string): LocalHour {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23', weekday: 'short' })
  formats.set(timeZone, format)
  const parts = format.formatToParts(at)
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? ''
  return { hour: Number(part('hour')), weekday: WEEKDAYS.indexOf(part('weekday')) }
}

/** Tickets an hour at an instant, `busy` times the real rate: peaks on Monday and Tuesday, no quiet hour. */
export function arrivalsAnHour(curve: DayCurve, at: number, timeZone: string, busy: number): number {
  const { hour, weekday } = localHour(at, timeZone)
  const shares = weekday >= 5 ? curve.hourlyShare.weekend : curve.hourlyShare.weekday
  return TICKETS_A_DAY * busy * (curve.weekdayFactor[weekday] ?? 1) * (shares[hour] ?? 0)
}

/** Local hours begin on a quarter of an hour everywhere, so the rate is constant within one. */
const STEP = 15 * MINUTE

/**
 * When the next ticket comes after `from`: a Poisson process whose rate follows the curve, through the hours, so that
 * a wait that begins in a quiet hour does not outlast it.
 */
export function nextArrival(
  random: Random,
  curve: DayCurve,
  from: Instant,
  timeZone: string,
  busy: number,
): Instant {
  let expected = -Math.log(1 - random())
  for (let at: number = from; ; ) {
    const end = (Math.floor(at / STEP) + 1) * STEP
    const rate = arrivalsAnHour(curve, at, timeZone, busy) / HOUR
    if (rate * (end - at) >= expected) return instant(at + expected / rate)
    expected -= rate * (end - at)
    at = end
  }
}
