import { type Board, openAssignments } from '../board.ts'
import { DISTRESS, type Priority, type Service } from '../catalogue/service.ts'
import { deadlineFor } from '../deadline.ts'
import type { Decision, DecisionContext } from '../decision.ts'
import type { Event } from '../event.ts'
import type { TicketId } from '../id.ts'
import { type Instant, instant } from '../instant.ts'
import { routed, routedAgain } from './hand-off.ts'
import { isUnderWay, lastReportAt, type Ticket } from './ticket.ts'

/**
 * Makes `ticket` one more report of another ticket under way, which takes the more urgent priority of the two, and may become
 * more urgent by their number. Refused where a crew is on it: that crew would be on nothing; and where a partner has one of
 * them, who goes on with it by itself.
 */
export function join(
  board: Board,
  ticket: Ticket,
  { intoTicketId, score }: { intoTicketId: TicketId; score: number | null },
  context: DecisionContext,
): Decision {
  const into = board.tickets.get(intoTicketId)
  if (into === undefined || into.id === ticket.id) return { code: 'unknown_ticket' }
  const away = [into, ticket].find((one) => !isUnderWay(one))
  if (away !== undefined) return { code: 'ticket_not_open', ticketNumber: away.number, status: away.status }
  const service = context.serviceOf(into)
  if (service === undefined) return { code: 'unknown_service', serviceCode: into.serviceCode }
  // A crew's call for help is nobody's report, and has none.
  if ([ticket, into].some(({ serviceCode }) => serviceCode === DISTRESS.code)) return { code: 'not_allowed' }
  const [engaged] = openAssignments(board.assignments.values(), { ticketId: ticket.id })
  if (engaged !== undefined) {
    const callSign = board.crews.get(engaged.crewId)?.callSign ?? ''
    return { code: 'assignments_open', callSign, ticketNumber: ticket.number }
  }
  // Someone from home is on the way to this very ticket.
  const callOut = board.callOuts.get(ticket.id)
  if (callOut?.status === 'accepted' || callOut?.status === 'on_scene')
    return { code: 'call_out_under_way', ticketNumber: ticket.number }
  const { reports, priority, deadline } = joinedOutcome(into, ticket, service)
  const reportedAt = instant(Math.max(into.reportedAt ?? 0, lastReportAt(ticket)))
  return [
    { type: 'ticket_joined', ticketId: ticket.id, intoTicketId },
    {
      type: 'reports_added',
      ticketId: into.id,
      joinedTicketId: ticket.id,
      score,
      reports,
      reportedAt,
      priority,
      priorityBefore: into.priority,
      deadline,
    },
    ...routedAgain(into, { ...into, reports, reportedAt, priority, deadline }, context),
  ]
}

/** What becomes of an open ticket of a type once one more with so many reports is joined to it. */
export function joinedOutcome(
  into: Pick<Ticket, 'reports' | 'priority' | 'deadline'>,
  ticket: Pick<Ticket, 'reports' | 'priority'>,
  service: Service,
): Pick<Ticket, 'reports' | 'priority' | 'deadline'> {
  const reports = into.reports + ticket.reports
  const { raisedFrom = Number.POSITIVE_INFINITY } = service.duplicates
  const raised = reports < raisedFrom ? service.priority : moreUrgent(service.priority)
  const priority = mostUrgent(into.priority, ticket.priority, raised)
  const deadline =
    priority === into.priority ? into.deadline : deadlineFor(service, priority, into.deadline.startedAt)
  return { reports, priority, deadline }
}

/**
 * Makes a joined ticket one of its own again, as it was: on the board, or in the hands that had it. One that was received as
 * a report of another never stood by itself, and goes where its type sends it. All that it was joined to, near or far, has
 * so many reports less, and the instant of the last that is left.
 */
export function separate(board: Board, ticket: Ticket, context: DecisionContext): Decision {
  const events: Event[] = []
  const { joinedTo: fromTicketId } = ticket
  if (fromTicketId === null) return { code: 'ticket_not_joined', ticketNumber: ticket.number }
  const status = ticket.transfer === null ? 'open' : 'transferred'
  const apart: Ticket = { ...ticket, status, statusAt: context.now, joinedTo: null }
  events.push({ type: 'ticket_separated', ticketId: ticket.id, ticket: apart, fromTicketId })
  const left = new Map(board.tickets).set(ticket.id, apart)
  for (let id: TicketId | null = fromTicketId; id !== null; ) {
    const holder = board.tickets.get(id)
    if (holder === undefined) break
    const reports = Math.max(1, holder.reports - ticket.reports)
    const reportedAt = lastOf([...left.values()].filter(({ joinedTo }) => joinedTo === holder.id))
    left.set(holder.id, { ...holder, reports, reportedAt })
    events.push({
      type: 'reports_removed',
      ticketId: holder.id,
      separatedTicketId: ticket.id,
      reports,
      reportedAt,
    })
    id = holder.joinedTo
  }
  return ticket.statusAt === ticket.receivedAt ? [...events, ...routed(apart, context)] : events
}

/** When the last came of reports that are joined to a ticket; null where there is none. */
function lastOf(joined: readonly Ticket[]): Instant | null {
  return joined.length === 0 ? null : instant(Math.max(...joined.map(lastReportAt)))
}

/**
 * Of two tickets that are of one thing, which is joined to which: the later to the earlier, or, where a crew is on one of
 * them, the other to that one. Null while crews are on both.
 */
export function pairOf(board: Board, one: Ticket, other: Ticket): { ticket: Ticket; into: Ticket } | null {
  const [earlier, later] = one.number < other.number ? [one, other] : [other, one]
  const isEngaged = ({ id }: Ticket) =>
    openAssignments(board.assignments.values(), { ticketId: id }).length > 0
  if (!isEngaged(later)) return { ticket: later, into: earlier }
  return isEngaged(earlier) ? null : { ticket: earlier, into: later }
}

const moreUrgent = (priority: Priority): Priority => (priority === 4 ? 3 : priority === 3 ? 2 : 1)

const PRIORITIES = [1, 2, 3, 4] as const

const mostUrgent = (...given: readonly Priority[]): Priority =>
  PRIORITIES.find((priority) => given.includes(priority)) ?? 4
