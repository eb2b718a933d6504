import { type LonLat, metresBetween, nearestOn } from '../../shared/geo.ts'
import type { TicketId } from '../../shared/id.ts'
import type { Way, WayAnswer } from '../../shared/protocol/crew.ts'

/** Farther from it than this, a crew is not on its way: it turned off, or was believed elsewhere. */
const OFF_METRES = 150

/** The way that was answered, while it is one to `ticketId` for a crew that is at `from` now; else null. */
export function wayFrom(answer: WayAnswer | null, ticketId: TicketId, from: LonLat): Way | null {
  const way = answer?.way
  if (way == null || way.ticketId !== ticketId) return null
  const { path } = way
  const on = path === null || metresBetween(nearestOn(path, from), from) <= OFF_METRES
  return on ? way : null
}
