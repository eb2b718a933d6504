import type { Crew } from '../../shared/crew/crew.ts'
import type { CrewId, TicketId } from '../../shared/id.ts'
import type { Instant } from '../../shared/instant.ts'
import { type Fix, fixCause, freeCrews } from '../../shared/nearest-crew/eligible.ts'
import { REACH_MINUTES, type Reach, type ReachProblem } from '../../shared/reach.ts'
import type { LiveBoard } from '../broadcast/live-board.ts'
import type { Positions } from '../broadcast/positions.ts'
import type { RoadEngine } from '../city/road/road-engine.ts'
import type { ReachAsked } from '../city/road/road-times.ts'
import { located } from './candidates.ts'

/** Whose reach is asked for: one crew's, that of all free crews, or the streets that lead to a ticket in time. */
export type ReachSubject = { crew: CrewId } | { free: true } | { ticket: TicketId }

export interface ReachDependencies {
  live: LiveBoard
  positions: Pick<Positions, 'of'>
  roads: Pick<RoadEngine, 'reach'>
  now: () => Instant
}

/** The streets reached now; undefined where the board does not know the subject. Rejects where the streets fail. */
export async function reachOf(
  subject: ReachSubject,
  dependencies: ReachDependencies,
): Promise<Reach | undefined> {
  const computedAt = dependencies.now()
  const found = askedFor(subject, dependencies, computedAt)
  if (found === undefined) return undefined
  const without = (problem: ReachProblem): Reach => ({
    computedAt,
    crews: 'ticket' in subject ? null : 0,
    problem,
    bands: [],
  })
  if (typeof found === 'string') return without(found)
  const reach = await dependencies.roads.reach(found)
  if (reach === null) return without('no_streets')
  if (reach.placed === 0) return without('off_street')
  return {
    computedAt,
    crews: 'ticket' in subject ? null : reach.placed,
    problem: null,
    bands: REACH_MINUTES.map((minutes, band) => ({ minutes, lines: reach.bands[band] ?? '' })),
  }
}

function askedFor(
  subject: ReachSubject,
  { live: { board }, positions }: ReachDependencies,
  now: Instant,
): ReachAsked | ReachProblem | undefined {
  const fixOf = (crew: Crew): Fix | undefined => positions.of(crew)
  if ('ticket' in subject) {
    const ticket = board.tickets.get(subject.ticket)
    if (ticket === undefined) return undefined
    return ticket.position === null ? 'not_located' : { ticket: ticket.position }
  }
  if ('free' in subject) {
    const crews = freeCrews(board, fixOf, now).map(located)
    return crews.length === 0 ? 'no_crew' : { crews }
  }
  const crew = board.crews.get(subject.crew)
  if (crew === undefined) return undefined
  const fix = fixOf(crew)
  const cause = fixCause(crew, fix, now)
  return cause ?? { crews: fix === undefined ? [] : [located({ crew, fix })] }
}
