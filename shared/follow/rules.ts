import { z } from 'zod'
import { themes } from '../catalogue/service.ts'
import { DAY, type Instant } from '../instant.ts'
import { type Localized, localizedSchema } from '../text.ts'
import { isUnderWay, type Ticket } from '../ticket/ticket.ts'
import { type FollowStep, followStepSchema } from './step.ts'

const wordsSchema = z.partialRecord(followStepSchema, localizedSchema)

/** What a town lets those who asked do, and how it tells them where things stand. */
export const followRulesSchema = z.strictObject({
  /** Days that a page can be read after its ticket has ended; then it is as if it had never been. */
  readDays: z.int().min(1).max(366),
  /** Days after the end within which whoever asked may have it opened again. */
  reopenDays: z.int().min(0).max(90),
  /** Of every step; then what a theme says otherwise. */
  words: z.record(followStepSchema, localizedSchema),
  themes: z.partialRecord(z.enum(themes), wordsSchema),
})
export type FollowRules = z.infer<typeof followRulesSchema>

/** The town's own words for a step, of a type of this theme. */
export function wordsOf(rules: FollowRules, step: FollowStep, theme: (typeof themes)[number]): Localized {
  return rules.themes[theme]?.[step] ?? rules.words[step]
}

type Standing = Pick<Ticket, 'status' | 'statusAt' | 'transfer'>

/** Whether the page of a ticket can still be read. */
export function mayRead(ticket: Standing, now: Instant, { readDays }: FollowRules): boolean {
  return isUnderWay(ticket) || now - ticket.statusAt < readDays * DAY
}

/** Whether whoever asked may have it opened again: it was dealt with, or not, not long ago. */
export function mayReopen({ status, statusAt }: Standing, now: Instant, rules: FollowRules): boolean {
  return status === 'closed' && now - statusAt < rules.reopenDays * DAY
}

/** Whether whoever asked may add a precision: while someone of the town has it in hand. */
export function mayTellMore(ticket: Standing): boolean {
  return isUnderWay(ticket)
}
