import { type Board, openAssignments } from '../board.ts'
import type { CommandOf } from '../command.ts'
import type { Crew } from '../crew/crew.ts'
import { silentSince } from '../crew/welfare.ts'
import type { Decision, DecisionContext } from '../decision.ts'
import type { Event } from '../event.ts'
import type { Refusal } from '../refusal.ts'
import { findTicket } from '../ticket/decide.ts'
import { decideOtherOrder, decideReinforcement } from './ask.ts'
import { type Assignment, isActive, isOpen, newAssignment, sentAt, settles } from './assignment.ts'
import { assignmentMachine } from './machine.ts'

type StepCommand = CommandOf<
  'acknowledge' | 'go_en_route' | 'arrive' | 'secure' | 'clear' | 'recall' | 'decline'
>
type AssignmentCommand =
  | StepCommand
  | CommandOf<
      'dispatch_crew' | 'explain_choice' | 'confirm_contact' | 'ask_reinforcement' | 'ask_other_order'
    >

/** What a command on an assignment causes. Each assignment has its own status: none touches another, but a diversion. */
export function decideAssignment(
  board: Board,
  command: AssignmentCommand,
  context: DecisionContext,
): Decision {
  if (command.type === 'dispatch_crew') return dispatch(board, command, context)
  const assignment = board.assignments.get(command.assignmentId)
  if (assignment === undefined) return { code: 'unknown_assignment' }
  if (command.type === 'explain_choice') {
    return [{ type: 'choice_explained', ...partsOf(assignment), reason: command.reason }]
  }
  if (command.type === 'confirm_contact') return confirmContact(board, assignment, command)
  const refused = {
    code: 'step_refused',
    callSign: callSignOf(board, assignment),
    status: assignment.status,
  } as const
  if (command.type === 'ask_reinforcement') return decideReinforcement(board, assignment, refused)
  if (command.type === 'ask_other_order') return decideOtherOrder(board, assignment, refused)
  if (assignmentMachine[assignment.status][command.type] === 'refuse') return refused
  return step(board, assignment, command)
}

function dispatch(board: Board, command: CommandOf<'dispatch_crew'>, context: DecisionContext): Decision {
  const { assignmentId, ticketId, crewId, mode } = command
  if (board.assignments.has(assignmentId)) return { code: 'already_exists' }
  const ticket = findTicket(board, ticketId, 'dispatch')
  if ('code' in ticket) return ticket
  const crew = board.crews.get(crewId)
  if (crew === undefined) return { code: 'unknown_crew' }

  const seen = new Set(command.alongside)
  const unseen = openAssignments(board.assignments.values(), { ticketId }).find(
    ({ id, crewId: other }) => !seen.has(id) || other === crewId,
  )
  if (unseen !== undefined) return { code: 'ticket_engaged', ...firstOf(board, unseen) }
  if (crew.duty !== 'available')
    return { code: 'crew_not_available', callSign: crew.callSign, duty: crew.duty }

  const taken = takeOff(board, crew, mode)
  if ('code' in taken) return taken
  const assignment = newAssignment(
    { id: assignmentId, ticketId, crewId },
    {
      now: context.now,
      by: context.actor.label,
      expectedSeconds: command.suggestion?.seconds ?? null,
    },
  )
  const { suggestion } = command
  return [
    ...taken.events,
    { type: 'crew_dispatched', assignmentId, ticketId, crewId, assignment, suggestion },
  ]
}

/** What sending `crew` in this mode takes it off, or why it may not be sent. */
function takeOff(
  board: Board,
  crew: Crew,
  mode: CommandOf<'dispatch_crew'>['mode'],
): { events: Event[] } | Refusal {
  const inHand = openAssignments(board.assignments.values(), { crewId: crew.id })
  if (mode === 'queue') return { events: [] }
  const [first] = inHand
  if (first === undefined) return { events: [] }
  if (mode === 'send') return { code: 'crew_engaged', ...firstOf(board, first) }
  const there = inHand.find(({ status }) => status === 'on_scene' || status === 'secured')
  if (there !== undefined) return { code: 'crew_on_scene', ...firstOf(board, there) }
  return {
    events: inHand.map((one) => ({
      type: 'assignment_recalled',
      ...partsOf(one),
      reason: 'diverted' as const,
    })),
  }
}

function step(board: Board, assignment: Assignment, command: StepCommand): Decision {
  const parts = partsOf(assignment)
  switch (command.type) {
    case 'acknowledge':
      return [{ type: 'assignment_acknowledged', ...parts }]
    case 'go_en_route':
      return whenFree(board, assignment, [{ type: 'crew_en_route', ...parts }])
    case 'arrive':
      return whenFree(board, assignment, [{ type: 'crew_on_scene', ...parts }])
    case 'secure':
      return [{ type: 'spot_secured', ...parts }]
    case 'clear':
      return clear(board, assignment, command)
    case 'recall':
      return [{ type: 'assignment_recalled', ...parts, reason: command.reason }]
    case 'decline':
      return [{ type: 'assignment_declined', ...parts, reason: command.reason }]
  }
}

/** The clock of a crew's silence begins anew, unless it did since the sender looked: nobody confirms what another did. */
function confirmContact(
  board: Board,
  assignment: Assignment,
  { heardAt }: CommandOf<'confirm_contact'>,
): Decision {
  const crew = board.crews.get(assignment.crewId)
  if (crew === undefined) return { code: 'unknown_crew' }
  const { callSign } = crew
  if (!isOpen(assignment)) return { code: 'step_refused', callSign, status: assignment.status }
  if (crew.heardAt !== null && crew.heardAt > (heardAt ?? 0))
    return { code: 'crew_heard', callSign, at: crew.heardAt }
  return [{ type: 'contact_confirmed', ...partsOf(assignment), silentSince: silentSince(crew, assignment) }]
}

/** One active assignment a crew: it cannot go to a second ticket while it is on its way to, or at, a first. */
function whenFree(board: Board, assignment: Assignment, events: readonly Event[]): Decision {
  const other = openAssignments(board.assignments.values(), { crewId: assignment.crewId }).find(
    (one) => one.id !== assignment.id && isActive(one),
  )
  if (other === undefined) return events
  const ticketNumber = board.tickets.get(other.ticketId)?.number ?? 0
  return { code: 'crew_active_elsewhere', callSign: callSignOf(board, assignment), ticketNumber }
}

/** The last crew to leave with the matter dealt with closes the ticket; otherwise it goes back to the queue. */
function clear(
  board: Board,
  assignment: Assignment,
  { outcome, details: answers }: CommandOf<'clear'>,
): Decision {
  const { ticketId } = assignment
  const ticket = board.tickets.get(ticketId)
  const details = ticket !== undefined &&
    answers && { serviceCode: ticket.serviceCode, catalogueVersion: ticket.catalogueVersion, answers }
  const cleared: Event = {
    type: 'assignment_cleared',
    ...partsOf(assignment),
    outcome,
    ...(details && { details }),
  }
  const others = openAssignments(board.assignments.values(), { ticketId }).filter(
    ({ id }) => id !== assignment.id,
  )
  if (ticket?.status !== 'open' || others.length > 0 || !settles(outcome)) return [cleared]
  return [cleared, { type: 'ticket_closed', ticketId, outcome }]
}

function partsOf({ id, ticketId, crewId }: Assignment) {
  return { assignmentId: id, ticketId, crewId }
}

function callSignOf(board: Board, { crewId }: Assignment): string {
  return board.crews.get(crewId)?.callSign ?? ''
}

function firstOf(board: Board, assignment: Assignment) {
  return {
    callSign: callSignOf(board, assignment),
    ticketNumber: board.tickets.get(assignment.ticketId)?.number ?? 0,
    by: assignment.dispatchedBy,
    at: sentAt(assignment),
  }
}
