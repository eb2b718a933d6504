import { inOrder } from '../../shared/assignment/assignment.ts'
import { type Board, openAssignments } from '../../shared/board.ts'
import type { EventOf, StoredEvent } from '../../shared/event.ts'
import type { CrewId, TicketId } from '../../shared/id.ts'
import type { Locale } from '../../shared/text.ts'
import { unbroken } from '../../shared/typography.ts'
import { domainWords } from '../../shared/words.ts'
import type { ScreenState } from '../store/screen-store.ts'
import type { Words } from '../words/fr.ts'

/** What a crew's screen held before the events, and holds after them. */
export interface CrewView {
  crewId: CrewId
  before: Board
  after: Board
  catalogues: ScreenState['catalogues']
  words: Words
  locale: Locale
}

/**
 * What others changed in a crew's work, in sentences. A new assignment is not among them while it is the one in hand:
 * it rings on its own.
 */
export function crewNotices(events: readonly StoredEvent[], view: CrewView): string[] {
  return events.flatMap((stored) => {
    const text = stored.actor.crewId === view.crewId ? null : noticeOf(stored, view)
    return text === null ? [] : [text]
  })
}

/** What ended unseen: assignments that a fresh snapshot no longer holds. */
export function endedUnseen({ crewId, before, after, ...view }: CrewView): string[] {
  return openAssignments(before.assignments.values(), { crewId })
    .filter(({ id }) => !after.assignments.has(id))
    .map(({ ticketId }) => view.words.tablet.notice.away(whatOf(ticketId, before, view)))
}

function noticeOf({ event, actor }: StoredEvent, view: CrewView): string | null {
  const { crewId, before, after, catalogues, locale } = view
  const { tablet } = view.words
  switch (event.type) {
    case 'assignment_recalled':
      return event.crewId === crewId ? recallOf(event, unbroken(actor.label), view) : null
    case 'crew_dispatched': {
      const [current] = inOrder(openAssignments(after.assignments.values(), { crewId }))
      const behind = event.crewId === crewId && current !== undefined && current.id !== event.assignmentId
      if (behind) return tablet.notice.queued(whatOf(event.ticketId, after, view))
      return comesToHelp(event, view) ? tablet.notice.reinforced(callSignIn(after, event.crewId)) : null
    }
    case 'ticket_located':
      return before.tickets.has(event.ticketId)
        ? tablet.notice.moved(event.address ?? whatOf(event.ticketId, before, view))
        : null
    case 'ticket_qualified': {
      const title = catalogues.serviceOf(event)?.name[locale] ?? event.serviceCode
      return tablet.notice.qualified(title, event.priority)
    }
    case 'place_noted':
      return event.note.kind === 'hazard'
        ? tablet.notice.hazard(domainWords[locale].place[event.note.category])
        : null
    case 'distress_ended':
      return event.crewId === crewId ? tablet.distressOver : null
    default:
      return null
  }
}

/** True where another crew is sent to a ticket on which this one asked for reinforcement. */
function comesToHelp({ ticketId, crewId: sent }: EventOf<'crew_dispatched'>, view: CrewView): boolean {
  const onIt = openAssignments(view.before.assignments.values(), { ticketId, crewId: view.crewId })
  return sent !== view.crewId && onIt.some(({ reinforcementAt }) => reinforcementAt !== null)
}

function callSignIn({ crews }: Board, crewId: CrewId): string {
  return unbroken(crews.get(crewId)?.callSign ?? '')
}

function recallOf(
  { reason, ticketId }: EventOf<'assignment_recalled'>,
  by: string,
  { before, ...view }: CrewView,
): string {
  const { notice } = view.words.tablet
  const what = whatOf(ticketId, before, view)
  if (reason === 'ticket_cancelled') return notice.cancelled(what)
  if (reason === 'ticket_transferred') return notice.transferred(what)
  return reason === 'diverted' ? notice.diverted(by, what) : notice.recalled(by, what)
}

/** « Rixe, Place du Capitole ». */
function whatOf(
  ticketId: TicketId,
  { tickets }: Board,
  { catalogues, locale }: Pick<CrewView, 'catalogues' | 'locale'>,
): string {
  const ticket = tickets.get(ticketId)
  if (ticket === undefined) return ''
  const title = catalogues.serviceOf(ticket)?.name[locale] ?? ticket.serviceCode
  return ticket.address === null ? title : `${title}, ${ticket.address}`
}
