import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon'
import { z } from 'zod'
import type { LonLat } from '../../shared/geo.ts'

const ringSchema = z.array(z.tuple([z.number(), z.number()])).min(4)

const jurisdictionSchema = z.strictObject({
  /** What Open311 clients name it. */
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,60}$/),
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

/** Which town a point, a request or a reference is of. */
export class Jurisdictions {
  readonly first: Jurisdiction

  constructor(readonly all: readonly Jurisdiction[]) {
    const [first] = all
    if (first === undefined) throw new Error('A deployment serves one jurisdiction at least.')
    this.first = first
  }

  named(id: string): Jurisdiction | undefined {
    return this.all.find((one) => one.id === id)
  }

  /** The one whose outline holds the point, else the one that has none; undefined where none does. */
  at({ lon, lat }: LonLat): Jurisdiction | undefined {
    return (
      this.all.find(({ territory }) => territory !== null && booleanPointInPolygon([lon, lat], territory)) ??
      this.all.find(({ territory }) => territory === null)
    )
  }

  /** The one whose letters a reference of a ticket at `position` starts with. */
  of({ position }: { position: LonLat | null }): Jurisdiction {
    return (position && this.at(position)) ?? this.first
  }
}
