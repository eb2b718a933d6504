import { inOrder, isUnderWay } from '../../shared/assignment/assignment.ts'
import { type Board, openAssignments } from '../../shared/board.ts'
import { trustOf } from '../../shared/crew/position-age.ts'
import type { LonLat } from '../../shared/geo.ts'
import type { CrewId, TicketId } from '../../shared/id.ts'
import type { Instant } from '../../shared/instant.ts'
import type { WayAnswer } from '../../shared/protocol/crew.ts'
import type { LiveBoard } from '../broadcast/live-board.ts'
import type { Positions } from '../broadcast/positions.ts'
import { simplifyLine } from '../city/road/simplify-line.ts'
import type { Route, TravelTimes } from '../city/road/travel-times.ts'

export interface WayDependencies {
  live: LiveBoard
  positions: Positions
  travelTimes: TravelTimes
  now: () => Instant
}

/**
 * How `crewId` gets from where it is now to `place`, or without one to the ticket it has in hand; or why that cannot be
 * said.
 */
export async function wayOf(
  crewId: CrewId,
  place: LonLat | null,
  { live: { board }, positions, travelTimes, now }: WayDependencies,
): Promise<WayAnswer> {
  const goal = place === null ? inHand(board, crewId) : { ticketId: null, position: place }
  if (goal === null) return without('not_under_way')
  if (goal.position === null) return without('not_located')
  const crew = board.crews.get(crewId)
  const at = now()
  const fix = crew && positions.of(crew)
  if (crew === undefined || fix === undefined || trustOf(crew.kind, at - fix.at) === 'stale')
    return without('no_position')
  const { lon, lat, speed } = fix
  const route = await travelTimes.route({ crewId, kind: crew.kind, lon, lat, speed }, goal.position)
  if (route === null) return without('unreachable')
  const { seconds, metres, basis } = route
  const way = { ticketId: goal.ticketId, computedAt: at, path: pathOf(route) }
  return { way: { ...way, seconds, metres, basis }, problem: null }
}

/** The ticket that a crew goes to, and where that is; null where it goes to none. */
function inHand(board: Board, crewId: CrewId): { ticketId: TicketId; position: LonLat | null } | null {
  const [current] = inOrder(openAssignments(board.assignments.values(), { crewId }))
  if (current === undefined || !isUnderWay(current)) return null
  const { ticketId } = current
  return { ticketId, position: board.tickets.get(ticketId)?.position ?? null }
}

/** A route as a map shows it, in at most 100 points; null for a straight line, which is no way. */
export function pathOf({ basis, line }: Route): [number, number][] | null {
  return basis === 'road' ? simplifyLine(line) : null
}

function without(problem: NonNullable<WayAnswer['problem']>): WayAnswer {
  return { way: null, problem }
}
