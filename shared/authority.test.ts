import { describe, expect, it } from 'vitest'
import { mayIssue } from './authority.ts'
import { type CommandOf, type CommandType, commandSchema } from './command.ts'
import { type Actor, type Role, roleSchema } from './event.ts'
import {
  aBoard,
  aCrew,
  anAssignment,
  aPhotograph,
  assignmentId,
  aTicket,
  aTransfer,
  crewId,
  photographId,
  ticketId,
} from './test-board.ts'

/** A word for each role: `yes`, `no`, or `own` for the crew or the agency it speaks for alone. The whole table, written twice on purpose. */
const ROLES = ['operator', 'dispatcher', 'crew', 'supervisor', 'administrator', 'system', 'service'] as const
const INTAKE = 'yes yes no yes yes no no'
const CONSOLE = 'no yes no yes yes no no'
const ROTA = 'no no no yes yes no no'
const BY_RADIO = 'no yes own yes yes no no'

const TABLE: Record<CommandType, string> = {
  receive_ticket: INTAKE,
  qualify_ticket: INTAKE,
  locate_ticket: INTAKE,
  add_note: 'yes yes own yes yes yes own',
  call_back: INTAKE,
  add_photograph: 'yes yes own yes yes no no',
  receive_photograph: 'no no no no no yes no',
  remove_photograph: 'no yes own yes yes no no',
  join_ticket: 'yes yes no yes yes no own',
  separate_ticket: 'yes yes no yes yes no own',
  close_ticket: 'no yes no yes yes no own',
  reopen_ticket: 'no yes no yes yes yes no',
  cancel_ticket: CONSOLE,
  transfer_ticket: CONSOLE,
  accept_transfer: 'no no no no no no own',
  return_ticket: 'no no no no no no own',
  dispatch_crew: CONSOLE,
  explain_choice: CONSOLE,
  recall: CONSOLE,
  confirm_contact: CONSOLE,
  acknowledge: BY_RADIO,
  go_en_route: BY_RADIO,
  arrive: BY_RADIO,
  secure: BY_RADIO,
  clear: BY_RADIO,
  decline: BY_RADIO,
  ask_reinforcement: BY_RADIO,
  ask_other_order: BY_RADIO,
  report_on_view: BY_RADIO,
  come_on_duty: BY_RADIO,
  change_outfit: BY_RADIO,
  hand_over: BY_RADIO,
  take_over: BY_RADIO,
  go_off_duty: BY_RADIO,
  make_available: BY_RADIO,
  take_break: BY_RADIO,
  make_unavailable: BY_RADIO,
  raise_distress: BY_RADIO,
  close_street: CONSOLE,
  open_street: 'no yes no yes yes yes no',
  note_place: 'no yes own yes yes yes no',
  confirm_place_note: BY_RADIO,
  correct_place_note: CONSOLE,
  dispute_place_note: 'no no own no no no no',
  withdraw_place_note: CONSOLE,
  take_charge_of_distress: CONSOLE,
  end_distress: 'no no no yes yes no no',
  register_crew: 'no no no no yes yes no',
  publish_catalogue: 'no no no no yes yes no',
  start_call_out: 'no yes no yes yes yes no',
  advance_call_out: 'no no no no no yes no',
  call_next: CONSOLE,
  call_person: CONSOLE,
  accept_call: 'no yes no yes yes yes no',
  decline_call: 'no yes no yes yes yes no',
  arrive_on_call: 'no yes no yes yes yes no',
  secure_on_call: 'no yes no yes yes yes no',
  take_call_out_alarm: CONSOLE,
  stop_call_out: CONSOLE,
  report_follow_link: 'no no no no no yes no',
  report_call_failure: 'no no no no no yes no',
  report_delivery: 'no no no no no yes no',
  report_delivery_failure: 'no no no no no yes no',
  abandon_delivery: ROTA,
  tell_partner: CONSOLE,
  withdraw_telling: CONSOLE,
  register_on_call_person: 'no no no yes yes yes no',
  retire_on_call_person: ROTA,
  plan_turns: 'no no no yes yes yes no',
  change_turn: ROTA,
  remove_turns: ROTA,
  hand_over_turn: ROTA,
  take_back_turn: ROTA,
}

/**
 * Crew 1 is on ticket 1, crew 2 on ticket 2, each with a photograph; crew 1 was on ticket 3, and no longer is. Ticket 1 is in
 * the hands of the roads, 2 in those of the cleansing.
 */
const board = aBoard(
  ['roads', 'cleanliness', null].map((agency, index) =>
    aTicket(index + 1, {
      photographs: [aPhotograph(index + 1)],
      transfer: agency === null ? null : aTransfer({ agency }),
    }),
  ),
  [aCrew(1), aCrew(2)],
  [
    anAssignment(1, 'en_route'),
    anAssignment(2, 'en_route'),
    anAssignment(3, 'cleared', { crewId: crewId(1) }),
  ],
)

/** A command of `type` about crew `number`, or about ticket or assignment `number`. Only what authority looks at. */
function commandAbout<T extends CommandType>(type: T, number: number): CommandOf<T> {
  const about = {
    crewId: crewId(number),
    ticketId: ticketId(number),
    intoTicketId: ticketId(number),
    assignmentId: assignmentId(number),
    photographId: photographId(number),
  }
  const schema = commandSchema.options.find((option) => option.shape.type.value === type)
  if (schema === undefined) throw new Error(`There is no command ${type}.`)
  const named = Object.entries(about).filter(([name]) => name in schema.shape)
  return { type, ...Object.fromEntries(named) } as CommandOf<T>
}

const actor = (role: Role, crew: number | null = null): Actor => ({
  id: role,
  role,
  label: role,
  crewId: crew === null ? null : crewId(crew),
  ...(crew === 1 && { agency: 'roads' }),
})

describe('authority', () => {
  it('[Z-1] covers every role and every command', () => {
    expect([...ROLES].sort()).toEqual([...roleSchema.options].sort())
    expect(Object.keys(TABLE).sort()).toEqual(
      commandSchema.options.map(({ shape }) => shape.type.value).sort(),
    )
  })

  it.each(Object.entries(TABLE) as [CommandType, string][])('[Z-1] %s: %s', (type, row) => {
    for (const [index, granted] of row.split(' ').entries()) {
      const role = ROLES[index] ?? 'system'
      const may = (who: Actor, number: number) => mayIssue(who, commandAbout(type, number), board)
      expect([role, may(actor(role), 1)]).toEqual([role, granted === 'yes'])
      // A crew, a service, and anyone who would pretend to be one.
      expect([role, may(actor(role, 1), 1)]).toEqual([role, granted !== 'no'])
      expect([role, may(actor(role, 1), 2)]).toEqual([role, granted === 'yes'])
      expect([role, may(actor(role, 1), 99)]).toEqual([role, granted === 'yes'])
    }
  })

  it('[Z-2] a crew may note on a ticket while it is on it, and no longer', () => {
    expect(mayIssue(actor('crew', 1), commandAbout('add_note', 1), board)).toBe(true)
    expect(mayIssue(actor('crew', 1), commandAbout('add_note', 3), board)).toBe(false)
  })
})
