import { z } from 'zod'
import { type Priority, type Service, targetKindSchema, targetOf } from './catalogue/service.ts'
import { after, type Instant, instant, instantSchema, MINUTE } from './instant.ts'

/** A promise: `kind` reached before `dueAt`. `startedAt` is when the clock began, so that a share can be drawn. */
export const deadlineSchema = z.object({
  kind: targetKindSchema,
  startedAt: instantSchema,
  dueAt: instantSchema,
})
export type Deadline = z.infer<typeof deadlineSchema>

/** The longest until somebody is there with a ticket of each priority that is not its service's own, in minutes. */
const LONGEST: Record<Priority, number> = { 1: 10, 2: 20, 3: 60, 4: 24 * 60 }

type Promising = Pick<Service, 'deadlines' | 'priority' | 'usualMinutesOnScene'>

/**
 * What a ticket of `service` and of a priority is promised, in minutes from when its clock began: as the catalogue says,
 * of the service's own priority. Of a more urgent one somebody is there sooner, and it is safe as much later as such work
 * takes; of a less urgent one somebody may come later, and all is later by as much. Nothing takes longer for being more
 * urgent, nor less long for being less so.
 */
function promisedMinutes({ deadlines, priority: own, usualMinutesOnScene }: Promising, priority: Priority) {
  if (priority === own) return deadlines
  const isRaised = priority < own
  const longest = LONGEST[priority]
  const onScene = isRaised ? Math.min(deadlines.onScene, longest) : Math.max(deadlines.onScene, longest)
  const acknowledged = (deadlines.acknowledged * onScene) / deadlines.onScene
  if (deadlines.secured === undefined) return { acknowledged, onScene }
  const secured = isRaised
    ? Math.min(deadlines.secured, onScene + usualMinutesOnScene)
    : onScene + deadlines.secured - deadlines.onScene
  return { acknowledged, onScene, secured }
}

/** The deadline that a ticket of `service` and of a priority has, whose clock began at `startedAt`. */
export function deadlineFor(service: Promising, priority: Priority, startedAt: Instant): Deadline {
  const { kind, minutes } = targetOf({ deadlines: promisedMinutes(service, priority) })
  return { kind, startedAt, dueAt: dueAfter(startedAt, minutes) }
}

const dueAfter = (startedAt: Instant, minutes: number) => after(startedAt, Math.round(minutes * MINUTE))

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

interface Prioritised extends Clocked {
  priority: Priority
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
 * All that a ticket of `service` is promised, in order, none due after its deadline; of an unknown service only what the
 * ticket itself holds.
 */
export function milestonesOf(ticket: Prioritised, service: Promising | undefined): Milestone[] {
  const { kind, startedAt, dueAt } = ticket.deadline
  const milestone = (target: Target, due: Instant): Milestone => {
    return { target, startedAt, dueAt: due, reachedAt: cameAbout(target, ticket) }
  }
  if (service === undefined) return [milestone(kind, dueAt)]
  const { acknowledged, onScene } = promisedMinutes(service, ticket.priority)
  const early = (target: Target, minutes: number) =>
    milestone(target, instant(Math.min(dueAt, dueAfter(startedAt, minutes))))
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

/** What a ticket is promised of its spot: that somebody is there, then that it is safe. */
export interface SpotMilestone extends Milestone {
  target: Deadline['kind']
}

/**
 * What of a ticket's promises is on the spot, in order. By when it is to be in hand is left out: a word that is late makes
 * nothing more urgent than what must be reached sooner.
 */
export function spotMilestonesOf(ticket: Prioritised, service: Promising | undefined): SpotMilestone[] {
  return milestonesOf(ticket, service).filter((one): one is SpotMilestone => one.target !== 'acknowledged')
}

/** The clock that counts, and what it measures. */
export type CountingClock = Clock & SpotMilestone

/**
 * The ticket's clock at `now`: of what comes next on the spot. What was missed counts no longer while there is something
 * left to hold; the last does to the end.
 */
export function clockOf(ticket: Prioritised, service: Promising | undefined, now: Instant): CountingClock {
  const { kind: target, startedAt, dueAt } = ticket.deadline
  const last = { target, startedAt, dueAt, reachedAt: reachedAt(ticket) }
  const next =
    spotMilestonesOf(ticket, service).find((one) => one.reachedAt === null && now < one.dueAt) ?? last
  return { ...next, ...clockAt(next, ticket.status, now) }
}

/** By when somebody is, or was, to be on the spot, then to have made it safe; null where both came about. */
export function dueOnSpot(ticket: Prioritised, service: Promising | undefined): Instant | null {
  return spotMilestonesOf(ticket, service).find((one) => one.reachedAt === null)?.dueAt ?? null
}
