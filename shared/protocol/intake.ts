import { z } from 'zod'
import { ticketSchema } from '../ticket/ticket.ts'

/** `GET /api/intake/alike`: what a call may be one more report of, on the board or in a service's hands, the likest first. */
export const alikeListSchema = z.object({
  alike: z.array(
    z.object({
      ticket: ticketSchema,
      score: z.number(),
      metres: z.number(),
      way: z.enum(['straight', 'road', 'unknown_road']),
      minutes: z.number(),
      sameType: z.boolean(),
      /** How many different people told of it, of those who left a number or an address. */
      callers: z.int().min(0),
    }),
  ),
})
export type AlikeList = z.infer<typeof alikeListSchema>
/** One of them. */
export type HeardAlike = AlikeList['alike'][number]

/** `GET /api/intake/around`: how far, and for how many days, whoever takes a call is told of. */
export const AROUND_METRES = 150
export const AROUND_DAYS = 30
export const aroundSchema = z.object({
  /** Tickets of those days, open ones included. */
  total: z.int().min(0),
  /** The most frequent first. */
  types: z.array(z.object({ serviceCode: z.string(), count: z.int().positive() })),
  /** Of each day, the oldest first. */
  perDay: z.array(z.int().min(0)).length(AROUND_DAYS),
  /** The last that are no longer open. */
  ended: z.array(
    ticketSchema
      .pick({ id: true, number: true, serviceCode: true, status: true, outcome: true, receivedAt: true })
      .extend({ metres: z.number() }),
  ),
})
export type Around = z.infer<typeof aroundSchema>

/** `GET /api/intake/frequent`: the types most asked for of late. */
export const frequentSchema = z.object({ serviceCodes: z.array(z.string()) })

/** `POST /api/intake/caller`: whoever rang with a number before. */
export const knownCallerSchema = z.object({
  /** The one that was told last; null where none was. */
  name: z.string().nullable(),
  /** In the last thirty days. */
  calls: z.int().min(0),
  /** Open ones first, then the last. */
  tickets: z.array(
    ticketSchema.pick({
      id: true,
      number: true,
      serviceCode: true,
      status: true,
      address: true,
      receivedAt: true,
    }),
  ),
})
export type KnownCaller = z.infer<typeof knownCallerSchema>
