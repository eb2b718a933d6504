import { type Board, openAssignments } from '../board.ts'
import { DISTRESS } from '../catalogue/service.ts'
import type { CommandOf } from '../command.ts'
import { deadlineFor } from '../deadline.ts'
import { type Decision, type DecisionContext, isRefusal } from '../decision.ts'
import type { Ticket } from '../ticket/ticket.ts'
import type { Crew } from './crew.ts'
import { decideShift, vehicleTaken } from './decide-shift.ts'
import { type DutyAction, dutyMachine } from './machine.ts'
import type { Outfit } from './outfit.ts'

type CrewCommand = CommandOf<
  | 'register_crew'
  | 'come_on_duty'
  | 'change_outfit'
  | 'hand_over'
  | 'take_over'
  | 'go_off_duty'
  | 'make_available'
  | 'take_break'
  | 'make_unavailable'
  | 'raise_distress'
  | 'take_charge_of_distress'
  | 'end_distress'
>

/** What a command on a crew's duty causes. Its assignments are another matter, and are never touched here. */
export function decideCrew(board: Board, command: CrewCommand, context: DecisionContext): Decision {
  if (command.type === 'register_crew') return register(board, command, context)
  const crew = board.crews.get(command.crewId)
  if (crew === undefined) return { code: 'unknown_crew' }
  switch (command.type) {
    case 'come_on_duty':
      return comeOnDuty(board, crew, command)
    case 'change_outfit':
    case 'hand_over':
    case 'take_over':
      return decideShift(board, crew, command)
    case 'go_off_duty':
    case 'make_available':
    case 'take_break':
      return change(board, crew, command.type, null)
    case 'make_unavailable':
      return change(board, crew, command.type, command.reason)
    case 'raise_distress':
      return raiseDistress(board, crew, command, context)
    case 'take_charge_of_distress':
      return takeCharge(crew)
    case 'end_distress':
      return endDistress(crew, command.reason)
  }
}

function register(board: Board, { crew }: CommandOf<'register_crew'>, { now }: DecisionContext): Decision {
  const existing = board.crews.get(crew.id)
  for (const other of board.crews.values()) {
    const same = other.callSign === crew.callSign || other.number === crew.number
    if (same && other.id !== crew.id) return { code: 'call_sign_taken', callSign: other.callSign }
  }
  const duty = existing ?? {
    duty: 'off' as const,
    dutyAt: now,
    dutyReason: null,
    dutyBefore: 'off' as const,
    onDutyAt: null,
    freeAt: now,
    heardAt: null,
    shift: null,
    handOver: null,
    distress: null,
  }
  const { dutyAt, dutyReason, dutyBefore, onDutyAt, freeAt, heardAt, shift, handOver, distress } = duty
  const since = { dutyAt, dutyReason, dutyBefore, onDutyAt, freeAt, heardAt, shift, handOver }
  const registered: Crew = { ...crew, duty: duty.duty, ...since, distress }
  const taken = duty.duty === 'off' ? null : vehicleTaken(board, registered, crew.vehicle)
  return taken ?? [{ type: 'crew_registered', crewId: crew.id, crew: registered }]
}

function comeOnDuty(board: Board, crew: Crew, command: CommandOf<'come_on_duty'>): Decision {
  const { members, vehicle = crew.vehicle, equipment = crew.equipment } = command
  const changed = change(board, crew, command.type, null, { members, vehicle, equipment })
  return isRefusal(changed) ? changed : (vehicleTaken(board, crew, vehicle) ?? changed)
}

/** Actions that a crew with work in hand may not take: it would look free, or gone, while someone waits. */
const NEEDS_EMPTY_HANDS = new Set<DutyAction>(['go_off_duty', 'take_break'])

function change(
  board: Board,
  crew: Crew,
  action: DutyAction,
  reason: string | null,
  said: Pick<Crew, 'members'> & Partial<Outfit> = { members: crew.members },
): Decision {
  const duty = dutyMachine[crew.duty][action]
  if (duty === 'refuse' || duty === 'resume') {
    return { code: 'duty_refused', callSign: crew.callSign, duty: crew.duty }
  }
  const [inHand] = openAssignments(board.assignments.values(), { crewId: crew.id })
  if (inHand !== undefined && NEEDS_EMPTY_HANDS.has(action)) {
    const ticketNumber = board.tickets.get(inHand.ticketId)?.number ?? 0
    return { code: 'assignments_open', callSign: crew.callSign, ticketNumber }
  }
  return [{ type: 'duty_changed', crewId: crew.id, duty, reason, ...said }]
}

/** A distress call also opens a ticket where the crew is, so that help is sent, followed and timed like any other. */
function raiseDistress(
  board: Board,
  crew: Crew,
  command: CommandOf<'raise_distress'>,
  context: DecisionContext,
): Decision {
  if (dutyMachine[crew.duty].raise_distress === 'refuse') {
    return { code: 'duty_refused', callSign: crew.callSign, duty: crew.duty }
  }
  if (board.tickets.has(command.ticketId)) return { code: 'already_exists' }
  const { now } = context
  const ticket: Ticket = {
    id: command.ticketId,
    number: context.nextTicketNumber,
    serviceCode: DISTRESS.code,
    catalogueVersion: board.catalogueVersion,
    priority: DISTRESS.priority,
    needs: null,
    status: 'open',
    statusAt: now,
    position: command.position,
    address: crew.callSign,
    district: null,
    channel: 'patrol',
    reports: 1,
    reportedAt: null,
    joinedTo: null,
    transfer: null,
    receivedAt: now,
    deadline: deadlineFor(DISTRESS, DISTRESS.priority, now),
    acknowledgedAt: null,
    onSceneAt: null,
    securedAt: null,
    outcome: null,
    photographs: [],
  }
  return [
    { type: 'distress_raised', crewId: crew.id, position: command.position },
    { type: 'ticket_received', ticketId: ticket.id, ticket, reportId: null },
  ]
}

function takeCharge(crew: Crew): Decision {
  const { callSign, distress } = crew
  if (distress === null) return { code: 'no_distress', callSign }
  if (distress.takenBy !== null) {
    return { code: 'distress_taken', callSign, by: distress.takenBy, at: distress.takenAt ?? distress.at }
  }
  return [{ type: 'distress_taken', crewId: crew.id }]
}

function endDistress(crew: Crew, reason: string): Decision {
  if (dutyMachine[crew.duty].end_distress !== 'resume')
    return { code: 'no_distress', callSign: crew.callSign }
  return [{ type: 'distress_ended', crewId: crew.id, duty: crew.dutyBefore, reason }]
}
