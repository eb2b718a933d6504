import { z } from 'zod'
import { instantSchema } from '../instant.ts'
import {
  deliveryChannelSchema,
  deliveryProblemSchema,
  ofHandOff,
  partnerReferenceSchema,
  tellingMeansSchema,
} from './delivery.ts'

/** With the ticket's number: what is in other hands is on no board. */
const ofDelivery = { ...ofHandOff, number: z.int().positive() }

/** What became of telling a partner. */
export const deliveryEvents = [
  z.object({
    type: z.literal('hand_off_delivered'),
    ...ofDelivery,
    channel: deliveryChannelSchema,
    reference: partnerReferenceSchema.nullable(),
  }),
  z.object({
    type: z.literal('hand_off_not_delivered'),
    ...ofDelivery,
    channel: deliveryChannelSchema,
    problem: deliveryProblemSchema,
  }),
  z.object({ type: z.literal('delivery_abandoned'), ...ofDelivery }),
  z.object({
    type: z.literal('partner_told'),
    ...ofDelivery,
    means: tellingMeansSchema,
    toldAt: instantSchema,
  }),
  z.object({ type: z.literal('telling_withdrawn'), ...ofDelivery }),
] as const
export type DeliveryEvent = z.infer<(typeof deliveryEvents)[number]>
