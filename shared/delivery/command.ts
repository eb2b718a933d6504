import { z } from 'zod'
import { instantSchema } from '../instant.ts'
import {
  deliveryChannelSchema,
  deliveryProblemSchema,
  ofHandOff,
  partnerReferenceSchema,
  tellingMeansSchema,
} from './delivery.ts'

/** What the server, or a person, says of the delivery of a hand-off; each names its ticket, so that it is loaded with it. */
export const deliveryCommands = [
  z.strictObject({
    type: z.literal('report_delivery'),
    ...ofHandOff,
    channel: deliveryChannelSchema,
    reference: partnerReferenceSchema.nullable(),
  }),
  /** Nobody tries again until a person says so. */
  z.strictObject({
    type: z.literal('report_delivery_failure'),
    ...ofHandOff,
    channel: deliveryChannelSchema,
    problem: deliveryProblemSchema,
  }),
  /** What was given up is not to be tried again. */
  z.strictObject({ type: z.literal('abandon_delivery'), ...ofHandOff }),
  /** A person told the partner, at `toldAt`, or just now. */
  z.strictObject({
    type: z.literal('tell_partner'),
    ...ofHandOff,
    means: tellingMeansSchema,
    toldAt: instantSchema.nullable(),
  }),
  /** Nobody told it after all. */
  z.strictObject({ type: z.literal('withdraw_telling'), ...ofHandOff }),
] as const
export type DeliveryCommand = z.infer<(typeof deliveryCommands)[number]>
