/** What one message told of the server's clock: `offset`, that clock minus this device's, both in milliseconds, at `at` on the latter. */
export interface Reading {
  at: number
  offset: number
}

/** As many as NTP's clock filter keeps; of heartbeats, those of 16 s. */
const MOST_READINGS = 8
/** Older ones say nothing more: clocks drift, and are set. */
const OLDEST_MS = 60_000

/** The readings with one more, of the server's instant `told` that was heard at `now`; what has become too old is left out. */
export function withReading(readings: readonly Reading[], told: number, now: number): readonly Reading[] {
  const recent = readings.filter(({ at }) => at <= now && now - at <= OLDEST_MS)
  return [...recent, { at: now, offset: told - now }].slice(-MOST_READINGS)
}

/**
 * The server's clock minus this device's. What comes late can only make the server's clock look slow, so of recent
 * readings the highest came with the least delay; 0 where there is none.
 */
export function clockOffsetOf(readings: readonly Reading[]): number {
  return readings.length === 0 ? 0 : Math.max(...readings.map(({ offset }) => offset))
}
