import { DAY, HOUR, type Instant, instant, MINUTE } from '../../shared/instant.ts'

/** How often another town is asked what became of a request, by how long ago it was handed over; then no more. */
const PACE = [
  { until: DAY, every: 10 * MINUTE },
  { until: 7 * DAY, every: HOUR },
  { until: 90 * DAY, every: 6 * HOUR },
] as const

/**
 * When it is asked next; null: never again. On whole multiples, so that what is due is due together, and asked in one
 * request.
 */
export function nextAsk(handedAt: Instant, now: Instant): Instant | null {
  const every = PACE.find(({ until }) => now - handedAt < until)?.every
  return every === undefined ? null : instant((Math.floor(now / every) + 1) * every)
}
