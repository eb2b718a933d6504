import { z } from 'zod'
import { outcomeSchema } from './assignment/assignment.ts'
import { callOutCommands } from './call-out/command.ts'
import { answersSchema } from './catalogue/answer.ts'
import { catalogueSchema } from './catalogue/catalogue.ts'
import { detailsSchema } from './catalogue/detail.ts'
import { catalogueVersionSchema } from './catalogue/published.ts'
import { agencyCodeSchema, prioritySchema, serviceCodeSchema } from './catalogue/service.ts'
import { closureShapeSchema } from './closure/closure.ts'
import { crewSchema } from './crew/crew.ts'
import { equipmentSchema, membersSchema, outfitShape, vehicleCodeSchema } from './crew/outfit.ts'
import { deliveryCommands } from './delivery/command.ts'
import { tellingMeansSchema } from './delivery/delivery.ts'
import { lonLatSchema } from './geo.ts'
import {
  assignmentIdSchema,
  closureIdSchema,
  commandIdSchema,
  crewIdSchema,
  noteIdSchema,
  personIdSchema,
  photographIdSchema,
  placeNoteIdSchema,
  reportIdSchema,
  swapIdSchema,
  ticketIdSchema,
  turnIdSchema,
} from './id.ts'
import { instantSchema } from './instant.ts'
import { basisSchema } from './nearest-crew/suggestion.ts'
import { isOrdered, NOT_ORDERED, onCallDomainSchema, orderSchema, spanShape } from './on-call/turn.ts'
import {
  LONGEST_PLACE_TEXT,
  placeCategorySchema,
  placeRadiusSchema,
  withdrawalReasonSchema,
} from './place-note/place-note.ts'
import { textSchema } from './text.ts'
import { channelSchema } from './ticket/ticket.ts'

const address = textSchema(500)
const district = textSchema(40)
const reason = textSchema(200)
/** How alike a report and a ticket were, 0 to 1. */
const score = z.number().min(0).max(1)
const onTicket = { ticketId: ticketIdSchema }
const onCrew = { crewId: crewIdSchema }
const onPhotograph = { photographId: photographIdSchema, ...onTicket }
const onTurn = { turnId: turnIdSchema }
const onAssignment = { assignmentId: assignmentIdSchema }
/** A note on a place, and the ticket on which it is said; null: said of no ticket. */
const onPlaceNote = { placeNoteId: placeNoteIdSchema, ticketId: ticketIdSchema.nullable() }
const placeText = textSchema(LONGEST_PLACE_TEXT)

/** Half a year of a town's domains in one go. */
const MOST_TURNS = 200
/** As people write it: digits, spaces and points, an extension. */
const phoneSchema = textSchema(40).refine((text) => /\d{2}/.test(text), 'a telephone number')

/** A person's words and how to reach them: kept in the report, never in the log. */
const reportSchema = z.strictObject({
  id: reportIdSchema,
  description: textSchema(4000).nullable(),
  firstName: textSchema(100).nullable(),
  lastName: textSchema(100).nullable(),
  phone: textSchema(40).nullable(),
  email: textSchema(254).nullable(),
  /** Whether they agree to be rung back; not asked where it is not said. */
  mayCallBack: z.boolean().optional(),
})
export type Report = z.infer<typeof reportSchema>

export const recallReasonSchema = z.enum([
  'undo',
  'mistake',
  'more_urgent',
  'no_longer_needed',
  'replaced',
  'other',
])
export type RecallReason = z.infer<typeof recallReasonSchema>

/** Of a message to a caller. */
export const linkOutcomeSchema = z.enum(['sent', 'failed'])

export const choiceReasonSchema = z.enum(['knows_place', 'equipment', 'radio', 'other'])
export type ChoiceReason = z.infer<typeof choiceReasonSchema>

/** What the dispatcher was shown when sending: kept, so that the choice can be understood later. */
export const suggestionShownSchema = z.strictObject({
  /** 1 is the first suggested; null when the crew was not among them. */
  rank: z.int().min(1).max(100).nullable(),
  firstCrewId: crewIdSchema.nullable(),
  seconds: z.number().min(0).max(86_400).nullable(),
  basis: basisSchema.nullable(),
})

/** `send` needs a free crew; `queue` puts the ticket behind what it has; `divert` takes it off what it has. */
const dispatchModeSchema = z.enum(['send', 'queue', 'divert'])

const crewRegistration = crewSchema
  .pick({
    id: true,
    number: true,
    callSign: true,
    kind: true,
    skills: true,
    territory: true,
  })
  .extend({ callSign: textSchema(24), ...outfitShape })

export const commandSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('receive_ticket'),
    ...onTicket,
    serviceCode: serviceCodeSchema,
    position: lonLatSchema.nullable(),
    address: address.nullable(),
    district: district.nullable(),
    channel: channelSchema,
    report: reportSchema,
    /** To the questions of its type, as far as they were asked. */
    answers: answersSchema.optional(),
    /** The open ticket that it is one more report of, as its sender found; it stands by itself where that has ended. */
    joins: z.strictObject({ ticketId: ticketIdSchema, score: score.nullable() }).optional(),
    /** Whether the report's number is sent the link to follow it. */
    sendsLink: z.boolean().optional(),
  }),
  /** What a crew came upon by itself, where it is: a ticket, and the crew on it. */
  z.strictObject({
    type: z.literal('report_on_view'),
    ...onTicket,
    ...onAssignment,
    ...onCrew,
    serviceCode: serviceCodeSchema,
    position: lonLatSchema,
    /** The server names the place where its sender cannot. */
    address: address.nullable(),
    district: district.nullable(),
    report: reportSchema,
  }),
  z.strictObject({
    type: z.literal('qualify_ticket'),
    ...onTicket,
    serviceCode: serviceCodeSchema.optional(),
    priority: prioritySchema.optional(),
  }),
  z.strictObject({
    type: z.literal('locate_ticket'),
    ...onTicket,
    position: lonLatSchema,
    address: address.nullable(),
    district: district.nullable(),
  }),
  /** It is one more report of another ticket. */
  z.strictObject({
    type: z.literal('join_ticket'),
    ...onTicket,
    intoTicketId: ticketIdSchema,
    score: score.nullable(),
  }),
  z.strictObject({ type: z.literal('separate_ticket'), ...onTicket }),
  z.strictObject({ type: z.literal('close_ticket'), ...onTicket, outcome: outcomeSchema }),
  z.strictObject({ type: z.literal('reopen_ticket'), ...onTicket, reason }),
  z.strictObject({ type: z.literal('cancel_ticket'), ...onTicket, reason }),
  z.strictObject({
    type: z.literal('transfer_ticket'),
    ...onTicket,
    agency: agencyCodeSchema,
    reason,
    /** How its sender told it already, where it is a partner. */
    told: tellingMeansSchema.optional(),
  }),
  /** The agency that it was handed to sees to it, by `dueAt`; said again, that is another instant. */
  z.strictObject({ type: z.literal('accept_transfer'), ...onTicket, dueAt: instantSchema }),
  /** Back to the PC Radio. */
  z.strictObject({ type: z.literal('return_ticket'), ...onTicket, reason }),
  z.strictObject({
    type: z.literal('add_note'),
    noteId: noteIdSchema,
    ...onTicket,
    text: textSchema(2000),
  }),
  /** What came of sending the link that whoever asked follows it by. */
  z.strictObject({ type: z.literal('report_follow_link'), ...onTicket, outcome: linkOutcomeSchema }),
  /** That someone reached the person who called. */
  z.strictObject({ type: z.literal('call_back'), ...onTicket }),
  /** That a photograph was taken; its pixels follow by HTTP. */
  z.strictObject({ type: z.literal('add_photograph'), ...onPhotograph }),
  /** What the server says of itself when it has the pixels whole: width and height of its picture, bytes of it. */
  z.strictObject({
    type: z.literal('receive_photograph'),
    ...onPhotograph,
    width: z.int().positive(),
    height: z.int().positive(),
    bytes: z.int().positive(),
  }),
  z.strictObject({ type: z.literal('remove_photograph'), ...onPhotograph }),
  z.strictObject({
    type: z.literal('dispatch_crew'),
    ...onAssignment,
    ...onTicket,
    ...onCrew,
    mode: dispatchModeSchema,
    /** The open assignments the sender saw on the ticket: one unseen refuses, so that nobody sends twice. */
    alongside: z.array(assignmentIdSchema).max(50),
    suggestion: suggestionShownSchema.nullable(),
  }),
  z.strictObject({ type: z.literal('explain_choice'), ...onAssignment, reason: choiceReasonSchema }),
  z.strictObject({ type: z.literal('acknowledge'), ...onAssignment }),
  z.strictObject({ type: z.literal('go_en_route'), ...onAssignment }),
  z.strictObject({ type: z.literal('arrive'), ...onAssignment }),
  z.strictObject({ type: z.literal('secure'), ...onAssignment }),
  z.strictObject({
    type: z.literal('clear'),
    ...onAssignment,
    outcome: outcomeSchema,
    /** What its type of request asks to be told. */
    details: detailsSchema.optional(),
  }),
  z.strictObject({ type: z.literal('recall'), ...onAssignment, reason: recallReasonSchema }),
  z.strictObject({ type: z.literal('decline'), ...onAssignment, reason }),
  z.strictObject({
    type: z.literal('confirm_contact'),
    ...onAssignment,
    /** When the crew was last heard as the sender sees it: one that was heard since needs no contact. */
    heardAt: instantSchema.nullable(),
  }),
  z.strictObject({ type: z.literal('ask_reinforcement'), ...onAssignment }),
  /** It asks to do its tickets in another order than the one it was given. */
  z.strictObject({ type: z.literal('ask_other_order'), ...onAssignment }),
  z.strictObject({ type: z.literal('register_crew'), crew: crewRegistration }),
  /** What is not told of its vehicle and its equipment is as it was the last time. */
  z.strictObject({
    type: z.literal('come_on_duty'),
    ...onCrew,
    members: membersSchema,
    vehicle: vehicleCodeSchema.nullable().optional(),
    equipment: equipmentSchema.optional(),
  }),
  z.strictObject({ type: z.literal('change_outfit'), ...onCrew, ...outfitShape }),
  /** The team leaves, the crew stays on duty with all that it has in hand; the words are kept apart. */
  z.strictObject({
    type: z.literal('hand_over'),
    ...onCrew,
    noteId: noteIdSchema,
    text: textSchema(1000).nullable(),
  }),
  /** The next team has read what the last one left, and says who and what is on board. */
  z.strictObject({ type: z.literal('take_over'), ...onCrew, ...outfitShape }),
  z.strictObject({ type: z.literal('go_off_duty'), ...onCrew }),
  z.strictObject({ type: z.literal('make_available'), ...onCrew }),
  z.strictObject({ type: z.literal('take_break'), ...onCrew }),
  z.strictObject({ type: z.literal('make_unavailable'), ...onCrew, reason }),
  z.strictObject({
    type: z.literal('raise_distress'),
    ...onCrew,
    ...onTicket,
    /** Where the crew says it is; the server's last known position stands in for null. */
    position: lonLatSchema.nullable(),
  }),
  z.strictObject({ type: z.literal('take_charge_of_distress'), ...onCrew }),
  z.strictObject({ type: z.literal('end_distress'), ...onCrew, reason }),
  z.strictObject({
    type: z.literal('close_street'),
    closureId: closureIdSchema,
    shape: closureShapeSchema,
    /** When it is opened again by itself; null: when someone says so. */
    until: instantSchema.nullable(),
    reason,
    ticketId: ticketIdSchema.nullable(),
  }),
  z.strictObject({ type: z.literal('open_street'), closureId: closureIdSchema }),
  /** Someone who may be on call, or what has changed of them. Name and telephone are kept apart, never in the log. */
  z.strictObject({
    type: z.literal('register_on_call_person'),
    personId: personIdSchema,
    name: textSchema(80),
    phone: phoneSchema,
  }),
  /** Their name and telephone are erased. */
  z.strictObject({ type: z.literal('retire_on_call_person'), personId: personIdSchema }),
  z.strictObject({
    type: z.literal('plan_turns'),
    turns: z
      .array(
        z
          .strictObject({
            ...onTurn,
            domain: onCallDomainSchema,
            order: orderSchema,
            personId: personIdSchema,
            ...spanShape,
          })
          .refine(isOrdered, NOT_ORDERED),
      )
      .min(1)
      .max(MOST_TURNS),
  }),
  z
    .strictObject({
      type: z.literal('change_turn'),
      ...onTurn,
      order: orderSchema,
      personId: personIdSchema,
      ...spanShape,
    })
    .refine(isOrdered, NOT_ORDERED),
  z.strictObject({ type: z.literal('remove_turns'), turnIds: z.array(turnIdSchema).min(1).max(MOST_TURNS) }),
  /** Another person takes a part of a turn. */
  z
    .strictObject({
      type: z.literal('hand_over_turn'),
      ...onTurn,
      swapId: swapIdSchema,
      personId: personIdSchema,
      ...spanShape,
    })
    .refine(isOrdered, NOT_ORDERED),
  z.strictObject({ type: z.literal('take_back_turn'), ...onTurn, swapId: swapIdSchema }),
  z.strictObject({
    type: z.literal('note_place'),
    ...onPlaceNote,
    /** Its kind follows from it. */
    category: placeCategorySchema,
    position: lonLatSchema,
    radius: placeRadiusSchema,
    /** Null: for as long as its kind may. */
    until: instantSchema.nullable(),
    text: placeText.nullable(),
  }),
  z.strictObject({ type: z.literal('confirm_place_note'), ...onPlaceNote }),
  /** In other words; the ones before stay, for whoever must know what was said when. */
  z.strictObject({
    type: z.literal('correct_place_note'),
    ...onPlaceNote,
    textId: noteIdSchema,
    text: placeText,
  }),
  /** A crew that is there says that it no longer holds: it is shown with that until a post decides. */
  z.strictObject({ type: z.literal('dispute_place_note'), ...onPlaceNote }),
  z.strictObject({
    type: z.literal('withdraw_place_note'),
    ...onPlaceNote,
    reason: withdrawalReasonSchema,
  }),
  z.strictObject({
    type: z.literal('publish_catalogue'),
    /** The version that its writer began from: another one since refuses. */
    after: catalogueVersionSchema,
    catalogue: catalogueSchema,
  }),
  ...deliveryCommands,
  ...callOutCommands,
])
export type Command = z.infer<typeof commandSchema>
export type CommandType = Command['type']
export type CommandOf<T extends CommandType> = Extract<Command, { type: T }>

/** A command as its sender sends it. A repeated `id` gets the first answer and has one effect. */
export const sentCommandSchema = z.strictObject({
  id: commandIdSchema,
  /** When it was given on the sender's own clock, for one that waited without a network. */
  deviceAt: instantSchema.optional(),
  command: commandSchema,
})
export type SentCommand = z.infer<typeof sentCommandSchema>
