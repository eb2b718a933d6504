import type { Catalogue } from '../../shared/catalogue/service.ts'
import type { Crew } from '../../shared/crew/crew.ts'
import type { TicketId } from '../../shared/id.ts'
import type { Instant } from '../../shared/instant.ts'
import { eligible, type Fix } from '../../shared/nearest-crew/eligible.ts'
import { noSuggestion, PROPOSED, rank } from '../../shared/nearest-crew/rank.ts'
import type { Suggestion } from '../../shared/nearest-crew/suggestion.ts'
import type { LiveBoard } from '../broadcast/live-board.ts'
import type { Positions } from '../broadcast/positions.ts'
import type { Located, TravelTimes } from '../city/travel-times.ts'

export interface CandidateDependencies {
  live: LiveBoard
  positions: Positions
  travelTimes: TravelTimes
  catalogue: Catalogue
  now: () => Instant
}

/** Nobody is proposed who would need longer than this. */
const LONGEST_TRAVEL_SECONDS = 3 * 3600
/** Asked beyond those proposed, so that between equals at the end the fresher position is found. */
const SPARE = 3

/** Whom to send to a ticket, from the live board and the positions as they are now. Rejects where travel times do. */
export async function suggest(ticketId: TicketId, dependencies: CandidateDependencies): Promise<Suggestion> {
  const { live, positions, travelTimes, catalogue, now } = dependencies
  const at = now()
  const ticket = live.board.tickets.get(ticketId)
  const service = ticket && catalogue(ticket.serviceCode)
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
  return rank(ticket, service, sorted, travels.flat(), at)
}

function located({ crew, fix: { lon, lat, speed } }: { crew: Crew; fix: Fix }): Located {
  return { crewId: crew.id, kind: crew.kind, lon, lat, speed: speed ?? null }
}
