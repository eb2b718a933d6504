import type { CrewId, TicketId } from '../../shared/id.ts'
import { type Instant, instant } from '../../shared/instant.ts'
import { freeCrews } from '../../shared/nearest-crew/eligible.ts'
import type { Reach } from '../../shared/reach.ts'
import { positions } from '../store/positions.ts'
import type { ScreenState } from '../store/screen-store.ts'
import type { Shown, Wanted } from './answer-keeper.ts'

/** Whose reach is shown: as `GET /api/reach` asks for it. */
export type ReachSubject = { crew: CrewId } | { ticket: TicketId } | { free: '1' }

export type ReachShown = Shown<ReachSubject, Reach>

/** The crew that is looked at, else the chosen ticket, else all free crews. */
export function reachWanted(
  { board, city, selected, lookedAt }: ScreenState,
  now: Instant,
): Wanted<ReachSubject> {
  const streets = `${city?.mapVersion} ${[...board.closures.keys()].join(' ')}`
  const crew = lookedAt === null ? undefined : board.crews.get(lookedAt)
  if (crew !== undefined) return { subject: { crew: crew.id }, basis: `${streets} ${placeOf(crew)}` }
  const ticket = selected === null ? undefined : board.tickets.get(selected)
  if (ticket !== undefined) {
    const { lon, lat } = { ...ticket.position }
    return { subject: { ticket: ticket.id }, basis: `${streets} ${lon} ${lat}` }
  }
  const free = freeCrews(board, (one) => fixOf(one), now)
  return { subject: { free: '1' }, basis: [streets, ...free.map(({ crew: one }) => placeOf(one))].join(' ') }
}

function fixOf({ number }: { number: number }) {
  const position = positions.of(number)
  return position && { ...position, at: instant(position.at) }
}

/** To about ten metres: a crew that stands still trembles. */
function placeOf({ number }: { number: number }): string {
  const position = positions.of(number)
  return `${number}:${position?.lon.toFixed(4)},${position?.lat.toFixed(4)}`
}
