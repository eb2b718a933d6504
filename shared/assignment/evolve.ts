import { doneAt, type EventType, type StoredEvent } from '../event.ts'
import { type Assignment, type AssignmentStatus, sentAt } from './assignment.ts'

/** The status each event of an assignment leads to. */
const STATUS_AFTER: Partial<Record<EventType, AssignmentStatus>> = {
  assignment_acknowledged: 'acknowledged',
  crew_en_route: 'en_route',
  crew_on_scene: 'on_scene',
  spot_secured: 'secured',
  assignment_cleared: 'cleared',
  assignment_recalled: 'recalled',
  assignment_declined: 'declined',
}

/** The assignment after an event; unchanged where the event does not concern it. */
export function evolveAssignment(
  assignment: Assignment | undefined,
  stored: StoredEvent,
): Assignment | undefined {
  const { event } = stored
  if (event.type === 'crew_dispatched') return event.assignment
  if (assignment === undefined) return undefined
  if (event.type === 'reinforcement_asked')
    return { ...assignment, reinforcementAt: doneAt(stored, sentAt(assignment)) }
  if (event.type === 'other_order_asked')
    return { ...assignment, otherOrderAt: doneAt(stored, assignment.statusAt) }
  const status = STATUS_AFTER[event.type]
  if (status === undefined) return assignment
  const at = doneAt(stored, assignment.statusAt)
  const stepsAt = { ...assignment.stepsAt, [status]: at }
  return { ...assignment, status, statusAt: at, stepsAt, otherOrderAt: null }
}
