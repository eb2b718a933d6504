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

function onDuty(crew: Crew, { event, at, actor }: StoredEvent): Crew {
  switch (event.type) {
    case 'duty_changed': {
      const fromOff = crew.duty === 'off'
      return {
        ...crew,
        duty: event.duty,
        dutyAt: at,
        dutyReason: event.reason,
        members: event.members,
        onDutyAt: onDutyAt(crew, event.duty, at),
        freeAt: fromOff ? at : crew.freeAt,
      }
    }
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
  note_added: false,
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
}

/** A crew is heard when it says something itself, or when a post writes down what it said. */
function heard(crew: Crew, stored: StoredEvent): Crew {
  if (!IS_WORD[stored.event.type] && stored.actor.crewId !== crew.id) return crew
  const said = doneAt(stored, crew.heardAt ?? instant(0))
  return said === crew.heardAt ? crew : { ...crew, heardAt: said }
}
