import { z } from 'zod'
import { assignmentSchema } from '../assignment/assignment.ts'
import { callOutSchema } from '../call-out/call-out.ts'
import { catalogueVersionSchema } from '../catalogue/published.ts'
import { closureSchema } from '../closure/closure.ts'
import type { sentCommandSchema } from '../command.ts'
import { crewSchema } from '../crew/crew.ts'
import { roleSchema, storedEventSchema } from '../event.ts'
import { lonLatSchema } from '../geo.ts'
import { ticketIdSchema } from '../id.ts'
import { instantSchema } from '../instant.ts'
import type { suggestionSchema } from '../nearest-crew/suggestion.ts'
import { onCallPersonSchema, turnSchema } from '../on-call/turn.ts'
import { refusalSchema } from '../refusal.ts'
import { ticketSchema } from '../ticket/ticket.ts'
import { type UsualTime, usualTimeSchema } from '../usual-time.ts'

/** What goes over the socket, and the board that it begins from; `docs/protocol.md` says it in words. */

/** Raised when a client of the version before could misread what it is sent. */
export const PROTOCOL_VERSION = 2
/** The server sends a heartbeat this often; a screen that heard nothing for `LATE_AFTER` says that it is late. */
export const HEARTBEAT_MS = 2_000
export const LATE_AFTER_MS = 8_000
export const LOST_AFTER_MS = 30_000

const seq = z.int().min(0)

/** `GET /api/snapshot`: the live board as it stood just after event `seq`. */
export const snapshotSchema = z.object({
  protocol: z.literal(PROTOCOL_VERSION),
  /** Names the log: a client that finds another one here forgets its cursor. */
  logId: z.string(),
  seq,
  at: instantSchema,
  tickets: z.array(ticketSchema),
  crews: z.array(crewSchema),
  assignments: z.array(assignmentSchema),
  closures: z.array(closureSchema),
  /** The publication of the catalogue that is in force. */
  catalogueVersion: catalogueVersionSchema,
  people: z.array(onCallPersonSchema),
  turns: z.array(turnSchema),
  /** A device may hold a snapshot from before there were any. */
  callOuts: z.array(callOutSchema).default([]),
})
export type Snapshot = z.infer<typeof snapshotSchema>

/** socket `call`: the telephone rings at this post; E.164, or null where the number is withheld. */
export const incomingCallSchema = z.object({ at: instantSchema, phone: z.string().nullable() })
export type IncomingCall = z.infer<typeof incomingCallSchema>

/** socket `resume`: tells where the client stands, and asks for what it missed. */
export const resumeSchema = z.strictObject({ protocol: z.int(), logId: z.string(), cursor: seq })
export const resumeAnswerSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('following'), head: seq }),
  /** The cursor is too old, of another log, or of another version: fetch a snapshot, then resume from it. */
  z.object({ status: z.literal('snapshot_needed'), head: seq }),
])
export type ResumeAnswer = z.infer<typeof resumeAnswerSchema>

/** What a partial view must hold before the next events of this batch can be folded. */
const arrivalSchema = z.object({
  ticket: ticketSchema,
  assignments: z.array(assignmentSchema),
  crews: z.array(crewSchema),
})

/** socket `batch`: everything this session may see after `after`, up to `upto`, in order. */
export const batchSchema = z.object({
  after: seq,
  upto: seq,
  items: z.array(
    z.union([
      z.object({ stored: storedEventSchema }),
      z.object({ arrival: arrivalSchema }),
      /** The ticket leaves this session's view, with the assignments it had. */
      z.object({ departure: z.object({ ticketId: ticketIdSchema }) }),
    ]),
  ),
})
export type Batch = z.infer<typeof batchSchema>
export type BatchItem = Batch['items'][number]

/** socket `heartbeat`: the log's head, the server's clock, and the `mapVersion` of the city that is loaded. */
export const heartbeatSchema = z.object({ head: seq, at: instantSchema, city: z.string() })
export type Heartbeat = z.infer<typeof heartbeatSchema>

/** socket `command` → acknowledgement. */
export const answerSchema = z.discriminatedUnion('status', [
  /** `seq`: the last event it caused; the events themselves come in the batch. */
  z.object({ status: z.literal('accepted'), seq, ticketNumber: z.int().nullable() }),
  z.object({ status: z.literal('refused'), refusal: refusalSchema }),
])
export type Answer = z.infer<typeof answerSchema>

/** socket `position`: where the crew of this session is, by its own device. */
export const positionReportSchema = z.strictObject({
  ...lonLatSchema.shape,
  /** Radius of the fix in metres. */
  accuracy: z.number().min(0).max(100_000),
  /** Degrees clockwise from north, null when unknown. */
  heading: z.number().min(0).max(360).nullable(),
  /** Metres a second, null when unknown. */
  speed: z.number().min(0).max(120).nullable(),
  /** The instant of the fix, on the device's clock. */
  at: instantSchema,
})
export type PositionReport = z.infer<typeof positionReportSchema>

/** socket `watch`: the ticket this post has selected, null for none. Others see it; its suggestion is kept fresh. */
export const watchSchema = z.strictObject({ ticketId: ticketIdSchema.nullable() })

/** socket `presence`: which posts are there and what each looks at. */
export const presenceSchema = z.array(
  z.object({ post: z.string(), role: roleSchema, self: z.boolean(), ticketId: ticketIdSchema.nullable() }),
)
export type Presence = z.infer<typeof presenceSchema>

/** socket `hazards`: every open ticket that has a hazard in reach, and until when there is one. */
export const hazardsSchema = z.array(z.object({ ticketId: ticketIdSchema, until: instantSchema }))
export type Hazards = z.infer<typeof hazardsSchema>

/** socket `usual_times`: how long interventions of each type usually take, where that was learned. */
export const usualTimesSchema = z.array(usualTimeSchema)

/** socket `nearest`: seconds by road of the nearest crew that could be sent to each hazard that nobody is on the way to. */
export const nearestCrewsSchema = z.array(z.object({ ticketId: ticketIdSchema, seconds: z.number().min(0) }))
export type NearestCrews = z.infer<typeof nearestCrewsSchema>

/** socket `farewell`: this connection is about to be closed, and why. */
export const farewellSchema = z.object({
  reason: z.enum(['session_ended', 'crew_changed', 'server_stopping', 'too_many_requests']),
})
export type Farewell = z.infer<typeof farewellSchema>

/** socket `sharing`: how many sessions speak for this session's crew; a simulated one steps aside above 1. */
export const sharingSchema = z.object({ sessions: z.int().min(0) })

export interface ServerToClient {
  batch: (batch: Batch) => void
  heartbeat: (heartbeat: Heartbeat) => void
  /** `position-frame.ts` */
  positions: (frame: Uint8Array) => void
  suggestion: (suggestion: z.infer<typeof suggestionSchema>) => void
  presence: (presence: Presence) => void
  hazards: (hazards: Hazards) => void
  usual_times: (times: readonly UsualTime[]) => void
  nearest: (nearest: NearestCrews) => void
  call: (call: IncomingCall) => void
  sharing: (sharing: z.infer<typeof sharingSchema>) => void
  farewell: (farewell: Farewell) => void
}

export interface ClientToServer {
  resume: (resume: z.infer<typeof resumeSchema>, reply: (answer: ResumeAnswer) => void) => void
  command: (command: z.infer<typeof sentCommandSchema>, reply: (answer: Answer) => void) => void
  position: (position: PositionReport) => void
  watch: (watch: z.infer<typeof watchSchema>) => void
}
