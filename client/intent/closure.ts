import type { Closure, ClosureShape } from '../../shared/closure/closure.ts'
import { type ClosureId, closureIdSchema, type TicketId } from '../../shared/id.ts'
import { after, HOUR, type Instant } from '../../shared/instant.ts'
import { dayAt, instantAt } from '../../shared/on-call/calendar.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { serverNow } from '../store/clock.ts'
import { type ScreenState, screen } from '../store/screen-store.ts'
import { currentWords } from '../store/words.ts'
import { send } from './send.ts'
import { toast, UNDO_MS } from './toast.ts'
import { undoable } from './undoable.ts'

/** How long a street stays closed: one hour, two, until the streets are cleaned at dawn, until someone opens it. */
export const closureEnds = ['hour', 'two_hours', 'morning', 'none'] as const
export type ClosureEnd = (typeof closureEnds)[number]

const MORNING = '05:00'

/** When a closure made `now` ends by itself; null: never. */
export function endOf(end: ClosureEnd, now: Instant, timeZone: string): Instant | null {
  switch (end) {
    case 'hour':
      return after(now, HOUR)
    case 'two_hours':
      return after(now, 2 * HOUR)
    case 'morning':
      return nextAt(MORNING, now, timeZone)
    case 'none':
      return null
  }
}

/** The next time that the town's clocks show `clock`, strictly after `now`. */
function nextAt(clock: string, now: Instant, timeZone: string): Instant {
  const day = dayAt(now, timeZone)
  const today = instantAt(day, clock, timeZone)
  return today > now ? today : instantAt(day + 1, clock, timeZone)
}

/** The chosen ticket, where a closure drawn now would be for it: it tells of a hazard on the road. */
export function hazardChosen({ selected, board, catalogues }: ScreenState): Ticket | null {
  const ticket = selected === null ? undefined : board.tickets.get(selected)
  const isHazard = ticket !== undefined && catalogues.serviceOf(ticket)?.theme === 'roads'
  return isHazard ? ticket : null
}

/** Closes what was drawn; false where that was refused, so that the drawing can be kept. */
export function closeStreet(shape: ClosureShape, reason: string, end: ClosureEnd): Promise<boolean> {
  return undoable(() => close(shape, reason, end))
}

async function close(shape: ClosureShape, reason: string, end: ClosureEnd): Promise<boolean> {
  const state = screen.getState()
  const closureId = closureIdSchema.parse(crypto.randomUUID())
  const answer = await send({
    type: 'close_street',
    closureId,
    shape,
    reason,
    until: endOf(end, serverNow(), state.city?.timeZone ?? 'UTC'),
    ticketId: hazardChosen(state)?.id ?? null,
  })
  if (answer.status === 'refused') return false
  const undo = { does: 'open_street' as const, closureId, until: Date.now() + UNDO_MS }
  toast({ text: currentWords().toast.streetClosed(reason), undo })
  return true
}

/** Opens a closed street before its time. */
export async function openStreet(closureId: ClosureId): Promise<void> {
  const { reason = '' } = screen.getState().board.closures.get(closureId) ?? {}
  const answer = await send({ type: 'open_street', closureId })
  if (answer.status === 'accepted') toast({ text: currentWords().toast.streetOpened(reason) })
}

/** What is closed for a ticket, the newest first. */
export function closedFor(ticketId: TicketId, closures: Iterable<Closure>): Closure[] {
  return newestFirst([...closures].filter((closure) => closure.ticketId === ticketId))
}

/** What is closed, the newest first. */
export function newestFirst(closures: Iterable<Closure>): Closure[] {
  return [...closures].sort((one, other) => other.closedAt - one.closedAt)
}
