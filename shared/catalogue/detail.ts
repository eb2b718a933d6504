import { z } from 'zod'
import { localizedSchema } from '../text.ts'

/** A code, never free words: what is told with an outcome goes into the log, which names nobody. */
const detailCodeSchema = z.string().regex(/^[a-z][a-z0-9_]{0,31}$/)

const field = { code: detailCodeSchema, label: localizedSchema, required: z.boolean() }

/** What a type of request asks of a crew that has dealt with it: one of a few things, or a whole number from 0 to `max`. */
export const detailFieldSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('choice'),
    ...field,
    choices: z
      .array(z.object({ code: detailCodeSchema, label: localizedSchema }))
      .min(2)
      .max(8),
  }),
  z.object({ kind: z.literal('number'), ...field, max: z.int().min(1).max(9_999) }),
])
export type DetailField = z.infer<typeof detailFieldSchema>

/** What was answered, by the code of its field: the code of a choice, or a number. Eight at most. */
export const detailsSchema = z
  .record(detailCodeSchema, z.union([detailCodeSchema, z.int().min(0).max(9_999)]))
  .refine((details) => Object.keys(details).length <= 8, 'at most 8 details')
export type Details = z.infer<typeof detailsSchema>

/** True once everything that must be told is. */
export function areComplete(fields: readonly DetailField[], details: Details): boolean {
  return fields.every(({ code, required }) => !required || details[code] !== undefined)
}
