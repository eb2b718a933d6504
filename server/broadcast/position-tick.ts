import type { CrewId } from '../../shared/id.ts'
import type { Instant } from '../../shared/instant.ts'
import { encodePositions } from '../../shared/position-frame.ts'
import type { Database } from '../db/pool.ts'
import type { LiveBoard } from './live-board.ts'
import { PositionStore } from './position-store.ts'
import { framed, type Positions } from './positions.ts'

const EVERY_MS = 250

export interface PositionTickDependencies {
  positions: Positions
  live: LiveBoard
  database: Database
  now: () => Instant
  /** Sends a frame to those who may see every crew, and lets a slow one miss it. */
  emit(frame: Uint8Array): void
  onFault(error: unknown, what: string): void
}

/**
 * Sends one frame of what changed, four times a second, and none where nothing did; has it stored; and forgets, here
 * and in the database, where a crew was that goes off duty.
 */
export class PositionTick {
  private readonly timer: NodeJS.Timeout
  private readonly store: PositionStore
  private readonly stopListening: () => void
  /** `positions.revision` up to which all was sent; what is there from the start, each console is given as it comes. */
  private sent: number

  constructor(private readonly dependencies: PositionTickDependencies) {
    const { live, positions } = dependencies
    this.sent = positions.revision
    this.store = new PositionStore(dependencies)
    this.timer = setInterval(() => this.send(), EVERY_MS)
    this.stopListening = live.onFold((events) =>
      this.forgetOffDuty(events.flatMap(({ event }) => ('crewId' in event ? [event.crewId] : []))),
    )
  }

  /** Every position, for a console that has just come. */
  fullFrame(): Uint8Array {
    const { positions, now } = this.dependencies
    const at = now()
    return encodePositions({ at, positions: positions.all(at) })
  }

  async stop(): Promise<void> {
    clearInterval(this.timer)
    this.stopListening()
    await this.store.stop()
  }

  private send(): void {
    const { positions, now, emit, onFault } = this.dependencies
    const { revision } = positions
    if (revision === this.sent) return
    const at = now()
    const changed = positions.changedSince(this.sent)
    this.sent = revision
    try {
      if (changed.length > 0)
        emit(encodePositions({ at, positions: changed.map((presence) => framed(presence, at)) }))
    } catch (error) {
      onFault(error, 'a frame of positions could not be sent; the next one is')
    }
  }

  private forgetOffDuty(crewIds: readonly CrewId[]): void {
    const { positions, live } = this.dependencies
    for (const crewId of new Set(crewIds)) {
      const crew = live.board.crews.get(crewId)
      if (crew?.duty !== 'off') continue
      positions.forget(crew)
      this.store.forget([crewId])
    }
  }
}
