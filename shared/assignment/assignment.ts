import { z } from 'zod'
import { assignmentIdSchema, type CrewId, crewIdSchema, ticketIdSchema } from '../id.ts'
import { after, type Instant, instantSchema, SECOND } from '../instant.ts'

export const assignmentStatuses = [
  'dispatched',
  'acknowledged',
  'en_route',
  'on_scene',
  'secured',
  'cleared',
  'recalled',
  'declined',
] as const
export const assignmentStatusSchema = z.enum(assignmentStatuses)
export type AssignmentStatus = z.infer<typeof assignmentStatusSchema>

/** How a crew leaves a ticket. */
export const outcomes = ['done', 'nothing_found', 'handed_over', 'not_done', 'radio_available'] as const
export const outcomeSchema = z.enum(outcomes)
export type Outcome = z.infer<typeof outcomeSchema>

const SETTLES: Record<Outcome, boolean> = {
  done: true,
  nothing_found: true,
  handed_over: true,
  not_done: false,
  radio_available: false,
}

/** Whether the matter is dealt with when a crew leaves like that. */
export function settles(outcome: Outcome): boolean {
  return SETTLES[outcome]
}

/** One crew on one ticket. `stepsAt` keeps the instant of each step reached. */
export const assignmentSchema = z.object({
  id: assignmentIdSchema,
  ticketId: ticketIdSchema,
  crewId: crewIdSchema,
  status: assignmentStatusSchema,
  statusAt: instantSchema,
  stepsAt: z.partialRecord(assignmentStatusSchema, instantSchema),
  /** Who sent it, as shown: « Poste 2 ». */
  dispatchedBy: z.string(),
  /** Seconds of travel the suggestion expected when it was sent, null where there was none. */
  expectedSeconds: z.number().min(0).nullable(),
  /** When its crew asked for reinforcement, until a crew that was sent after that is there; null where it did not. */
  reinforcementAt: instantSchema.nullable().default(null),
  /** When its crew asked to do its tickets in another order, until its next step here; null where it did not. */
  otherOrderAt: instantSchema.nullable().default(null),
})
export type Assignment = z.infer<typeof assignmentSchema>

/** An assignment that begins at `now`; `expectedSeconds` of travel, null where nothing was proposed. */
export function newAssignment(
  ids: Pick<Assignment, 'id' | 'ticketId' | 'crewId'>,
  sent: { now: Instant; by: string; expectedSeconds: number | null },
): Assignment {
  return {
    ...ids,
    status: 'dispatched',
    statusAt: sent.now,
    stepsAt: { dispatched: sent.now },
    dispatchedBy: sent.by,
    expectedSeconds: sent.expectedSeconds,
    reinforcementAt: null,
    otherOrderAt: null,
  }
}

const OPEN = new Set<AssignmentStatus>(['dispatched', 'acknowledged', 'en_route', 'on_scene', 'secured'])
const ACTIVE = new Set<AssignmentStatus>(['en_route', 'on_scene', 'secured'])

/** Still to be dealt with by its crew. */
export function isOpen(assignment: Pick<Assignment, 'status'>): boolean {
  return OPEN.has(assignment.status)
}

/** The one a crew is on now; the other open ones are its queue. */
export function isActive(assignment: Pick<Assignment, 'status'>): boolean {
  return ACTIVE.has(assignment.status)
}

const UNDER_WAY = new Set<AssignmentStatus>(['dispatched', 'acknowledged', 'en_route'])

/** Its crew goes there, or is about to: it has not arrived, and has not been called off. */
export function isUnderWay(assignment: Pick<Assignment, 'status'>): boolean {
  return UNDER_WAY.has(assignment.status)
}

/** When its crew was sent. */
export function sentAt({ stepsAt, statusAt }: Pick<Assignment, 'stepsAt' | 'statusAt'>): Instant {
  return stepsAt.dispatched ?? statusAt
}

/** When its crew was there, or should be: where no time of travel was proposed, as soon as it was sent. */
export function thereAt(assignment: Pick<Assignment, 'stepsAt' | 'statusAt' | 'expectedSeconds'>): Instant {
  const { stepsAt, expectedSeconds } = assignment
  return stepsAt.on_scene ?? after(sentAt(assignment), (expectedSeconds ?? 0) * SECOND)
}

/**
 * A crew's open assignments in the order it will do them: the active one, then by dispatch time.
 * Stable: equal instants keep the order of their ids.
 */
export function inOrder(assignments: readonly Assignment[]): Assignment[] {
  return assignments.filter(isOpen).sort((a, b) => {
    if (isActive(a) !== isActive(b)) return isActive(a) ? -1 : 1
    return sentAt(a) - sentAt(b) || (a.id < b.id ? -1 : 1)
  })
}

/** Of open assignments the first of each crew: what it does now, or next. */
export function firstOfEach(assignments: Iterable<Assignment>): Assignment[] {
  const first = new Map<CrewId, Assignment>()
  for (const one of inOrder([...assignments])) if (!first.has(one.crewId)) first.set(one.crewId, one)
  return [...first.values()]
}
