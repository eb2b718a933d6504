import { inOrder, isUnderWay } from '../../shared/assignment/assignment.ts'
import { openAssignments } from '../../shared/board.ts'
import type { CrewId } from '../../shared/id.ts'
import type { Instant } from '../../shared/instant.ts'
import { STALE_AFTER } from '../../shared/nearest-crew/eligible.ts'
import type { WayAnswer } from '../../shared/protocol.ts'
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

/** How `crewId` gets from where it is now to the ticket it has in hand, or why that cannot be said. */
export async function wayOf(crewId: CrewId, dependencies: WayDependencies): Promise<WayAnswer> {
  const { live, positions, travelTimes, now } = dependencies
  const { board } = live
  const crew = board.crews.get(crewId)
  const [current] = inOrder(openAssignments(board.assignments.values(), { crewId }))
  if (crew === undefined || current === undefined || !isUnderWay(current)) return without('not_under_way')
  const to = board.tickets.get(current.ticketId)?.position ?? null
  if (to === null) return without('not_located')
  const at = now()
  const fix = positions.of(crew)
  if (fix === undefined || at - fix.at >= STALE_AFTER) return without('no_position')
  const { lon, lat, speed } = fix
  const route = await travelTimes.route({ crewId, kind: crew.kind, lon, lat, speed }, to)
  if (route === null) return without('unreachable')
  const { seconds, metres, basis } = route
  const way = { ticketId: current.ticketId, computedAt: at, path: pathOf(route) }
  return { way: { ...way, seconds, metres, basis }, problem: null }
}

/** A route as a map shows it, in at most 100 points; null for a straight line, which is no way. */
export function pathOf({ basis, line }: Route): [number, number][] | null {
  return basis === 'road' ? simplifyLine(line) : null
}

function without(problem: NonNullable<WayAnswer['problem']>): WayAnswer {
  return { way: null, problem }
}
