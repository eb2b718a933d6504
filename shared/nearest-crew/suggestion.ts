import { z } from 'zod'
import { prioritySchema } from '../catalogue/service.ts'
import { lonLatSchema } from '../geo.ts'
import { assignmentIdSchema, crewIdSchema, ticketIdSchema } from '../id.ts'
import { instantSchema } from '../instant.ts'

/** How a time was found: along our streets, by a routing server of the town's own, or as the crow flies. Always shown. */
export const basisSchema = z.enum(['road', 'valhalla', 'osrm', 'straight'])
export type Basis = z.infer<typeof basisSchema>

/** Why a crew is not proposed. */
export const exclusionSchema = z.enum([
  'off_duty',
  'on_break',
  'unavailable',
  'in_distress',
  'engaged',
  'skills',
  'territory',
  'no_position',
  'stale_position',
  'unreachable',
])
export type Exclusion = z.infer<typeof exclusionSchema>

/** A way along the streets, [lon, lat], as a map shows it. */
export const pathSchema = z.array(z.tuple([z.number(), z.number()])).max(100)

const travel = {
  crewId: crewIdSchema,
  /** Travel time in seconds, and distance in metres on the same basis. */
  seconds: z.number().min(0),
  metres: z.number().min(0),
  basis: basisSchema,
  /** The time rests, on some part of the way, on speeds learned from the crews' own driving. */
  learned: z.boolean(),
  /** Age of the position the figure rests on, in seconds. */
  positionAge: z.number().min(0),
  /** Where the crew was, for the line drawn on the map. */
  from: lonLatSchema,
  /** Its way; null where the figure is of the straight line. */
  path: pathSchema.nullable(),
}

/** One proposed crew, with what makes it one. */
const proposalSchema = z.object({
  ...travel,
  /** Since when it is free; null for a busy crew, proposed only for a distress. */
  freeAt: instantSchema.nullable(),
  /** Skills it brings that the ticket asks for. */
  matchingSkills: z.array(z.string()),
  /** Seconds beyond the deadline if this crew is sent now; 0 where it holds. */
  breachSeconds: z.number().min(0),
})
export type Proposal = z.infer<typeof proposalSchema>

/** The fastest busy crew on something less urgent. */
const diversionSchema = z.object({
  ...travel,
  assignmentId: assignmentIdSchema,
  fromTicketId: ticketIdSchema,
  fromTicketNumber: z.int(),
  fromPriority: prioritySchema,
})
export type Diversion = z.infer<typeof diversionSchema>

/** Whom to send to a ticket, and why; computed on the server at `computedAt`. It recommends, it never decides. */
export const suggestionSchema = z.object({
  ticketId: ticketIdSchema,
  computedAt: instantSchema,
  /** At most five, the first to arrive first. */
  proposals: z.array(proposalSchema).max(5),
  diversion: diversionSchema.nullable(),
  /** Whom the straight line would have sent instead of the first, and how many seconds later they would arrive. */
  straightFirst: z.object({ crewId: crewIdSchema, seconds: z.number().positive() }).nullable(),
  /** The patrol that would be there first to guard the place of a hazard that others must make safe, while nobody is. */
  guard: z.object({ crewId: crewIdSchema, seconds: z.number().min(0), basis: basisSchema }).nullable(),
  excluded: z.array(z.object({ crewId: crewIdSchema, cause: exclusionSchema })),
  /** Null when the ticket can be ranked; otherwise why not. */
  problem: z.enum(['not_located', 'not_open']).nullable(),
})
export type Suggestion = z.infer<typeof suggestionSchema>
