import { createStore } from 'zustand/vanilla'
import type { Board } from '../../shared/board.ts'
import type { LonLat } from '../../shared/geo.ts'
import type { TicketId } from '../../shared/id.ts'
import type { HeardAlike } from '../../shared/protocol/intake.ts'
import { isUnderWay } from '../../shared/ticket/ticket.ts'

const MOST = 3

/**
 * What the server says may be of one thing, by what it was asked. It alone knows the streets and what services have in hand,
 * and so it alone is asked.
 */
export const heardAlike = createStore<{ answers: ReadonlyMap<string, readonly HeardAlike[]> }>(() => ({
  answers: new Map(),
}))

/** What is asked about a report of a type at a place, as the end of an address; null while there is nothing to ask. */
export function subjectKey(serviceCode: string | null, position: LonLat | null): string | null {
  if (serviceCode === null || position === null) return null
  const { lon, lat } = position
  return `?${new URLSearchParams({ serviceCode, lon: lon.toFixed(6), lat: lat.toFixed(6) })}`
}

/** What is asked about a ticket that is there. */
export const ticketKey = (ticketId: TicketId): string => `/${ticketId}`

/** What was heard, the likest first, each ticket as the board has it now; those that have left it since are left out. */
export function alikeOnBoard(heard: readonly HeardAlike[], { tickets }: Board): HeardAlike[] {
  return heard
    .flatMap((one) => {
      const ticket = tickets.get(one.ticket.id) ?? (one.ticket.status === 'open' ? undefined : one.ticket)
      return ticket === undefined || !isUnderWay(ticket) ? [] : [{ ...one, ticket }]
    })
    .slice(0, MOST)
}

/** What is known of it now; nothing where it was not asked, or not heard yet. */
export function knownAlike(key: string | null, board: Board): HeardAlike[] {
  const heard = key === null ? undefined : heardAlike.getState().answers.get(key)
  return alikeOnBoard(heard ?? [], board)
}
