import { z } from 'zod'
import { noteIdSchema } from '../id.ts'
import { instantSchema } from '../instant.ts'
import { textSchema } from '../text.ts'
import {
  aboutSchema,
  deliveryChannelSchema,
  deliveryProblemSchema,
  ofHandOff,
  partnerReferenceSchema,
  partnerStatusSchema,
  tellingMeansSchema,
} from './delivery.ts'

/** What the server, or a person, says of the delivery of a hand-off; each names its ticket, so that it is loaded with it. */
export const deliveryCommands = [
  z.strictObject({
    type: z.literal('report_delivery'),
    ...ofHandOff,
    about: aboutSchema,
    channel: deliveryChannelSchema,
    reference: partnerReferenceSchema.nullable(),
  }),
  /** Nobody tries again until a person says so. */
  z.strictObject({
    type: z.literal('report_delivery_failure'),
    ...ofHandOff,
    about: aboutSchema,
    channel: deliveryChannelSchema,
    problem: deliveryProblemSchema,
    /** Whether it may have arrived all the same. */
    mayHaveIt: z.boolean().optional(),
  }),
  /** Another town has ended it; its words on that are kept apart, under `noteId`. */
  z.strictObject({
    type: z.literal('report_end_elsewhere'),
    ...ofHandOff,
    status: partnerStatusSchema,
    noteId: noteIdSchema,
    text: textSchema(500).nullable(),
  }),
  /** It was tried, and taken back before anybody knew whether it had arrived. */
  z.strictObject({
    type: z.literal('report_unsure_delivery'),
    ...ofHandOff,
    channel: deliveryChannelSchema,
  }),
  /** What was given up is not to be tried again. */
  z.strictObject({ type: z.literal('abandon_delivery'), ...ofHandOff, about: aboutSchema }),
  /** A person told the partner, at `toldAt`, or just now. */
  z.strictObject({
    type: z.literal('tell_partner'),
    ...ofHandOff,
    about: aboutSchema,
    means: tellingMeansSchema,
    toldAt: instantSchema.nullable(),
  }),
  /** Nobody told it after all. */
  z.strictObject({ type: z.literal('withdraw_telling'), ...ofHandOff }),
] as const
export type DeliveryCommand = z.infer<(typeof deliveryCommands)[number]>
