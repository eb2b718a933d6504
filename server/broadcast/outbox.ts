import type { EventType, StoredEvent } from '../../shared/event.ts'
import type { CrewId, TicketId } from '../../shared/id.ts'
import { reaches } from '../../shared/place-note/place-note.ts'
import type { Batch, BatchItem } from '../../shared/protocol/live.ts'
import type { Arrivals, LiveBoard } from './live-board.ts'

/** The span of the log during which a crew had an open assignment on a ticket; `to` null while it has. */
interface Visit {
  ticketId: TicketId
  from: number
  to: number | null
}

/** Visits ended longer ago than this many events are forgotten: those who come back that late get a snapshot. */
const FORGET_AFTER = 20_000

const ENDS = new Set<EventType>(['assignment_cleared', 'assignment_recalled', 'assignment_declined'])

/**
 * The one place that decides what a session may see. Consoles see the whole board; a crew sees itself and the tickets
 * it is on, from the event that sends it there to the one that takes it off, that one included.
 */
export class Outbox {
  private readonly visits = new Map<CrewId, Visit[]>()
  private readonly live: LiveBoard

  constructor(live: LiveBoard) {
    this.live = live
    for (const { crewId, ticketId } of live.board.assignments.values()) this.open(crewId, ticketId, live.seq)
    live.onFold((events) => {
      for (const stored of events) this.follow(stored)
    })
  }

  /** Everything of `events` for a console. `after` is the number before the first. */
  batchForConsole(after: number, events: readonly StoredEvent[]): Batch {
    return { after, upto: after + events.length, items: events.map((stored) => ({ stored })) }
  }

  /** What of `events` the crew may see, each dispatch after the ticket that it brings, which is among `arrivals`. */
  batchForCrew(crewId: CrewId, after: number, events: readonly StoredEvent[], arrivals: Arrivals): Batch {
    const items = events.flatMap((stored): BatchItem[] => {
      const seen = this.itemsFor(crewId, stored)
      const arrival = seen.length > 0 ? arrivals.get(stored.seq) : undefined
      return arrival === undefined ? seen : [{ arrival }, ...seen]
    })
    return { after, upto: after + events.length, items }
  }

  /**
   * What the crew missed since `cursor`; undefined when it must take a snapshot: the events are no longer in memory,
   * or among them is a dispatch, whose ticket can no longer be shown as it was then.
   */
  missedByCrew(crewId: CrewId, cursor: number): Batch | undefined {
    const events = this.live.since(cursor)
    if (events === undefined) return undefined
    if (events.some((stored) => stored.event.type === 'crew_dispatched' && this.sees(crewId, stored)))
      return undefined
    return {
      after: cursor,
      upto: this.live.seq,
      items: events.flatMap((stored) => this.itemsFor(crewId, stored)),
    }
  }

  private itemsFor(crewId: CrewId, stored: StoredEvent): BatchItem[] {
    if (!this.sees(crewId, stored)) return []
    const { event } = stored
    const leaves = ENDS.has(event.type) && 'ticketId' in event && 'crewId' in event && event.crewId === crewId
    return leaves ? [{ stored }, { departure: { ticketId: event.ticketId } }] : [{ stored }]
  }

  private sees(crewId: CrewId, { event, seq }: StoredEvent): boolean {
    if ('crewId' in event && event.crewId === crewId) return true
    if ('closureId' in event || event.type === 'catalogue_published') return true
    const concerns = (ticketId: TicketId) => {
      if ('ticketId' in event) return ticketId === event.ticketId
      return (
        'placeNoteId' in event && reaches(event.note, this.live.board.tickets.get(ticketId)?.position ?? null)
      )
    }
    const visits = this.visits.get(crewId) ?? []
    return visits.some(({ ticketId, from, to }) => {
      return from <= seq && (to === null || seq <= to) && concerns(ticketId)
    })
  }

  private follow({ event, seq }: StoredEvent): void {
    if (event.type === 'crew_dispatched') this.open(event.crewId, event.ticketId, seq)
    if (!ENDS.has(event.type) || !('crewId' in event) || !('ticketId' in event)) return
    for (const visit of this.visits.get(event.crewId) ?? []) {
      if (visit.ticketId === event.ticketId && visit.to === null) visit.to = seq
    }
  }

  private open(crewId: CrewId, ticketId: TicketId, from: number): void {
    const kept = (this.visits.get(crewId) ?? []).filter(({ to }) => to === null || to > from - FORGET_AFTER)
    this.visits.set(crewId, [...kept, { ticketId, from, to: null }])
  }
}
