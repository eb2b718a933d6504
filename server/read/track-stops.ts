import { metresBetween } from '../../shared/geo.ts'
import { MINUTE } from '../../shared/instant.ts'
import type { PassedFix } from '../projection/position-history.ts'

/** A longer silence of positions is a gap: nobody knows where the crew went meanwhile. */
export const GAP = 3 * MINUTE
/** A shorter halt is a light, a queue, a word through the window. */
const STOP_AFTER = 5 * MINUTE
/** What a crew moves, and a receiver wanders, while it stands somewhere. */
const STOP_METRES = 60

/** Where a crew stood: the fixes from index `first` to `last`. */
export interface Stop {
  first: number
  last: number
  /** The fix amid them. */
  at: PassedFix
}

/** Where a crew stood for five minutes or more, in order. A gap ends a stop: it may have gone and come back. */
export function stopsOf(fixes: readonly PassedFix[]): Stop[] {
  const stops: Stop[] = []
  let first = 0
  while (first < fixes.length) {
    const last = stayUntil(fixes, first)
    const [start, end, amid] = [fixes[first], fixes[last], fixes[Math.floor((first + last) / 2)]]
    if (start === undefined || end === undefined || amid === undefined) break
    if (end.at - start.at < STOP_AFTER) first += 1
    else {
      stops.push({ first, last, at: amid })
      first = last + 1
    }
  }
  return stops
}

/** The last fix of those after `first` that follow each other without a gap and are near it. */
function stayUntil(fixes: readonly PassedFix[], first: number): number {
  const start = fixes[first]
  for (let last = first; ; last += 1) {
    const [here, next] = [fixes[last], fixes[last + 1]]
    if (start === undefined || here === undefined || next === undefined) return last
    if (next.at - here.at > GAP || metresBetween(start, next) > STOP_METRES) return last
  }
}
