import { type Board, openAssignments } from '../../shared/board.ts'
import { type StoredEvent, ticketOf } from '../../shared/event.ts'
import type { TicketId } from '../../shared/id.ts'
import { reaches } from '../../shared/place-note/place-note.ts'
import type { TicketDetail } from '../../shared/protocol/ticket.ts'
import { fetchTicket } from '../feed/session.ts'
import { type ScreenState, screen } from '../store/screen-store.ts'
import { readMissingCatalogues } from './catalogues.ts'
import { Reader } from './reader.ts'

const SETTLE_MS = 120
const stale = new Set<TicketId>()

/** Reads the words of a ticket again: they are not in the events. Several changes at once make one request. */
export function refreshDetail(ticketId: TicketId): void {
  if (stale.size === 0)
    setTimeout(() => {
      for (const one of stale) reader.refresh(one)
      stale.clear()
    }, SETTLE_MS)
  stale.add(ticketId)
}

/**
 * The tickets whose words this screen has at hand: the one it looks at, and all that its crew has, for where that goes
 * there may be no network to read them.
 */
export function ticketsToRead({ session, board, selected }: ScreenState): Set<TicketId> {
  const wanted = new Set(selected === null ? [] : [selected])
  const crewId = session?.crewId
  if (crewId != null)
    for (const { ticketId } of openAssignments(board.assignments.values(), { crewId })) wanted.add(ticketId)
  return wanted
}

/** Tells whether the words at hand of a ticket may be others after `events`, which led from one board to the next. */
export function changedBy(
  events: readonly StoredEvent[],
  before: Board,
  after: Board,
): (ticketId: TicketId) => boolean {
  // A board that changed without an event is a snapshot: what was said meanwhile was told to nobody.
  if (events.length === 0) return () => before !== after
  const named = new Set(events.map(({ event }) => ticketOf(event, before.closures)))
  const places = events.flatMap(({ event }) => ('placeNoteId' in event ? [event.note] : []))
  return (ticketId) => {
    const position = after.tickets.get(ticketId)?.position ?? null
    return named.has(ticketId) || places.some((note) => reaches(note, position))
  }
}

const AGAIN_MS = 2_000
const reader = new Reader<TicketId, TicketDetail>({
  read: fetchTicket,
  isWanted: (ticketId) => ticketsToRead(screen.getState()).has(ticketId),
  take: (ticketId, detail) => {
    screen.setState((state) => {
      const wanted = ticketsToRead(state)
      const details = [...state.details, [ticketId, detail] as const].filter(([id]) => wanted.has(id))
      return { details: new Map(details) }
    })
    readMissingCatalogues()
  },
  pause: () => new Promise((again) => setTimeout(again, AGAIN_MS)),
})

/** Reads what is wanted and not at hand. */
export function readMissingDetails(): void {
  const state = screen.getState()
  for (const ticketId of ticketsToRead(state))
    if (!state.details.has(ticketId) && !reader.isReading(ticketId)) reader.refresh(ticketId)
}
