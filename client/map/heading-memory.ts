/** Below this a receiver's heading is noise. */
const TRUSTED_METRES_A_SECOND = 1
const KEPT_SECONDS = 60

/** Where each crew was last heading: one that stops keeps pointing there for a minute, and is then drawn still. */
export class HeadingMemory {
  private readonly last = new Map<string, { heading: number; at: number }>()

  /**
   * The heading to draw mark `id` with at `now`, in degrees clockwise from north; null draws it still.
   * `speed` in m/s, null where the device does not tell; `now` in seconds of any clock.
   */
  of(id: string, heading: number | null, speed: number | null, now: number): number | null {
    const moving = speed === null || speed > TRUSTED_METRES_A_SECOND
    if (heading !== null && moving) {
      this.last.set(id, { heading, at: now })
      return heading
    }
    const kept = this.last.get(id)
    return kept !== undefined && now - kept.at < KEPT_SECONDS ? kept.heading : null
  }

  /** Forgets every mark but those of `ids`. */
  keep(ids: ReadonlySet<string>): void {
    for (const id of this.last.keys()) if (!ids.has(id)) this.last.delete(id)
  }
}
