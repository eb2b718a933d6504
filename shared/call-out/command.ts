import { z } from 'zod'
import { callOutIdSchema, personIdSchema, ticketIdSchema } from '../id.ts'
import { onCallDomainSchema } from '../on-call/turn.ts'
import { textSchema } from '../text.ts'
import { callChannelSchema, callOutPlanSchema } from './plan.ts'

const onCallOut = { callOutId: callOutIdSchema, ticketId: ticketIdSchema }
const ofPerson = { ...onCallOut, calleeId: personIdSchema }

/** Every command on a call-out; each names its ticket, so that it is loaded with it. */
export const callOutCommands = [
  z.strictObject({
    type: z.literal('start_call_out'),
    ...onCallOut,
    domain: onCallDomainSchema,
    plan: callOutPlanSchema,
  }),
  /** Its due step: called again, the next called, the alarm. One that follows another step than `step` is refused. */
  z.strictObject({ type: z.literal('advance_call_out'), ...onCallOut, step: z.int().min(0) }),
  /** `calleeId`: who was being called, or had accepted, as the sender saw it: another one refuses, so that nobody is passed over twice. */
  z.strictObject({ type: z.literal('call_next'), ...onCallOut, calleeId: personIdSchema.nullable() }),
  z.strictObject({ type: z.literal('call_person'), ...ofPerson }),
  z.strictObject({
    type: z.literal('accept_call'),
    ...ofPerson,
    /** In how many minutes they will be there. */
    minutes: z.int().min(0).max(240),
  }),
  z.strictObject({ type: z.literal('decline_call'), ...ofPerson, reason: textSchema(200) }),
  z.strictObject({ type: z.literal('arrive_on_call'), ...ofPerson }),
  z.strictObject({ type: z.literal('secure_on_call'), ...ofPerson }),
  z.strictObject({ type: z.literal('take_call_out_alarm'), ...onCallOut }),
  z.strictObject({ type: z.literal('stop_call_out'), ...onCallOut, reason: textSchema(200) }),
  /** What the gateway could not deliver, and nobody tries again. */
  z.strictObject({ type: z.literal('report_call_failure'), ...ofPerson, channel: callChannelSchema }),
  /** What the gateway could not deliver is not to be tried again. */
  z.strictObject({ type: z.literal('abandon_call'), ...ofPerson, channel: callChannelSchema }),
] as const
export type CallOutCommand = z.infer<(typeof callOutCommands)[number]>
export type CallOutCommandOf<T extends CallOutCommand['type']> = Extract<CallOutCommand, { type: T }>
