import type { Board } from '../board.ts'
import type { CommandOf } from '../command.ts'
import type { Decision, DecisionContext } from '../decision.ts'

/** What a command on a street causes. A closure is opened once, and its id never used again. */
export function decideClosure(
  board: Board,
  command: CommandOf<'close_street' | 'open_street'>,
  { now, actor }: DecisionContext,
): Decision {
  const { closureId } = command
  const existing = board.closures.get(closureId)
  if (command.type === 'open_street') {
    if (existing === undefined) return { code: 'unknown_closure' }
    return existing.openedAt === null ? [{ type: 'street_opened', closureId }] : { code: 'nothing_changes' }
  }
  if (existing !== undefined) return { code: 'already_exists' }
  const { shape, until, reason, ticketId } = command
  if (ticketId !== null && !board.tickets.has(ticketId)) return { code: 'unknown_ticket' }
  if (until !== null && until <= now) return { code: 'closure_over', until }
  const closed = { closedAt: now, closedBy: actor.label, openedAt: null }
  return [
    {
      type: 'street_closed',
      closureId,
      closure: { id: closureId, shape, until, reason, ticketId, ...closed },
    },
  ]
}
