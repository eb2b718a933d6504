import { z } from 'zod'
import { ticketIdSchema } from '../id.ts'
import { instantSchema } from '../instant.ts'
import { localizedSchema } from '../text.ts'

/** What was to be done outside and was given up: nobody tries again until a person says so. */
const givenUpSchema = z.object({
  id: z.uuid(),
  /** `delivery`: telling a partner; `call`: a message to a person on call; others are steps of ours. */
  kind: z.string(),
  ticketId: ticketIdSchema.nullable(),
  ticketNumber: z.int().nullable(),
  /** The partner, of a delivery. */
  agency: z.object({ code: z.string(), name: localizedSchema }).nullable(),
  /** Of a delivery or a call. */
  channel: z.string().nullable(),
  at: instantSchema,
  tries: z.int(),
  problem: z.string().nullable(),
  /** Its ticket has ended, or is in other hands by now: tried again, it would do nothing. */
  isOver: z.boolean(),
})
export type GivenUp = z.infer<typeof givenUpSchema>

/** `GET /api/jobs/given-up`: the latest first, 200 at most; `trying`: how many others failed and are tried still. */
export const givenUpListSchema = z.object({ jobs: z.array(givenUpSchema), trying: z.int() })
export type GivenUpList = z.infer<typeof givenUpListSchema>
