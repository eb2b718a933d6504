import type { EventType, StoredEvent } from '../../shared/event.ts'
import type { TicketId } from '../../shared/id.ts'
import { SECOND } from '../../shared/instant.ts'
import type { Diversion, Proposal, Suggestion } from '../../shared/nearest-crew/suggestion.ts'
import { type CandidateDependencies, suggest } from '../read/candidates.ts'

/** How often it is looked whether a suggestion is due. */
const LOOK_MS = 100
/** A ticket's suggestion is computed at most this often, whatever happens and however many look at it. */
const BETWEEN_MS = 1_000
/** Sent again unchanged after this long, so that a screen can tell a calm suggestion from a dead one. */
const REPEAT_MS = 5_000

interface Watched {
  readonly socketIds: Set<string>
  /** Those that were not sent anything yet. */
  readonly newcomers: Set<string>
  computing: boolean
  /** Milliseconds since 1970; -Infinity: never. */
  computedAt: number
  /** `positions.revision` at the last computation. */
  positionsAt: number
  /** The board changed since, in a way that may change the answer. */
  outdated: boolean
  last: Suggestion | null
  sentAt: number
}

/** What an event may change: the suggestion of its own ticket, of every ticket, or of none. */
const CHANGES: Record<EventType, 'own' | 'every' | 'none'> = {
  ticket_received: 'own',
  ticket_qualified: 'every',
  ticket_located: 'own',
  ticket_closed: 'own',
  ticket_reopened: 'own',
  ticket_cancelled: 'own',
  ticket_transferred: 'own',
  transfer_accepted: 'none',
  ticket_returned: 'own',
  ticket_joined: 'own',
  reports_added: 'every',
  ticket_separated: 'own',
  reports_removed: 'none',
  hand_off_delivered: 'none',
  hand_off_not_delivered: 'none',
  delivery_abandoned: 'none',
  partner_told: 'none',
  telling_withdrawn: 'none',
  note_added: 'none',
  caller_called_back: 'none',
  follow_link_told: 'none',
  photograph_added: 'none',
  photograph_received: 'none',
  photograph_removed: 'none',
  crew_dispatched: 'every',
  choice_explained: 'none',
  assignment_acknowledged: 'none',
  crew_en_route: 'every',
  crew_on_scene: 'every',
  spot_secured: 'own',
  assignment_cleared: 'every',
  assignment_recalled: 'every',
  assignment_declined: 'every',
  contact_confirmed: 'none',
  reinforcement_asked: 'none',
  other_order_asked: 'none',
  crew_registered: 'every',
  duty_changed: 'every',
  outfit_changed: 'none',
  shift_handed_over: 'none',
  shift_taken_over: 'none',
  distress_raised: 'every',
  distress_taken: 'none',
  distress_ended: 'every',
  street_closed: 'every',
  street_opened: 'every',
  on_call_person_registered: 'none',
  on_call_person_retired: 'none',
  turns_planned: 'none',
  turn_changed: 'none',
  turns_removed: 'none',
  turn_handed_over: 'none',
  turn_taken_back: 'none',
  place_noted: 'none',
  place_note_confirmed: 'none',
  place_note_corrected: 'none',
  place_note_disputed: 'none',
  place_note_withdrawn: 'none',
  call_out_started: 'none',
  on_call_called: 'none',
  on_call_called_again: 'none',
  on_call_unanswered: 'none',
  on_call_passed_over: 'none',
  on_call_accepted: 'none',
  on_call_declined: 'none',
  on_call_on_scene: 'own',
  on_call_secured: 'own',
  call_out_alarmed: 'none',
  call_out_alarm_taken: 'none',
  call_out_stopped: 'none',
  call_not_delivered: 'none',
  // A ticket keeps the one it was taken with.
  catalogue_published: 'none',
}

/**
 * Keeps the suggestion of every ticket that a post looks at fresh: computed once for all who look, when the board
 * changed in a way that matters or someone moved, and sent when it says something else.
 */
export class SuggestionWatch {
  private readonly watched = new Map<TicketId, Watched>()
  private readonly timer: NodeJS.Timeout
  private readonly stopListening: () => void

  constructor(
    private readonly candidates: CandidateDependencies,
    private readonly send: (socketIds: Iterable<string>, suggestion: Suggestion) => void,
    private readonly onFault: (error: unknown, what: string) => void,
  ) {
    this.timer = setInterval(() => this.look(), LOOK_MS)
    this.stopListening = candidates.live.onFold((events) => this.mark(events))
  }

  /** The ticket that a post looks at from now on, null for none. It is answered at once. */
  watch(socketId: string, ticketId: TicketId | null): void {
    const watched = ticketId === null ? undefined : (this.watched.get(ticketId) ?? newlyWatched())
    this.unwatch(socketId, watched)
    if (ticketId === null || watched === undefined) return
    this.watched.set(ticketId, watched)
    watched.socketIds.add(socketId)
    watched.newcomers.add(socketId)
    if (watched.last !== null && !watched.outdated) this.tell(watched, watched.last)
    else if (this.mayCompute(watched)) this.refresh(ticketId, watched)
  }

  /** The post looks at nothing any more, but for `kept`: nothing else is computed for it. */
  unwatch(socketId: string, kept?: Watched): void {
    for (const [ticketId, watched] of this.watched) {
      if (watched === kept) continue
      watched.socketIds.delete(socketId)
      watched.newcomers.delete(socketId)
      if (watched.socketIds.size === 0) this.watched.delete(ticketId)
    }
  }

  /** Something that is not on the board changed every figure: the streets. */
  outdate(): void {
    for (const watched of this.watched.values()) watched.outdated = true
  }

  stop(): void {
    clearInterval(this.timer)
    this.stopListening()
    this.watched.clear()
  }

  /** Only notes it: what is computed must not hold up the delivery of these events. */
  private mark(events: readonly StoredEvent[]): void {
    for (const { event } of events) {
      const changes = CHANGES[event.type]
      const own = 'ticketId' in event ? this.watched.get(event.ticketId) : undefined
      if (changes === 'every') this.outdate()
      else if (changes === 'own' && own !== undefined) own.outdated = true
    }
  }

  private look(): void {
    const { positions } = this.candidates
    for (const [ticketId, watched] of this.watched) {
      const changed =
        watched.outdated || positions.revision !== watched.positionsAt || watched.newcomers.size > 0
      if ((changed || this.elapsed(watched.sentAt) >= REPEAT_MS) && this.mayCompute(watched))
        this.refresh(ticketId, watched)
    }
  }

  private mayCompute({ computing, computedAt }: Watched): boolean {
    return !computing && this.elapsed(computedAt) >= BETWEEN_MS
  }

  /** A clock that was set back counts as time gone by, rather than silence everyone until it has caught up. */
  private elapsed(since: number): number {
    return Math.abs(this.candidates.now() - since)
  }

  private async refresh(ticketId: TicketId, watched: Watched): Promise<void> {
    const { positions, now } = this.candidates
    watched.computing = true
    watched.outdated = false
    watched.computedAt = now()
    watched.positionsAt = positions.revision
    try {
      const suggestion = await suggest(ticketId, this.candidates)
      const before = watched.last
      watched.last = suggestion
      const due = before === null || this.elapsed(watched.sentAt) >= REPEAT_MS
      if (due || contentOf(suggestion) !== contentOf(before)) this.tellAll(watched, suggestion)
      else if (watched.newcomers.size > 0) this.tell(watched, suggestion)
    } catch (error) {
      watched.outdated = true
      this.onFault(error, `the suggestion for ticket ${ticketId} failed; trying again`)
    } finally {
      watched.computing = false
    }
  }

  private tellAll(watched: Watched, suggestion: Suggestion): void {
    watched.sentAt = this.candidates.now()
    watched.newcomers.clear()
    if (watched.socketIds.size > 0) this.send(watched.socketIds, suggestion)
  }

  private tell({ newcomers }: Watched, suggestion: Suggestion): void {
    this.send([...newcomers], suggestion)
    newcomers.clear()
  }
}

function newlyWatched(): Watched {
  return {
    socketIds: new Set(),
    newcomers: new Set(),
    computing: false,
    computedAt: -Infinity,
    positionsAt: -1,
    outdated: true,
    last: null,
    sentAt: -Infinity,
  }
}

/** All that a suggestion says, but when it was computed: an age that merely grows says nothing new. */
function contentOf({ computedAt, proposals, diversion, ...rest }: Suggestion): string {
  const dated = ({ positionAge, ...figures }: Proposal | Diversion) => ({
    ...figures,
    fixAt: Math.round(computedAt - positionAge * SECOND),
  })
  return JSON.stringify({
    ...rest,
    proposals: proposals.map(dated),
    diversion: diversion && dated(diversion),
  })
}
