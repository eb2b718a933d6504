import { z } from 'zod'
import { closureIdSchema, ticketIdSchema } from '../id.ts'
import { instantSchema } from '../instant.ts'

/** GeoJSON's order: lon, lat. */
const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
type Position = z.infer<typeof position>

const MOST_POINTS = 200
/** Degrees from one end to the other: some 15 to 20 km. Whoever closes more has drawn by mistake. */
const WIDEST = 0.2

function isSmall(points: readonly Position[]): boolean {
  return [0, 1].every((axis) => {
    const values = points.map((point) => point[axis] ?? 0)
    return Math.max(...values) - Math.min(...values) <= WIDEST
  })
}
const TOO_WIDE = `at most ${WIDEST}° wide and high`

/** What is drawn: a line along the street that is closed, or a zone, whose every street is. */
export const closureShapeSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('LineString'),
    coordinates: z.array(position).min(2).max(MOST_POINTS).refine(isSmall, TOO_WIDE),
  }),
  z.strictObject({
    type: z.literal('Polygon'),
    coordinates: z
      .array(
        z
          .array(position)
          .min(4)
          .max(MOST_POINTS)
          .refine(isSmall, TOO_WIDE)
          .refine((ring) => isSame(ring[0], ring.at(-1)), 'a ring ends where it begins'),
      )
      .length(1),
  }),
])
export type ClosureShape = z.infer<typeof closureShapeSchema>

function isSame(a: Position | undefined, b: Position | undefined): boolean {
  return a?.[0] === b?.[0] && a?.[1] === b?.[1]
}

/** Streets that no vehicle can use, until they are opened again. */
export const closureSchema = z.object({
  id: closureIdSchema,
  shape: closureShapeSchema,
  /** When it ends by itself; null: when someone says so. */
  until: instantSchema.nullable(),
  reason: z.string().max(200),
  /** The ticket it was closed for. */
  ticketId: ticketIdSchema.nullable(),
  closedAt: instantSchema,
  /** The post that closed it. */
  closedBy: z.string(),
  openedAt: instantSchema.nullable(),
})
export type Closure = z.infer<typeof closureSchema>

/** All that was drawn, [lon, lat]. */
export function pointsOf(shape: ClosureShape): readonly (readonly [lon: number, lat: number])[] {
  return shape.type === 'LineString' ? shape.coordinates : (shape.coordinates[0] ?? [])
}
