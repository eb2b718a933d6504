import type { Instant } from '../../shared/instant.ts'
import { holds, reaches } from '../../shared/place-note/place-note.ts'
import type { KnownPlace } from '../../shared/protocol/place.ts'
import type { TicketDetail } from '../../shared/protocol/ticket.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'

/**
 * What is known of the place of a ticket at `now`: what has ended since it was read is left out, and so is what was
 * read of the place where the ticket was before it moved.
 */
export function knownOf(
  detail: Pick<TicketDetail, 'known'> | undefined,
  { position }: Pick<Ticket, 'position'>,
  now: Instant,
): Record<KnownPlace['kind'], KnownPlace[]> {
  const known = detail?.known.filter((one) => holds(one, now) && reaches(one, position)) ?? []
  return {
    hazard: known.filter(({ kind }) => kind === 'hazard'),
    access: known.filter(({ kind }) => kind === 'access'),
  }
}

/** The last time that someone of the PC Radio reached the caller; null where nobody did. */
export function calledBack(
  detail: Pick<TicketDetail, 'events'> | undefined,
): { at: Instant; by: string } | null {
  const last = detail?.events.findLast(({ event }) => event.type === 'caller_called_back')
  return last === undefined ? null : { at: last.at, by: last.actor.label }
}
