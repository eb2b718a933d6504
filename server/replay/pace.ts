import { setTimeout as pause } from 'node:timers/promises'

/** Lets things through one at a time, evenly, at most so many a second: a server cuts off who sends more. */
export class Pace {
  private nextAt = 0

  constructor(private readonly perSecond: number) {}

  /** Settles when it is the caller's turn. */
  async turn(): Promise<void> {
    const now = performance.now()
    const at = Math.max(now, this.nextAt)
    this.nextAt = at + 1000 / this.perSecond
    if (at > now) await pause(at - now)
  }
}
