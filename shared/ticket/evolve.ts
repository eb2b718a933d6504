import { evolveDelivery } from '../delivery/evolve.ts'
import { doneAt, type StoredEvent } from '../event.ts'
import type { Instant } from '../instant.ts'
import type { Ticket } from './ticket.ts'

/** The ticket after an event; unchanged where the event does not concern it. */
export function evolveTicket(ticket: Ticket | undefined, stored: StoredEvent): Ticket | undefined {
  const { event, at } = stored
  if (event.type === 'ticket_received' || event.type === 'ticket_reopened') return event.ticket
  if (event.type === 'ticket_separated' || event.type === 'ticket_returned') return event.ticket
  if (ticket === undefined) return undefined
  switch (event.type) {
    case 'ticket_qualified': {
      const { serviceCode, catalogueVersion, priority, needs, deadline } = event
      return { ...ticket, serviceCode, catalogueVersion, priority, needs, deadline }
    }
    case 'ticket_located':
      return {
        ...ticket,
        position: event.position,
        address: event.address,
        district: event.district,
        needs: event.needs ?? ticket.needs,
      }
    case 'ticket_closed':
      return { ...ticket, status: 'closed', statusAt: at, outcome: event.outcome }
    case 'ticket_cancelled':
      return { ...ticket, status: 'cancelled', statusAt: at }
    case 'ticket_transferred':
      return {
        ...ticket,
        status: 'transferred',
        statusAt: at,
        transfer: {
          agency: event.agency,
          outside: event.outside,
          at,
          acceptedAt: null,
          acceptedBy: null,
          dueAt: null,
          delivery:
            event.channel === null
              ? null
              : { channel: event.channel, status: 'waiting', at, reference: null },
          ...(event.outside && { told: null }),
        },
      }
    case 'transfer_accepted': {
      const { transfer } = ticket
      if (transfer === null) return ticket
      const acceptedAt = transfer.acceptedAt ?? at
      const { dueAt } = event
      return acknowledged(ticket, at, {
        transfer: { ...transfer, acceptedAt, acceptedBy: stored.actor.label, dueAt },
      })
    }
    case 'hand_off_delivered':
    case 'hand_off_not_delivered':
    case 'delivery_abandoned':
    case 'partner_told':
    case 'telling_withdrawn':
    case 'hand_off_taken_back':
    case 'ended_elsewhere':
      return { ...ticket, transfer: evolveDelivery(ticket.transfer, event, stored) }
    case 'ticket_joined':
      return { ...ticket, status: 'joined', statusAt: at, joinedTo: event.intoTicketId }
    case 'reports_added': {
      const { reports, reportedAt, priority, deadline } = event
      return { ...ticket, reports, reportedAt, priority, deadline }
    }
    case 'reports_removed': {
      const { reports, reportedAt = ticket.reportedAt } = event
      return { ...ticket, reports, reportedAt }
    }
    case 'assignment_acknowledged':
    case 'crew_en_route':
      return acknowledged(ticket, doneAt(stored, ticket.receivedAt))
    case 'on_call_accepted':
      return acknowledged(ticket, at)
    case 'crew_on_scene': {
      const there = doneAt(stored, ticket.receivedAt)
      return acknowledged(ticket, there, { onSceneAt: ticket.onSceneAt ?? there })
    }
    case 'on_call_on_scene':
      return { ...ticket, onSceneAt: ticket.onSceneAt ?? at }
    case 'on_call_secured':
      return { ...ticket, securedAt: ticket.securedAt ?? at }
    case 'photograph_added': {
      const { photographId: id } = event
      const { label: by, crewId } = stored.actor
      const photograph = { id, addedAt: doneAt(stored, ticket.receivedAt), by, crewId, received: null }
      return { ...ticket, photographs: [...ticket.photographs, photograph] }
    }
    case 'photograph_received': {
      const { photographId, width, height, bytes } = event
      const received = { at, width, height, bytes }
      const photographs = ticket.photographs.map((one) =>
        one.id === photographId ? { ...one, received } : one,
      )
      return { ...ticket, photographs }
    }
    case 'photograph_removed':
      return { ...ticket, photographs: ticket.photographs.filter(({ id }) => id !== event.photographId) }
    case 'spot_secured':
      return {
        ...ticket,
        securedAt: ticket.securedAt ?? doneAt(stored, ticket.onSceneAt ?? ticket.receivedAt),
      }
    default:
      return ticket
  }
}

/** The first word that someone has it in hand stands. */
function acknowledged(ticket: Ticket, at: Instant, more: Partial<Ticket> = {}): Ticket {
  return { ...ticket, ...more, acknowledgedAt: ticket.acknowledgedAt ?? at }
}
