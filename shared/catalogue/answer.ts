import { z } from 'zod'
import { textSchema } from '../text.ts'

/** The code of a question, as Open311 names an attribute; and the key of one of its choices. */
export const questionCodeSchema = z.string().regex(/^[A-Z][A-Z0-9_]{0,31}$/)
export const choiceKeySchema = z.string().regex(/^[A-Z0-9][A-Z0-9_]{0,31}$/)

const MOST_ANSWERS = 30

/**
 * What was answered, by the code of its question: words, or the key of a choice; a number, or an instant in
 * milliseconds; the keys of several choices. It may be personal, and is kept with the report.
 */
const answerSchema = z.union([
  textSchema(2000),
  z.number().min(-8.64e15).max(8.64e15),
  z.array(choiceKeySchema).min(1).max(20),
])
export type Answer = z.infer<typeof answerSchema>

export const answersSchema = z
  .record(questionCodeSchema, answerSchema)
  .refine((answers) => Object.keys(answers).length <= MOST_ANSWERS, `at most ${MOST_ANSWERS} answers`)
export type Answers = z.infer<typeof answersSchema>
