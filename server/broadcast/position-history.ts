import type { Database } from '../db/pool.ts'
import { type PastFix, savePositionHistory } from '../projection/position-history.ts'

const EVERY_MS = 1_000
const LARGEST_BATCH = 5_000
/** What may wait for a database that is away: twenty minutes of 60 crews at one fix every five seconds, many times over. */
const MOST_WAITING = 200_000
/** While the database is away, it is told once a minute, not at every attempt. */
const ATTEMPTS_BETWEEN_FAULTS = 60

/** Keeps every fix of crews on duty, a second's worth at a time. */
export class PositionHistory {
  private waiting: PastFix[] = []
  private working: Promise<void> | null = null
  private failures = 0
  private readonly timer: NodeJS.Timeout

  constructor(
    private readonly database: Database,
    private readonly onFault: (error: unknown, what: string) => void,
  ) {
    this.timer = setInterval(() => this.flush(), EVERY_MS)
  }

  add(fix: PastFix): void {
    if (this.waiting.length < MOST_WAITING) this.waiting.push(fix)
    else this.fail(new Error(`${MOST_WAITING} fixes wait to be stored already.`))
  }

  /** Settles when what waited is stored, or when that failed and will be tried again; never rejects. */
  flush(): Promise<void> {
    this.working ??= this.work().finally(() => {
      this.working = null
    })
    return this.working
  }

  /** Stores what is left, and stops. */
  async stop(): Promise<void> {
    clearInterval(this.timer)
    await this.working
    await this.flush()
  }

  private async work(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.slice(0, LARGEST_BATCH)
      try {
        await savePositionHistory(this.database, batch)
      } catch (error) {
        return this.fail(error)
      }
      this.waiting.splice(0, batch.length)
      this.failures = 0
    }
  }

  private fail(error: unknown): void {
    if (this.failures % ATTEMPTS_BETWEEN_FAULTS === 0)
      this.onFault(error, 'the history of positions could not be stored; trying again every second')
    this.failures += 1
  }
}
