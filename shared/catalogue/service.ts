import { z } from 'zod'
import { outcomeSchema } from '../assignment/assignment.ts'
import { localizedSchema } from '../text.ts'
import { detailFieldSchema } from './detail.ts'

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

/** 1 is the most urgent, 4 the least. */
export const prioritySchema = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)])
export type Priority = z.infer<typeof prioritySchema>

/** What a deadline promises: a crew on scene, or the spot made safe. */
export const targetKindSchema = z.enum(['on_scene', 'secured'])
export type TargetKind = z.infer<typeof targetKindSchema>

export const serviceCodeSchema = z.string().regex(/^[A-Z][A-Z0-9_]{1,31}$/)

/** An entry of the catalogue: what can be asked for, and what it needs. */
export const serviceSchema = z.object({
  code: serviceCodeSchema,
  name: localizedSchema,
  description: localizedSchema,
  keywords: z.object({ fr: z.array(z.string()), en: z.array(z.string()) }),
  theme: z.enum(themes),
  priority: prioritySchema,
  skills: z.array(skillSchema),
  target: z.object({ kind: targetKindSchema, minutes: z.number().positive() }),
  usualMinutesOnScene: z.number().positive(),
  /** How a crew may leave it; in any way where it is not said. */
  outcomes: z.array(outcomeSchema).min(1).optional(),
  /** What a crew tells with the outcome `done`. */
  details: z.array(detailFieldSchema).max(4).optional(),
})
export type Service = z.infer<typeof serviceSchema>

/** The service of the ticket that a crew's distress opens. Never offered to callers. */
export const DISTRESS: Service = {
  code: 'CREW_DISTRESS',
  name: { fr: 'Équipage en détresse', en: 'Crew in distress' },
  description: {
    fr: 'Un équipage a déclenché son alarme de détresse.',
    en: 'A crew has raised its distress alarm.',
  },
  keywords: { fr: [], en: [] },
  theme: 'people_animals',
  priority: 1,
  skills: [],
  target: { kind: 'on_scene', minutes: 5 },
  usualMinutesOnScene: 30,
}

/** Looks a service up by its code; undefined where the catalogue has none. */
export type Catalogue = (code: string) => Service | undefined

/** The catalogue of `services`, with the distress service that every deployment has. */
export function catalogueOf(services: readonly Service[]): Catalogue {
  const byCode = new Map([DISTRESS, ...services].map((service) => [service.code, service]))
  return (code) => byCode.get(code)
}
