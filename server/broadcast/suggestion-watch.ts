import type { TicketId } from '../../shared/id.ts'
import type { Suggestion } from '../../shared/nearest-crew/suggestion.ts'
import { type CandidateDependencies, suggest } from '../read/candidates.ts'

/** Positions move all the time: looked at again this often. */
const EVERY_MS = 1_000
/** A crew that was just sent or freed changes the answer at once, but a burst is not followed event by event. */
const LOOK_MS = 100
/** Sent again unchanged after this long, so that a screen can tell a calm suggestion from a dead one. */
const REPEAT_MS = 4_000

interface Watched {
  socketIds: Set<string>
  lastSent: string
  lastSentAt: number
}

/** Keeps the suggestion of every ticket that a post looks at fresh: one computation a second, shared by its watchers. */
export class SuggestionWatch {
  private readonly watched = new Map<TicketId, Watched>()
  private readonly timer: NodeJS.Timeout
  private stale = false
  private refreshedAt = 0

  constructor(
    private readonly candidates: CandidateDependencies,
    private readonly send: (socketIds: Iterable<string>, suggestion: Suggestion) => void,
    private readonly onFault: (error: unknown, what: string) => void,
  ) {
    this.timer = setInterval(() => this.look(), LOOK_MS)
    candidates.live.onFold(() => {
      this.stale = true
    })
  }

  watch(socketId: string, ticketId: TicketId | null): void {
    for (const [id, { socketIds }] of this.watched) {
      socketIds.delete(socketId)
      if (socketIds.size === 0) this.watched.delete(id)
    }
    if (ticketId === null) return
    const watched = this.watched.get(ticketId) ?? { socketIds: new Set(), lastSent: '', lastSentAt: 0 }
    watched.socketIds.add(socketId)
    watched.lastSent = ''
    this.watched.set(ticketId, watched)
    this.refresh(ticketId, watched)
  }

  stop(): void {
    clearInterval(this.timer)
  }

  private look(): void {
    const at = this.candidates.now()
    if (!this.stale && at - this.refreshedAt < EVERY_MS) return
    this.stale = false
    this.refreshedAt = at
    for (const [ticketId, watched] of this.watched) this.refresh(ticketId, watched)
  }

  private async refresh(ticketId: TicketId, watched: Watched): Promise<void> {
    try {
      const suggestion = await suggest(ticketId, this.candidates)
      const { computedAt, ...content } = suggestion
      const text = JSON.stringify(content)
      if (text === watched.lastSent && computedAt - watched.lastSentAt < REPEAT_MS) return
      watched.lastSent = text
      watched.lastSentAt = computedAt
      this.send(watched.socketIds, suggestion)
    } catch (error) {
      this.onFault(error, `the suggestion for ticket ${ticketId} failed`)
    }
  }
}
