import type { StoredEvent } from '../../shared/event.ts'
import type { TicketId } from '../../shared/id.ts'
import type { Instant } from '../../shared/instant.ts'
import { reaches } from '../../shared/place-note/place-note.ts'
import type { Hazards } from '../../shared/protocol/live.ts'
import type { Database } from '../db/pool.ts'
import { loadHazardEnds } from '../projection/place-note.ts'
import type { LiveBoard } from './live-board.ts'

interface HazardDependencies {
  database: Database
  live: LiveBoard
  now: () => Instant
  /** Told of all of them when one is another. */
  emit(hazards: Hazards): void
  onFault(error: unknown, what: string): void
}

/** A burst of tickets makes one question. */
const SETTLE_MS = 200
/** A question that failed is asked again. */
const AGAIN_MS = 2_000

/**
 * Which open tickets have a hazard in reach, for the queues of all consoles: asked of the database once for the tickets
 * that came, moved, went, or lie where something was noted; never for all places, nor by each console.
 */
export class HazardWatch {
  private readonly ends = new Map<TicketId, Instant>()
  private asked = new Set<TicketId>()
  private timer: NodeJS.Timeout | null = null
  private looking: Promise<void> | null = null
  private stopped = false
  private readonly unfollow: () => void

  constructor(private readonly dependencies: HazardDependencies) {
    const { live } = dependencies
    this.ask(live.board.tickets.keys())
    this.unfollow = live.onFold((events) => {
      for (const stored of events) this.follow(stored)
    })
  }

  /** As far as it is known now. */
  all(): Hazards {
    return [...this.ends].map(([ticketId, until]) => ({ ticketId, until }))
  }

  /** Settles when nothing is under way. */
  async stop(): Promise<void> {
    this.stopped = true
    this.unfollow()
    if (this.timer !== null) clearTimeout(this.timer)
    await this.looking
  }

  private follow({ event }: StoredEvent): void {
    const { tickets } = this.dependencies.live.board
    if ('placeNoteId' in event) {
      const { note } = event
      const there = [...tickets.values()].filter(({ position }) => reaches(note, position))
      if (note.kind === 'hazard') this.ask(there.map(({ id }) => id))
    } else if ('ticketId' in event) {
      const { ticketId } = event
      // What brings a ticket to the board, for the first time or again, has it with it.
      const isThere = tickets.has(ticketId)
      if (isThere ? 'ticket' in event || event.type === 'ticket_located' : this.ends.has(ticketId))
        this.ask([ticketId])
    }
  }

  private ask(ticketIds: Iterable<TicketId>, afterMs = SETTLE_MS): void {
    for (const id of ticketIds) this.asked.add(id)
    if (this.asked.size === 0 || this.timer !== null || this.looking !== null || this.stopped) return
    this.timer = setTimeout(() => {
      this.timer = null
      this.looking = this.look()
    }, afterMs)
  }

  private async look(): Promise<void> {
    const { database, now, emit, onFault } = this.dependencies
    const asked = this.asked
    this.asked = new Set()
    const found = await loadHazardEnds(database, [...asked], now()).catch((error) => {
      onFault(error, 'hazards near tickets could not be looked up; trying again')
      return null
    })
    this.looking = null
    if (found === null) return this.ask(asked, AGAIN_MS)
    if (this.take(asked, found)) emit(this.all())
    this.ask([])
  }

  /** True where something is another. */
  private take(asked: ReadonlySet<TicketId>, found: Hazards): boolean {
    const ends = new Map(found.map(({ ticketId, until }) => [ticketId, until]))
    let changed = false
    for (const ticketId of asked) {
      const until = this.dependencies.live.board.tickets.has(ticketId) ? ends.get(ticketId) : undefined
      changed ||= this.ends.get(ticketId) !== until
      if (until === undefined) this.ends.delete(ticketId)
      else this.ends.set(ticketId, until)
    }
    return changed
  }
}
