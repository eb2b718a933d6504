import type { StoredEvent } from '../event.ts'
import type { Closure } from './closure.ts'

/** The closure after an event; unchanged where the event does not concern it. */
export function evolveClosure(closure: Closure | undefined, { event, at }: StoredEvent): Closure | undefined {
  if (event.type === 'street_closed') return event.closure
  if (closure === undefined || event.type !== 'street_opened') return closure
  return { ...closure, openedAt: at }
}
