import type { FoundAddress } from '../../shared/protocol/place.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import type { Call } from './call.ts'
import { plain } from './plain.ts'

type Place = NonNullable<Call['subject']['place']>

/** What a line typed as a place may mean: an address, the place of a ticket, or that of an earlier call. */
export type PlaceOption =
  | { kind: 'address'; found: FoundAddress }
  | { kind: 'ticket'; ticket: Ticket }
  | { kind: 'last'; place: Place }

const MOST_TICKETS = 3
const TICKET = /^(?:f ?)?(\d{1,9})$/
const SAME = /^(?:meme|same)(?: |$)/

/** Tickets and earlier calls that are meant by « F-2042 », « 2042 », « même lieu », or by nothing typed; the rest is searched by the server. */
export function sameAs(line: string, tickets: Iterable<Ticket>, places: readonly Place[]): PlaceOption[] {
  const wanted = plain(line)
  const placed = [...tickets].filter(({ position }) => position !== null).sort((a, b) => b.number - a.number)
  const some = (found: readonly Ticket[]) =>
    found.slice(0, MOST_TICKETS).map((ticket): PlaceOption => ({ kind: 'ticket', ticket }))
  const number = TICKET.exec(wanted)?.[1]
  if (number !== undefined) return some(placed.filter((ticket) => String(ticket.number).startsWith(number)))
  if (wanted !== '' && !SAME.test(wanted)) return []
  return [...places.map((place): PlaceOption => ({ kind: 'last', place })), ...some(placed)]
}
