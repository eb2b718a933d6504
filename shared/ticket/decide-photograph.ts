import type { Board } from '../board.ts'
import type { CommandOf } from '../command.ts'
import type { Decision, DecisionContext } from '../decision.ts'
import { findTicket } from './decide.ts'
import { MOST_PHOTOGRAPHS } from './photograph.ts'

type PhotographCommand = CommandOf<'add_photograph' | 'receive_photograph' | 'remove_photograph'>

/**
 * What a command on a photograph causes. It is added to an open ticket only; its pixels may come after the ticket has
 * ended, and it may be removed then.
 */
export function decidePhotograph(
  board: Board,
  command: PhotographCommand,
  { actor }: DecisionContext,
): Decision {
  const { photographId, ticketId } = command
  if (command.type === 'add_photograph') {
    const ticket = findTicket(board, ticketId, 'photograph')
    if ('code' in ticket) return ticket
    if (ticket.photographs.some(({ id }) => id === photographId)) return { code: 'already_exists' }
    const own = ticket.photographs.filter(({ crewId }) => crewId === actor.crewId)
    if (own.length >= MOST_PHOTOGRAPHS) return { code: 'too_many_photographs', most: MOST_PHOTOGRAPHS }
    return [{ type: 'photograph_added', photographId, ticketId }]
  }
  const ticket = board.tickets.get(ticketId)
  if (ticket === undefined) return { code: 'unknown_ticket' }
  const photograph = ticket.photographs.find(({ id }) => id === photographId)
  if (photograph === undefined) return { code: 'unknown_photograph' }
  if (command.type === 'remove_photograph') {
    // What colleagues have seen is no longer the crew's to take away.
    if (actor.role === 'crew' && photograph.received !== null) return { code: 'not_allowed' }
    return [{ type: 'photograph_removed', photographId, ticketId }]
  }
  if (photograph.received !== null) return { code: 'nothing_changes' }
  const { width, height, bytes } = command
  return [{ type: 'photograph_received', photographId, ticketId, width, height, bytes }]
}
