import { z } from 'zod'
import { assignmentSchema } from './assignment/assignment.ts'
import { callOutSchema } from './call-out/call-out.ts'
import { callOutRulesSchema } from './call-out/plan.ts'
import { answersSchema } from './catalogue/answer.ts'
import { catalogueSchema } from './catalogue/catalogue.ts'
import { catalogueVersionSchema, typed } from './catalogue/published.ts'
import { agencySchema } from './catalogue/service.ts'
import { closureSchema } from './closure/closure.ts'
import type { sentCommandSchema } from './command.ts'
import { crewSchema } from './crew/crew.ts'
import { fleetSchema } from './crew/fleet.ts'
import { vehicleCodeSchema } from './crew/outfit.ts'
import { roleSchema, storedEventSchema } from './event.ts'
import { lonLatSchema } from './geo.ts'
import { crewIdSchema, noteIdSchema, personIdSchema, ticketIdSchema } from './id.ts'
import { instantSchema } from './instant.ts'
import { jurisdictionsSchema } from './jurisdiction.ts'
import { basisSchema, pathSchema, type suggestionSchema } from './nearest-crew/suggestion.ts'
import { calendarSchema } from './on-call/calendar.ts'
import { workedSchema } from './on-call/rest.ts'
import { onCallDomainSchema, onCallPersonSchema, turnSchema } from './on-call/turn.ts'
import { changeOverSchema } from './on-call/week.ts'
import { placeNoteSchema } from './place-note/place-note.ts'
import { refusalSchema } from './refusal.ts'
import { localizedSchema, textSchema } from './text.ts'
import { ticketSchema } from './ticket/ticket.ts'
import { type UsualTime, usualTimeSchema } from './usual-time.ts'

/** What crosses the wire between the server and every screen; `docs/protocol.md` says it in words. */

/** Raised when a client of the version before could misread what it is sent. */
export const PROTOCOL_VERSION = 2
/** The server sends a heartbeat this often; a screen that heard nothing for `LATE_AFTER` says that it is late. */
export const HEARTBEAT_MS = 2_000
export const LATE_AFTER_MS = 8_000
export const LOST_AFTER_MS = 30_000

const seq = z.int().min(0)

/** `GET /api/session`: who is logged in here. */
export const sessionViewSchema = z.object({
  role: roleSchema,
  /** The post or call sign under which this session acts. */
  label: z.string(),
  /** Null on an enrolled tablet, which has no account. */
  userName: z.string().nullable(),
  /** The name of the enrolled tablet that this is; null for an account's session. */
  tablet: z.string().nullable(),
  crewId: crewIdSchema.nullable(),
  /** The agency, by its code, that a service's account speaks for; no other has one. */
  agency: agencySchema.shape.code.optional(),
})
export type SessionView = z.infer<typeof sessionViewSchema>

/** `GET /api/devices`: a tablet, or a telephone that tells where a crew is. */
const deviceSchema = z.object({
  id: z.string(),
  name: z.string(),
  protocol: z.enum(['tablet', 'owntracks', 'osmand']),
  /** Whom it speaks for; null for a tablet on which nobody chose a call sign. */
  callSign: z.string().nullable(),
  /** `waiting`: its code was not used yet; `expired`: nor will it be. */
  state: z.enum(['waiting', 'expired', 'active', 'revoked']),
  /** When it was heard last, to five minutes; null where it never was. */
  seenAt: instantSchema.nullable(),
  /** Until when its code can be used; null where it has none to use. */
  codeUntil: instantSchema.nullable(),
  /** Its page is connected at this moment. */
  connected: z.boolean(),
})
export type DeviceView = z.infer<typeof deviceSchema>
export const devicesSchema = z.object({ devices: z.array(deviceSchema) })

/** `POST /api/devices`: a device, and what it proves itself with, told this once: a tablet's code, a telephone's secret. */
export const madeDeviceSchema = z.object({ device: deviceSchema, secret: z.string() })
export type MadeDevice = z.infer<typeof madeDeviceSchema>

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

/** What a town decides of being on call: when a week begins, and when the agency of each domain is open. */
export const onCallRulesSchema = z.strictObject({
  changeOver: changeOverSchema,
  /** By its code in the catalogue, whose place the domain takes when it is closed. A domain without one is on call at any hour. */
  agencies: z.array(
    z.strictObject({ agency: agencySchema.shape.code, domain: onCallDomainSchema, calendar: calendarSchema }),
  ),
  callOut: callOutRulesSchema.prefault({}),
})
export type OnCallRules = z.infer<typeof onCallRulesSchema>

/** `GET /api/on-call/people`: those whom this session may reach, by name. */
export const onCallPeopleSchema = z.object({
  people: z.array(z.object({ id: personIdSchema, name: z.string(), phone: z.string() })),
})
export type OnCallContact = z.infer<typeof onCallPeopleSchema>['people'][number]

/** `GET /api/on-call/worked`: what people worked while on call, in the last two days. */
export const workedAnswerSchema = z.object({ worked: z.array(workedSchema) })

/** `GET /api/on-call/hole-notices`: of which holes in the rota, that are not over, a manager was told, and when. */
export const holeNoticeSchema = z.object({
  domain: onCallDomainSchema,
  from: instantSchema,
  /** Null where nobody is planned after it. */
  until: instantSchema.nullable(),
  toldAt: instantSchema,
  personId: personIdSchema,
})
export type HoleNotice = z.infer<typeof holeNoticeSchema>
export const holeNoticesSchema = z.object({ notices: z.array(holeNoticeSchema) })

/** `GET /api/city`: the territory served, the rules of being on call, and the fleet of its crews. */
export const citySchema = z.object({
  name: z.string(),
  jurisdiction: z.string(),
  timeZone: z.string(),
  center: z.tuple([z.number(), z.number()]),
  zoom: z.number(),
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  label: z.object({ fr: z.string(), en: z.string() }),
  credit: z.object({ fr: z.string(), en: z.string() }),
  districts: z.array(z.object({ code: z.string(), name: z.string(), short: z.string() })),
  /** The towns served; none where the screen kept this before it was told. */
  jurisdictions: jurisdictionsSchema.or(z.tuple([])).default([]),
  onCall: onCallRulesSchema,
  fleet: fleetSchema,
  /** Names what the map's tiles are made of: `/tiles/{z}/{x}/{y}?v=`. */
  mapVersion: z.string(),
})
export type City = z.infer<typeof citySchema>

/** `GET /api/signaler`: what whoever has no account may know of the town, and the types that many asked for. */
export const publicTownSchema = citySchema
  .pick({ name: true, timeZone: true, center: true, zoom: true, bounds: true })
  .extend(citySchema.pick({ label: true, credit: true, mapVersion: true, jurisdictions: true }).shape)
  .extend({
    /** When city services are at work. */
    agencies: z.array(onCallRulesSchema.shape.agencies.element.pick({ agency: true, calendar: true })),
    common: z.array(z.string()),
  })
export type PublicTown = z.infer<typeof publicTownSchema>

/** What is known of a place, with the words that were written last; null where there are none. */
export const knownPlaceSchema = placeNoteSchema.extend({
  text: z.string().nullable(),
  textAt: instantSchema.nullable(),
  textBy: z.string().nullable(),
})
export type KnownPlace = z.infer<typeof knownPlaceSchema>

/** `GET /api/places`: what is known at a point, hazards first. */
export const knownPlacesSchema = z.object({ known: z.array(knownPlaceSchema) })
/** `GET /api/catalogue/{version}`: a publication of the catalogue, which never changes. */
export const publicationSchema = catalogueSchema.extend({ version: catalogueVersionSchema })

/** What whoever is called may do with their link. */
export const callLinkActionSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('accept'), minutes: z.int().min(0).max(240) }),
  z.strictObject({ type: z.literal('decline'), reason: textSchema(200) }),
  z.strictObject({ type: z.literal('arrive') }),
  z.strictObject({ type: z.literal('secure') }),
])
export type CallLinkAction = z.infer<typeof callLinkActionSchema>

/** `GET /api/call-link`: what a person is called for, and where that stands for them. */
export const callLinkSchema = z.object({
  /** `taken`: by someone else; `over`: the ticket or the call-out has ended. */
  state: z.enum(['ringing', 'accepted', 'on_scene', 'secured', 'declined', 'taken', 'over']),
  stateAt: instantSchema,
  expectedAt: instantSchema.nullable(),
  domain: onCallDomainSchema,
  ticketNumber: z.int(),
  what: localizedSchema.nullable(),
  position: lonLatSchema.nullable(),
  address: z.string().nullable(),
  descriptions: z.array(z.string()),
  receivedAt: instantSchema,
  dueAt: instantSchema,
  known: z.array(knownPlaceSchema),
  timeZone: z.string(),
})
export type CallLinkView = z.infer<typeof callLinkSchema>

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
    }),
  ),
})
export type AlikeList = z.infer<typeof alikeListSchema>

/**
 * `GET /api/unattended`: what is in the hands of services that have no account, and of partners whom nobody told; oldest
 * first, 200 of each at most.
 */
export const unattendedListSchema = z.object({
  tickets: z.array(ticketSchema),
  toTell: z.array(ticketSchema),
})
export type UnattendedList = z.infer<typeof unattendedListSchema>

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

/** `GET /api/tickets/{ticketId}/stretch`: the street that a hazard is on, [lon, lat]; null where there is none. */
export const streetStretchSchema = z.object({
  stretch: z
    .array(z.tuple([z.number(), z.number()]))
    .min(2)
    .nullable(),
})

const districtSchema = z.object({ code: z.string(), short: z.string() })
const placeSchema = z.object({
  label: z.string(),
  municipality: z.string().nullable(),
  lon: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
})

/** `GET /api/addresses`: what a text may mean, best match first. */
export const foundAddressesSchema = z.object({
  addresses: z.array(
    placeSchema.extend({
      kind: z.enum(['address', 'street', 'crossing', 'district', 'place']),
      district: districtSchema.nullable(),
      score: z.number(),
      sure: z.boolean(),
    }),
  ),
})
export type FoundAddress = z.infer<typeof foundAddressesSchema>['addresses'][number]

/** `GET /api/addresses/reverse`: what lies at a point. */
export const pointAddressSchema = z.object({
  nearest: placeSchema.extend({ kind: z.enum(['address', 'street']), metres: z.number() }).nullable(),
  district: districtSchema.nullable(),
})
export type PointAddress = z.infer<typeof pointAddressSchema>

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
