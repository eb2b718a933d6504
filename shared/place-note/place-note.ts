import { z } from 'zod'
import { type LonLat, lonLatSchema, metresBetween } from '../geo.ts'
import { placeNoteIdSchema } from '../id.ts'
import { HOUR, type Instant, instantSchema } from '../instant.ts'

/** What is known of a place: what may harm whoever goes there, or how one gets in. */
export const placeNoteKinds = ['hazard', 'access'] as const
export type PlaceNoteKind = (typeof placeNoteKinds)[number]

/** The categories of each kind; a code belongs to one kind only. */
export const placeCategories = {
  hazard: ['dog', 'structure', 'asbestos', 'electricity', 'chemicals', 'weapon', 'violence', 'other_hazard'],
  access: ['code', 'entrance', 'key', 'vehicle', 'other_access'],
} as const satisfies Record<PlaceNoteKind, readonly string[]>

export const placeCategorySchema = z.enum([...placeCategories.hazard, ...placeCategories.access])
export type PlaceCategory = z.infer<typeof placeCategorySchema>

export function kindOf(category: PlaceCategory): PlaceNoteKind {
  return placeCategories.hazard.some((one) => one === category) ? 'hazard' : 'access'
}

/** How long a note of each kind holds, in days, and at most: what may be about people is never kept without end. */
export const LIFETIME_DAYS: Record<PlaceNoteKind, number> = { hazard: 183, access: 730 }

/** The same in milliseconds. */
export function lifetimeOf(kind: PlaceNoteKind): number {
  return LIFETIME_DAYS[kind] * 24 * HOUR
}

/** How far around its point a note counts, in metres. */
const SMALLEST_RADIUS = 10
export const USUAL_RADIUS = 40
export const LARGEST_RADIUS = 300
export const placeRadiusSchema = z.int().min(SMALLEST_RADIUS).max(LARGEST_RADIUS)

export const LONGEST_PLACE_TEXT = 500

/** Why a note was taken back. */
export const withdrawalReasons = ['no_longer_true', 'mistake', 'duplicate', 'undo'] as const
export const withdrawalReasonSchema = z.enum(withdrawalReasons)
export type WithdrawalReason = z.infer<typeof withdrawalReasonSchema>

/** A note on a place, without its words: those are in a table of their own, and are deleted when it ends. */
export const placeNoteSchema = z.object({
  id: placeNoteIdSchema,
  kind: z.enum(placeNoteKinds),
  category: placeCategorySchema,
  position: lonLatSchema,
  /** Metres. */
  radius: placeRadiusSchema,
  /** From then on it is shown to nobody. */
  until: instantSchema,
  notedAt: instantSchema,
  /** A post, or a call sign. */
  notedBy: z.string(),
  /** When someone last said that it is still true; null: nobody since it was noted. */
  confirmedAt: instantSchema.nullable(),
  confirmedBy: z.string().nullable(),
  /** A crew said that it no longer holds, and nobody has answered that. */
  disputedAt: instantSchema.nullable(),
  disputedBy: z.string().nullable(),
  withdrawnAt: instantSchema.nullable(),
})
export type PlaceNote = z.infer<typeof placeNoteSchema>

/** Whether a point is within the note's radius. */
export function reaches({ position, radius }: Pick<PlaceNote, 'position' | 'radius'>, point: LonLat | null) {
  return point !== null && metresBetween(position, point) <= radius
}

/** Whether a note is to be shown at `now`. */
export function holds({ until, withdrawnAt }: PlaceNote, now: Instant): boolean {
  return withdrawnAt === null && now < until
}
