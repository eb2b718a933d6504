import { atWorkOn } from '../../shared/breach-ahead.ts'
import { needsOf, type ServiceOf } from '../../shared/catalogue/published.ts'
import type { Service, Skill } from '../../shared/catalogue/service.ts'
import type { Crew } from '../../shared/crew/crew.ts'
import type { LonLat } from '../../shared/geo.ts'
import type { TicketId } from '../../shared/id.ts'
import type { Instant } from '../../shared/instant.ts'
import { eligible, type Fix } from '../../shared/nearest-crew/eligible.ts'
import { noSuggestion, PROPOSED, rank } from '../../shared/nearest-crew/rank.ts'
import type { Diversion, Proposal, Suggestion } from '../../shared/nearest-crew/suggestion.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import type { UsualTimes } from '../../shared/usual-time.ts'
import type { LiveBoard } from '../broadcast/live-board.ts'
import type { Positions } from '../broadcast/positions.ts'
import { type Located, StraightLine, type TravelTimes } from '../city/road/travel-times.ts'
import { pathOf } from './way.ts'

export interface CandidateDependencies {
  live: LiveBoard
  positions: Positions
  travelTimes: TravelTimes
  serviceOf: ServiceOf
  /** How long interventions usually take. */
  usualTimes(): UsualTimes
  now: () => Instant
}

/** Nobody is proposed who would need longer than this. */
const LONGEST_TRAVEL_SECONDS = 3 * 3600
/** What a crew must be able to do to keep people away from a hazard. */
const GUARDS: Skill = 'police'
/** Asked beyond those proposed, so that between equals at the end the fresher position is found. */
const SPARE = 3

/** Whom to send to a ticket, from the live board and the positions as they are now. Rejects where travel times do. */
export async function suggest(ticketId: TicketId, dependencies: CandidateDependencies): Promise<Suggestion> {
  const { live, positions, travelTimes, serviceOf, usualTimes, now } = dependencies
  const at = now()
  const ticket = live.board.tickets.get(ticketId)
  const service = ticket && serviceOf(ticket)
  if (ticket === undefined || service === undefined) return noSuggestion({ id: ticketId }, 'not_open', at)
  const { position } = ticket
  if (position === null) return noSuggestion(ticket, 'not_located', at)
  const sorted = eligible(ticket, service, live.board, (crew) => positions.of(crew), at)
  const travels = await Promise.all(
    [sorted.eligible, sorted.divertible].map((crews) =>
      travelTimes.nearest(position, crews.map(located), PROPOSED + SPARE, {
        maxSeconds: LONGEST_TRAVEL_SECONDS,
      }),
    ),
  )
  const suggestion = rank(ticket, service, sorted, travels.flat(), at, usualTimes())
  const able = sorted.eligible.map(located)
  const [guard, straightFirst, proposals, [diversion = null]] = await Promise.all([
    guardOf(ticket, service, position, dependencies),
    straightFirstOf(suggestion, able, position, travelTimes),
    withPaths(suggestion.proposals, able, position, travelTimes),
    withPaths(
      suggestion.diversion ? [suggestion.diversion] : [],
      sorted.divertible.map(located),
      position,
      travelTimes,
    ),
  ])
  return { ...suggestion, proposals, diversion, straightFirst, guard }
}

/** Seconds by road of the nearest crew that could be sent to a ticket now; null where there is none. */
export async function nearestSeconds(
  ticket: Ticket,
  { live, positions, travelTimes, serviceOf, now }: CandidateDependencies,
): Promise<number | null> {
  const service = serviceOf(ticket)
  const { position } = ticket
  if (service === undefined || position === null) return null
  const { eligible: able } = eligible(ticket, service, live.board, (crew) => positions.of(crew), now())
  const within = { maxSeconds: LONGEST_TRAVEL_SECONDS }
  const [nearest] = await travelTimes.nearest(position, able.map(located), 1, within)
  return nearest?.seconds ?? null
}

/** The patrol that would be there first to guard a place until those who can make it safe are; null where nobody need, or can. */
async function guardOf(
  ticket: Ticket,
  service: Service,
  position: LonLat,
  { live, positions, travelTimes, now }: CandidateDependencies,
): Promise<Suggestion['guard']> {
  const needs = needsOf(ticket, service)
  const isOthers = needs.skills.some((skill) => skill !== GUARDS)
  const { guards } = atWorkOn(live.board, ticket, service, null)
  if (ticket.deadline.kind !== 'secured' || ticket.onSceneAt !== null || !isOthers || guards.length > 0)
    return null
  const guarded = { ...ticket, needs: { ...needs, skills: [GUARDS], equipment: [] } }
  const { eligible: patrols } = eligible(guarded, service, live.board, (crew) => positions.of(crew), now())
  const within = { maxSeconds: LONGEST_TRAVEL_SECONDS }
  const [nearest] = await travelTimes.nearest(position, patrols.map(located), 1, within)
  return nearest === undefined
    ? null
    : { crewId: nearest.crewId, seconds: nearest.seconds, basis: nearest.basis }
}

/** Each with its way along the streets, as a map shows it. */
function withPaths<T extends Proposal | Diversion>(
  figures: readonly T[],
  crews: readonly Located[],
  ticket: LonLat,
  travelTimes: TravelTimes,
): Promise<T[]> {
  return Promise.all(
    figures.map(async (figure) => {
      const crew = crews.find(({ crewId }) => crewId === figure.crewId)
      const route = figure.basis !== 'straight' && crew ? await travelTimes.route(crew, ticket) : null
      return { ...figure, path: route && pathOf(route) }
    }),
  )
}

const straightLine = new StraightLine()

/** Whom the straight line would put first, where the streets put another first who is there sooner; else null. */
async function straightFirstOf(
  { proposals: [first] }: Suggestion,
  crews: readonly Located[],
  ticket: LonLat,
  travelTimes: TravelTimes,
): Promise<Suggestion['straightFirst']> {
  if (first === undefined || first.basis === 'straight') return null
  const within = { maxSeconds: LONGEST_TRAVEL_SECONDS }
  const [nearest] = await straightLine.nearest(ticket, crews, 1, within)
  const crew = crews.find(({ crewId }) => crewId === nearest?.crewId)
  if (crew === undefined || crew.crewId === first.crewId) return null
  const [byRoad] = await travelTimes.nearest(ticket, [crew], 1, within)
  const seconds = (byRoad?.seconds ?? 0) - first.seconds
  return byRoad !== undefined && byRoad.basis !== 'straight' && seconds > 0
    ? { crewId: crew.crewId, seconds }
    : null
}

/** A crew as travel times take it. */
export function located({ crew, fix: { lon, lat, speed } }: { crew: Crew; fix: Fix }): Located {
  return { crewId: crew.id, kind: crew.kind, lon, lat, speed: speed ?? null }
}
