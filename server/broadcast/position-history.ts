import type { Database } from '../db/pool.ts'
import { type PastFix, savePositionHistory } from '../projection/position-history.ts'
import { SteadyWork } from './steady-work.ts'

/** So often that a kill, with what is being written and what is not read yet, loses no more than the last second. */
const EVERY_MS = 400
const LARGEST_BATCH = 5_000
/** What may wait for a database that is away: twenty minutes of 60 crews at one fix every five seconds, many times over. */
const MOST_WAITING = 200_000

/** Keeps every fix of crews on duty, some at a time. */
export class PositionHistory {
  private waiting: PastFix[] = []
  private readonly work: SteadyWork

  constructor(
    private readonly database: Database,
    onFault: (error: unknown, what: string) => void,
  ) {
    this.work = new SteadyWork(
      () => this.store(),
      EVERY_MS,
      (error) => onFault(error, 'the history of positions could not be stored; it is tried again and again'),
    )
  }

  add(fix: PastFix): void {
    if (this.waiting.length < MOST_WAITING) this.waiting.push(fix)
    else this.work.fail(new Error(`${MOST_WAITING} fixes wait to be stored already.`))
  }

  /** Settles when what waited is stored, or when that failed and will be tried again; never rejects. */
  flush(): Promise<void> {
    return this.work.flush()
  }

  /** Stores what is left, and stops. */
  stop(): Promise<void> {
    return this.work.stop()
  }

  private async store(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.slice(0, LARGEST_BATCH)
      await savePositionHistory(this.database, batch)
      this.waiting.splice(0, batch.length)
    }
  }
}
