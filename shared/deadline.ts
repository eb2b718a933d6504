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

/** The longest a ticket of each priority may wait, in minutes, whatever its service says. */
const LONGEST: Record<Priority, number> = { 1: 10, 2: 20, 3: 60, 4: 24 * 60 }

/**
 * The deadline of a ticket of `service` taken at `startedAt`. A ticket raised above its service's usual priority
 * gets the shorter clock of its new priority; one lowered gets no more than that priority allows.
 * A clock to make safe counts the whole hour: it is only shortened for a change of priority.
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

/** What a clock shows: running, reached in time or late, passed without being reached, or stopped (ticket closed). */
export type Clock =
  | { state: 'running'; remaining: number; share: number }
  | { state: 'passed'; late: number }
  | { state: 'reached'; at: Instant; late: number }
  | { state: 'stopped' }

interface Clocked {
  status: string
  deadline: Deadline
  onSceneAt: Instant | null
  securedAt: Instant | null
}

/** When the deadline's target was reached, null while it was not. A spot made safe had a crew on scene. */
export function reachedAt(ticket: Clocked): Instant | null {
  return ticket.deadline.kind === 'on_scene' ? (ticket.onSceneAt ?? ticket.securedAt) : ticket.securedAt
}

/** The ticket's clock at `now`. Durations in milliseconds; `share` is what remains of it, from 1 down to 0. */
export function clockOf(ticket: Clocked, now: Instant): Clock {
  const reached = reachedAt(ticket)
  const { startedAt, dueAt } = ticket.deadline
  if (reached !== null) return { state: 'reached', at: reached, late: Math.max(0, reached - dueAt) }
  if (ticket.status !== 'open') return { state: 'stopped' }
  if (now >= dueAt) return { state: 'passed', late: now - dueAt }
  const remaining = dueAt - now
  return { state: 'running', remaining, share: Math.min(1, remaining / Math.max(1, dueAt - startedAt)) }
}

/** How far beyond its deadline a target expected at `expectedAt` would be, in milliseconds; 0 where it would hold. */
export function predictedBreach(ticket: Clocked, expectedAt: Instant): number {
  if (reachedAt(ticket) !== null || ticket.status !== 'open') return 0
  return Math.max(0, expectedAt - ticket.deadline.dueAt)
}
