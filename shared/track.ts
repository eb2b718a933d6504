import { z } from 'zod'
import { storedEventSchema } from './event.ts'
import { lonLatSchema } from './geo.ts'
import { crewIdSchema } from './id.ts'
import { instantSchema } from './instant.ts'

/** What a crew does at a moment: its duty, or where it stands with the ticket in hand. */
export const doingSchema = z.enum([
  'off',
  'free',
  'dispatched',
  'acknowledged',
  'en_route',
  'on_scene',
  'secured',
  'on_break',
  'unavailable',
  'distress',
])
export type Doing = z.infer<typeof doingSchema>

/**
 * `GET /api/crews/{crewId}/track`: where a crew went on its day, where it stood, and what it said. No point of a line has
 * an instant: it shows where, not how fast.
 */
export const trackSchema = z.object({
  crewId: crewIdSchema,
  from: instantSchema,
  until: instantSchema,
  /** In order. Between two that do not touch nothing is known. */
  legs: z.array(
    z.object({
      doing: doingSchema,
      /** [lon, lat] */
      line: z.array(z.tuple([z.number(), z.number()])).min(2),
    }),
  ),
  /** Where it stood five minutes or more; `place` is the nearest house or street, null where none is near. */
  stops: z.array(
    z.object({
      ...lonLatSchema.shape,
      from: instantSchema,
      to: instantSchema,
      place: z.string().nullable(),
    }),
  ),
  /** What was said of its work, oldest first. */
  entries: z.array(
    z.object({
      stored: storedEventSchema,
      /** When it was given, which a tablet without a network tells later. */
      at: instantSchema,
      /** Where the crew was then; null where that is not known to two minutes. */
      position: lonLatSchema.nullable(),
      /** Of the ticket it is about. */
      ticketNumber: z.int().nullable(),
    }),
  ),
})
export type Track = z.infer<typeof trackSchema>
