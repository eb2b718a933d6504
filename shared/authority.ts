import { type Board, openAssignments } from './board.ts'
import type { Command, CommandType } from './command.ts'
import type { Actor, Role } from './event.ts'
import type { TicketId } from './id.ts'
import { holderOf } from './ticket/ticket.ts'

type Grant = 'yes' | 'own' | 'no'

/** Who may issue what. `own`: only for the crew, or for the tickets of the agency, that the session speaks for. */
const GRANTS: Record<CommandType, Record<Role, Grant>> = {
  receive_ticket: grant('operator', 'dispatcher', 'supervisor', 'administrator'),
  qualify_ticket: grant('operator', 'dispatcher', 'supervisor', 'administrator'),
  locate_ticket: grant('operator', 'dispatcher', 'supervisor', 'administrator'),
  /** The system: whoever asked, on their own page. */
  add_note: {
    ...grant('operator', 'dispatcher', 'supervisor', 'administrator', 'system'),
    crew: 'own',
    service: 'own',
  },
  report_follow_link: grant('system'),
  call_back: grant('operator', 'dispatcher', 'supervisor', 'administrator'),
  add_photograph: { ...grant('operator', 'dispatcher', 'supervisor', 'administrator'), crew: 'own' },
  /** The server alone has seen the pixels. */
  receive_photograph: grant('system'),
  /** Whoever answers for what is kept; and the crew that took it, until it is sent. */
  remove_photograph: { ...grant('dispatcher', 'supervisor', 'administrator'), crew: 'own' },
  join_ticket: { ...grant('operator', 'dispatcher', 'supervisor', 'administrator'), service: 'own' },
  separate_ticket: { ...grant('operator', 'dispatcher', 'supervisor', 'administrator'), service: 'own' },
  close_ticket: { ...grant('dispatcher', 'supervisor', 'administrator'), service: 'own' },
  /** The system: whoever asked, within the town's rule. */
  reopen_ticket: grant('dispatcher', 'supervisor', 'administrator', 'system'),
  cancel_ticket: grant('dispatcher', 'supervisor', 'administrator'),
  transfer_ticket: grant('dispatcher', 'supervisor', 'administrator'),
  accept_transfer: { ...grant(), service: 'own' },
  return_ticket: { ...grant(), service: 'own' },
  dispatch_crew: grant('dispatcher', 'supervisor', 'administrator'),
  explain_choice: grant('dispatcher', 'supervisor', 'administrator'),
  recall: grant('dispatcher', 'supervisor', 'administrator'),
  confirm_contact: grant('dispatcher', 'supervisor', 'administrator'),
  acknowledge: ofCrew(),
  go_en_route: ofCrew(),
  arrive: ofCrew(),
  secure: ofCrew(),
  clear: ofCrew(),
  decline: ofCrew(),
  ask_reinforcement: ofCrew(),
  ask_other_order: ofCrew(),
  report_on_view: ofCrew(),
  come_on_duty: ofCrew(),
  change_outfit: ofCrew(),
  hand_over: ofCrew(),
  take_over: ofCrew(),
  go_off_duty: ofCrew(),
  make_available: ofCrew(),
  take_break: ofCrew(),
  make_unavailable: ofCrew(),
  raise_distress: ofCrew(),
  take_charge_of_distress: grant('dispatcher', 'supervisor', 'administrator'),
  /** A crew under threat must not be made to say that all is well. */
  end_distress: grant('supervisor', 'administrator'),
  register_crew: grant('administrator', 'system'),
  close_street: grant('dispatcher', 'supervisor', 'administrator'),
  /** The system opens what has run out. */
  open_street: grant('dispatcher', 'supervisor', 'administrator', 'system'),
  /** The system makes those of the demonstration. */
  register_on_call_person: grant('supervisor', 'administrator', 'system'),
  retire_on_call_person: grant('supervisor', 'administrator'),
  plan_turns: grant('supervisor', 'administrator', 'system'),
  change_turn: grant('supervisor', 'administrator'),
  remove_turns: grant('supervisor', 'administrator'),
  hand_over_turn: grant('supervisor', 'administrator'),
  take_back_turn: grant('supervisor', 'administrator'),
  /** The system's are those that come with a demonstration. */
  note_place: { ...grant('dispatcher', 'supervisor', 'administrator', 'system'), crew: 'own' },
  confirm_place_note: { ...grant('dispatcher', 'supervisor', 'administrator'), crew: 'own' },
  correct_place_note: grant('dispatcher', 'supervisor', 'administrator'),
  /** A post that knows better withdraws it. */
  dispute_place_note: { ...grant(), crew: 'own' },
  withdraw_place_note: grant('dispatcher', 'supervisor', 'administrator'),
  /** The system's are those of the hour: a post calls by hand. */
  start_call_out: grant('dispatcher', 'supervisor', 'administrator', 'system'),
  advance_call_out: grant('system'),
  call_next: grant('dispatcher', 'supervisor', 'administrator'),
  call_person: grant('dispatcher', 'supervisor', 'administrator'),
  /** The system speaks for whoever opened their link; a post for whoever answered by telephone. */
  accept_call: grant('dispatcher', 'supervisor', 'administrator', 'system'),
  decline_call: grant('dispatcher', 'supervisor', 'administrator', 'system'),
  arrive_on_call: grant('dispatcher', 'supervisor', 'administrator', 'system'),
  secure_on_call: grant('dispatcher', 'supervisor', 'administrator', 'system'),
  take_call_out_alarm: grant('dispatcher', 'supervisor', 'administrator'),
  stop_call_out: grant('dispatcher', 'supervisor', 'administrator'),
  report_call_failure: grant('system'),
  report_delivery: grant('system'),
  report_delivery_failure: grant('system'),
  abandon_delivery: grant('supervisor', 'administrator'),
  tell_partner: grant('dispatcher', 'supervisor', 'administrator'),
  withdraw_telling: grant('dispatcher', 'supervisor', 'administrator'),
  /** The system: the command line of whoever has the database. */
  publish_catalogue: grant('administrator', 'system'),
}

/** Whether a role may enrol tablets, bind telephones to crews, and revoke them. */
export function mayManageDevices(role: Role): boolean {
  return role === 'supervisor' || role === 'administrator'
}

function grant(...roles: Role[]): Record<Role, Grant> {
  const of = (role: Role): Grant => (roles.includes(role) ? 'yes' : 'no')
  return {
    operator: of('operator'),
    dispatcher: of('dispatcher'),
    crew: of('crew'),
    service: of('service'),
    supervisor: of('supervisor'),
    administrator: of('administrator'),
    system: of('system'),
  }
}

/** What a crew says of itself, and the PC Radio says for it when it speaks by radio. */
function ofCrew(): Record<Role, Grant> {
  return { ...grant('dispatcher', 'supervisor', 'administrator'), crew: 'own' }
}

/** Whether a role may issue such commands; `own`: on some crew or ticket. */
export function grantOf(type: CommandType, role: Role): Grant {
  return GRANTS[type][role]
}

/** Whether a role may see where a crew went today: who sends crews, and who answers for them. */
export function mayFollowCrews(role: Role): boolean {
  return role === 'dispatcher' || role === 'supervisor' || role === 'administrator'
}

/** Whether a role may see who called, and with which number: whoever may have to call back. Each look is kept. */
export function mayReachCallers(role: Role): boolean {
  return role === 'operator' || role === 'dispatcher' || role === 'supervisor'
}

/** Whether a role may see the figures of a day: who answers for the hall and for the town's service. */
export function maySeeFigures(role: Role): boolean {
  return role === 'supervisor' || role === 'administrator'
}

/** Whether a role may see who may be on call, and how to reach them: everyone, or those alone who are on call now. */
export function mayReachOnCall(role: Role): 'everyone' | 'now' | 'nobody' {
  if (role === 'supervisor' || role === 'administrator') return 'everyone'
  return role === 'dispatcher' ? 'now' : 'nobody'
}

/** Whether `actor` may issue `command`, on what it names. Asked for every command, on the server. */
export function mayIssue(actor: Actor, command: Command, board: Board): boolean {
  const granted = grantOf(command.type, actor.role)
  return granted === 'yes' || (granted === 'own' && isOwn(actor, command, board))
}

function isOwn(actor: Actor, command: Command, board: Board): boolean {
  return actor.role === 'service' ? isInHandsOf(actor, command, board) : isOfCrew(actor, command, board)
}

/**
 * The ticket is, or was when it ended, in the hands of the agency that the session speaks for. It joins what it has to what
 * it has, and separates from what it has whatever was joined to it.
 */
function isInHandsOf({ agency }: Actor, command: Command, board: Board): boolean {
  if (agency === undefined || !('ticketId' in command) || command.ticketId === null) return false
  const has = (ticketId: TicketId) => board.tickets.get(ticketId)?.transfer?.agency === agency
  if (command.type === 'join_ticket') return has(command.ticketId) && has(command.intoTicketId)
  return (
    has(command.ticketId) ||
    (command.type === 'separate_ticket' && has(holderOf(board.tickets, command.ticketId)))
  )
}

function isOfCrew({ crewId }: Actor, command: Command, board: Board): boolean {
  if (crewId === null) return false
  // Its assignment is yet to come.
  if (command.type === 'report_on_view') return command.crewId === crewId
  if (command.type === 'remove_photograph') {
    const taken = board.tickets.get(command.ticketId)?.photographs
    return taken?.find(({ id }) => id === command.photographId)?.crewId === crewId
  }
  if ('assignmentId' in command) return board.assignments.get(command.assignmentId)?.crewId === crewId
  if ('crewId' in command) return command.crewId === crewId
  if ('ticketId' in command && command.ticketId !== null) {
    return openAssignments(board.assignments.values(), { ticketId: command.ticketId, crewId }).length > 0
  }
  return false
}
