import type { Board } from '../board.ts'
import { routeOf } from '../catalogue/routing.ts'
import type { CommandOf } from '../command.ts'
import type { Decision, DecisionContext } from '../decision.ts'
import type { Event } from '../event.ts'
import { DAY } from '../instant.ts'
import type { Ticket } from './ticket.ts'
import { withdraw } from './withdraw.ts'

/** As far ahead as the catalogue's own deadlines may be. */
const LATEST_DUE_DAYS = 90

/** What follows the reception of a ticket that is another's by the rule of the catalogue; nothing where it is the PC Radio's. */
export function routed(ticket: Ticket, { agencyOf, channelOf }: DecisionContext): Event[] {
  const { id, needs, priority, position, catalogueVersion } = ticket
  const agency = needs === null ? undefined : agencyOf({ agency: needs.agency, catalogueVersion })
  const route = routeOf(agency, { priority, isLocated: position !== null })
  return agency === undefined || route === 'pc_radio'
    ? []
    : [
        {
          type: 'ticket_transferred',
          ticketId: id,
          agency: agency.code,
          outside: route === 'partner',
          reason: null,
          channel: (route === 'partner' && channelOf?.(agency.code)) || null,
        },
      ]
}

/** Hands a ticket of the PC Radio's to an agency of the catalogue in force. */
export function transfer(
  board: Board,
  ticket: Ticket,
  { agency, reason }: CommandOf<'transfer_ticket'>,
  { agencyOf, channelOf }: DecisionContext,
): Decision {
  const { catalogueVersion } = board
  const to = agencyOf({ agency, catalogueVersion })
  if (to === undefined) return { code: 'unknown_agency', agency }
  const outside = to.kind === 'partner'
  const channel = (outside && channelOf?.(agency)) || null
  const end: Event = { type: 'ticket_transferred', ticketId: ticket.id, agency, outside, reason, channel }
  return withdraw(board, ticket, 'ticket_transferred', end)
}

/** The agency sees to it, by an instant that it may change as long as it has the ticket. */
export function accept(
  ticket: Ticket,
  { dueAt }: CommandOf<'accept_transfer'>,
  { now }: DecisionContext,
): Decision {
  if (dueAt <= now || dueAt > now + LATEST_DUE_DAYS * DAY)
    return { code: 'due_refused', days: LATEST_DUE_DAYS }
  if (ticket.transfer?.dueAt === dueAt) return { code: 'nothing_changes' }
  return [{ type: 'transfer_accepted', ticketId: ticket.id, dueAt }]
}

/** Back on the board of the PC Radio, with the clock that it had: what was promised to the caller stays promised. */
export function giveBack(
  ticket: Ticket,
  { reason }: CommandOf<'return_ticket'>,
  { now }: DecisionContext,
): Decision {
  const returned: Ticket = { ...ticket, status: 'open', statusAt: now, transfer: null }
  const agency = ticket.transfer?.agency ?? ''
  return [{ type: 'ticket_returned', ticketId: ticket.id, ticket: returned, agency, reason }]
}
