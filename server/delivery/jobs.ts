import { z } from 'zod'
import { leavesAt, ofHandOff } from '../../shared/delivery/delivery.ts'
import type { StoredEvent } from '../../shared/event.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { derivedId } from '../derived-id.ts'
import type { NewJob } from '../job/job.ts'

/** The kind of job that tells a partner of a ticket. */
export const DELIVERY = 'delivery'

/** Of what was handed over. How its partner is reached is looked up when it is told, and is in no job. */
export const deliveryBodySchema = z.object(ofHandOff)
export type DeliveryBody = z.infer<typeof deliveryBodySchema>

/** Whether a ticket is still where that hand-off put it. */
export function isInHands({ status, transfer }: Ticket, { agency, handedAt }: DeliveryBody): boolean {
  return status === 'transferred' && transfer?.agency === agency && transfer.at === handedAt
}

/** What events ask to be told to partners: one for each hand-off that has a channel. */
export function deliveryJobs(events: readonly StoredEvent[]): NewJob[] {
  return events.flatMap(({ event, seq, at }) => {
    if (event.type !== 'ticket_transferred' || event.channel === null) return []
    const { ticketId, agency } = event
    const body: DeliveryBody = { ticketId, agency, handedAt: at }
    return [{ id: derivedId(DELIVERY, String(seq)), kind: DELIVERY, body, dueAt: leavesAt(event, at) }]
  })
}
