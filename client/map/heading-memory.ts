/** Below this a receiver's heading is noise. */
const TRUSTED_METRES_A_SECOND = 1
const KEPT_SECONDS = 60

/** Where a crew was last heading: one that stops keeps pointing there for a minute, and is then drawn still. */
export class HeadingMemory {
  private heading: number | null = null
  private at = 0

  /**
   * The heading to draw it with at `now`, in degrees clockwise from north; null draws it still.
   * `speed` in m/s, null where the device does not tell; `now` in seconds of any clock.
   */
  of(heading: number | null, speed: number | null, now: number): number | null {
    const moving = speed === null || speed > TRUSTED_METRES_A_SECOND
    if (heading !== null && moving) {
      this.heading = heading
      this.at = now
      return heading
    }
    return now - this.at < KEPT_SECONDS ? this.heading : null
  }
}
