import type { Crew } from '../../../shared/crew/crew.ts'
import { awaitsTakeOver } from '../../../shared/crew/decide-shift.ts'
import type { SessionView } from '../../../shared/protocol/session.ts'
import type { Lock } from './lock-store.ts'

/** What the lock shows: nothing, the question for a code, or itself over everything. */
export type LockView = 'nothing' | 'question' | 'locked'

/** A lock is a crew's own, on an enrolled tablet, while it is on duty; nobody in distress is asked for a code. */
export function lockView(
  lock: Lock | null,
  session: Pick<SessionView, 'tablet'> | null,
  crew: Pick<Crew, 'id' | 'duty'> | undefined,
): LockView {
  if (session === null || session.tablet === null || crew === undefined || crew.duty === 'off')
    return 'nothing'
  if (lock?.crewId !== crew.id) return crew.duty === 'distress' ? 'nothing' : 'question'
  return lock.pin !== null && lock.state.mode === 'locked' ? 'locked' : 'nothing'
}

/** Whether the turn of the team that chose the lock ended: it went off duty, or another took over. */
export function isTurnOver(
  before: Pick<Crew, 'handOver'> | undefined,
  after: Pick<Crew, 'duty' | 'handOver'> | undefined,
): boolean {
  if (after?.duty === 'off') return true
  return before !== undefined && awaitsTakeOver(before) && after !== undefined && !awaitsTakeOver(after)
}
