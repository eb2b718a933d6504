import type { Event } from '../event.ts'
import type { Ticket } from '../ticket/ticket.ts'

/**
 * What follows where a ticket is taken back from a partner that was told of it, or may have been: the partner is told
 * that too, as it was told of the ticket. Nothing where it never heard of it, or has ended it.
 */
export function takenBack({ id, number, status, transfer }: Ticket): Event[] {
  if (status === 'open' || transfer === null || !transfer.outside) return []
  const { agency, at: handedAt, delivery, told } = transfer
  const of = { type: 'hand_off_taken_back', ticketId: id, agency, handedAt, number } as const
  if (delivery !== null && (delivery.status === 'delivered' || delivery.mayHaveIt === true))
    return [{ ...of, channel: delivery.channel, reference: delivery.reference }]
  return told == null ? [] : [{ ...of, channel: null, reference: null }]
}
