import { z } from 'zod'
import { assignmentSchema } from '../assignment/assignment.ts'
import { answersSchema } from '../catalogue/answer.ts'
import { catalogueSchema } from '../catalogue/catalogue.ts'
import { catalogueVersionSchema, typed } from '../catalogue/published.ts'
import { storedEventSchema } from '../event.ts'
import { ticketIdSchema } from '../id.ts'
import { instantSchema } from '../instant.ts'
import { photographSchema } from '../ticket/photograph.ts'
import { ticketSchema } from '../ticket/ticket.ts'
import { knownPlaceSchema } from './place.ts'

/** `GET /api/catalogue/{version}`: a publication of the catalogue, which never changes. */
export const publicationSchema = catalogueSchema.extend({ version: catalogueVersionSchema })

/** One entry of a ticket's or the city's log, as shown. */
export const ticketDetailSchema = z.object({
  ticket: ticketSchema,
  reports: z.array(
    z.object({
      id: z.string(),
      at: instantSchema,
      channel: z.string(),
      description: z.string().nullable(),
      /** The ticket that it was taken as, where that is joined to this one. */
      joined: z.object({ ticketId: ticketIdSchema, number: z.int().positive() }).nullable().default(null),
      /** Null to those whose role does not need to reach the caller. */
      contact: z
        .object({ name: z.string().nullable(), phone: z.string().nullable(), email: z.string().nullable() })
        .nullable(),
      /** Whether they agree to be rung back; null where that was not asked. */
      mayCallBack: z.boolean().nullable().default(null),
      /** What was asked, of which type, and answered; null where nothing was. */
      asked: z
        .object({ ...typed, answers: answersSchema })
        .nullable()
        .default(null),
    }),
  ),
  /** How many different people told, of those who left a number or an address. */
  callers: z.int().min(0).default(0),
  notes: z.array(z.object({ id: z.string(), at: instantSchema, by: z.string(), text: z.string() })),
  assignments: z.array(assignmentSchema),
  events: z.array(storedEventSchema),
  /** Those of the tickets that are joined to this one, near and far, oldest first; shown under this one's id. */
  joinedPhotographs: z.array(photographSchema).default([]),
  /** What is known of the ticket's place, hazards first. A device may hold a detail from before there was any. */
  known: z.array(knownPlaceSchema).default([]),
})
export type TicketDetail = z.infer<typeof ticketDetailSchema>

/** `GET /api/service/tickets`: what a city service has in hand, and what it closed today. */
export const serviceListSchema = z.object({
  /** Oldest first, 200 at most. */
  open: z.array(ticketSchema),
  /** Whether there are others, after the number of the last. */
  more: z.boolean(),
  /** Newest first, 50 at most. */
  closed: z.array(ticketSchema),
  catalogueVersion: catalogueVersionSchema,
})
export type ServiceList = z.infer<typeof serviceListSchema>

/**
 * `GET /api/unattended`: what is in the hands of services that have no account, and of partners whom nobody told; oldest
 * first, 200 of each at most.
 */
export const unattendedListSchema = z.object({
  tickets: z.array(ticketSchema),
  toTell: z.array(ticketSchema),
})
export type UnattendedList = z.infer<typeof unattendedListSchema>
