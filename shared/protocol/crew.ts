import { z } from 'zod'
import { vehicleCodeSchema } from '../crew/outfit.ts'
import { noteIdSchema, ticketIdSchema } from '../id.ts'
import { instantSchema } from '../instant.ts'
import { basisSchema, pathSchema } from '../nearest-crew/suggestion.ts'

/** `GET /api/vehicles`: the vehicles that are out, and with whom. */
export const vehiclesSchema = z.object({
  out: z.array(z.object({ vehicle: vehicleCodeSchema, callSign: z.string() })),
})

/** `GET /api/crews/{crewId}/hand-over`: what the team before left to the one on board. */
export const handOverNoteSchema = z.object({
  id: noteIdSchema,
  at: instantSchema,
  by: z.string(),
  text: z.string(),
})
export type HandOverNote = z.infer<typeof handOverNoteSchema>
export const handOverAnswerSchema = z.object({ note: handOverNoteSchema.nullable() })

/** `GET /api/way`: the way of this session's own crew to the ticket it goes to, or to the place it asked for. */
export const wayAnswerSchema = z.object({
  way: z
    .object({
      /** Null where the way is to a place that was asked for. */
      ticketId: ticketIdSchema.nullable(),
      computedAt: instantSchema,
      seconds: z.number().min(0),
      metres: z.number().min(0),
      basis: basisSchema,
      /** From where the crew was then. Null where the figures are of the straight line. */
      path: pathSchema.nullable(),
    })
    .nullable(),
  /** Null when there is a way; otherwise why there is none. */
  problem: z.enum(['not_under_way', 'not_located', 'no_position', 'unreachable']).nullable(),
})
export type WayAnswer = z.infer<typeof wayAnswerSchema>
export type Way = NonNullable<WayAnswer['way']>
