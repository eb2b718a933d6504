import type { Board } from './board.ts'
import type { CallOut } from './call-out/call-out.ts'
import type { Event } from './event.ts'
import { noteIdSchema, reportIdSchema } from './id.ts'
import { instant, MINUTE } from './instant.ts'
import {
  aBoard,
  aCall,
  aCallOut,
  aClosure,
  aCrew,
  aCrewOn,
  anAssignment,
  aPerson,
  aPhotograph,
  aPlaceNote,
  assignmentId,
  aTicket,
  aTransfer,
  aTurn,
  callOutId,
  closureId,
  crewId,
  NOW,
  personId,
  photographId,
  placeNoteId,
  swapId,
  ticketId,
  turnId,
} from './test-board.ts'

/** A board, and an event that changes it, for every type of event; tests alone import this. */

const on = { ticketId: ticketId(1) }
export const of = { crewId: crewId(1) }
const photograph = { photographId: photographId(1), ...on }
export const both = { assignmentId: assignmentId(1), ...on, ...of }
const aSwap = { id: swapId(1), personId: personId(2), from: NOW, until: instant(NOW + MINUTE) }
const known = { placeNoteId: placeNoteId(1), saidOn: ticketId(1), note: aPlaceNote(1) }
const calling = { callOutId: callOutId(1), ...on }
const ofCallee = { ...calling, calleeId: personId(1) }
const handOff = { ...on, agency: 'grid', handedAt: NOW, number: 2042 }
const waiting = { channel: 'email', status: 'waiting', at: NOW, reference: null } as const
const handed = aTransfer({ agency: 'grid', outside: true, delivery: waiting })
const told = aBoard([aTicket(1, { status: 'transferred', transfer: handed })])
const some = '00000009-0000-4000-8000-000000000001'

/** One event of every type, and a board on which it can happen. */
export const CASES: Record<Event['type'], { given: Board; event: Event }> = {
  ticket_received: {
    given: aBoard(),
    event: { type: 'ticket_received', ...on, ticket: aTicket(1), reportId: reportIdSchema.parse(some) },
  },
  ticket_qualified: {
    given: aBoard([aTicket(1)]),
    event: {
      type: 'ticket_qualified',
      ...on,
      serviceCode: 'HOLE',
      catalogueVersion: 2,
      priority: 1,
      priorityBefore: 2,
      needs: { skills: ['police'], equipment: ['skip'], agency: 'roads' },
      deadline: aTicket(1).deadline,
    },
  },
  ticket_located: {
    given: aBoard([aTicket(1, { position: null })]),
    event: {
      type: 'ticket_located',
      ...on,
      position: { lon: 1.4, lat: 43.5 },
      address: 'Quai de Tounis',
      district: null,
    },
  },
  ticket_joined: {
    given: aBoard([aTicket(1), aTicket(2)]),
    event: { type: 'ticket_joined', ...on, intoTicketId: ticketId(2) },
  },
  reports_added: {
    given: aBoard([aTicket(1)]),
    event: {
      type: 'reports_added',
      ...on,
      joinedTicketId: ticketId(2),
      score: 0.94,
      reports: 2,
      reportedAt: NOW,
      priority: 1,
      priorityBefore: 2,
      deadline: aTicket(1).deadline,
    },
  },
  ticket_separated: {
    given: aBoard(),
    event: { type: 'ticket_separated', ...on, ticket: aTicket(1), fromTicketId: ticketId(2) },
  },
  reports_removed: {
    given: aBoard([aTicket(1, { reports: 2, reportedAt: NOW })]),
    event: { type: 'reports_removed', ...on, separatedTicketId: ticketId(2), reports: 1, reportedAt: null },
  },
  ticket_closed: { given: aBoard([aTicket(1)]), event: { type: 'ticket_closed', ...on, outcome: 'done' } },
  ticket_reopened: {
    given: aBoard(),
    event: { type: 'ticket_reopened', ...on, ticket: aTicket(1), reason: 'encore' },
  },
  ticket_cancelled: {
    given: aBoard([aTicket(1)]),
    event: { type: 'ticket_cancelled', ...on, reason: 'erreur' },
  },
  ticket_transferred: {
    given: aBoard([aTicket(1)]),
    event: {
      type: 'ticket_transferred',
      ...on,
      agency: 'grid',
      outside: true,
      reason: 'x',
      channel: 'email',
    },
  },
  transfer_accepted: {
    given: aBoard([aTicket(1, { status: 'transferred', transfer: aTransfer() })]),
    event: { type: 'transfer_accepted', ...on, dueAt: NOW },
  },
  ticket_returned: {
    given: aBoard(),
    event: { type: 'ticket_returned', ...on, ticket: aTicket(1), agency: 'roads', reason: 'x' },
  },
  hand_off_delivered: {
    given: told,
    event: { type: 'hand_off_delivered', ...handOff, channel: 'open311', reference: 'A-7' },
  },
  hand_off_not_delivered: {
    given: told,
    event: { type: 'hand_off_not_delivered', ...handOff, channel: 'email', problem: 'no_answer' },
  },
  delivery_abandoned: { given: told, event: { type: 'delivery_abandoned', ...handOff } },
  partner_told: {
    given: told,
    event: { type: 'partner_told', ...handOff, means: 'telephone', toldAt: NOW },
  },
  hand_off_taken_back: {
    given: told,
    event: { type: 'hand_off_taken_back', ...handOff, channel: 'email', reference: null },
  },
  ended_elsewhere: {
    given: told,
    event: { type: 'ended_elsewhere', ...handOff, status: 'closed', noteId: null },
  },
  telling_withdrawn: { given: told, event: { type: 'telling_withdrawn', ...handOff } },
  note_added: {
    given: aBoard([aTicket(1)]),
    event: { type: 'note_added', ...on, noteId: noteIdSchema.parse(some) },
  },
  follow_link_told: {
    given: aBoard([aTicket(1)]),
    event: { type: 'follow_link_told', ...on, outcome: 'sent' },
  },
  caller_called_back: {
    given: aBoard([aTicket(1)]),
    event: { type: 'caller_called_back', ...on },
  },
  photograph_added: {
    given: aBoard([aTicket(1)]),
    event: { type: 'photograph_added', ...photograph },
  },
  photograph_received: {
    given: aBoard([aTicket(1, { photographs: [aPhotograph(1), aPhotograph(2)] })]),
    event: { type: 'photograph_received', ...photograph, width: 4, height: 3, bytes: 9 },
  },
  photograph_removed: {
    given: aBoard([aTicket(1, { photographs: [aPhotograph(1), aPhotograph(2)] })]),
    event: { type: 'photograph_removed', ...photograph },
  },
  crew_dispatched: {
    given: aBoard([aTicket(1)], [aCrew(1)]),
    event: { type: 'crew_dispatched', ...both, assignment: anAssignment(1, 'dispatched'), suggestion: null },
  },
  choice_explained: {
    given: engaged('dispatched'),
    event: { type: 'choice_explained', ...both, reason: 'radio' },
  },
  assignment_acknowledged: {
    given: engaged('dispatched'),
    event: { type: 'assignment_acknowledged', ...both },
  },
  crew_en_route: { given: engaged('acknowledged'), event: { type: 'crew_en_route', ...both } },
  crew_on_scene: { given: engaged('en_route'), event: { type: 'crew_on_scene', ...both } },
  spot_secured: { given: engaged('on_scene'), event: { type: 'spot_secured', ...both } },
  assignment_cleared: {
    given: engaged('on_scene'),
    event: { type: 'assignment_cleared', ...both, outcome: 'not_done' },
  },
  assignment_recalled: {
    given: engaged('en_route'),
    event: { type: 'assignment_recalled', ...both, reason: 'diverted' },
  },
  assignment_declined: {
    given: engaged('dispatched'),
    event: { type: 'assignment_declined', ...both, reason: 'loin' },
  },
  contact_confirmed: {
    given: engaged('on_scene'),
    event: { type: 'contact_confirmed', ...both, silentSince: NOW },
  },
  reinforcement_asked: { given: engaged('on_scene'), event: { type: 'reinforcement_asked', ...both } },
  other_order_asked: { given: engaged('acknowledged'), event: { type: 'other_order_asked', ...both } },
  crew_registered: { given: aBoard(), event: { type: 'crew_registered', ...of, crew: aCrew(1) } },
  duty_changed: {
    given: aBoard([], [aCrewOn(1, 'off')]),
    event: { type: 'duty_changed', ...of, duty: 'available', members: 3, reason: null },
  },
  outfit_changed: {
    given: aBoard([], [aCrew(1)]),
    event: { type: 'outfit_changed', ...of, members: 1, vehicle: null, equipment: ['cones'] },
  },
  shift_handed_over: {
    given: aBoard([], [aCrew(1)]),
    event: { type: 'shift_handed_over', ...of, noteId: noteIdSchema.parse(some) },
  },
  shift_taken_over: {
    given: aBoard([], [aCrew(1, { handOver: { at: NOW, noteId: null, takenAt: null } })]),
    event: { type: 'shift_taken_over', ...of, members: 1, vehicle: 'V9', equipment: [] },
  },
  distress_raised: {
    given: aBoard([], [aCrew(1)]),
    event: { type: 'distress_raised', ...of, position: null },
  },
  distress_taken: { given: aBoard([], [aCrewOn(1, 'distress')]), event: { type: 'distress_taken', ...of } },
  distress_ended: {
    given: aBoard([], [aCrewOn(1, 'distress')]),
    event: { type: 'distress_ended', ...of, duty: 'available', reason: 'ok' },
  },
  street_closed: {
    given: aBoard(),
    event: { type: 'street_closed', closureId: closureId(1), closure: aClosure(1) },
  },
  catalogue_published: {
    given: aBoard(),
    event: { type: 'catalogue_published', catalogueVersion: 2 },
  },
  street_opened: {
    given: aBoard([], [], [], [aClosure(1)]),
    event: { type: 'street_opened', closureId: closureId(1) },
  },
  on_call_person_registered: {
    given: aBoard(),
    event: { type: 'on_call_person_registered', personId: personId(1) },
  },
  on_call_person_retired: {
    given: aBoard([], [], [], [], [], [], [aPerson(1)]),
    event: { type: 'on_call_person_retired', personId: personId(1) },
  },
  turns_planned: { given: withTurns(), event: { type: 'turns_planned', turns: [aTurn(3), aTurn(4)] } },
  turn_changed: {
    given: withTurns(),
    event: {
      type: 'turn_changed',
      turnId: turnId(1),
      order: 2,
      personId: personId(2),
      from: NOW,
      until: instant(NOW + MINUTE),
    },
  },
  turns_removed: { given: withTurns(), event: { type: 'turns_removed', turnIds: [turnId(1), turnId(2)] } },
  turn_handed_over: {
    given: withTurns(),
    event: { type: 'turn_handed_over', turnId: turnId(1), swap: { ...aSwap, id: swapId(2) } },
  },
  turn_taken_back: {
    given: withTurns(),
    event: { type: 'turn_taken_back', turnId: turnId(1), swapId: aSwap.id },
  },
  place_noted: { given: aBoard([aTicket(1)]), event: { type: 'place_noted', ...known } },
  place_note_confirmed: { given: aBoard([aTicket(1)]), event: { type: 'place_note_confirmed', ...known } },
  place_note_corrected: {
    given: aBoard([aTicket(1)]),
    event: { type: 'place_note_corrected', ...known, textId: noteIdSchema.parse(some) },
  },
  place_note_disputed: { given: aBoard([aTicket(1)]), event: { type: 'place_note_disputed', ...known } },
  place_note_withdrawn: {
    given: aBoard([aTicket(1)]),
    event: { type: 'place_note_withdrawn', ...known, reason: 'mistake' },
  },
  call_out_started: {
    given: aBoard([aTicket(1)]),
    event: { type: 'call_out_started', ...calling, domain: 'roads', plan: aCallOut(1).plan, hole: false },
  },
  on_call_called: {
    given: calledOut({}),
    event: {
      type: 'on_call_called',
      ...calling,
      callee: { personId: personId(2), domain: 'roads', order: 2 },
    },
  },
  on_call_called_again: {
    given: calledOut({}),
    event: { type: 'on_call_called_again', ...ofCallee, attempt: 2 },
  },
  on_call_unanswered: { given: calledOut({}), event: { type: 'on_call_unanswered', ...ofCallee } },
  on_call_passed_over: { given: calledOut({}), event: { type: 'on_call_passed_over', ...ofCallee } },
  on_call_accepted: {
    given: calledOut({}),
    event: { type: 'on_call_accepted', ...ofCallee, expectedAt: instant(NOW + 20 * MINUTE) },
  },
  on_call_declined: {
    given: calledOut({}),
    event: { type: 'on_call_declined', ...ofCallee, reason: 'malade' },
  },
  on_call_on_scene: {
    given: calledOut({ status: 'accepted', calls: [aCall(1, { state: 'accepted' })] }),
    event: { type: 'on_call_on_scene', ...ofCallee },
  },
  on_call_secured: {
    given: calledOut({ status: 'on_scene', calls: [aCall(1, { state: 'accepted' })] }),
    event: { type: 'on_call_secured', ...ofCallee },
  },
  call_out_alarmed: {
    given: calledOut({}),
    event: { type: 'call_out_alarmed', ...calling, reason: 'nobody_left' },
  },
  call_out_alarm_taken: {
    given: calledOut({
      status: 'alarmed',
      alarm: { reason: 'nobody_left', at: NOW, takenAt: null, takenBy: null },
    }),
    event: { type: 'call_out_alarm_taken', ...calling },
  },
  call_out_stopped: {
    given: calledOut({}),
    event: { type: 'call_out_stopped', ...calling, reason: 'plus rien' },
  },
  call_not_delivered: {
    given: calledOut({}),
    event: { type: 'call_not_delivered', ...ofCallee, channel: 'sms' },
  },
  call_abandoned: {
    given: calledOut({}),
    event: { type: 'call_abandoned', ...ofCallee, channel: 'sms' },
  },
}

function engaged(status: 'dispatched' | 'acknowledged' | 'en_route' | 'on_scene'): Board {
  return aBoard([aTicket(1)], [aCrew(1, { freeAt: null })], [anAssignment(1, status)])
}

function calledOut(given: Partial<CallOut>): Board {
  return aBoard([aTicket(1)], [], [], [], [], [], [], [aCallOut(1, given)])
}

function withTurns(): Board {
  return aBoard([], [], [], [], [], [aTurn(1, { swaps: [aSwap] }), aTurn(2)], [aPerson(1), aPerson(2)])
}
