import type { LonLat } from '../../shared/geo.ts'
import { type Instant, instant, MINUTE, SECOND } from '../../shared/instant.ts'

/** A place a crew passed, and when, on the server's clock. */
export interface Step extends LonLat {
  at: Instant
}

const TRAIL_MS = 5 * MINUTE
const STEP_MS = 3 * SECOND
const STEPS = TRAIL_MS / STEP_MS
const FIELDS = 3

/** Where a crew went in the last five minutes: a ring of 100 steps, 2.4 kB whatever the crew does. */
export class Trail {
  /** Each step as lon, lat, at; the oldest is overwritten. */
  private readonly ring = new Float64Array(STEPS * FIELDS)
  private steps = 0

  /** Takes a step, unless the last was less than three seconds before. */
  extend({ lon, lat, at }: Step): void {
    if (this.steps > 0 && at - this.step(this.steps - 1).at < STEP_MS) return
    const start = (this.steps % STEPS) * FIELDS
    this.ring[start] = lon
    this.ring[start + 1] = lat
    this.ring[start + 2] = at
    this.steps += 1
  }

  /** Begins anew: what came before does not lead here. */
  restart(): void {
    this.steps = 0
  }

  /** The steps of the five minutes before `now`, the oldest first. */
  since(now: Instant): Step[] {
    const kept = Math.min(this.steps, STEPS)
    return Array.from({ length: kept }, (_, index) => this.step(this.steps - kept + index)).filter(
      ({ at }) => at > now - TRAIL_MS,
    )
  }

  private step(index: number): Step {
    const { ring } = this
    const start = (index % STEPS) * FIELDS
    return { lon: ring[start] ?? 0, lat: ring[start + 1] ?? 0, at: instant(ring[start + 2] ?? 0) }
  }
}
