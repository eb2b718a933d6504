import type { StoredEvent } from '../event.ts'
import type { Instant } from '../instant.ts'
import type { Crew, Duty } from './crew.ts'

/** The crew after an event; unchanged where the event does not concern its duty. */
export function evolveCrew(crew: Crew | undefined, { event, at, actor }: StoredEvent): Crew | undefined {
  if (event.type === 'crew_registered') return event.crew
  if (crew === undefined) return undefined
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
