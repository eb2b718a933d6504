import { z } from 'zod'
import {
  deliveryChannelSchema,
  leavesAt,
  ofHandOff,
  partnerReferenceSchema,
} from '../../shared/delivery/delivery.ts'
import type { EventOf, StoredEvent } from '../../shared/event.ts'
import { type Instant, instantSchema } from '../../shared/instant.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { derivedId } from '../derived-id.ts'
import type { NewJob } from '../job/job.ts'
import { nextAsk } from './pace.ts'

/** The kind of job that tells a partner of a ticket. */
export const DELIVERY = 'delivery'

/** Of what was handed over. How its partner is reached is looked up when it is told, and is in no job. */
export const deliveryBodySchema = z.object(ofHandOff)
export type DeliveryBody = z.infer<typeof deliveryBodySchema>

/** The kind of job that tells a partner that a ticket was taken back. */
export const TAKEN_BACK = 'taken_back'

/** `channel`: by which it was told of the ticket; null: by a person, and so it is told this. */
export const takenBackBodySchema = z.object({
  ...ofHandOff,
  channel: deliveryChannelSchema.nullable(),
  reference: partnerReferenceSchema.nullable(),
  takenBackAt: instantSchema,
})

/** The kind of job that asks another town whether a request has ended there. */
export const END_ELSEWHERE = 'end_elsewhere'

/** `reference`: theirs. */
export const endElsewhereBodySchema = z.object({ ...ofHandOff, reference: partnerReferenceSchema })

/** Whether a ticket is still where that hand-off put it. */
export function isInHands({ status, transfer }: Ticket, { agency, handedAt }: DeliveryBody): boolean {
  return status === 'transferred' && transfer?.agency === agency && transfer.at === handedAt
}

/**
 * What events ask to be told to partners: one for each hand-off that has a channel, and one where it is taken back; and to
 * be asked of another town that has it.
 */
export function deliveryJobs(events: readonly StoredEvent[]): NewJob[] {
  return events.flatMap((stored) => {
    const { event, seq, at } = stored
    if (event.type === 'hand_off_taken_back') return [takenBackJob(event, at)]
    if (event.type === 'hand_off_delivered') return endElsewhereJobs(event, at)
    if (event.type !== 'ticket_transferred' || event.channel === null) return []
    const { ticketId, agency } = event
    const body: DeliveryBody = { ticketId, agency, handedAt: at }
    return [{ id: deliveryId(seq), kind: DELIVERY, body, dueAt: leavesAt(event, at) }]
  })
}

/** The id of the delivery of the hand-off that is the log's `seq`. */
export function deliveryId(seq: number): string {
  return derivedId(DELIVERY, String(seq))
}

/** Its id is of the hand-off: however that came to be known, it is told once. */
function takenBackJob(event: EventOf<'hand_off_taken_back'>, at: Instant): NewJob {
  const { ticketId, agency, handedAt, channel, reference } = event
  const id = derivedId(TAKEN_BACK, `${ticketId}/${agency}/${handedAt}`)
  const body = { ticketId, agency, handedAt, channel, reference, takenBackAt: at }
  return { id, kind: TAKEN_BACK, body, dueAt: at }
}

function endElsewhereJobs(event: EventOf<'hand_off_delivered'>, at: Instant): NewJob[] {
  const { ticketId, agency, handedAt, channel, reference, about } = event
  const dueAt = nextAsk(handedAt, at)
  if (channel !== 'open311' || reference === null || about !== undefined || dueAt === null) return []
  const id = derivedId(END_ELSEWHERE, `${ticketId}/${agency}/${handedAt}`)
  return [{ id, kind: END_ELSEWHERE, body: { ticketId, agency, handedAt, reference }, dueAt }]
}
