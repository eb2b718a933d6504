import { doneAt, type StoredEvent } from '../../shared/event.ts'
import { type Instant, instant, MINUTE } from '../../shared/instant.ts'

/** What was said of a crew, and when. */
export interface Saying {
  stored: StoredEvent
  at: Instant
}

/** A device's clock is corrected by what it hears, late on a slow network, by less than this from one word to the next. */
const CORRECTED_BY = MINUTE

/**
 * When each event, in the order of the log, was said, which a tablet without a network tells later. What one sender said
 * stands in the order in which it was said, were its clock corrected in between; a distress overtakes what waits.
 */
export function sayingsOf(events: readonly StoredEvent[]): Saying[] {
  const latest = new Map<string, Instant>()
  return events.map((stored) => {
    const { actor, event } = stored
    const own = doneAt(stored, instant(0))
    const before = latest.get(actor.id) ?? own
    const at = own < before && before - own < CORRECTED_BY ? before : own
    if (event.type !== 'distress_raised') latest.set(actor.id, at)
    return { stored, at }
  })
}
