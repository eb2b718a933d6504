import { type Board, openAssignments } from '../board.ts'
import { assess, neededAt } from '../catalogue/assess.ts'
import { untaken } from '../catalogue/availability.ts'
import { misfits } from '../catalogue/fit.ts'
import type { CommandOf } from '../command.ts'
import { deadlineFor } from '../deadline.ts'
import { type Decision, type DecisionContext, isRefusal } from '../decision.ts'
import type { Event } from '../event.ts'
import type { TicketId } from '../id.ts'
import type { Refusal } from '../refusal.ts'
import { circumstancesOf, PLAIN_TOWN } from '../town.ts'
import { accept, giveBack, routed, routedAgain, transfer } from './hand-off.ts'
import { join, separate } from './join.ts'
import { type TicketAction, ticketMachine } from './machine.ts'
import type { Ticket } from './ticket.ts'
import { withdraw } from './withdraw.ts'

type TicketCommand = CommandOf<
  | 'receive_ticket'
  | 'qualify_ticket'
  | 'locate_ticket'
  | 'join_ticket'
  | 'separate_ticket'
  | 'close_ticket'
  | 'reopen_ticket'
  | 'cancel_ticket'
  | 'transfer_ticket'
  | 'accept_transfer'
  | 'return_ticket'
  | 'add_note'
  | 'call_back'
  | 'report_follow_link'
>

/** What a command on a ticket causes. */
export function decideTicket(board: Board, command: TicketCommand, context: DecisionContext): Decision {
  switch (command.type) {
    case 'receive_ticket':
      return receive(board, command, context)
    case 'qualify_ticket':
      return qualify(board, command, context)
    case 'locate_ticket':
      return onTicket(board, command.ticketId, 'locate', (ticket) => locate(ticket, command, context))
    case 'join_ticket':
      return onTicket(board, command.ticketId, 'join', (ticket) => join(board, ticket, command, context))
    case 'separate_ticket':
      return onTicket(board, command.ticketId, 'separate', (ticket) => separate(board, ticket, context))
    case 'close_ticket':
      return onTicket(board, command.ticketId, 'close', (ticket) => close(board, ticket, command))
    case 'reopen_ticket':
      return onTicket(board, command.ticketId, 'reopen', (ticket) => reopen(ticket, command, context))
    case 'cancel_ticket':
      return onTicket(board, command.ticketId, 'cancel', (ticket) =>
        withdraw(board, ticket, 'ticket_cancelled', {
          type: 'ticket_cancelled',
          ticketId: ticket.id,
          reason: command.reason,
        }),
      )
    case 'transfer_ticket':
      return onTicket(board, command.ticketId, 'transfer', (ticket) =>
        transfer(board, ticket, command, context),
      )
    case 'accept_transfer':
      return onTicket(board, command.ticketId, 'accept', (ticket) => accept(ticket, command, context))
    case 'return_ticket':
      return onTicket(board, command.ticketId, 'return', (ticket) => giveBack(ticket, command, context))
    case 'add_note':
      return onTicket(board, command.ticketId, 'note', ({ id }) => [
        { type: 'note_added', ticketId: id, noteId: command.noteId },
      ])
    case 'report_follow_link':
      return onTicket(board, command.ticketId, 'note', ({ id }) => [
        { type: 'follow_link_told', ticketId: id, outcome: command.outcome },
      ])
    case 'call_back':
      return onTicket(board, command.ticketId, 'note', ({ id }) => [
        { type: 'caller_called_back', ticketId: id },
      ])
  }
}

/** The ticket, in a state in which `action` can be done, or why it cannot. */
export function findTicket(board: Board, id: TicketId, action: TicketAction): Ticket | Refusal {
  const ticket = board.tickets.get(id)
  if (ticket === undefined) return { code: 'unknown_ticket' }
  if (ticketMachine[ticket.status][action] !== 'refuse') return ticket
  if (action === 'separate') return { code: 'ticket_not_joined', ticketNumber: ticket.number }
  return action === 'reopen' && ticket.status === 'open'
    ? { code: 'ticket_already_open', ticketNumber: ticket.number }
    : { code: 'ticket_not_open', ticketNumber: ticket.number, status: ticket.status }
}

function onTicket(
  board: Board,
  id: TicketId,
  action: TicketAction,
  decide: (ticket: Ticket) => Decision,
): Decision {
  const ticket = findTicket(board, id, action)
  return 'code' in ticket ? ticket : decide(ticket)
}

type Received = Pick<
  CommandOf<'receive_ticket'>,
  'ticketId' | 'serviceCode' | 'position' | 'address' | 'district' | 'channel' | 'answers'
>

function receive(board: Board, command: CommandOf<'receive_ticket'>, context: DecisionContext): Decision {
  const ticket = newTicket(board, command, context)
  if ('code' in ticket) return ticket
  const received: Event = {
    type: 'ticket_received',
    ticketId: ticket.id,
    ticket,
    reportId: command.report.id,
  }
  const { joins } = command
  if (joins !== undefined) {
    const joined = join(board, ticket, { intoTicketId: joins.ticketId, score: joins.score }, context)
    // What it was to join has ended, or is on its way to be: the report is a ticket then, and not lost.
    if (!isRefusal(joined)) return [received, ...joined]
  }
  return refusedThere(ticket, context) ?? [received, ...routed(ticket, context)]
}

/** Why a ticket of its type is not made at its place, or not now; undefined where it is. */
function refusedThere(
  ticket: Ticket,
  { serviceOf, town = PLAIN_TOWN, now }: DecisionContext,
): Refusal | undefined {
  const service = serviceOf(ticket)
  const reason = service && untaken(service, ticket.priority, circumstancesOf(town, ticket, now))
  if (reason == null) return undefined
  return reason.why === 'elsewhere'
    ? { code: 'service_elsewhere', turnTo: reason.turnTo }
    : { code: 'service_closed', opensAt: reason.opensAt }
}

/** The ticket that what was received makes, with the next number and what its service gives it; or why it cannot be. */
export function newTicket(board: Board, command: Received, context: DecisionContext): Ticket | Refusal {
  if (board.tickets.has(command.ticketId)) return { code: 'already_exists' }
  const { catalogueVersion } = board
  const service = context.serviceOf({ serviceCode: command.serviceCode, catalogueVersion })
  if (service === undefined) return { code: 'unknown_service', serviceCode: command.serviceCode }
  const { now, town = PLAIN_TOWN } = context
  const { answers = {} } = command
  const questions = misfits(service, answers)
  if (questions.length > 0) return { code: 'answers_misfit', questions }
  const { priority, needs } = assess(service, answers, circumstancesOf(town, command, now))
  return {
    id: command.ticketId,
    number: context.nextTicketNumber,
    serviceCode: service.code,
    catalogueVersion,
    priority,
    needs,
    status: 'open',
    statusAt: now,
    position: command.position,
    address: command.address,
    district: command.district,
    channel: command.channel,
    reports: 1,
    receivedAt: now,
    reportedAt: null,
    joinedTo: null,
    transfer: null,
    deadline: deadlineFor(service, priority, now),
    acknowledgedAt: null,
    onSceneAt: null,
    securedAt: null,
    outcome: null,
    photographs: [],
  }
}

/** Whose it is may depend on the place: what its answers came to is asked again there. */
function locate(ticket: Ticket, command: CommandOf<'locate_ticket'>, context: DecisionContext): Decision {
  const { position, address, district } = command
  const { serviceOf, town = PLAIN_TOWN, now } = context
  const service = serviceOf(ticket)
  const there = circumstancesOf(town, command, now)
  const needs = service === undefined ? ticket.needs : neededAt(service, ticket.needs, there)
  const moved = needs === ticket.needs || needs === null ? {} : { needs }
  return [
    { type: 'ticket_located', ticketId: ticket.id, position, address, district, ...moved },
    ...routedAgain(ticket, { ...ticket, position, address, district, needs }, context),
  ]
}

function qualify(board: Board, command: CommandOf<'qualify_ticket'>, context: DecisionContext): Decision {
  const ticket = findTicket(board, command.ticketId, 'qualify')
  if ('code' in ticket) return ticket
  const serviceCode = command.serviceCode ?? ticket.serviceCode
  const retyped = serviceCode !== ticket.serviceCode
  // The new type is one of those in force; what its answers would have been nobody asked.
  const { catalogueVersion } = retyped ? board : ticket
  const service = context.serviceOf({ serviceCode, catalogueVersion })
  if (service === undefined) return { code: 'unknown_service', serviceCode }
  const { town = PLAIN_TOWN, now } = context
  const usual = retyped ? assess(service, {}, circumstancesOf(town, ticket, now)) : ticket
  const priority = command.priority ?? usual.priority
  if (!retyped && priority === ticket.priority) return { code: 'nothing_changes' }
  const deadline = deadlineFor(service, priority, ticket.deadline.startedAt)
  const qualified = { serviceCode, catalogueVersion, priority, needs: usual.needs, deadline }
  return [
    { type: 'ticket_qualified', ticketId: ticket.id, priorityBefore: ticket.priority, ...qualified },
    ...routedAgain(ticket, { ...ticket, ...qualified }, context),
  ]
}

function close(board: Board, ticket: Ticket, command: CommandOf<'close_ticket'>): Decision {
  const [engaged] = openAssignments(board.assignments.values(), { ticketId: ticket.id })
  if (engaged !== undefined) {
    const callSign = board.crews.get(engaged.crewId)?.callSign ?? ''
    return { code: 'assignments_open', callSign, ticketNumber: ticket.number }
  }
  return [{ type: 'ticket_closed', ticketId: ticket.id, outcome: command.outcome }]
}

function reopen(ticket: Ticket, command: CommandOf<'reopen_ticket'>, context: DecisionContext): Decision {
  const service = context.serviceOf(ticket)
  if (service === undefined) return { code: 'unknown_service', serviceCode: ticket.serviceCode }
  const reopened: Ticket = {
    ...ticket,
    status: 'open',
    statusAt: context.now,
    deadline: deadlineFor(service, ticket.priority, context.now),
    acknowledgedAt: null,
    onSceneAt: null,
    securedAt: null,
    outcome: null,
    transfer: null,
  }
  return [{ type: 'ticket_reopened', ticketId: ticket.id, ticket: reopened, reason: command.reason }]
}
