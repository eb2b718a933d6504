import { ticketIdSchema } from '../../shared/id.ts'
import type { Instant } from '../../shared/instant.ts'
import type { TicketDetail } from '../../shared/protocol/ticket.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import type { Database } from '../db/pool.ts'
import { readConsistently } from '../db/transaction.ts'
import { readOfTicket } from '../event-log/read-after.ts'
import { loadOfTicket } from '../projection/assignment.ts'
import { loadNotes } from '../projection/note.ts'
import { loadJoinedPhotographs } from '../projection/photograph.ts'
import { loadKnownAt } from '../projection/place-note.ts'
import { countCallers, loadReports, type ToldReport } from '../projection/report.ts'
import { findTicket } from '../projection/ticket.ts'

const LONGEST_LOG = 1_000

/**
 * All that is known of one ticket, on one snapshot: its reports, notes, assignments and events, the photographs of what is joined to it, and what is known of its place at `now`. The
 * caller's name and number are given only where `withContact` says that the reader's role needs them. Undefined for an
 * unknown id.
 */
export async function readTicketDetail(
  database: Database,
  ticketId: string,
  withContact: boolean,
  now: Instant,
): Promise<TicketDetail | undefined> {
  return readConsistently(database, async (connection) => {
    const ticket = await findTicket(connection, { id: ticketId })
    if (ticket === undefined) return undefined
    const reports = await loadReports(connection, ticketId)
    const callers = await countCallers(connection, [ticketId])
    const notes = await loadNotes(connection, ticketId)
    const assignments = await loadOfTicket(connection, ticketId)
    const events = await readOfTicket(connection, ticketId, LONGEST_LOG)
    const joinedPhotographs = await loadJoinedPhotographs(connection, ticket.id)
    const { position } = ticket
    const known = position === null ? [] : await loadKnownAt(connection, position, now)
    return {
      ticket,
      reports: reports.map((one) => shown(one, ticket, withContact)),
      callers: callers.get(ticketId) ?? 0,
      notes,
      assignments,
      events,
      joinedPhotographs,
      known,
    }
  })
}

function shown(
  { id, at, channel, description, mayCallBack, ...caller }: ToldReport,
  of: Ticket,
  withContact: boolean,
) {
  const { serviceCode, catalogueVersion, answers } = caller
  const answered = serviceCode !== null && catalogueVersion !== null && Object.keys(answers).length > 0
  const asked = answered ? { serviceCode, catalogueVersion, answers } : null
  const { ticketId, ticketNumber: number } = caller
  const { firstName, lastName, phone, email } = caller
  const name = [firstName, lastName].filter((part) => part !== null).join(' ') || null
  const known = name !== null || phone !== null || email !== null
  return {
    id,
    at,
    channel,
    description,
    joined: ticketId === of.id ? null : { ticketId: ticketIdSchema.parse(ticketId), number },
    contact: withContact && known ? { name, phone, email } : null,
    mayCallBack,
    asked,
  }
}
