import type { Instant } from '../../shared/instant.ts'
import { encodePositions } from '../../shared/position-frame.ts'
import type { Database } from '../db/pool.ts'
import { forgetPositions, savePositions } from '../projection/position.ts'
import type { LiveBoard } from './live-board.ts'
import type { Positions } from './positions.ts'

const TICK_MS = 250
const SAVE_MS = 1_000

export interface PositionTickDependencies {
  positions: Positions
  live: LiveBoard
  database: Database
  now: () => Instant
  emit(frame: Uint8Array): void
  onFault(error: unknown, what: string): void
}

/** Sends one frame of what moved, four times a second, and stores it once a second; nothing where nothing moved. */
export class PositionTick {
  private readonly timers: NodeJS.Timeout[]
  private saving = false

  constructor(private readonly dependencies: PositionTickDependencies) {
    this.timers = [setInterval(() => this.send(), TICK_MS), setInterval(() => this.save(), SAVE_MS)]
    dependencies.live.onFold((events) => {
      const gone = events.flatMap(({ event }) =>
        event.type === 'duty_changed' && event.duty === 'off' ? [event.crewId] : [],
      )
      if (gone.length > 0) this.forget(gone)
    })
  }

  async stop(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer)
    await this.save()
  }

  private send(): void {
    const { positions, now, emit } = this.dependencies
    const at = now()
    const changed = positions.takeChanged(at)
    if (changed.length > 0) emit(encodePositions({ at, positions: changed }))
  }

  private async save(): Promise<void> {
    if (this.saving) return
    const { positions, database, onFault } = this.dependencies
    const unsaved = positions.takeUnsaved()
    this.saving = true
    try {
      await savePositions(database, unsaved)
    } catch (error) {
      positions.keepUnsaved(unsaved)
      onFault(error, 'positions could not be stored; trying again within a second')
    } finally {
      this.saving = false
    }
  }

  /** Nothing is kept of a crew that went off duty. */
  private forget(crewIds: readonly string[]): void {
    const { positions, live, database, onFault } = this.dependencies
    for (const crew of live.board.crews.values()) if (crewIds.includes(crew.id)) positions.forget(crew)
    forgetPositions(database, crewIds).catch((error) => onFault(error, 'positions could not be forgotten'))
  }
}
