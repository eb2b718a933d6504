import { z } from 'zod'
import { after, DAY, type Instant, instant } from '../instant.ts'
import { localizedSchema } from '../text.ts'
import { civilDate, dayNumber, isoDate, wallInstant, wallTime, weekday } from '../wall-clock.ts'
import { frenchHoliday } from './holidays.ts'
import { holds, joined, type Span } from './span.ts'

export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const

/** « 08:30 », a clock on the wall. */
export const clockSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'an hour such as 08:30')
const dateSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'a date such as 2026-12-24')
  .refine((text) => isoDate(civilDate(dayOf(text))) === text, 'a date that exists')

/** A part of a day. One that ends no later than it begins reaches over midnight, and is of the day on which it begins. */
const hoursSchema = z
  .array(z.strictObject({ from: clockSchema, until: clockSchema }))
  .max(6)
  .refine(
    (spans) => spans.slice(1).every(({ from }, index) => follows(from, spans[index])),
    'in order, one ending before the next begins, the last alone over midnight',
  )
type Hours = z.infer<typeof hoursSchema>

function follows(from: string, before: { from: string; until: string } | undefined): boolean {
  return before !== undefined && before.from < before.until && before.until <= from
}

/** When an agency is open, on the clocks of its town. */
export const calendarSchema = z.strictObject({
  hours: z.strictObject({
    monday: hoursSchema,
    tuesday: hoursSchema,
    wednesday: hoursSchema,
    thursday: hoursSchema,
    friday: hoursSchema,
    saturday: hoursSchema,
    sunday: hoursSchema,
  }),
  /** Whose public holidays close it; null: nobody's. */
  holidays: z.enum(['france']).nullable(),
  /** Days with hours of their own, none of them where it is closed. They stand over public holidays. */
  exceptions: z.array(z.strictObject({ date: dateSchema, hours: hoursSchema, reason: localizedSchema })),
})
export type Calendar = z.infer<typeof calendarSchema>

/** Further than any closing: a year, and a holiday. */
const LONGEST_CLOSED = 400 * DAY
const A_WEEK_ON = 8 * DAY

/** The openings that have a part in `within`, in order, none touching another; joined over midnight, and not cut. */
export function openSpans(calendar: Calendar, within: Span, timeZone: string): Span[] {
  const spans: Span[] = []
  // The day before may reach over midnight.
  const last = dayAt(within.until, timeZone)
  for (let day = dayAt(within.from, timeZone) - 1; day <= last; day += 1) {
    for (const { from, until } of hoursOf(calendar, day)) {
      spans.push({
        from: instantAt(day, from, timeZone),
        until: instantAt(until > from ? day : day + 1, until, timeZone),
      })
    }
  }
  return joined(spans).filter(({ from, until }) => from < within.until && until > within.from)
}

export function isOpen(calendar: Calendar, at: Instant, timeZone: string): boolean {
  return openSpans(calendar, { from: at, until: after(at, 1) }, timeZone).some((span) => holds(span, at))
}

/** When it opens next, after `at`; null where it does not close, or not open, for more than a year. */
export function nextOpening(calendar: Calendar, at: Instant, timeZone: string): Instant | null {
  for (const ahead of [A_WEEK_ON, LONGEST_CLOSED]) {
    const spans = openSpans(calendar, { from: at, until: after(at, ahead) }, timeZone)
    const next = spans.find(({ from }) => from > at)
    if (next !== undefined) return next.from
  }
  return null
}

/** The hours that begin on a day: those of its date, else none on a holiday, else those of its day of the week. */
function hoursOf({ hours, holidays, exceptions }: Calendar, day: number): Hours {
  const date = isoDate(civilDate(day))
  const exception = exceptions.find((one) => one.date === date)
  if (exception !== undefined) return exception.hours
  if (holidays === 'france' && frenchHoliday(day) !== null) return []
  return hours[weekdays[weekday(day)] ?? 'monday']
}

/** The day of an instant on the town's clocks, counted from 1970-01-01. */
export function dayAt(at: Instant, timeZone: string): number {
  return dayNumber(wallTime(at, timeZone))
}

/** The instant at which the town's clocks show « 08:30 » on a day. Which of two, or which for none: `wallInstant` says it. */
export function instantAt(day: number, clock: string, timeZone: string): Instant {
  const [hour = 0, minute = 0] = clock.split(':').map(Number)
  const found = wallInstant({ ...civilDate(day), hour, minute, second: 0 }, timeZone)
  if (found === null) throw new Error(`No clock shows ${clock}.`)
  return instant(found)
}

function dayOf(date: string): number {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  return dayNumber({ year, month, day })
}
