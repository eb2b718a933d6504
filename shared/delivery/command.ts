import { z } from 'zod'
import {
  deliveryChannelSchema,
  deliveryProblemSchema,
  ofHandOff,
  partnerReferenceSchema,
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
] as const
export type DeliveryCommand = z.infer<(typeof deliveryCommands)[number]>
