import { z } from 'zod'

/** A moment, in whole milliseconds since 1970-01-01T00:00:00Z. Deadlines are instants; what remains is derived. */
export const instantSchema = z.int().min(0).max(8_640_000_000_000_000).brand<'Instant'>()
export type Instant = z.infer<typeof instantSchema>

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** Milliseconds since 1970 as an `Instant`; fractions are dropped. */
export function instant(milliseconds: number): Instant {
  return Math.trunc(milliseconds) as Instant
}

/** The instant `milliseconds` after `from`. */
export function after(from: Instant, milliseconds: number): Instant {
  return instant(from + milliseconds)
}
