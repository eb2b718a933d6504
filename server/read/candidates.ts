import type { Catalogue } from '../../shared/catalogue/service.ts'
import type { TicketId } from '../../shared/id.ts'
import type { Instant } from '../../shared/instant.ts'
import { eligible } from '../../shared/nearest-crew/eligible.ts'
import { noSuggestion, rank } from '../../shared/nearest-crew/rank.ts'
import type { Suggestion } from '../../shared/nearest-crew/suggestion.ts'
import type { LiveBoard } from '../broadcast/live-board.ts'
import type { Positions } from '../broadcast/positions.ts'
import type { TravelTimes } from '../city/travel-times.ts'

export interface CandidateDependencies {
  live: LiveBoard
  positions: Positions
  travelTimes: TravelTimes
  catalogue: Catalogue
  now: () => Instant
}

/** Nobody is proposed who would need longer than this. */
const LONGEST_TRAVEL_SECONDS = 3 * 3600

/** Whom to send to a ticket, from the live board and the positions as they are now. */
export async function suggest(ticketId: TicketId, dependencies: CandidateDependencies): Promise<Suggestion> {
  const { live, positions, travelTimes, catalogue, now } = dependencies
  const at = now()
  const ticket = live.board.tickets.get(ticketId)
  const service = ticket && catalogue(ticket.serviceCode)
  if (ticket === undefined || service === undefined) return noSuggestion({ id: ticketId }, 'not_open', at)
  if (ticket.position === null) return noSuggestion(ticket, 'not_located', at)
  const sorted = eligible(ticket, service, live.board, (crew) => positions.of(crew), at)
  const crews = [...sorted.eligible, ...sorted.divertible].map(({ crew, fix: { lon, lat } }) => {
    return { crewId: crew.id, kind: crew.kind, lon, lat }
  })
  const travels = await travelTimes.nearest(ticket.position, crews, crews.length, {
    maxSeconds: LONGEST_TRAVEL_SECONDS,
  })
  return rank(ticket, service, sorted, travels, at)
}
