import { z } from 'zod'
import { agencyCodeSchema } from '../catalogue/service.ts'
import { ticketIdSchema } from '../id.ts'
import { type Instant, instantSchema, SECOND } from '../instant.ts'

/** How a partner is reached without a person: a signed request, a letter, or a request filed at another town's door. */
export const deliveryChannelSchema = z.enum(['webhook', 'email', 'open311'])
export type DeliveryChannel = z.infer<typeof deliveryChannelSchema>

/** By which channel an agency is told of a ticket; undefined where a person tells it. */
export type ChannelOf = (agency: string) => DeliveryChannel | undefined

/**
 * Why something could not be delivered: a code, and where it has one, a detail: « answered 500 », « not_reached
 * ECONNREFUSED ». Nothing of whom it went to, nor of what was sent.
 */
export const deliveryProblemSchema = z.string().regex(/^[a-z_]{1,30}( [\w-]{1,40})?$/)

/** What a partner calls what it was told, made harmless. */
export const partnerReferenceSchema = z.string().min(1).max(60)

/** What became of telling a partner, of the ticket that it was handed. */
export const deliverySchema = z.object({
  channel: deliveryChannelSchema,
  status: z.enum(['waiting', 'delivered', 'given_up', 'abandoned']),
  at: instantSchema,
  /** The partner's own, where it gave one. */
  reference: partnerReferenceSchema.nullable(),
})
export type Delivery = z.infer<typeof deliverySchema>

/** How a person told a partner. */
export const tellingMeans = ['telephone', 'radio', 'in_person', 'other'] as const
export const tellingMeansSchema = z.enum(tellingMeans)
export type TellingMeans = z.infer<typeof tellingMeansSchema>

/** That a person told a partner of the ticket that it was handed, and who says so. */
export const tellingSchema = z.object({ means: tellingMeansSchema, at: instantSchema, by: z.string() })

/** Which hand-off it is about: a ticket may be handed to the same partner twice. */
export const ofHandOff = { ticketId: ticketIdSchema, agency: agencyCodeSchema, handedAt: instantSchema }

/** As long as a person may take a hand-off back, and a little more. */
const UNDONE_WITHIN = 15 * SECOND

/** When a hand-off leaves: at once by rule, and from a person's hand once it can no longer be taken back. */
export function leavesAt({ reason }: { reason: string | null }, at: Instant): Instant {
  return reason === null ? at : instantSchema.parse(at + UNDONE_WITHIN)
}
