import { type Assignment, isActive, isOpen } from '../assignment/assignment.ts'
import type { Board } from '../board.ts'
import { needsOf } from '../catalogue/published.ts'
import { DISTRESS, type Needs, type Service } from '../catalogue/service.ts'
import type { Crew } from '../crew/crew.ts'
import { trustOf } from '../crew/position-age.ts'
import type { LonLat } from '../geo.ts'
import type { CrewId } from '../id.ts'
import type { Instant } from '../instant.ts'
import type { Ticket } from '../ticket/ticket.ts'
import type { Exclusion } from './suggestion.ts'

/** Where a crew was last known to be. `at` is the instant of the fix, on the server's clock. */
export interface Fix extends LonLat {
  at: Instant
  /** Metres a second; absent or null where unknown. */
  speed?: number | null
}

export interface Eligibility {
  eligible: { crew: Crew; fix: Fix }[]
  /** Busy crews that could leave what they are on for this ticket. */
  divertible: { crew: Crew; fix: Fix; assignment: Assignment; from: Ticket }[]
  excluded: { crewId: CrewId; cause: Exclusion }[]
}

/**
 * Sorts every crew: who can be sent, who could be diverted, and why the others cannot, each by the first cause there
 * is, in the order of `Exclusion`. A crew already on the ticket is in none of the three. One that could be diverted is
 * also excluded as engaged. For a colleague in distress busy crews count, and skills and territory do not.
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
  const { skills } = needsOf(ticket, service)
  const inHandOf = openByCrew(board)
  for (const crew of board.crews.values()) {
    const inHand = inHandOf.get(crew.id) ?? []
    if (inHand.some(({ ticketId }) => ticketId === ticket.id)) continue
    const fix = fixOf(crew)
    const absent = dutyCause(crew)
    const engaged = inHand.length > 0 && !anyone
    const unfit = (anyone ? undefined : suitability(crew, skills, ticket)) ?? fixCause(crew, fix, now)
    const cause = absent ?? (engaged ? 'engaged' : unfit)
    if (cause !== undefined) found.excluded.push({ crewId: crew.id, cause })
    else if (fix !== undefined) found.eligible.push({ crew, fix })
    if (cause !== 'engaged' || unfit !== undefined || fix === undefined) continue
    const leaving = leavable(inHand, ticket, board)
    if (leaving !== undefined) found.divertible.push({ crew, fix, ...leaving })
  }
  return found
}

/** Crews that could be sent somewhere now: available, with nothing in hand and a fresh position. */
export function freeCrews(
  board: Board,
  fixOf: (crew: Crew) => Fix | undefined,
  now: Instant,
): { crew: Crew; fix: Fix }[] {
  const inHandOf = openByCrew(board)
  return [...board.crews.values()].flatMap((crew) => {
    const fix = fixOf(crew)
    const kept = dutyCause(crew) ?? (inHandOf.has(crew.id) ? 'engaged' : fixCause(crew, fix, now))
    return kept === undefined && fix !== undefined ? [{ crew, fix }] : []
  })
}

/** Read once, rather than once a crew: a thousand crews and as many assignments are sorted in a millisecond. */
function openByCrew(board: Board): Map<CrewId, Assignment[]> {
  const byCrew = new Map<CrewId, Assignment[]>()
  for (const assignment of board.assignments.values()) {
    if (!isOpen(assignment)) continue
    const inHand = byCrew.get(assignment.crewId)
    if (inHand === undefined) byCrew.set(assignment.crewId, [assignment])
    else inHand.push(assignment)
  }
  return byCrew
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

/** A ticket whose district is not known is everyone's. */
function suitability(crew: Crew, skills: Needs['skills'], { district }: Ticket): Exclusion | undefined {
  if (!skills.every((skill) => crew.skills.includes(skill))) return 'skills'
  const elsewhere = crew.territory !== null && district !== null && !crew.territory.includes(district)
  return elsewhere ? 'territory' : undefined
}

/** Why a crew's position cannot be believed; undefined where it can. */
export function fixCause(
  { kind }: Pick<Crew, 'kind'>,
  fix: Fix | undefined,
  now: Instant,
): Extract<Exclusion, 'no_position' | 'stale_position'> | undefined {
  if (fix === undefined) return 'no_position'
  return trustOf(kind, now - fix.at) === 'stale' ? 'stale_position' : undefined
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
