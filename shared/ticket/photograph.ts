import { z } from 'zod'
import { crewIdSchema, photographIdSchema } from '../id.ts'
import { instantSchema } from '../instant.ts'

/** What one crew, or the consoles together, may have taken of one ticket. */
export const MOST_PHOTOGRAPHS = 20

/** A photograph of a ticket: that it was taken is known at once, its pixels follow by `server/intake/photographs`. */
export const photographSchema = z.object({
  id: photographIdSchema,
  addedAt: instantSchema,
  /** The crew or the post that added it. */
  by: z.string(),
  /** The crew that took it; null for one added at a console. */
  crewId: crewIdSchema.nullable(),
  /** The picture that the server has made of what it was sent, in pixels and bytes; null while it is awaited. */
  received: z
    .object({
      at: instantSchema,
      width: z.int().positive(),
      height: z.int().positive(),
      bytes: z.int().positive(),
    })
    .nullable(),
})
export type Photograph = z.infer<typeof photographSchema>
