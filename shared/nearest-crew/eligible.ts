import { type Assignment, isActive } from '../assignment/assignment.ts'
import { type Board, openAssignments } from '../board.ts'
import { DISTRESS, type Service } from '../catalogue/service.ts'
import type { Crew } from '../crew/crew.ts'
import type { LonLat } from '../geo.ts'
import type { CrewId } from '../id.ts'
import { type Instant, MINUTE } from '../instant.ts'
import type { Ticket } from '../ticket/ticket.ts'
import type { Exclusion } from './suggestion.ts'

/** Where a crew was last known to be. `at` is the instant of the fix, on the server's clock. */
export interface Fix extends LonLat {
  at: Instant
}

/** An older position is shown, never believed. */
export const STALE_AFTER = 5 * MINUTE

export interface Eligibility {
  eligible: { crew: Crew; fix: Fix }[]
  /** Busy crews that could leave what they are on for this ticket. */
  divertible: { crew: Crew; fix: Fix; assignment: Assignment; from: Ticket }[]
  excluded: { crewId: CrewId; cause: Exclusion }[]
}

/**
 * Sorts every crew: who can be sent, who could be diverted, and why the others cannot. A crew that could be diverted is
 * also counted as engaged. In distress of a colleague, busy crews count, and skills and territory do not.
 */
export function eligible(
  ticket: Ticket,
  service: Service,
  board: Board,
  fixOf: (crew: Crew) => Fix | undefined,
  now: Instant,
): Eligibility {
  const found: Eligibility = { eligible: [], divertible: [], excluded: [] }
  const anyone = service.code === DISTRESS.code
  for (const crew of board.crews.values()) {
    const inHand = openAssignments(board.assignments.values(), { crewId: crew.id })
    if (inHand.some(({ ticketId }) => ticketId === ticket.id)) continue
    const fix = fixOf(crew)
    const cause =
      dutyCause(crew) ?? (anyone ? undefined : suitability(crew, service, ticket)) ?? fixCause(fix, now)
    if (cause !== undefined || fix === undefined) {
      found.excluded.push({ crewId: crew.id, cause: cause ?? 'no_position' })
    } else if (inHand.length === 0 || anyone) found.eligible.push({ crew, fix })
    else {
      found.excluded.push({ crewId: crew.id, cause: 'engaged' })
      const leaving = leavable(inHand, ticket, board)
      if (leaving !== undefined) found.divertible.push({ crew, fix, ...leaving })
    }
  }
  return found
}

function dutyCause({ duty }: Crew): Exclusion | undefined {
  switch (duty) {
    case 'available':
      return undefined
    case 'off':
      return 'off_duty'
    case 'on_break':
      return 'on_break'
    case 'unavailable':
      return 'unavailable'
    case 'distress':
      return 'in_distress'
  }
}

function suitability(crew: Crew, service: Service, { district }: Ticket): Exclusion | undefined {
  if (!service.skills.every((skill) => crew.skills.includes(skill))) return 'skills'
  const elsewhere = crew.territory !== null && district !== null && !crew.territory.includes(district)
  return elsewhere ? 'territory' : undefined
}

function fixCause(fix: Fix | undefined, now: Instant): Exclusion | undefined {
  if (fix === undefined) return 'no_position'
  return now - fix.at >= STALE_AFTER ? 'stale_position' : undefined
}

/** What a crew would leave: only where it has arrived nowhere, and all it has is less urgent than `ticket`. */
function leavable(inHand: readonly Assignment[], ticket: Ticket, board: Board) {
  const tickets = inHand.map(({ ticketId }) => board.tickets.get(ticketId))
  const lessUrgent = tickets.every((one) => one !== undefined && one.priority > ticket.priority)
  const arrived = inHand.some(({ status }) => status === 'on_scene' || status === 'secured')
  if (!lessUrgent || arrived) return undefined
  const assignment = inHand.find(isActive) ?? inHand[0]
  const from = assignment && board.tickets.get(assignment.ticketId)
  return assignment && from && { assignment, from }
}
