import { z } from 'zod'
import { noteIdSchema } from '../id.ts'
import { instantSchema } from '../instant.ts'
import {
  aboutSchema,
  deliveryChannelSchema,
  deliveryProblemSchema,
  ofHandOff,
  partnerReferenceSchema,
  partnerStatusSchema,
  tellingMeansSchema,
} from './delivery.ts'

/** With the ticket's number: what is in other hands is on no board. */
const ofDelivery = { ...ofHandOff, number: z.int().positive() }

/** What became of telling a partner. */
export const deliveryEvents = [
  z.object({
    type: z.literal('hand_off_delivered'),
    ...ofDelivery,
    about: aboutSchema,
    channel: deliveryChannelSchema,
    reference: partnerReferenceSchema.nullable(),
  }),
  z.object({
    type: z.literal('hand_off_not_delivered'),
    ...ofDelivery,
    about: aboutSchema,
    channel: deliveryChannelSchema,
    problem: deliveryProblemSchema,
    mayHaveIt: z.boolean().optional(),
  }),
  z.object({ type: z.literal('delivery_abandoned'), ...ofDelivery, about: aboutSchema }),
  z.object({
    type: z.literal('partner_told'),
    ...ofDelivery,
    about: aboutSchema,
    means: tellingMeansSchema,
    toldAt: instantSchema,
  }),
  z.object({ type: z.literal('telling_withdrawn'), ...ofDelivery }),
  /** The ticket is closed with it. `noteId`: of what they said, or null. */
  z.object({
    type: z.literal('ended_elsewhere'),
    ...ofDelivery,
    status: partnerStatusSchema,
    noteId: noteIdSchema.nullable(),
  }),
  /** The partner that was told of a ticket, or may have been, has it no more, and is told so; `channel` null: by a person. */
  z.object({
    type: z.literal('hand_off_taken_back'),
    ...ofDelivery,
    channel: deliveryChannelSchema.nullable(),
    reference: partnerReferenceSchema.nullable(),
  }),
] as const
export type DeliveryEvent = z.infer<(typeof deliveryEvents)[number]>
