import { type CallOut, takenBy } from '../../shared/call-out/call-out.ts'
import type { ServiceOf } from '../../shared/catalogue/published.ts'
import type { PersonId } from '../../shared/id.ts'
import type { Instant } from '../../shared/instant.ts'
import type { CallLinkView } from '../../shared/protocol/on-call.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import type { CallLink } from '../call-out/link.ts'
import type { Database } from '../db/pool.ts'
import { readConsistently } from '../db/transaction.ts'
import { findCallOut } from '../projection/call-out.ts'
import { loadKnownAt } from '../projection/place-note.ts'
import { loadReports } from '../projection/report.ts'
import { findTicket } from '../projection/ticket.ts'

interface Dependencies {
  database: Database
  serviceOf: ServiceOf
  timeZone: string
  now: () => Instant
}

/** What whoever has a link is shown: what, where, what is known there, and how it stands; nobody's name or number. */
export async function readCallLink(
  { database, serviceOf, timeZone, now }: Dependencies,
  { callOutId, ticketId, personId }: CallLink,
): Promise<CallLinkView | undefined> {
  return readConsistently(database, async (connection) => {
    const callOut = await findCallOut(connection, callOutId)
    const ticket = await findTicket(connection, { id: ticketId })
    const call = callOut?.calls.findLast((one) => one.personId === personId)
    if (callOut === undefined || ticket === undefined || call === undefined) return undefined
    const { position, address, number: ticketNumber, receivedAt, deadline } = ticket
    const stands = standing(callOut, ticket, personId)
    const isConcerned = CONCERNED.has(stands.state)
    const reports = isConcerned ? await loadReports(connection, ticketId) : []
    return {
      ...stands,
      domain: call.domain,
      ticketNumber,
      what: serviceOf(ticket)?.name ?? null,
      position,
      address,
      descriptions: reports.flatMap(({ description }) => description ?? []),
      receivedAt,
      dueAt: deadline.dueAt,
      known: position === null || !isConcerned ? [] : await loadKnownAt(connection, position, now()),
      timeZone,
    }
  })
}

/** Who may come, or is coming: nobody else needs the callers' words, nor how one gets in. */
const CONCERNED = new Set<CallLinkView['state']>(['ringing', 'accepted', 'on_scene'])

/** How a call-out stands for one whom it called. */
function standing(callOut: CallOut, ticket: Ticket, personId: PersonId) {
  const { status, statusAt: stateAt, expectedAt } = callOut
  const call = callOut.calls.findLast((one) => one.personId === personId)
  const isTaker = takenBy(callOut)?.personId === personId
  const told = (state: CallLinkView['state'], at = stateAt) => {
    return { state, stateAt: at, expectedAt: isTaker ? expectedAt : null }
  }
  if (isTaker && status === 'secured') return told('secured')
  if (call?.state === 'declined') return told('declined', call.stateAt)
  if (status === 'stopped' || ticket.status !== 'open') return told('over')
  if (status === 'calling' || status === 'alarmed') return told('ringing', call?.startedAt)
  return told(isTaker ? status : 'taken')
}
