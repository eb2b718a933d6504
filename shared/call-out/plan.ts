import { z } from 'zod'

/** How a person is called, by the gateway. `push`: a notification on their telephone, of a service that the gateway knows. */
export const callChannels = ['push', 'sms', 'voice'] as const
export const callChannelSchema = z.enum(callChannels)
export type CallChannel = z.infer<typeof callChannelSchema>

const seconds = z.int().min(0).max(3_600)

const planShape = {
  /** How a person is called, counted from when their turn comes; the first at once. None: there is no way to call anyone. */
  attempts: z
    .array(z.strictObject({ afterSeconds: seconds, channels: z.array(callChannelSchema).min(1).max(3) }))
    .max(6)
    .default([
      { afterSeconds: 0, channels: ['sms', 'voice'] },
      { afterSeconds: 120, channels: ['voice'] },
      { afterSeconds: 240, channels: ['sms', 'voice'] },
    ]),
  /** Who has not answered by then is passed over for the next. */
  answerSeconds: seconds.min(1).default(300),
  /** Who accepted and is not there so long after the time they gave raises the alarm. */
  lateSeconds: seconds.default(900),
}

function isInOrder({
  attempts,
  answerSeconds,
}: {
  attempts: { afterSeconds: number }[]
  answerSeconds: number
}) {
  const at = attempts.map(({ afterSeconds }) => afterSeconds)
  const rises = [...at, answerSeconds].every((one, index, all) => index === 0 || one > (all[index - 1] ?? 0))
  return rises && (at[0] ?? 0) === 0
}
const IN_ORDER = 'the first attempt at once, each after the one before, all before the next person'

/** How people are called, one after the other, and how long each has to answer. */
export const callOutPlanSchema = z.strictObject(planShape).refine(isInOrder, IN_ORDER)
export type CallOutPlan = z.infer<typeof callOutPlanSchema>

/** What a town decides of call-outs. */
export const callOutRulesSchema = z
  .strictObject({
    ...planShape,
    /** What must be made safe within so many minutes is a hazard, for which people are woken. */
    hazardMinutes: z.int().min(1).max(1_440).default(120),
  })
  .refine(isInOrder, IN_ORDER)
export type CallOutRules = z.infer<typeof callOutRulesSchema>

/** How people are called, by the rules of a town. */
export function planOf({ attempts, answerSeconds, lateSeconds }: CallOutRules): CallOutPlan {
  return { attempts, answerSeconds, lateSeconds }
}

/** The rules where there is no gateway: nobody is called, and the PC Radio is told at once. */
export function withoutCalls(rules: CallOutRules): CallOutRules {
  return { ...rules, attempts: [] }
}
