import { type Assignment, type AssignmentStatus, sentAt } from '../assignment/assignment.ts'
import { type Instant, instant, MINUTE } from '../instant.ts'
import type { Crew } from './crew.ts'

/** What the silence of a crew asks of the PC Radio: nothing, to be seen, to be called, to be called by anyone at once. */
export const welfareLevels = ['heard', 'silent', 'check', 'alarm'] as const
export type WelfareLevel = (typeof welfareLevels)[number]

/** Nothing was heard of a crew since then; durations in milliseconds. */
export interface Silence {
  since: Instant
  /** How long that may last in its status. */
  limit: number
  /** It stands where its ticket is: out of its vehicle, among people, and no arrival is waited for. */
  there: boolean
}

/** After the limit, a call is due; after that, everyone is told. */
export const CHECK_AFTER = 5 * MINUTE
export const ALARM_AFTER = 10 * MINUTE

/** Minutes that a crew may stay silent in each status; on scene, what its type of request usually takes. */
const MINUTES: Record<AssignmentStatus, number | 'usual' | null> = {
  dispatched: 1,
  acknowledged: 4,
  en_route: 25,
  on_scene: 'usual',
  secured: 'usual',
  cleared: null,
  recalled: null,
  declined: null,
}
/** For a type that the catalogue no longer has. */
const USUAL_MINUTES = 30

/** Since when nothing was heard of a crew on an assignment: its last word, or being sent if that came later. */
export function silentSince({ heardAt }: Pick<Crew, 'heardAt'>, assignment: Assignment): Instant {
  return instant(Math.max(sentAt(assignment), heardAt ?? assignment.statusAt))
}

/** The silence of a crew on an open assignment; null where nothing is waited for: it has ended, or a distress is on. */
export function silenceOf(
  crew: Pick<Crew, 'duty' | 'heardAt'>,
  assignment: Assignment,
  usualMinutesOnScene: number | undefined,
): Silence | null {
  const minutes = MINUTES[assignment.status]
  if (minutes === null || crew.duty === 'distress') return null
  const there = minutes === 'usual'
  return {
    since: silentSince(crew, assignment),
    limit: (there ? (usualMinutesOnScene ?? USUAL_MINUTES) : minutes) * MINUTE,
    there,
  }
}

/** How far a silence has gone at `now`; it never goes back but by a word. Only a crew that is there raises the alarm. */
export function welfareLevel({ since, limit, there }: Silence, now: number): WelfareLevel {
  const over = now - since - limit
  if (over <= 0) return 'heard'
  if (over <= CHECK_AFTER) return 'silent'
  return over <= ALARM_AFTER || !there ? 'check' : 'alarm'
}
