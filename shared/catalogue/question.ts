import { z } from 'zod'
import { localizedSchema } from '../text.ts'
import { choiceKeySchema, questionCodeSchema } from './answer.ts'
import { conditionSchema } from './condition.ts'

const asked = {
  code: questionCodeSchema,
  /** How an answer is headed: « Immatriculation ». */
  label: localizedSchema,
  /** The sentence to read out to the caller. */
  say: localizedSchema,
  /** What an answer looks like: « AA-123-BB ». */
  hint: localizedSchema.optional(),
  required: z.boolean(),
  /** Asked only then; always where it is not said. */
  when: conditionSchema.optional(),
}

const choices = z
  .array(z.object({ key: choiceKeySchema, name: localizedSchema }))
  .min(2)
  .max(20)

/** A question to whoever reports, of one of the datatypes of Open311. */
export const questionSchema = z.discriminatedUnion('datatype', [
  /** A line, a number from 0 to 999,999, an instant, or several lines. */
  z.object({ datatype: z.enum(['string', 'number', 'datetime', 'text']), ...asked }),
  z.object({ datatype: z.enum(['singlevaluelist', 'multivaluelist']), ...asked, choices }),
])
export type Question = z.infer<typeof questionSchema>

/** What can be chosen; nothing where the answer is free. */
export function choicesOf(question: Question): Extract<Question, { choices: unknown }>['choices'] {
  return 'choices' in question ? question.choices : []
}
