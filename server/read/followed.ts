import { DISTRESS } from '../../shared/catalogue/service.ts'
import { type DatedStep, stepsOf, stepsOfJoined } from '../../shared/follow/step.ts'
import type { TicketId } from '../../shared/id.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import type { Database } from '../db/pool.ts'
import { readConsistently } from '../db/transaction.ts'
import { readOfTicket } from '../event-log/read-after.ts'
import { findTicket, loadHolders } from '../projection/ticket.ts'

const LONGEST_LOG = 1_000

/** A ticket as whoever asked for it may know it: itself, the one that it is dealt with as, and its steps. */
export interface Followed {
  ticket: Ticket
  holder: Ticket
  steps: readonly DatedStep[]
}

/** Undefined for an unknown id, and for a crew's distress. */
export function readFollowed(database: Database, ticketId: TicketId): Promise<Followed | undefined> {
  return readConsistently(database, async (connection) => {
    const ticket = await findTicket(connection, { id: ticketId })
    if (ticket === undefined || ticket.serviceCode === DISTRESS.code) return undefined
    const holder = (await loadHolders(connection, [ticket]))(ticket)
    const steps = async ({ id }: Ticket) => stepsOf(await readOfTicket(connection, id, LONGEST_LOG), ticketId)
    const own = await steps(ticket)
    return {
      ticket,
      holder,
      steps: holder.id === ticket.id ? own : stepsOfJoined(own, await steps(holder)),
    }
  })
}
