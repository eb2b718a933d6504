import type { Crew } from '../../shared/crew/crew.ts'
import type { FoundAddress } from '../../shared/protocol/place.ts'
import type { Locale } from '../../shared/text.ts'
import { type Ticket, ticketReference } from '../../shared/ticket/ticket.ts'
import { dutiesOpenTo, type RadioDuty } from '../intent/radio.ts'
import { plain } from '../store/plain.ts'
import type { ScreenState } from '../store/screen-store.ts'

/** What a line typed in the command field can mean. */
export type Found =
  | { kind: 'ticket'; ticket: Ticket }
  | { kind: 'crew'; crew: Crew }
  | { kind: 'dispatch'; crew: Crew; ticket: Ticket }
  | { kind: 'duty'; crew: Crew; action: RadioDuty }
  | { kind: 'address'; address: FoundAddress }

const MOST = 8

/**
 * What `line` names: a ticket by its number, type or street, a crew by its call sign, or the command
 * `D <call sign> <ticket number>`, which dispatches. A whole call sign also offers what that crew may say by radio of
 * its duty, to come on duty included. Addresses are found by the server: see AddressSearcher.
 */
export function find(
  line: string,
  { board, catalogues }: Pick<ScreenState, 'board' | 'catalogues'>,
  locale: Locale,
): Found[] {
  const wanted = plain(line)
  if (wanted === '') return []
  const named = [...board.crews.values()].find(({ callSign }) => plain(callSign) === wanted)
  const crews = [...board.crews.values()].filter((crew) => crew.duty !== 'off' || crew === named)
  const tickets = [...board.tickets.values()]
  const command = /^d (.+) (?:f )?(\d{1,9})$/.exec(wanted)
  if (command !== null) {
    const ticket = tickets.find(({ number }) => number === Number(command[2]))
    const crew = crews.find(({ callSign }) => plain(callSign) === command[1])
    if (ticket !== undefined && crew !== undefined) return [{ kind: 'dispatch', crew, ticket }]
  }
  const matchingTickets = tickets.filter((ticket) => {
    const title = catalogues.serviceOf(ticket)?.name[locale] ?? ''
    return plain(`${ticketReference(ticket)} ${ticket.number} ${title} ${ticket.address ?? ''}`).includes(
      wanted,
    )
  })
  const matchingCrews = crews.filter(({ callSign }) => plain(callSign).includes(wanted))
  return [
    ...matchingCrews.map((crew): Found => ({ kind: 'crew', crew })),
    ...(named === undefined ? [] : dutiesOf(named)),
    ...matchingTickets.map((ticket): Found => ({ kind: 'ticket', ticket })),
  ].slice(0, MOST)
}

function dutiesOf(crew: Crew): Found[] {
  return dutiesOpenTo(crew).map((action) => ({ kind: 'duty', crew, action }))
}
