import type { Board } from '../board.ts'
import type { Decision } from '../decision.ts'
import type { Ticket } from '../ticket/ticket.ts'
import type { DeliveryCommand } from './command.ts'
import type { Delivery } from './delivery.ts'

/**
 * What became of a delivery is told in any state of its ticket: it happened, were the ticket back meanwhile. What is known
 * already is not told again.
 */
export function decideDelivery(board: Board, command: DeliveryCommand): Decision {
  const { ticketId, agency, handedAt } = command
  const ticket = board.tickets.get(ticketId)
  if (ticket === undefined) return { code: 'unknown_ticket' }
  const of = { ticketId, agency, handedAt, number: ticket.number }
  const status = deliveryOf(ticket, command)?.status
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
  }
}

/** The delivery of that hand-off, where it is the ticket's last. */
function deliveryOf({ transfer }: Ticket, { agency, handedAt }: DeliveryCommand): Delivery | null {
  return transfer?.agency === agency && transfer.at === handedAt ? transfer.delivery : null
}
