import { type Board, openAssignments } from '../board.ts'
import type { Decision } from '../decision.ts'
import type { Refusal } from '../refusal.ts'
import { type Assignment, isOpen, sentAt } from './assignment.ts'

/** The crew that comes to the help of `asking`: sent to its ticket after it asked; undefined where none is on its way. */
export function reinforcementOf(
  asking: Pick<Assignment, 'id' | 'ticketId' | 'reinforcementAt'>,
  assignments: Iterable<Assignment>,
): Assignment | undefined {
  const { id, ticketId, reinforcementAt } = asking
  if (reinforcementAt === null) return undefined
  return openAssignments(assignments, { ticketId }).find(
    (other) => other.id !== id && sentAt(other) > reinforcementAt,
  )
}

/** True while a crew has asked for reinforcement and nobody is sent, were it that who was sent has been called off. */
export function awaitsReinforcement(assignment: Assignment, assignments: Iterable<Assignment>): boolean {
  return (
    isOpen(assignment) &&
    assignment.reinforcementAt !== null &&
    reinforcementOf(assignment, assignments) === undefined
  )
}

/** Help can be asked for in any step, and again once somebody is on the way: one may not be enough. */
export function decideReinforcement(board: Board, assignment: Assignment, refused: Refusal): Decision {
  if (!isOpen(assignment)) return refused
  if (awaitsReinforcement(assignment, board.assignments.values())) return { code: 'nothing_changes' }
  const { id: assignmentId, ticketId, crewId } = assignment
  return [{ type: 'reinforcement_asked', assignmentId, ticketId, crewId }]
}

/** Another order can be asked for while the crew has not left for the ticket, and has another one. */
export function decideOtherOrder(board: Board, assignment: Assignment, refused: Refusal): Decision {
  const { id: assignmentId, ticketId, crewId, status, otherOrderAt } = assignment
  if (status !== 'dispatched' && status !== 'acknowledged') return refused
  const only = openAssignments(board.assignments.values(), { crewId }).length < 2
  if (only || otherOrderAt !== null) return { code: 'nothing_changes' }
  return [{ type: 'other_order_asked', assignmentId, ticketId, crewId }]
}
