import { z } from 'zod'
import { type Priority, type Service, targetKindSchema, targetOf } from './catalogue/service.ts'
import { after, type Instant, instantSchema, MINUTE } from './instant.ts'

/** A promise: `kind` reached before `dueAt`. `startedAt` is when the clock began, so that a share can be drawn. */
export const deadlineSchema = z.object({
  kind: targetKindSchema,
  startedAt: instantSchema,
  dueAt: instantSchema,
})
export type Deadline = z.infer<typeof deadlineSchema>

/** How long a ticket that was raised or lowered to a priority may wait, in minutes. */
const LONGEST: Record<Priority, number> = { 1: 10, 2: 20, 3: 60, 4: 24 * 60 }

/**
 * The deadline of a ticket of `service` taken at `startedAt`. A ticket raised above its service's usual priority gets the
 * shorter of its service's time and its new priority's; one lowered gets the longer of the two.
 */
export function deadlineFor(
  service: Pick<Service, 'deadlines' | 'priority'>,
  priority: Priority,
  startedAt: Instant,
): Deadline {
  const { kind, minutes: usual } = targetOf(service)
  const minutes =
    priority === service.priority
      ? usual
      : priority < service.priority
        ? Math.min(usual, LONGEST[priority])
        : Math.max(usual, LONGEST[priority])
  return { kind, startedAt, dueAt: after(startedAt, minutes * MINUTE) }
}

/** What a ticket is promised, in the order in which it comes about. */
export type Target = 'acknowledged' | 'on_scene' | 'secured'

/** One thing that a ticket is promised, and when it came about; null while it did not. */
export interface Milestone {
  target: Target
  startedAt: Instant
  dueAt: Instant
  reachedAt: Instant | null
}

/** What a clock shows: running, reached in time or late, passed without being reached, or stopped (ticket closed). */
export type Clock =
  | { state: 'running'; remaining: number; share: number }
  | { state: 'passed'; late: number }
  | { state: 'reached'; at: Instant; late: number }
  | { state: 'stopped' }

interface Reached {
  acknowledgedAt: Instant | null
  onSceneAt: Instant | null
  securedAt: Instant | null
}

export interface Clocked extends Reached {
  status: string
  deadline: Deadline
}

/** When something came about, or what comes after it: a spot made safe had a crew on scene. Null while neither did. */
function cameAbout(target: Target, { acknowledgedAt, onSceneAt, securedAt }: Reached): Instant | null {
  if (target === 'secured') return securedAt
  const onScene = onSceneAt ?? securedAt
  return target === 'on_scene' ? onScene : (acknowledgedAt ?? onScene)
}

/** When the deadline's target was reached, null while it was not. */
export function reachedAt(ticket: Clocked): Instant | null {
  return cameAbout(ticket.deadline.kind, ticket)
}

/**
 * All that a ticket of `service` is promised, in order; of an unknown service only what the ticket itself holds. What comes
 * before its deadline is due at the same share of the ticket's time as of the catalogue's, whatever its priority is.
 */
export function milestonesOf(ticket: Clocked, service: Service | undefined): Milestone[] {
  const { kind, startedAt, dueAt } = ticket.deadline
  const milestone = (target: Target, due: Instant): Milestone => {
    return { target, startedAt, dueAt: due, reachedAt: cameAbout(target, ticket) }
  }
  if (service === undefined) return [milestone(kind, dueAt)]
  const { acknowledged, onScene } = service.deadlines
  const whole = targetOf(service).minutes
  const early = (target: Target, minutes: number) =>
    milestone(target, after(startedAt, Math.round((dueAt - startedAt) * Math.min(1, minutes / whole))))
  return [
    early('acknowledged', acknowledged),
    ...(kind === 'secured' ? [early('on_scene', onScene)] : []),
    milestone(kind, dueAt),
  ]
}

/** One milestone's clock at `now`. Durations in milliseconds; `share` is what remains of it, from 1 down to 0. */
export function clockAt(
  { startedAt, dueAt, reachedAt: at }: Omit<Milestone, 'target'>,
  status: string,
  now: Instant,
): Clock {
  if (at !== null) return { state: 'reached', at, late: Math.max(0, at - dueAt) }
  if (status !== 'open') return { state: 'stopped' }
  if (now >= dueAt) return { state: 'passed', late: now - dueAt }
  const remaining = dueAt - now
  return { state: 'running', remaining, share: Math.min(1, remaining / Math.max(1, dueAt - startedAt)) }
}

/** The clock that counts, and what it measures. */
export type CountingClock = Clock & Milestone

/**
 * The ticket's clock at `now`: of what comes next of what it is promised. What was missed counts no longer while there is
 * something left to hold; the last does to the end.
 */
export function clockOf(ticket: Clocked, service: Service | undefined, now: Instant): CountingClock {
  const milestones = milestonesOf(ticket, service)
  const { kind: target, startedAt, dueAt } = ticket.deadline
  const last = { target, startedAt, dueAt, reachedAt: reachedAt(ticket) }
  const next = milestones.find((one) => one.reachedAt === null && now < one.dueAt) ?? last
  return { ...next, ...clockAt(next, ticket.status, now) }
}

/** When the first thing that did not come about is, or was, due; null where everything did. */
export function firstDue(ticket: Clocked, service: Service | undefined): Instant | null {
  return milestonesOf(ticket, service).find((one) => one.reachedAt === null)?.dueAt ?? null
}
