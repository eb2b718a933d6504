import { after, type Instant } from '../../shared/instant.ts'
import type { Database } from '../db/pool.ts'
import { backOff, type Patience } from './back-off.ts'
import { bury, finishJob, type Job, nextDue, putOff, renewJob, takeJobs } from './job.ts'

/** `again`: it may work later, in so many milliseconds at least; `never`: it will not. `problem` is a code, as shared/delivery/delivery.ts has them. */
export type Outcome =
  | { status: 'done' }
  | { status: 'again'; problem: string; waitMs?: number }
  | { status: 'never'; problem: string }

/** Nothing went wrong: there is something to do again at an instant. */
export interface Later {
  status: 'later'
  at: Instant
}

/** A kind of job, and how it is done. */
export interface JobKind {
  name: string
  /** Done at once, at most, by one server. */
  atOnce: number
  /** Longer than one takes: after it another server may take it. */
  leaseMs: number
  patience: Patience
  /** Does it. It may come twice, when a server died with it: its id is the same, and it must have one effect. */
  perform(job: Job): Promise<Outcome | Later>
  /** Told before a job is given up. */
  onGivenUp?(job: Job, problem: string): Promise<void>
}

interface Dependencies {
  database: Database
  now: () => Instant
  onFault: (error: unknown, what: string) => void
}

/** Looks at least this often, for jobs whose server died with them. */
const IDLE_MS = 5_000
const AFTER_FAULT_MS = 1_000

/** Does the jobs of one kind when they are due: it sleeps until the next one, and is woken when one is added. */
export class JobRunner {
  private timer: NodeJS.Timeout | undefined
  private looking: Promise<void> | null = null
  private lookAgain = false
  private stopped = false
  private readonly inHand = new Set<Promise<void>>()

  constructor(
    private readonly kind: JobKind,
    private readonly dependencies: Dependencies,
  ) {
    this.wake()
  }

  /** Looks for what is due now. */
  wake(): void {
    if (this.stopped) return
    this.lookAgain = true
    this.looking ??= this.look()
  }

  /** Takes no more jobs, and settles when those in hand are done. */
  async stop(): Promise<void> {
    this.stopped = true
    clearTimeout(this.timer)
    await this.looking
    await Promise.all(this.inHand)
  }

  private async look(): Promise<void> {
    clearTimeout(this.timer)
    const { database, now, onFault } = this.dependencies
    let waitMs: number | null = AFTER_FAULT_MS
    try {
      while (this.lookAgain && !this.stopped) {
        this.lookAgain = false
        await this.takeDue()
      }
      const next = this.isFull ? null : await nextDue(database, this.kind.name)
      // Whoever is done with a job looks again; until then nothing more can be taken.
      waitMs = this.isFull ? null : Math.min(IDLE_MS, Math.max(0, (next ?? Number.POSITIVE_INFINITY) - now()))
    } catch (error) {
      onFault(error, `jobs of kind ${this.kind.name} could not be looked for`)
    }
    this.looking = null
    if (this.stopped) return
    if (this.lookAgain) this.wake()
    else if (waitMs !== null) this.timer = setTimeout(() => this.wake(), waitMs)
  }

  private get isFull(): boolean {
    return this.inHand.size >= this.kind.atOnce
  }

  private async takeDue(): Promise<void> {
    const { database, now } = this.dependencies
    const { name, atOnce, leaseMs } = this.kind
    const most = atOnce - this.inHand.size
    if (most <= 0) return
    const jobs = await takeJobs(database, name, { now: now(), leaseMs, most })
    for (const job of jobs) this.begin(job)
  }

  private begin(job: Job): void {
    const work = this.settle(job)
      .catch((error) => this.dependencies.onFault(error, `job ${job.id} of kind ${this.kind.name}`))
      .finally(() => {
        const wasFull = this.isFull
        this.inHand.delete(work)
        if (wasFull) this.wake()
      })
    this.inHand.add(work)
  }

  /** Does a job and writes what came of it. Where even that fails it is due again after its lease. */
  private async settle(job: Job): Promise<void> {
    const { database, now } = this.dependencies
    const outcome = await this.attempt(job)
    if (outcome.status === 'done') return finishJob(database, job.id)
    if (outcome.status === 'later') {
      await renewJob(database, job.id, outcome.at)
      return this.wake()
    }
    const wait = outcome.status === 'never' ? null : backOff(this.kind.patience, job.tries, Math.random())
    if (wait === null) {
      await this.kind.onGivenUp?.(job, outcome.problem)
      return bury(database, job.id, now(), outcome.problem)
    }
    const waitMs = Math.max(wait, outcome.status === 'again' ? (outcome.waitMs ?? 0) : 0)
    await putOff(database, job.id, after(now(), waitMs), outcome.problem)
    this.wake()
  }

  private async attempt(job: Job): Promise<Outcome | Later> {
    try {
      return await this.kind.perform(job)
    } catch (error) {
      this.dependencies.onFault(error, `job ${job.id} of kind ${this.kind.name}`)
      return { status: 'again', problem: 'fault' }
    }
  }
}
