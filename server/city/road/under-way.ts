import { isActive } from '../../../shared/assignment/assignment.ts'
import { type Board, openAssignments } from '../../../shared/board.ts'
import type { Crew } from '../../../shared/crew/crew.ts'
import type { StreetSpeeds } from './street-speeds.ts'

/** Driven to with blue light, at speeds that say nothing of the next ticket of another priority. */
const BLUE_LIGHT_PRIORITY = 1

/**
 * Whether a crew drives as one does who is called, so that it teaches how long that takes: by car or motorcycle, on its
 * way to a ticket (patrolling is slower), and not with blue light. A ticket that is not on the board is not judged.
 */
export function isUnderWay(crew: Crew, board: Board, speeds: StreetSpeeds): boolean {
  if (crew.duty === 'off' || crew.freeAt !== null || crew.distress !== null) return false
  if (speeds.crews[crew.kind].mode !== 'car') return false
  const active = openAssignments(board.assignments.values(), { crewId: crew.id }).filter(isActive)
  return (
    active.length > 0 &&
    active.every(({ status, ticketId }) => {
      const priority = board.tickets.get(ticketId)?.priority
      return status === 'en_route' && priority !== undefined && priority !== BLUE_LIGHT_PRIORITY
    })
  )
}
