import { z } from 'zod'
import { outcomeSchema } from '../assignment/assignment.ts'
import { equipmentCodeSchema } from '../crew/outfit.ts'
import { localizedSchema } from '../text.ts'
import { areaSchema } from './area.ts'
import { conditionSchema } from './condition.ts'
import { detailFieldSchema } from './detail.ts'
import { questionSchema } from './question.ts'

export const themes = ['tranquillity', 'parking', 'roads', 'living_environment', 'people_animals'] as const
export type Theme = (typeof themes)[number]

export const skills = [
  'police',
  'mediation',
  'dog',
  'motorcycle',
  'road_signs',
  'road_repair',
  'electricity',
  'cleaning',
  'animal',
] as const
export const skillSchema = z.enum(skills)
export type Skill = z.infer<typeof skillSchema>

/** 1 is the most urgent, 4 the least. */
export const prioritySchema = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)])
export type Priority = z.infer<typeof prioritySchema>

/** What a deadline promises: a crew on scene, or the spot made safe. */
export const targetKindSchema = z.enum(['on_scene', 'secured'])
export type TargetKind = z.infer<typeof targetKindSchema>

export const serviceCodeSchema = z.string().regex(/^[A-Z][A-Z0-9_]{1,31}$/)

const ownCodeSchema = z.string().regex(/^[a-z][a-z0-9_]{0,31}$/)

/** What belongs together when one looks for a type: noise, trees. */
export const familySchema = z.object({ code: ownCodeSchema, name: localizedSchema })

export const agencyCodeSchema = ownCodeSchema

/** Who deals with it: the municipal police, another service of the city, or a partner outside it. */
export const agencySchema = z.object({
  code: agencyCodeSchema,
  name: localizedSchema,
  kind: z.enum(['police', 'city_service', 'partner']),
  /** A city service's: what is not urgent goes to a list of its own, and not to the PC Radio. */
  workList: z.boolean().optional(),
})
export type Agency = z.infer<typeof agencySchema>

/** What a ticket asks of those who deal with it. */
export const needsSchema = z.object({
  skills: z.array(skillSchema),
  equipment: z.array(equipmentCodeSchema),
  agency: agencyCodeSchema,
  /** Where its type has rules by place: the rules that its answers satisfy, counted from 1, to be asked again once it is located. */
  rules: z.array(z.int().positive()).optional(),
})
export type Needs = z.infer<typeof needsSchema>

/** While an agency is open, or closed. */
const duringSchema = z.strictObject({ of: agencyCodeSchema, are: z.enum(['open', 'closed']) })

/**
 * What answers, the place and the hour change: it raises the priority, never lowers it, and adds to what is needed. One that
 * goes by place or hour names who deals with it, and what is said, alone.
 */
const ruleSchema = z.object({
  /** Always, where it is not said. */
  when: conditionSchema.optional(),
  /** Anywhere, where it is not said. */
  where: areaSchema.optional(),
  /** At any hour, where it is not said. */
  hours: duringSchema.optional(),
  priority: prioritySchema.optional(),
  skills: z.array(skillSchema).min(1).optional(),
  equipment: z.array(equipmentCodeSchema).min(1).optional(),
  agency: agencyCodeSchema.optional(),
  /** To be read out to the caller: « Appelez le 17 ». */
  advice: localizedSchema.optional(),
})
export type Rule = z.infer<typeof ruleSchema>

const minutes = z
  .number()
  .positive()
  .max(60 * 24 * 90)

/** An entry of the catalogue: what can be asked for, what must be asked, and what it needs. */
export const serviceSchema = z.object({
  code: serviceCodeSchema,
  name: localizedSchema,
  description: localizedSchema,
  /** What people call it. */
  keywords: z.object({ fr: z.array(z.string().min(1)), en: z.array(z.string().min(1)) }),
  family: ownCodeSchema,
  theme: z.enum(themes),
  agency: agencyCodeSchema,
  /** Where alone it is taken, and whom to turn to elsewhere; everywhere, where it is not said. */
  territory: areaSchema.extend({ elsewhere: localizedSchema }).optional(),
  /** The agency in whose hours alone it is taken; at any hour, where it is not said. */
  openingHours: agencyCodeSchema.optional(),
  priority: prioritySchema,
  skills: z.array(skillSchema),
  /** Minutes from when it was taken. The last of them is the one that is watched. */
  deadlines: z.object({ acknowledged: minutes, onScene: minutes, secured: minutes.optional() }),
  usualMinutesOnScene: z.number().positive(),
  /** Two reports this near each other, in place and in time, may be of one thing. */
  duplicates: z.object({
    metres: z.number().positive().max(5_000),
    minutes,
    /** How metres are told: as the crow flies, where it is not said, or on foot along the streets. */
    by: z.enum(['straight', 'road']).optional(),
    /** From so many reports on it is a step more urgent; never by their number, where it is not said. */
    raisedFrom: z.int().min(2).max(1_000).optional(),
  }),
  /** In the order in which they are asked. */
  questions: z.array(questionSchema).max(20).default([]),
  rules: z.array(ruleSchema).max(20).default([]),
  /** How a crew may leave it; in any way where it is not said. */
  outcomes: z.array(outcomeSchema).min(1).optional(),
  /** What a crew tells with the outcome `done`. */
  details: z.array(detailFieldSchema).max(4).optional(),
})
export type Service = z.infer<typeof serviceSchema>

/** The deadline that is watched, in minutes: the spot made safe where that is promised, else a crew on scene. */
export function targetOf({ deadlines }: Pick<Service, 'deadlines'>): { kind: TargetKind; minutes: number } {
  const { onScene, secured } = deadlines
  return secured === undefined
    ? { kind: 'on_scene', minutes: onScene }
    : { kind: 'secured', minutes: secured }
}

/** The service of the ticket that a crew's distress opens. Never offered to callers. */
export const DISTRESS: Service = {
  code: 'CREW_DISTRESS',
  name: { fr: 'Équipage en détresse', en: 'Crew in distress' },
  description: {
    fr: 'Un équipage a déclenché son alarme de détresse.',
    en: 'A crew has raised its distress alarm.',
  },
  keywords: { fr: [], en: [] },
  family: 'people',
  theme: 'people_animals',
  agency: 'municipal_police',
  priority: 1,
  skills: [],
  deadlines: { acknowledged: 1, onScene: 5 },
  usualMinutesOnScene: 30,
  duplicates: { metres: 100, minutes: 30 },
  questions: [],
  rules: [],
}
