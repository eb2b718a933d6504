import { z } from 'zod'
import { callOutIdSchema, personIdSchema, ticketIdSchema } from '../id.ts'
import { after, type Instant, instantSchema, SECOND } from '../instant.ts'
import { onCallDomainSchema, orderSchema } from '../on-call/turn.ts'
import { callOutPlanSchema } from './plan.ts'

export const callOutStatuses = ['calling', 'alarmed', 'accepted', 'on_scene', 'secured', 'stopped'] as const
export const callOutStatusSchema = z.enum(callOutStatuses)
export type CallOutStatus = z.infer<typeof callOutStatusSchema>

export const alarmReasonSchema = z.enum(['nobody_left', 'no_gateway', 'late'])
export type AlarmReason = z.infer<typeof alarmReasonSchema>

/** Whom a call goes to, and as whom: the domain on whose rota they are, in which order; null: chosen by hand, on none. */
export const calleeShape = {
  personId: personIdSchema,
  domain: onCallDomainSchema,
  order: orderSchema.nullable(),
}

/** One person's turn to be called. */
const callSchema = z.object({
  ...calleeShape,
  startedAt: instantSchema,
  /** How often they were called so far. */
  attempts: z.int().positive(),
  /** `passed_over`: a post called the next before they answered; `released`: a post called someone else after they accepted. */
  state: z.enum(['calling', 'unanswered', 'passed_over', 'declined', 'accepted', 'released']),
  stateAt: instantSchema,
  /** Why they declined. */
  reason: z.string().max(200).nullable(),
})
export type Call = z.infer<typeof callSchema>

/** People on call who are called for a ticket, one after the other, until one of them takes it. */
export const callOutSchema = z.object({
  id: callOutIdSchema,
  ticketId: ticketIdSchema,
  domain: onCallDomainSchema,
  plan: callOutPlanSchema,
  status: callOutStatusSchema,
  startedAt: instantSchema,
  statusAt: instantSchema,
  /** Oldest first; the last is the one that is under way while the status is `calling`. */
  calls: z.array(callSchema),
  /** When whoever accepted said that they would be there. */
  expectedAt: instantSchema.nullable(),
  /** What the PC Radio must settle itself, and who said that they do. */
  alarm: z
    .object({
      reason: alarmReasonSchema,
      at: instantSchema,
      takenAt: instantSchema.nullable(),
      takenBy: z.string().nullable(),
    })
    .nullable(),
  /** Counts what happened to it: a step that was due after another one is over. */
  step: z.int().min(0),
})
export type CallOut = z.infer<typeof callOutSchema>

/** Whether somebody is still to be found, on the way, or at work. */
export function isUnderWay({ status }: Pick<CallOut, 'status'>): boolean {
  return status !== 'secured' && status !== 'stopped'
}

/** The call that rings now; undefined where none does. */
export function ringing({ status, calls }: CallOut): Call | undefined {
  return status === 'calling' ? calls.at(-1) : undefined
}

/** Whoever accepted it; undefined where nobody has. */
export function takenBy({ calls }: CallOut): Call | undefined {
  return calls.findLast(({ state }) => state === 'accepted')
}

/** When it goes on by itself: called again, the next called, or the alarm for who is late; null where it waits for a person. */
export function dueAt(callOut: CallOut): Instant | null {
  const { plan, status, expectedAt, alarm } = callOut
  const call = ringing(callOut)
  if (call !== undefined) {
    const again = plan.attempts[call.attempts]
    return after(call.startedAt, (again?.afterSeconds ?? plan.answerSeconds) * SECOND)
  }
  if (status !== 'accepted' || expectedAt === null || alarm !== null) return null
  return after(expectedAt, plan.lateSeconds * SECOND)
}

/** When the next person is called if this one does not answer; null where nobody's call rings. */
export function passesOnAt(callOut: CallOut): Instant | null {
  const call = ringing(callOut)
  return call === undefined ? null : after(call.startedAt, callOut.plan.answerSeconds * SECOND)
}
