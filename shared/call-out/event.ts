import { z } from 'zod'
import { callOutIdSchema, personIdSchema, ticketIdSchema } from '../id.ts'
import { instantSchema } from '../instant.ts'
import { onCallDomainSchema } from '../on-call/turn.ts'
import { alarmReasonSchema, calleeShape } from './call-out.ts'
import { callChannelSchema, callOutPlanSchema } from './plan.ts'

const onCallOut = { callOutId: callOutIdSchema, ticketId: ticketIdSchema }
const ofPerson = { ...onCallOut, calleeId: personIdSchema }
const reason = z.string().max(200)

/** What happens to a call-out. People by their ids, never by name or telephone. */
export const callOutEvents = [
  z.object({
    type: z.literal('call_out_started'),
    ...onCallOut,
    domain: onCallDomainSchema,
    plan: callOutPlanSchema,
    /** Nobody was on call for that domain. */
    hole: z.boolean(),
  }),
  z.object({ type: z.literal('on_call_called'), ...onCallOut, callee: z.object(calleeShape) }),
  /** `attempt` counts from 1, the first being the call itself. */
  z.object({ type: z.literal('on_call_called_again'), ...ofPerson, attempt: z.int().min(2) }),
  z.object({ type: z.literal('on_call_unanswered'), ...ofPerson }),
  z.object({ type: z.literal('on_call_passed_over'), ...ofPerson }),
  z.object({ type: z.literal('on_call_accepted'), ...ofPerson, expectedAt: instantSchema }),
  z.object({ type: z.literal('on_call_declined'), ...ofPerson, reason }),
  z.object({ type: z.literal('on_call_on_scene'), ...ofPerson }),
  z.object({ type: z.literal('on_call_secured'), ...ofPerson }),
  z.object({ type: z.literal('call_out_alarmed'), ...onCallOut, reason: alarmReasonSchema }),
  z.object({ type: z.literal('call_out_alarm_taken'), ...onCallOut }),
  z.object({ type: z.literal('call_out_stopped'), ...onCallOut, reason }),
  z.object({ type: z.literal('call_not_delivered'), ...ofPerson, channel: callChannelSchema }),
  /** A person gave up what the gateway could not deliver. */
  z.object({ type: z.literal('call_abandoned'), ...ofPerson, channel: callChannelSchema }),
] as const
export type CallOutEvent = z.infer<(typeof callOutEvents)[number]>
