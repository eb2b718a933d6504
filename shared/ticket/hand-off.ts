import type { Board } from '../board.ts'
import { isHazard } from '../call-out/hazard.ts'
import { routeOf, URGENT } from '../catalogue/routing.ts'
import type { Agency } from '../catalogue/service.ts'
import type { CommandOf } from '../command.ts'
import { type Decision, type DecisionContext, isRefusal } from '../decision.ts'
import type { Event } from '../event.ts'
import { DAY } from '../instant.ts'
import { PLAIN_TOWN } from '../town.ts'
import type { Ticket } from './ticket.ts'
import { withdraw } from './withdraw.ts'

/** As far ahead as the catalogue's own deadlines may be. */
const LATEST_DUE_DAYS = 90

type Known = Pick<DecisionContext, 'agencyOf' | 'channelOf' | 'town'>

/** Whose a ticket is by the rule of the catalogue, instead of the PC Radio's; null where it is the PC Radio's. */
export function receiverOf(ticket: Ticket, { agencyOf, town = PLAIN_TOWN }: Known): Agency | null {
  const { needs, priority, position, catalogueVersion, deadline } = ticket
  const agency = needs === null ? undefined : agencyOf({ agency: needs.agency, catalogueVersion })
  const hazard = isHazard(deadline, town)
  const route = routeOf(agency, { priority, isLocated: position !== null, isHazard: hazard })
  return agency === undefined || route === 'pc_radio' ? null : agency
}

/** What follows the reception of a ticket that is another's by the rule of the catalogue; nothing where it is the PC Radio's. */
export function routed(ticket: Ticket, known: Known): Event[] {
  const agency = receiverOf(ticket, known)
  if (agency === null) return []
  const { code, kind } = agency
  const outside = kind === 'partner'
  const channel = (outside && known.channelOf?.(code)) || null
  return [{ type: 'ticket_transferred', ticketId: ticket.id, agency: code, outside, reason: null, channel }]
}

/**
 * What follows a change of a ticket in other hands: it comes back to the PC Radio's board where it has risen to what is the
 * PC Radio's, or was where it is by rule and would be no longer. Nothing is moved to a third by itself.
 */
export function routedAgain(before: Ticket, now: Ticket, context: DecisionContext): Event[] {
  const { transfer } = before
  if (before.status !== 'transferred' || transfer === null) return []
  const [was, is] = [receiverOf(before, context), receiverOf(now, context)]
  const rises = now.priority < before.priority
  const leaves = was?.code === transfer.agency && is?.code !== transfer.agency
  if (!leaves && !(is === null && rises)) return []
  const { town = PLAIN_TOWN } = context
  const because = now.priority <= URGENT ? 'urgent' : isHazard(now.deadline, town) ? 'hazard' : 'receiver'
  const ticket: Ticket = { ...now, status: 'open', statusAt: context.now, transfer: null }
  const { agency } = transfer
  return [{ type: 'ticket_returned', ticketId: now.id, ticket, agency, reason: null, because }]
}

/** Hands a ticket of the PC Radio's to an agency of the catalogue in force. */
export function transfer(
  board: Board,
  ticket: Ticket,
  { agency, reason, told }: CommandOf<'transfer_ticket'>,
  { agencyOf, channelOf, now }: DecisionContext,
): Decision {
  const { catalogueVersion } = board
  const to = agencyOf({ agency, catalogueVersion })
  if (to === undefined) return { code: 'unknown_agency', agency }
  const outside = to.kind === 'partner'
  const channel = (outside && channelOf?.(agency)) || null
  const end: Event = { type: 'ticket_transferred', ticketId: ticket.id, agency, outside, reason, channel }
  const handed = withdraw(board, ticket, 'ticket_transferred', end)
  if (told === undefined || !outside || isRefusal(handed)) return handed
  const of = { ticketId: ticket.id, agency, handedAt: now, number: ticket.number }
  return [...handed, { type: 'partner_told', ...of, means: told, toldAt: now }]
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
