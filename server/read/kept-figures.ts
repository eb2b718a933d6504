import type { Days } from '../../shared/figures/days.ts'
import type { Figures } from '../../shared/figures/figures.ts'
import { type Instant, MINUTE, SECOND } from '../../shared/instant.ts'

/** What waits goes on waiting though nothing happens. */
const LONGEST = MINUTE
/** In a hall where something happens every second, figures need not be reckoned as often. */
const SHORTEST = 5 * SECOND
const MOST = 50

interface Kept {
  seq: number
  at: Instant
  figures: Promise<Figures>
}

/**
 * Figures are kept while the head of the log stands still, a minute at most and five seconds in any case; those who ask
 * meanwhile share one answer, and one reckoning.
 */
export class KeptFigures {
  private readonly kept = new Map<string, Kept>()

  constructor(
    private readonly read: (days: Days) => Promise<Figures>,
    private readonly head: () => number,
    private readonly now: () => Instant,
  ) {}

  of(days: Days): Promise<Figures> {
    const key = `${days.from} ${days.to}`
    const [seq, at] = [this.head(), this.now()]
    const before = this.kept.get(key)
    if (before !== undefined) {
      const age = at - before.at
      if (age < SHORTEST || (before.seq === seq && age < LONGEST)) return before.figures
    }
    const figures = this.read(days)
    this.kept.delete(key)
    this.kept.set(key, { seq, at, figures })
    figures.catch(() => {
      if (this.kept.get(key)?.figures === figures) this.kept.delete(key)
    })
    const [oldest] = this.kept.keys()
    if (this.kept.size > MOST && oldest !== undefined) this.kept.delete(oldest)
    return figures
  }
}
