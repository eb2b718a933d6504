import { z } from 'zod'
import { assignmentSchema, outcomeSchema } from './assignment/assignment.ts'
import { callOutEvents } from './call-out/event.ts'
import { detailsSchema } from './catalogue/detail.ts'
import { catalogueVersionSchema, typed } from './catalogue/published.ts'
import { agencyCodeSchema, needsSchema, prioritySchema } from './catalogue/service.ts'
import { type Closure, closureSchema } from './closure/closure.ts'
import {
  choiceReasonSchema,
  linkOutcomeSchema,
  recallReasonSchema,
  suggestionShownSchema,
} from './command.ts'
import { crewSchema, dutySchema } from './crew/crew.ts'
import { equipmentSchema, membersSchema, outfitShape, vehicleCodeSchema } from './crew/outfit.ts'
import { deadlineSchema } from './deadline.ts'
import { deliveryChannelSchema } from './delivery/delivery.ts'
import { deliveryEvents } from './delivery/event.ts'
import { lonLatSchema } from './geo.ts'
import {
  assignmentIdSchema,
  type ClosureId,
  closureIdSchema,
  commandIdSchema,
  crewIdSchema,
  noteIdSchema,
  personIdSchema,
  photographIdSchema,
  placeNoteIdSchema,
  reportIdSchema,
  swapIdSchema,
  type TicketId,
  ticketIdSchema,
  turnIdSchema,
} from './id.ts'
import { type Instant, instant, instantSchema, SECOND } from './instant.ts'
import { orderSchema, spanShape, swapSchema, turnSchema } from './on-call/turn.ts'
import { placeNoteSchema, withdrawalReasonSchema } from './place-note/place-note.ts'
import { ticketSchema } from './ticket/ticket.ts'

const onTicket = { ticketId: ticketIdSchema }
const onPhotograph = { photographId: photographIdSchema, ...onTicket }
const onCrew = { crewId: crewIdSchema }
/** Events of an assignment name its ticket and its crew, so that each is told without a look-up. */
const onAssignment = { assignmentId: assignmentIdSchema, ...onTicket, ...onCrew }
const onTurn = { turnId: turnIdSchema }
const onPerson = { personId: personIdSchema }
const reason = z.string().max(200)
/** What a ticket has become that makes it the PC Radio's: urgent, a hazard, or of another receiver. */
const returnCauseSchema = z.enum(['urgent', 'hazard', 'receiver'])
export type ReturnCause = z.infer<typeof returnCauseSchema>
/** The note as it is from then on, and the ticket on which it was said, or null. */
const onPlaceNote = {
  placeNoteId: placeNoteIdSchema,
  saidOn: ticketIdSchema.nullable(),
  note: placeNoteSchema,
}

/** What happened, in the past tense. No personal data: words and names are in tables of their own, by reference. */
export const eventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('ticket_received'),
    ...onTicket,
    ticket: ticketSchema,
    reportId: reportIdSchema.nullable(),
  }),
  z.object({
    type: z.literal('ticket_qualified'),
    ...onTicket,
    ...typed,
    priority: prioritySchema,
    priorityBefore: prioritySchema,
    needs: needsSchema.nullable().default(null),
    deadline: deadlineSchema,
  }),
  z.object({
    type: z.literal('ticket_located'),
    ...onTicket,
    position: lonLatSchema,
    address: z.string().nullable(),
    district: z.string().nullable(),
    /** Where the place changes who deals with it. */
    needs: needsSchema.optional(),
  }),
  z.object({ type: z.literal('ticket_closed'), ...onTicket, outcome: outcomeSchema }),
  /** Carries the whole ticket, because a live board no longer holds one that was closed. */
  z.object({ type: z.literal('ticket_reopened'), ...onTicket, ticket: ticketSchema, reason }),
  z.object({ type: z.literal('ticket_cancelled'), ...onTicket, reason }),
  z.object({
    type: z.literal('ticket_transferred'),
    ...onTicket,
    /** Its code; words, where it was handed over before there were codes. */
    agency: z.string().max(100),
    /** To a partner, who tells nothing of it here; and wherever it was handed over before there were codes. */
    outside: z.boolean().default(true),
    /** Null: by the rule of the catalogue, when it was taken. */
    reason: reason.nullable(),
    /** By which it is told of it; null: by a person. */
    channel: deliveryChannelSchema.nullable().default(null),
  }),
  z.object({ type: z.literal('transfer_accepted'), ...onTicket, dueAt: instantSchema }),
  /** Carries the whole ticket, because a live board does not hold one that is in other hands. */
  z.object({
    type: z.literal('ticket_returned'),
    ...onTicket,
    ticket: ticketSchema,
    agency: z.string().max(100),
    /** Null: by rule, `because` of what it has become. */
    reason: reason.nullable(),
    because: returnCauseSchema.optional(),
  }),
  /** It is one more report of another ticket. */
  z.object({ type: z.literal('ticket_joined'), ...onTicket, intoTicketId: ticketIdSchema }),
  /** The other side: a ticket has more reports, and may be more urgent. `score`: how alike the two were, if it was reckoned. */
  z.object({
    type: z.literal('reports_added'),
    ...onTicket,
    joinedTicketId: ticketIdSchema,
    score: z.number().min(0).max(1).nullable(),
    reports: z.int().positive(),
    reportedAt: instantSchema,
    priority: prioritySchema,
    priorityBefore: prioritySchema,
    deadline: deadlineSchema,
  }),
  /** Carries the whole ticket, because a live board does not hold one that was joined. */
  z.object({
    type: z.literal('ticket_separated'),
    ...onTicket,
    ticket: ticketSchema,
    fromTicketId: ticketIdSchema,
  }),
  z.object({
    type: z.literal('reports_removed'),
    ...onTicket,
    separatedTicketId: ticketIdSchema,
    reports: z.int().positive(),
    /** Of what remains joined; absent where that was not kept yet. */
    reportedAt: instantSchema.nullable().optional(),
  }),
  z.object({ type: z.literal('note_added'), ...onTicket, noteId: noteIdSchema }),
  z.object({ type: z.literal('caller_called_back'), ...onTicket }),
  /** The link to follow it was sent by SMS to whoever asked, or could not be. */
  z.object({ type: z.literal('follow_link_told'), ...onTicket, outcome: linkOutcomeSchema }),
  z.object({ type: z.literal('photograph_added'), ...onPhotograph }),
  z.object({
    type: z.literal('photograph_received'),
    ...onPhotograph,
    width: z.int().positive(),
    height: z.int().positive(),
    bytes: z.int().positive(),
  }),
  z.object({ type: z.literal('photograph_removed'), ...onPhotograph }),
  z.object({
    type: z.literal('crew_dispatched'),
    ...onAssignment,
    assignment: assignmentSchema,
    suggestion: suggestionShownSchema.nullable(),
  }),
  z.object({ type: z.literal('choice_explained'), ...onAssignment, reason: choiceReasonSchema }),
  z.object({ type: z.literal('assignment_acknowledged'), ...onAssignment }),
  z.object({ type: z.literal('crew_en_route'), ...onAssignment }),
  z.object({ type: z.literal('crew_on_scene'), ...onAssignment }),
  z.object({ type: z.literal('spot_secured'), ...onAssignment }),
  z.object({
    type: z.literal('assignment_cleared'),
    ...onAssignment,
    outcome: outcomeSchema,
    /** With the type that asked for them, since a closed ticket is no longer on a live board. */
    details: z.object({ ...typed, answers: detailsSchema }).optional(),
  }),
  z.object({
    type: z.literal('assignment_recalled'),
    ...onAssignment,
    reason: z.union([recallReasonSchema, z.enum(['diverted', 'ticket_cancelled', 'ticket_transferred'])]),
  }),
  z.object({ type: z.literal('assignment_declined'), ...onAssignment, reason }),
  /** Someone reached a crew that had been silent since then. */
  z.object({ type: z.literal('contact_confirmed'), ...onAssignment, silentSince: instantSchema }),
  z.object({ type: z.literal('reinforcement_asked'), ...onAssignment }),
  z.object({ type: z.literal('other_order_asked'), ...onAssignment }),
  z.object({ type: z.literal('crew_registered'), ...onCrew, crew: crewSchema }),
  z.object({
    type: z.literal('duty_changed'),
    ...onCrew,
    duty: dutySchema,
    members: membersSchema,
    reason: reason.nullable(),
    /** Said when it comes on duty, and then only. */
    vehicle: vehicleCodeSchema.nullable().optional(),
    equipment: equipmentSchema.optional(),
  }),
  z.object({ type: z.literal('outfit_changed'), ...onCrew, ...outfitShape }),
  z.object({ type: z.literal('shift_handed_over'), ...onCrew, noteId: noteIdSchema.nullable() }),
  z.object({ type: z.literal('shift_taken_over'), ...onCrew, ...outfitShape }),
  z.object({ type: z.literal('distress_raised'), ...onCrew, position: lonLatSchema.nullable() }),
  z.object({ type: z.literal('distress_taken'), ...onCrew }),
  z.object({ type: z.literal('distress_ended'), ...onCrew, duty: dutySchema, reason }),
  z.object({ type: z.literal('street_closed'), closureId: closureIdSchema, closure: closureSchema }),
  z.object({ type: z.literal('street_opened'), closureId: closureIdSchema }),
  z.object({ type: z.literal('on_call_person_registered'), ...onPerson }),
  z.object({ type: z.literal('on_call_person_retired'), ...onPerson }),
  z.object({ type: z.literal('turns_planned'), turns: z.array(turnSchema) }),
  z.object({ type: z.literal('turn_changed'), ...onTurn, order: orderSchema, ...onPerson, ...spanShape }),
  z.object({ type: z.literal('turns_removed'), turnIds: z.array(turnIdSchema) }),
  z.object({ type: z.literal('turn_handed_over'), ...onTurn, swap: swapSchema }),
  z.object({ type: z.literal('turn_taken_back'), ...onTurn, swapId: swapIdSchema }),
  z.object({ type: z.literal('place_noted'), ...onPlaceNote }),
  z.object({ type: z.literal('place_note_confirmed'), ...onPlaceNote }),
  z.object({ type: z.literal('place_note_corrected'), ...onPlaceNote, textId: noteIdSchema }),
  z.object({ type: z.literal('place_note_disputed'), ...onPlaceNote }),
  z.object({
    type: z.literal('place_note_withdrawn'),
    ...onPlaceNote,
    reason: withdrawalReasonSchema,
  }),
  /** Its content is in a table of its own, by its version. */
  z.object({ type: z.literal('catalogue_published'), catalogueVersion: catalogueVersionSchema }),
  ...deliveryEvents,
  ...callOutEvents,
])
export type Event = z.infer<typeof eventSchema>
export type EventType = Event['type']
export type EventOf<T extends EventType> = Extract<Event, { type: T }>

/**
 * The ticket that an event is about, a closure's being the one it was made for, a place's the one it was said on; null
 * where it is about none.
 */
export function ticketOf(event: Event, closures?: ReadonlyMap<ClosureId, Closure>): TicketId | null {
  if ('ticketId' in event) return event.ticketId
  if ('saidOn' in event) return event.saidOn
  if (event.type === 'street_closed') return event.closure.ticketId
  if (event.type === 'street_opened') return closures?.get(event.closureId)?.ticketId ?? null
  return null
}

export const roleSchema = z.enum([
  'operator',
  'dispatcher',
  'crew',
  'service',
  'supervisor',
  'administrator',
  'system',
])
export type Role = z.infer<typeof roleSchema>

/** Who did it, without a person's name: `label` is a post (« Poste 2 »), a call sign, or a client's name. */
const actorSchema = z.object({
  id: z.string().min(1).max(64),
  role: roleSchema,
  label: z.string().min(1).max(60),
  /** The crew a crew's session speaks for. */
  crewId: crewIdSchema.nullable(),
  /** The agency that a service's session speaks for; no other has one. */
  agency: agencyCodeSchema.optional(),
})
export type Actor = z.infer<typeof actorSchema>

/** An event as it stands in the log. `at` is the server's clock; `deviceAt` the sender's, where it waited. */
export const storedEventSchema = z.object({
  seq: z.int().positive(),
  at: instantSchema,
  deviceAt: instantSchema.nullable(),
  commandId: commandIdSchema,
  actor: actorSchema,
  event: eventSchema,
})
export type StoredEvent = z.infer<typeof storedEventSchema>

/** A message is on its way for less: what took longer had waited on its device. */
const ON_ITS_WAY = 5 * SECOND

/**
 * When it was done: by its sender's word where it had waited for a network, but never before `since`, which it follows,
 * nor after it was heard.
 */
export function doneAt({ at, deviceAt }: Pick<StoredEvent, 'at' | 'deviceAt'>, since: Instant): Instant {
  if (deviceAt === null || at - deviceAt <= ON_ITS_WAY) return at
  return instant(Math.min(at, Math.max(deviceAt, since)))
}
