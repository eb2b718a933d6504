import { type Board, openAssignments } from '../board.ts'
import type { Decision } from '../decision.ts'
import type { Event } from '../event.ts'
import type { Ticket } from './ticket.ts'

/** Takes a ticket off the board: its crews are recalled with it, unless one is already there. */
export function withdraw(
  board: Board,
  ticket: Ticket,
  reason: 'ticket_cancelled' | 'ticket_transferred',
  end: Event,
): Decision {
  const events: Event[] = []
  for (const assignment of openAssignments(board.assignments.values(), { ticketId: ticket.id })) {
    const { id, ticketId, crewId } = assignment
    if (assignment.status === 'on_scene' || assignment.status === 'secured') {
      const callSign = board.crews.get(crewId)?.callSign ?? ''
      return { code: 'assignments_open', callSign, ticketNumber: ticket.number }
    }
    events.push({ type: 'assignment_recalled', assignmentId: id, ticketId, crewId, reason })
  }
  return [...events, end]
}
