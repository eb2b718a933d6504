import type { CrewId } from '../../shared/id.ts'
import type { Database } from '../db/pool.ts'
import { forgetPositions, savePositions } from '../projection/position.ts'
import type { Positions } from './positions.ts'
import { SteadyWork } from './steady-work.ts'

const EVERY_MS = 1_000

export interface PositionStoreDependencies {
  positions: Positions
  database: Database
  onFault(error: unknown, what: string): void
}

/**
 * Stores every second what changed, the latest of each crew only, so that a restart knows where everyone was. One
 * statement at a time: a row being written can then not outlive the order to forget it.
 */
export class PositionStore {
  /** `positions.revision` up to which all is stored. What is there from the start came from the database. */
  private stored: number
  private readonly gone = new Set<CrewId>()
  private readonly work: SteadyWork

  constructor(private readonly dependencies: PositionStoreDependencies) {
    this.stored = dependencies.positions.revision
    this.work = new SteadyWork(
      () => this.store(),
      EVERY_MS,
      (error) => dependencies.onFault(error, 'positions could not be stored; it is tried again and again'),
    )
  }

  /** The stored positions of these crews are deleted at the next occasion: they went off duty. */
  forget(crewIds: Iterable<CrewId>): void {
    for (const crewId of crewIds) this.gone.add(crewId)
  }

  /** Stores what is not yet. Settles when it is, or when that failed and will be tried again; never rejects. */
  flush(): Promise<void> {
    return this.work.flush()
  }

  /** Stores what is left, and stops. */
  stop(): Promise<void> {
    return this.work.stop()
  }

  private async store(): Promise<void> {
    const { positions, database } = this.dependencies
    const gone = [...this.gone]
    if (gone.length > 0) await forgetPositions(database, gone)
    for (const crewId of gone) this.gone.delete(crewId)
    // Read together, with nothing in between: what changes from here on is stored the next time.
    const { revision } = positions
    const changed = positions.changedSince(this.stored)
    if (changed.length > 0) await savePositions(database, changed)
    this.stored = revision
  }
}
