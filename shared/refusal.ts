import { z } from 'zod'
import { assignmentStatusSchema } from './assignment/assignment.ts'
import { callOutStatusSchema } from './call-out/call-out.ts'
import { problemSchema } from './catalogue/check.ts'
import { dutySchema } from './crew/crew.ts'
import { instantSchema } from './instant.ts'
import { localizedSchema } from './text.ts'
import { ticketStatuses } from './ticket/ticket.ts'

/** Who was first, so that the second understands: « Déjà engagé par Poste 1 à 22 h 46 ». */
const first = { callSign: z.string(), ticketNumber: z.int(), by: z.string(), at: instantSchema }

/** Why a command was not carried out. A value, never an exception; nothing has changed. */
export const refusalSchema = z.discriminatedUnion('code', [
  z.object({ code: z.literal('invalid'), problem: z.string() }),
  z.object({ code: z.literal('not_allowed') }),
  z.object({ code: z.literal('command_id_reused') }),
  z.object({ code: z.literal('already_exists') }),
  z.object({ code: z.literal('unknown_ticket') }),
  z.object({ code: z.literal('unknown_crew') }),
  z.object({ code: z.literal('unknown_assignment') }),
  z.object({ code: z.literal('unknown_service'), serviceCode: z.string() }),
  /** Not taken at that place, with whom to turn to; not now. */
  z.object({ code: z.literal('service_elsewhere'), turnTo: localizedSchema }),
  z.object({ code: z.literal('service_closed'), opensAt: instantSchema.nullable() }),
  z.object({ code: z.literal('ticket_not_open'), ticketNumber: z.int(), status: z.enum(ticketStatuses) }),
  z.object({ code: z.literal('ticket_already_open'), ticketNumber: z.int() }),
  z.object({ code: z.literal('ticket_not_joined'), ticketNumber: z.int() }),
  z.object({ code: z.literal('ticket_engaged'), ...first }),
  z.object({ code: z.literal('crew_engaged'), ...first }),
  z.object({ code: z.literal('crew_on_scene'), ...first }),
  z.object({ code: z.literal('crew_not_available'), callSign: z.string(), duty: dutySchema }),
  z.object({ code: z.literal('crew_active_elsewhere'), callSign: z.string(), ticketNumber: z.int() }),
  z.object({ code: z.literal('assignments_open'), callSign: z.string(), ticketNumber: z.int() }),
  z.object({ code: z.literal('duty_refused'), callSign: z.string(), duty: dutySchema }),
  z.object({ code: z.literal('step_refused'), callSign: z.string(), status: assignmentStatusSchema }),
  z.object({ code: z.literal('crew_heard'), callSign: z.string(), at: instantSchema }),
  z.object({ code: z.literal('call_sign_taken'), callSign: z.string() }),
  z.object({ code: z.literal('vehicle_taken'), vehicle: z.string(), callSign: z.string() }),
  z.object({ code: z.literal('no_hand_over'), callSign: z.string() }),
  z.object({ code: z.literal('distress_taken'), callSign: z.string(), by: z.string(), at: instantSchema }),
  z.object({ code: z.literal('no_distress'), callSign: z.string() }),
  z.object({ code: z.literal('unknown_closure') }),
  z.object({ code: z.literal('closure_over'), until: instantSchema }),
  z.object({ code: z.literal('unknown_photograph') }),
  z.object({ code: z.literal('too_many_photographs'), most: z.int() }),
  z.object({ code: z.literal('unknown_person') }),
  z.object({ code: z.literal('person_on_rota') }),
  z.object({ code: z.literal('unknown_turn') }),
  z.object({ code: z.literal('turn_over') }),
  /** A swap that reaches beyond its turn. */
  z.object({ code: z.literal('outside_turn') }),
  z.object({ code: z.literal('swap_overlaps') }),
  z.object({ code: z.literal('unknown_swap') }),
  z.object({ code: z.literal('unknown_place_note') }),
  z.object({ code: z.literal('place_note_over') }),
  z.object({ code: z.literal('place_elsewhere'), ticketNumber: z.int() }),
  z.object({ code: z.literal('end_refused'), days: z.int() }),
  z.object({ code: z.literal('answers_misfit'), questions: z.array(z.string()).min(1) }),
  z.object({ code: z.literal('catalogue_changed'), catalogueVersion: z.int() }),
  z.object({ code: z.literal('catalogue_unsound'), problems: z.array(problemSchema).min(1) }),
  z.object({ code: z.literal('unknown_agency'), agency: z.string() }),
  /** It was taken back, closed, or handed over anew meanwhile. */
  z.object({ code: z.literal('not_in_hands'), ticketNumber: z.int() }),
  z.object({ code: z.literal('due_refused'), days: z.int() }),
  z.object({ code: z.literal('unknown_call_out') }),
  z.object({ code: z.literal('call_out_under_way'), ticketNumber: z.int() }),
  z.object({ code: z.literal('call_step_refused'), status: callOutStatusSchema }),
  /** Someone was faster: who is called is another. */
  z.object({ code: z.literal('call_moved_on') }),
  z.object({ code: z.literal('not_called') }),
  z.object({ code: z.literal('nobody_left') }),
  z.object({ code: z.literal('nothing_changes') }),
  z.object({ code: z.literal('failed'), reference: z.string() }),
  z.object({ code: z.literal('unavailable') }),
])
export type Refusal = z.infer<typeof refusalSchema>
export type RefusalCode = Refusal['code']
