import { isActive, newAssignment } from '../assignment/assignment.ts'
import { type Board, openAssignments } from '../board.ts'
import type { CommandOf } from '../command.ts'
import type { Decision, DecisionContext } from '../decision.ts'
import type { Event } from '../event.ts'
import { newTicket } from './decide.ts'

/**
 * What a crew came upon by itself makes a ticket and an assignment: it is on scene at once, unless it is on its way to,
 * or at, another, behind which this waits.
 */
export function decideOnView(
  board: Board,
  command: CommandOf<'report_on_view'>,
  context: DecisionContext,
): Decision {
  const { assignmentId, ticketId, crewId, report } = command
  const crew = board.crews.get(crewId)
  if (crew === undefined) return { code: 'unknown_crew' }
  if (crew.duty !== 'available')
    return { code: 'crew_not_available', callSign: crew.callSign, duty: crew.duty }
  if (board.assignments.has(assignmentId)) return { code: 'already_exists' }
  const ticket = newTicket(board, { ...command, channel: 'patrol' }, context)
  if ('code' in ticket) return ticket
  const parts = { assignmentId, ticketId, crewId }
  const assignment = newAssignment(
    { id: assignmentId, ticketId, crewId },
    { now: context.now, by: context.actor.label, expectedSeconds: null },
  )
  const events: Event[] = [
    { type: 'ticket_received', ticketId, ticket, reportId: report.id },
    { type: 'crew_dispatched', ...parts, assignment, suggestion: null },
  ]
  const elsewhere = openAssignments(board.assignments.values(), { crewId }).some(isActive)
  return elsewhere ? events : [...events, { type: 'crew_on_scene', ...parts }]
}
