import { z } from 'zod'
import { personIdSchema, swapIdSchema, turnIdSchema } from '../id.ts'
import { DAY, instantSchema } from '../instant.ts'

/** What is looked after when its agency is closed; `managers` are those who decide when nobody else answers. */
export const onCallDomains = ['roads', 'lighting', 'cleanliness', 'trees', 'buildings', 'managers'] as const
export const onCallDomainSchema = z.enum(onCallDomains)
export type OnCallDomain = z.infer<typeof onCallDomainSchema>

/** 1 is called first. */
export const orderSchema = z.int().min(1).max(9)
/** A turn is a week; nobody is on call for longer than a month at a stretch. */
const LONGEST_TURN = 35 * DAY

export const spanShape = { from: instantSchema, until: instantSchema }
/** Ends after it begins, and not for ever. */
export function isOrdered({ from, until }: { from: number; until: number }): boolean {
  return from < until && until - from <= LONGEST_TURN
}
export const NOT_ORDERED = 'ends after it begins, 35 days later at most'

/** A part of a turn that another person takes. */
export const swapSchema = z.object({ id: swapIdSchema, personId: personIdSchema, ...spanShape })
export type Swap = z.infer<typeof swapSchema>

/** A span of time for which a person is on call for a domain, first, second or later. */
export const turnSchema = z.object({
  id: turnIdSchema,
  domain: onCallDomainSchema,
  order: orderSchema,
  personId: personIdSchema,
  ...spanShape,
  /** Within the turn, none overlapping another. */
  swaps: z.array(swapSchema),
  removedAt: instantSchema.nullable(),
})
export type Turn = z.infer<typeof turnSchema>
/** What is decided of a turn when it is planned. */
export type TurnPlan = Pick<Turn, 'domain' | 'order' | 'personId' | 'from' | 'until'>

/** Someone who may be on call. Name and telephone are in a table of their own, never here. */
export const onCallPersonSchema = z.object({ id: personIdSchema, retiredAt: instantSchema.nullable() })
export type OnCallPerson = z.infer<typeof onCallPersonSchema>
