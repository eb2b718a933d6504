import { z } from 'zod'
import type { Outcome } from '../assignment/assignment.ts'
import { doneAt, type Event, type EventOf, type StoredEvent } from '../event.ts'
import type { AssignmentId, PersonId, TicketId } from '../id.ts'
import type { Instant } from '../instant.ts'

/** What whoever asked is told of a ticket: where it stands, never who does it, nor what was said. */
const followSteps = [
  'received',
  'joined',
  'sent',
  'on_scene',
  'secured',
  'waiting',
  'done',
  'nothing_found',
  'handed_over',
  'not_done',
  'cancelled',
  'reopened',
  'told_more',
] as const
export const followStepSchema = z.enum(followSteps)
export type FollowStep = z.infer<typeof followStepSchema>

/** A step, and when it was made. */
export interface DatedStep {
  step: FollowStep
  at: Instant
}

/** Who says what is said on the page of a ticket: whoever asked for it. */
export function requesterId(ticketId: TicketId): string {
  return `requester:${ticketId}`
}

const CLOSED: Record<Outcome, FollowStep> = {
  done: 'done',
  nothing_found: 'nothing_found',
  handed_over: 'handed_over',
  not_done: 'not_done',
  radio_available: 'done',
}

/** The step that an event is by itself; null where whoever asked is told nothing of it. */
export function stepOf(event: Event): FollowStep | null {
  switch (event.type) {
    case 'ticket_received':
      return 'received'
    case 'ticket_joined':
      return 'joined'
    case 'ticket_separated':
      return event.ticket.status === 'transferred' ? 'handed_over' : 'waiting'
    case 'ticket_returned':
      return 'waiting'
    case 'on_call_accepted':
      return 'sent'
    case 'crew_on_scene':
    case 'on_call_on_scene':
      return 'on_scene'
    case 'spot_secured':
    case 'on_call_secured':
      return 'secured'
    case 'ticket_closed':
      return CLOSED[event.outcome]
    case 'ticket_transferred':
      return 'handed_over'
    case 'ticket_cancelled':
      return 'cancelled'
    case 'ticket_reopened':
      return 'reopened'
    default:
      return null
  }
}

/**
 * The steps of one ticket for whoever asked for `ticketId`, from its events in order. A second crew adds none; where the
 * last one leaves, or whoever is on call does not come after all, and the ticket stays open, whoever asked waits again.
 */
export function stepsOf(events: readonly StoredEvent[], ticketId: TicketId): DatedStep[] {
  const steps: DatedStep[] = []
  const engaged = new Set<AssignmentId>()
  /** Told since whoever asked last waited: a second crew's arrival says nothing new. */
  let told = new Set<FollowStep>()
  /** The command by which the last crew left: it may end the ticket too. */
  let leftBy: string | null = null
  /** Who on call said last that they come. */
  let coming: PersonId | null = null
  const add = (step: FollowStep, at: Instant) => {
    if (told.has(step)) return
    told.add(step)
    steps.push({ step, at })
  }
  for (const stored of events) {
    const { event, actor, commandId } = stored
    const at = doneAt(stored, steps.at(-1)?.at ?? stored.at)
    if (event.type === 'on_call_accepted') coming = event.calleeId
    if (event.type === 'crew_dispatched') {
      engaged.add(event.assignmentId)
      add('sent', at)
    } else if (isLeaving(event)) {
      if (!engaged.delete(event.assignmentId) || engaged.size > 0) continue
      told = new Set()
      // Sent by mistake, and taken back before it meant anything.
      if (isTakenBack(event) && steps.at(-1)?.step === 'sent') steps.pop()
      else {
        leftBy = commandId
        add('waiting', at)
      }
    } else if (isCalledOff(event, coming)) {
      if (engaged.size > 0 || !COMING.has(steps.at(-1)?.step)) continue
      told = new Set()
      add('waiting', at)
    } else if (event.type === 'note_added' && actor.id === requesterId(ticketId)) {
      steps.push({ step: 'told_more', at })
    } else {
      const step = stepOf(event)
      if (step === null) continue
      if (leftBy === commandId && steps.at(-1)?.step === 'waiting') steps.pop()
      if (ANEW.has(step)) told = new Set()
      add(step, at)
    }
  }
  return steps
}

/** What was told before may be told again after these. */
const ANEW = new Set<FollowStep>(['joined', 'waiting', 'handed_over', 'reopened'])

/** Somebody is expected, or there. */
const COMING = new Set<FollowStep | undefined>(['sent', 'on_scene'])

/** Whoever is on call does not come any more: nobody of them, or the one who said so. */
function isCalledOff(event: Event, coming: PersonId | null): boolean {
  if (event.type === 'on_call_passed_over' || event.type === 'on_call_declined')
    return event.calleeId === coming
  return event.type === 'call_out_stopped'
}

type Leaving = EventOf<'assignment_cleared' | 'assignment_recalled' | 'assignment_declined'>

function isLeaving(event: Event): event is Leaving {
  return ['assignment_cleared', 'assignment_recalled', 'assignment_declined'].includes(event.type)
}

function isTakenBack(event: Leaving): boolean {
  return event.type === 'assignment_recalled' && (event.reason === 'undo' || event.reason === 'mistake')
}

/** What stands at an instant: not what was only said. */
const STANDS = new Set<FollowStep>(['sent', 'on_scene', 'secured', 'waiting'])

/**
 * The steps of a report that was joined to another ticket: its own, then those of the one that it is dealt with as: what
 * stood there when it was joined, and what came of it since.
 */
export function stepsOfJoined(own: readonly DatedStep[], holders: readonly DatedStep[]): DatedStep[] {
  const joinedAt = own.findLast(({ step }) => step === 'joined')?.at
  if (joinedAt === undefined) return [...own]
  const last = holders.findLast(({ step, at }) => at < joinedAt && step !== 'told_more')
  const stood = last !== undefined && STANDS.has(last.step) ? [{ step: last.step, at: joinedAt }] : []
  const since = holders.filter(({ step, at }) => at >= joinedAt && step !== 'received')
  return [...own, ...stood, ...since]
}
