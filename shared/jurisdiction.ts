import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon'
import { z } from 'zod'
import type { LonLat } from './geo.ts'

const ringSchema = z.array(z.tuple([z.number(), z.number()])).min(4)

export const jurisdictionIdSchema = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,60}$/)

const jurisdictionSchema = z.strictObject({
  /** What Open311 clients name it. */
  id: jurisdictionIdSchema,
  /** Starts the reference of each of its requests: « TLS ». */
  prefix: z.string().regex(/^[A-Z]{2,5}$/),
  /** GeoJSON; null: what of the loaded city no other jurisdiction has. */
  territory: z
    .strictObject({ type: z.literal('Polygon'), coordinates: z.array(ringSchema).min(1) })
    .nullable(),
})
export type Jurisdiction = z.infer<typeof jurisdictionSchema>

/** The towns that a deployment serves, the first being the one of whatever has no place yet. */
export const jurisdictionsSchema = z
  .array(jurisdictionSchema)
  .min(1)
  .max(100)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'two have the same id')
  .refine((all) => new Set(all.map(({ prefix }) => prefix)).size === all.length, 'two have the same prefix')

/** The one whose outline holds the point, else the one that has none; undefined where none does. */
export function jurisdictionAt(all: readonly Jurisdiction[], { lon, lat }: LonLat): Jurisdiction | undefined {
  return (
    all.find(({ territory }) => territory !== null && booleanPointInPolygon([lon, lat], territory)) ??
    all.find(({ territory }) => territory === null)
  )
}
