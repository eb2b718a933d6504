import type { Board } from '../board.ts'
import type { Decision, DecisionContext } from '../decision.ts'
import { instant } from '../instant.ts'
import type { Ticket, Transfer } from '../ticket/ticket.ts'
import type { DeliveryCommand } from './command.ts'

/**
 * What became of a delivery is told in any state of its ticket: it happened, were the ticket back meanwhile. What is known
 * already is not told again. A person tells a partner of what is in its hands alone.
 */
export function decideDelivery(board: Board, command: DeliveryCommand, { now }: DecisionContext): Decision {
  const { ticketId, agency, handedAt } = command
  const ticket = board.tickets.get(ticketId)
  if (ticket === undefined) return { code: 'unknown_ticket' }
  const of = { ticketId, agency, handedAt, number: ticket.number }
  const transfer = transferOf(ticket, command)
  const status = transfer?.delivery?.status
  switch (command.type) {
    case 'report_delivery': {
      if (status === 'delivered') return { code: 'nothing_changes' }
      const { channel, reference } = command
      return [{ type: 'hand_off_delivered', ...of, channel, reference }]
    }
    case 'report_delivery_failure': {
      if (status === 'delivered') return { code: 'nothing_changes' }
      const { channel, problem } = command
      return [{ type: 'hand_off_not_delivered', ...of, channel, problem }]
    }
    case 'abandon_delivery':
      return status === 'delivered' || status === 'abandoned'
        ? { code: 'nothing_changes' }
        : [{ type: 'delivery_abandoned', ...of }]
    case 'tell_partner': {
      if (ticket.status !== 'transferred' || transfer?.outside !== true)
        return { code: 'not_in_hands', ticketNumber: ticket.number }
      if (transfer.told != null) return { code: 'nothing_changes' }
      // By the clock of whoever says it, which may be another.
      const toldAt = instant(Math.min(now, Math.max(handedAt, command.toldAt ?? now)))
      return [{ type: 'partner_told', ...of, means: command.means, toldAt }]
    }
    case 'withdraw_telling':
      return transfer?.told == null ? { code: 'nothing_changes' } : [{ type: 'telling_withdrawn', ...of }]
  }
}

/** The hand-off that it is about, where that is the ticket's last. */
function transferOf({ transfer }: Ticket, { agency, handedAt }: DeliveryCommand): Transfer | null {
  return transfer?.agency === agency && transfer.at === handedAt ? transfer : null
}
