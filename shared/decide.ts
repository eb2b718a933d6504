import { decideAssignment } from './assignment/decide.ts'
import { mayIssue } from './authority.ts'
import type { Board } from './board.ts'
import { decideCallOut } from './call-out/decide.ts'
import { decideCatalogue } from './catalogue/decide.ts'
import { decideClosure } from './closure/decide.ts'
import type { Command } from './command.ts'
import { decideCrew } from './crew/decide.ts'
import type { Decision, DecisionContext } from './decision.ts'
import { decideDelivery } from './delivery/decide.ts'
import { decideOnCall } from './on-call/decide.ts'
import { decidePlaceNote } from './place-note/decide.ts'
import { decideTicket } from './ticket/decide.ts'
import { decidePhotograph } from './ticket/decide-photograph.ts'
import { decideOnView } from './ticket/on-view.ts'

/**
 * The one rule of the house: state and command in, events or a refusal out. Pure; it throws only for bugs.
 * `board` must hold, closed or open, what the command names, every open assignment of those tickets and crews,
 * every turn of a person who is to be retired, for a separation whatever is joined to what the ticket was joined to,
 * and, for a call-out, every turn that has someone on call now.
 */
export function decide(board: Board, command: Command, context: DecisionContext): Decision {
  if (!mayIssue(context.actor, command, board)) return { code: 'not_allowed' }
  switch (command.type) {
    case 'receive_ticket':
    case 'qualify_ticket':
    case 'locate_ticket':
    case 'join_ticket':
    case 'separate_ticket':
    case 'close_ticket':
    case 'reopen_ticket':
    case 'cancel_ticket':
    case 'transfer_ticket':
    case 'accept_transfer':
    case 'return_ticket':
    case 'add_note':
    case 'call_back':
    case 'report_follow_link':
      return decideTicket(board, command, context)
    case 'report_on_view':
      return decideOnView(board, command, context)
    case 'add_photograph':
    case 'receive_photograph':
    case 'remove_photograph':
      return decidePhotograph(board, command, context)
    case 'dispatch_crew':
    case 'explain_choice':
    case 'acknowledge':
    case 'go_en_route':
    case 'arrive':
    case 'secure':
    case 'clear':
    case 'recall':
    case 'decline':
    case 'confirm_contact':
    case 'ask_reinforcement':
    case 'ask_other_order':
      return decideAssignment(board, command, context)
    case 'register_crew':
    case 'come_on_duty':
    case 'change_outfit':
    case 'hand_over':
    case 'take_over':
    case 'go_off_duty':
    case 'make_available':
    case 'take_break':
    case 'make_unavailable':
    case 'raise_distress':
    case 'take_charge_of_distress':
    case 'end_distress':
      return decideCrew(board, command, context)
    case 'publish_catalogue':
      return decideCatalogue(board, command)
    case 'close_street':
    case 'open_street':
      return decideClosure(board, command, context)
    case 'register_on_call_person':
    case 'retire_on_call_person':
    case 'plan_turns':
    case 'change_turn':
    case 'remove_turns':
    case 'hand_over_turn':
    case 'take_back_turn':
      return decideOnCall(board, command, context)
    case 'note_place':
    case 'confirm_place_note':
    case 'correct_place_note':
    case 'dispute_place_note':
    case 'withdraw_place_note':
      return decidePlaceNote(board, command, context)
    case 'report_delivery':
    case 'report_delivery_failure':
    case 'report_unsure_delivery':
    case 'report_end_elsewhere':
    case 'abandon_delivery':
    case 'tell_partner':
    case 'withdraw_telling':
      return decideDelivery(board, command, context)
    case 'start_call_out':
    case 'advance_call_out':
    case 'call_next':
    case 'call_person':
    case 'accept_call':
    case 'decline_call':
    case 'arrive_on_call':
    case 'secure_on_call':
    case 'take_call_out_alarm':
    case 'stop_call_out':
    case 'report_call_failure':
    case 'abandon_call':
      return decideCallOut(board, command, context)
  }
}
