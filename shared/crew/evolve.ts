import { settles } from '../assignment/assignment.ts'
import { doneAt, type EventType, type StoredEvent } from '../event.ts'
import type { CrewId } from '../id.ts'
import { type Instant, instant } from '../instant.ts'
import type { Crew, Duty } from './crew.ts'

/** The crew after an event; unchanged where the event does not concern it. */
export function evolveCrew(crew: Crew | undefined, stored: StoredEvent): Crew | undefined {
  if (stored.event.type === 'crew_registered') return stored.event.crew
  return crew && heard(onDuty(crew, stored), stored)
}

/** The crew that an event may change: the one it names, else the one whose session said it. */
export function crewOf({ event, actor }: StoredEvent): CrewId | null {
  return 'crewId' in event ? event.crewId : actor.crewId
}

function onDuty(crew: Crew, stored: StoredEvent): Crew {
  const { event, at, actor } = stored
  switch (event.type) {
    case 'duty_changed': {
      const fromOff = crew.duty === 'off'
      return {
        ...crew,
        duty: event.duty,
        dutyAt: at,
        dutyReason: event.reason,
        members: event.members,
        ...(event.vehicle !== undefined && { vehicle: event.vehicle }),
        ...(event.equipment !== undefined && { equipment: event.equipment }),
        ...shiftOf(crew, event.duty, doneAt(stored, crew.dutyAt)),
        onDutyAt: onDutyAt(crew, event.duty, at),
        freeAt: fromOff ? at : crew.freeAt,
      }
    }
    case 'outfit_changed':
    case 'shift_taken_over': {
      const { members, vehicle, equipment } = event
      const outfit = { ...crew, members, vehicle, equipment }
      if (event.type === 'outfit_changed') return outfit
      const since = doneAt(stored, crew.handOver?.at ?? crew.dutyAt)
      const handOver = crew.handOver && { ...crew.handOver, takenAt: since }
      return { ...outfit, shift: { since, settled: 0 }, handOver }
    }
    case 'shift_handed_over':
      return {
        ...crew,
        handOver: {
          at: doneAt(stored, crew.shift?.since ?? crew.dutyAt),
          noteId: event.noteId,
          takenAt: null,
        },
      }
    case 'assignment_cleared':
      if (crew.shift === null || !settles(event.outcome)) return crew
      return { ...crew, shift: { ...crew.shift, settled: crew.shift.settled + 1 } }
    case 'distress_raised':
      return {
        ...crew,
        duty: 'distress',
        dutyBefore: crew.duty,
        onDutyAt: onDutyAt(crew, 'distress', at),
        dutyAt: at,
        dutyReason: null,
        distress: { at, takenBy: null, takenAt: null },
      }
    case 'distress_taken':
      return crew.distress === null
        ? crew
        : { ...crew, distress: { ...crew.distress, takenBy: actor.label, takenAt: at } }
    case 'distress_ended':
      return {
        ...crew,
        duty: event.duty,
        dutyAt: at,
        dutyReason: event.reason,
        onDutyAt: onDutyAt(crew, event.duty, at),
        distress: null,
      }
    default:
      return crew
  }
}

/** A team's turn begins when it comes on duty and ends with the duty; so does what it was told by the one before. */
function shiftOf(before: Crew, duty: Duty, since: Instant): Pick<Crew, 'shift' | 'handOver'> {
  if (duty === 'off') return { shift: null, handOver: null }
  if (before.duty === 'off') return { shift: { since, settled: 0 }, handOver: null }
  return { shift: before.shift, handOver: before.handOver }
}

function onDutyAt(before: Crew, duty: Duty, at: Instant): Instant | null {
  if (duty === 'off') return null
  return before.duty === 'off' ? at : before.onDutyAt
}

/** Whether an event tells of a word of its crew, were it a post that wrote down what it heard by radio. */
const IS_WORD: Record<EventType, boolean> = {
  ticket_received: false,
  ticket_qualified: false,
  ticket_located: false,
  ticket_closed: false,
  ticket_reopened: false,
  ticket_cancelled: false,
  ticket_transferred: false,
  transfer_accepted: false,
  ticket_returned: false,
  ticket_joined: false,
  reports_added: false,
  ticket_separated: false,
  reports_removed: false,
  hand_off_delivered: false,
  hand_off_not_delivered: false,
  delivery_abandoned: false,
  partner_told: false,
  telling_withdrawn: false,
  note_added: false,
  caller_called_back: false,
  follow_link_told: false,
  photograph_added: false,
  photograph_received: false,
  photograph_removed: false,
  crew_dispatched: false,
  choice_explained: false,
  assignment_acknowledged: true,
  crew_en_route: true,
  crew_on_scene: true,
  spot_secured: true,
  assignment_cleared: true,
  assignment_recalled: false,
  assignment_declined: true,
  contact_confirmed: true,
  reinforcement_asked: true,
  other_order_asked: true,
  crew_registered: false,
  duty_changed: true,
  outfit_changed: true,
  shift_handed_over: true,
  shift_taken_over: true,
  distress_raised: true,
  distress_taken: false,
  /** It ends only when the voice of the crew was heard. */
  distress_ended: true,
  street_closed: false,
  street_opened: false,
  on_call_person_registered: false,
  on_call_person_retired: false,
  turns_planned: false,
  turn_changed: false,
  turns_removed: false,
  turn_handed_over: false,
  turn_taken_back: false,
  place_noted: false,
  place_note_confirmed: false,
  place_note_corrected: false,
  place_note_disputed: false,
  place_note_withdrawn: false,
  call_out_started: false,
  on_call_called: false,
  on_call_called_again: false,
  on_call_unanswered: false,
  on_call_passed_over: false,
  on_call_accepted: false,
  on_call_declined: false,
  on_call_on_scene: false,
  on_call_secured: false,
  call_out_alarmed: false,
  call_out_alarm_taken: false,
  call_out_stopped: false,
  call_not_delivered: false,
  catalogue_published: false,
}

/** A crew is heard when it says something itself, or when a post writes down what it said. */
function heard(crew: Crew, stored: StoredEvent): Crew {
  if (!IS_WORD[stored.event.type] && stored.actor.crewId !== crew.id) return crew
  const said = doneAt(stored, crew.heardAt ?? instant(0))
  return said === crew.heardAt ? crew : { ...crew, heardAt: said }
}
