import { z } from 'zod'
import { questionSchema } from '../catalogue/question.ts'
import { agencySchema, familySchema, serviceSchema } from '../catalogue/service.ts'
import { localizedSchema } from '../text.ts'

/** What the Open311 door tells of a type beyond the standard, where `extensions=true` asks for it: how to look for it. */
const typeExtensionSchema = z.object({
  name: localizedSchema,
  description: localizedSchema,
  keywords: serviceSchema.shape.keywords,
  family: familySchema,
  theme: serviceSchema.shape.theme,
})

export type TypeExtension = z.infer<typeof typeExtensionSchema>

/** One of `GET services.json?extensions=true`, as far as a client of ours reads it. */
export const listedTypeSchema = z
  .object({ service_code: serviceSchema.shape.code, extended_attributes: typeExtensionSchema })
  .transform(({ service_code: code, extended_attributes: told }) => ({ code, ...told }))
export type ListedType = z.infer<typeof listedTypeSchema>

/** Of a rule, what concerns whoever reports. */
const toldRuleSchema = serviceSchema.shape.rules
  .unwrap()
  .element.pick({ when: true, where: true, hours: true, priority: true, agency: true, advice: true })

/**
 * What it tells of a definition beyond the standard: the questions with the conditions under which they are asked, what is
 * to be said to whoever answers, who deals with it and by when, and where and when it is taken. Nothing of how they do.
 */
const definitionExtensionSchema = z.object({
  questions: z.array(questionSchema),
  rules: z.array(toldRuleSchema),
  priority: serviceSchema.shape.priority,
  agency: serviceSchema.shape.agency,
  /** Those that it may be for. */
  agencies: z.array(agencySchema.pick({ code: true, name: true, kind: true })),
  deadlines: serviceSchema.shape.deadlines,
  usualMinutesOnScene: serviceSchema.shape.usualMinutesOnScene,
  /** Where, and in whose hours, alone it is taken. */
  territory: serviceSchema.shape.territory,
  openingHours: serviceSchema.shape.openingHours,
})

export type DefinitionExtension = z.infer<typeof definitionExtensionSchema>

/** `GET services/{service_code}.json?extensions=true`, as far as a client of ours reads it. */
export const askedTypeSchema = z
  .object({ service_code: serviceSchema.shape.code, extended_attributes: definitionExtensionSchema })
  // Which skills it takes is told to nobody.
  .transform(({ service_code: code, extended_attributes: told }) => ({ code, skills: [], ...told }))
export type AskedType = z.infer<typeof askedTypeSchema>

/** What a program may act on in an error of the door, whose description is for people. `outside_territory`: the point is not served, or not by the jurisdiction that was named. */
const errorReasonSchema = z.enum(['outside_territory'])
export type ErrorReason = z.infer<typeof errorReasonSchema>

/** Errors of the door, as far as a client of ours reads them; a reason that it does not know is none. */
export const toldErrorsSchema = z.array(
  z.object({ description: z.string(), reason: errorReasonSchema.optional().catch(undefined) }),
)
