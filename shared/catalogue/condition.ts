import { z } from 'zod'
import { type Answer, type Answers, choiceKeySchema, questionCodeSchema } from './answer.ts'

const about = { question: questionCodeSchema }

/** One of these choices was answered; a number of that or more was; anything at all was. */
const clauseSchema = z.union([
  z.strictObject({ ...about, is: z.array(choiceKeySchema).min(1).max(20) }),
  z.strictObject({ ...about, atLeast: z.number() }),
  z.strictObject({ ...about, answered: z.literal(true) }),
])
export type Clause = z.infer<typeof clauseSchema>

const allSchema = z.strictObject({ all: z.array(clauseSchema).min(2).max(8) })

/**
 * When a question is asked, or a rule holds: a clause, all of some, or any of such. There is no « not »: an answer more
 * never makes a condition false that was true.
 */
export const conditionSchema = z.union([
  clauseSchema,
  allSchema,
  z.strictObject({
    any: z
      .array(z.union([clauseSchema, allSchema]))
      .min(2)
      .max(8),
  }),
])
export type Condition = z.infer<typeof conditionSchema>

/** The lists of clauses of which one is enough, when every clause of it is true. */
export function waysOf(condition: Condition): Clause[][] {
  if ('any' in condition) return condition.any.flatMap((one) => waysOf(one))
  return 'all' in condition ? [condition.all] : [[condition]]
}

/** Whether a condition is true of `answers`; no condition always is. */
export function holds(condition: Condition | undefined, answers: Answers): boolean {
  if (condition === undefined) return true
  return waysOf(condition).some((clauses) =>
    clauses.every((clause) => isTrue(clause, answers[clause.question])),
  )
}

function isTrue(clause: Clause, answer: Answer | undefined): boolean {
  if (answer === undefined) return false
  if ('answered' in clause) return true
  if ('atLeast' in clause) return typeof answer === 'number' && answer >= clause.atLeast
  const given = Array.isArray(answer) ? answer : [answer]
  return clause.is.some((key) => given.includes(key))
}
