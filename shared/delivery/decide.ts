import type { Outcome } from '../assignment/assignment.ts'
import type { Board } from '../board.ts'
import type { Decision, DecisionContext } from '../decision.ts'
import type { Event } from '../event.ts'
import { type Instant, instant } from '../instant.ts'
import type { Ticket, Transfer } from '../ticket/ticket.ts'
import type { DeliveryCommand } from './command.ts'
import type { DeliveryEvent } from './event.ts'

/**
 * What became of a delivery is told in any state of its ticket: it happened, were the ticket back meanwhile. What is known
 * already is not told again. Where it was taken back meanwhile and arrived, or may have, the partner is told that. A person tells a partner of what is in its hands alone.
 */
export function decideDelivery(board: Board, command: DeliveryCommand, { now }: DecisionContext): Decision {
  const { ticketId, agency, handedAt } = command
  const ticket = board.tickets.get(ticketId)
  if (ticket === undefined) return { code: 'unknown_ticket' }
  const of = { ticketId, agency, handedAt, number: ticket.number }
  const transfer = transferOf(ticket, command)
  const status = transfer?.delivery?.status
  const isBack = transfer === null
  if ('about' in command && command.about !== undefined) return ofTakeBack(command, of, now)
  switch (command.type) {
    case 'report_delivery': {
      if (status === 'delivered' || status === 'ended') return { code: 'nothing_changes' }
      const { channel, reference } = command
      const delivered: Event = { type: 'hand_off_delivered', ...of, channel, reference }
      return isBack ? [delivered, { type: 'hand_off_taken_back', ...of, channel, reference }] : [delivered]
    }
    case 'report_delivery_failure': {
      if (status === 'delivered' || status === 'ended') return { code: 'nothing_changes' }
      const { channel, problem, mayHaveIt = false } = command
      const failed: Event = {
        type: 'hand_off_not_delivered',
        ...of,
        channel,
        problem,
        ...(mayHaveIt && { mayHaveIt }),
      }
      if (!isBack || !mayHaveIt) return [failed]
      return [failed, { type: 'hand_off_taken_back', ...of, channel, reference: null }]
    }
    case 'report_unsure_delivery': {
      const { channel } = command
      if (!isBack) return { code: 'nothing_changes' }
      return [{ type: 'hand_off_taken_back', ...of, channel, reference: null }]
    }
    case 'report_end_elsewhere': {
      if (ticket.status !== 'transferred' || transfer === null)
        return { code: 'not_in_hands', ticketNumber: ticket.number }
      const noteId = command.text === null ? null : command.noteId
      return [
        { type: 'ended_elsewhere', ...of, status: command.status, noteId },
        { type: 'ticket_closed', ticketId, outcome: OUTCOMES[command.status] ?? 'done' },
      ]
    }
    case 'abandon_delivery':
      return status === 'delivered' || status === 'abandoned' || status === 'ended'
        ? { code: 'nothing_changes' }
        : [{ type: 'delivery_abandoned', ...of }]
    case 'tell_partner': {
      if (ticket.status !== 'transferred' || transfer?.outside !== true)
        return { code: 'not_in_hands', ticketNumber: ticket.number }
      if (transfer.told != null) return { code: 'nothing_changes' }
      return [{ type: 'partner_told', ...of, means: command.means, toldAt: toldAt(command, now) }]
    }
    case 'withdraw_telling':
      return transfer?.told == null ? { code: 'nothing_changes' } : [{ type: 'telling_withdrawn', ...of }]
  }
}

/** How a ticket ends here by how it ended there; « done » where that does not say more. */
const OUTCOMES: Readonly<Record<string, Outcome>> = {
  no_further_action: 'nothing_found',
  duplicate: 'nothing_found',
  cancelled: 'not_done',
  not_councils_responsibility: 'not_done',
}

type Of = Pick<DeliveryEvent, 'ticketId' | 'agency' | 'handedAt' | 'number'>
type AboutTakeBack = Extract<DeliveryCommand, { about?: unknown }>

/** What became of telling that it was taken back, of which a ticket keeps nothing. */
function ofTakeBack(command: AboutTakeBack, of: Of, now: Instant): Event[] {
  const said = { ...of, about: command.about }
  switch (command.type) {
    case 'report_delivery': {
      const { channel, reference } = command
      return [{ type: 'hand_off_delivered', ...said, channel, reference }]
    }
    case 'report_delivery_failure': {
      const { channel, problem } = command
      return [{ type: 'hand_off_not_delivered', ...said, channel, problem }]
    }
    case 'abandon_delivery':
      return [{ type: 'delivery_abandoned', ...said }]
    case 'tell_partner':
      return [{ type: 'partner_told', ...said, means: command.means, toldAt: toldAt(command, now) }]
  }
}

/** By the clock of whoever says it, which may be another: between the hand-off and now. */
function toldAt(
  { handedAt, toldAt }: Extract<DeliveryCommand, { type: 'tell_partner' }>,
  now: Instant,
): Instant {
  return instant(Math.min(now, Math.max(handedAt, toldAt ?? now)))
}

/** The hand-off that it is about, where that is the ticket's last. */
function transferOf({ transfer }: Ticket, { agency, handedAt }: DeliveryCommand): Transfer | null {
  return transfer?.agency === agency && transfer.at === handedAt ? transfer : null
}
