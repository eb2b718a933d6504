import { atWorkOn } from '../../shared/breach-ahead.ts'
import type { NearestCrews } from '../../shared/protocol/live.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { type CandidateDependencies, nearestSeconds } from '../read/candidates.ts'

/** How often it is looked how far away somebody is: a crew drives two streets meanwhile. */
const LOOK_MS = 10_000

/**
 * How far the nearest crew is, by road, from each hazard that nobody who can make it safe is on the way to: a deadline that
 * will be missed is seen earlier by that.
 */
export class NearestWatch {
  private known: NearestCrews = []
  private looking: Promise<void> | null = null
  private readonly timer: NodeJS.Timeout

  constructor(
    private readonly candidates: CandidateDependencies,
    /** Told of all of them when one is another. */
    private readonly emit: (nearest: NearestCrews) => void,
    private readonly onFault: (error: unknown, what: string) => void,
  ) {
    this.timer = setInterval(() => this.look(), LOOK_MS)
  }

  /** As far as it is known now. */
  all(): NearestCrews {
    return this.known
  }

  /** Settles when it was looked; never rejects. */
  look(): Promise<void> {
    this.looking ??= this.read().finally(() => {
      this.looking = null
    })
    return this.looking
  }

  /** Settles when nothing is under way. */
  async stop(): Promise<void> {
    clearInterval(this.timer)
    await this.looking
  }

  private async read(): Promise<void> {
    try {
      const found: NearestCrews = []
      for (const ticket of this.waiting()) {
        const seconds = await nearestSeconds(ticket, this.candidates)
        if (seconds !== null) found.push({ ticketId: ticket.id, seconds: Math.round(seconds) })
      }
      if (JSON.stringify(found) === JSON.stringify(this.known)) return
      this.known = found
      this.emit(found)
    } catch (error) {
      this.onFault(error, 'how far the nearest crews are could not be found; trying again in ten seconds')
    }
  }

  private waiting(): Ticket[] {
    const { live, serviceOf, now } = this.candidates
    return [...live.board.tickets.values()].filter((ticket) => {
      const { deadline, securedAt, position } = ticket
      if (deadline.kind !== 'secured' || securedAt !== null || position === null || now() >= deadline.dueAt)
        return false
      const { able, callOut } = atWorkOn(live.board, ticket, serviceOf(ticket), null)
      return able.length === 0 && callOut?.status !== 'accepted' && callOut?.status !== 'on_scene'
    })
  }
}
