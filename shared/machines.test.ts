import { describe, expect, it } from 'vitest'
import { assignmentStatuses, isOpen } from './assignment/assignment.ts'
import { assignmentMachine } from './assignment/machine.ts'
import { callOutStatuses } from './call-out/call-out.ts'
import { callOutMachine } from './call-out/machine.ts'
import { duties } from './crew/crew.ts'
import { dutyMachine } from './crew/machine.ts'
import { keysOf } from './keys-of.ts'
import { ticketMachine } from './ticket/machine.ts'
import { ticketStatuses } from './ticket/ticket.ts'

/** Written from the rules of docs/spec.md, not from the tables: `from action → to`; every other cell refuses. */
const EXPECTED_ASSIGNMENT = `
  dispatched acknowledge acknowledged
  dispatched go_en_route en_route
  dispatched arrive on_scene
  dispatched recall recalled
  dispatched decline declined
  acknowledged go_en_route en_route
  acknowledged arrive on_scene
  acknowledged recall recalled
  acknowledged decline declined
  en_route arrive on_scene
  en_route recall recalled
  on_scene secure secured
  on_scene clear cleared
  on_scene recall recalled
  secured clear cleared`

const EXPECTED_DUTY = `
  off come_on_duty available
  off raise_distress distress
  available go_off_duty off
  available take_break on_break
  available make_unavailable unavailable
  available change_outfit available
  available hand_over available
  available take_over available
  available raise_distress distress
  on_break go_off_duty off
  on_break make_available available
  on_break make_unavailable unavailable
  on_break change_outfit on_break
  on_break hand_over on_break
  on_break take_over on_break
  on_break raise_distress distress
  unavailable go_off_duty off
  unavailable make_available available
  unavailable take_break on_break
  unavailable change_outfit unavailable
  unavailable hand_over unavailable
  unavailable take_over unavailable
  unavailable raise_distress distress
  distress end_distress resume`

const EXPECTED_TICKET = `
  open qualify open
  open locate open
  open note open
  open photograph open
  open dispatch open
  open close closed
  open cancel cancelled
  open transfer transferred
  open join joined
  closed note closed
  closed reopen open
  cancelled note cancelled
  cancelled reopen open
  transferred note transferred
  transferred qualify transferred
  transferred locate transferred
  transferred reopen open
  transferred accept transferred
  transferred return open
  transferred close closed
  transferred join joined
  joined note joined
  joined separate as_before`

const EXPECTED_CALL_OUT = `
  calling advance chain
  calling next chain
  calling call calling
  calling accept accepted
  calling decline chain
  calling stop stopped
  alarmed next chain
  alarmed call calling
  alarmed accept accepted
  alarmed decline same
  alarmed take_alarm same
  alarmed stop stopped
  accepted advance same
  accepted next chain
  accepted call calling
  accepted decline chain
  accepted arrive on_scene
  accepted take_alarm same
  accepted stop stopped
  on_scene secure secured
  on_scene stop stopped`

function cellsOf(text: string): Map<string, string> {
  return new Map(
    text
      .trim()
      .split('\n')
      .map((line) => line.trim().split(' '))
      .map(([from, action, to]) => [`${from} ${action}`, to ?? '']),
  )
}

describe.each([
  ['[A-1] the machine of an assignment', assignmentMachine, assignmentStatuses, EXPECTED_ASSIGNMENT],
  ['[D-1] the machine of a duty', dutyMachine, duties, EXPECTED_DUTY],
  ['[T-1] the machine of a ticket', ticketMachine, ticketStatuses, EXPECTED_TICKET],
  ['[CO-1] the machine of a call-out', callOutMachine, callOutStatuses, EXPECTED_CALL_OUT],
] as const)('%s', (_name, machine, states, text) => {
  const expected = cellsOf(text)
  const table: Record<string, Record<string, string>> = machine
  const cells = states.flatMap((state) =>
    Object.entries(table[state] ?? {}).map(([action, to]) => [state, action, to] as const),
  )

  it.each(cells)('%s × %s → %s', (state, action, to) => {
    expect(to).toBe(expected.get(`${state} ${action}`) ?? 'refuse')
  })

  it('has every cell that was expected', () => {
    const present = new Set(cells.map(([state, action]) => `${state} ${action}`))
    for (const cell of expected.keys()) expect(present, cell).toContain(cell)
  })
})

describe('the shape of the machines', () => {
  it('[A-2] never leaves an ended assignment, and never goes back a step', () => {
    for (const from of assignmentStatuses) {
      for (const to of Object.values(assignmentMachine[from])) {
        if (to === 'refuse') continue
        expect(isOpen({ status: from }), `${from} → ${to}`).toBe(true)
        expect(assignmentStatuses.indexOf(to), `${from} → ${to}`).toBeGreaterThan(
          assignmentStatuses.indexOf(from),
        )
      }
    }
  })

  it('[D-2] takes a distress call in every duty but distress itself', () => {
    const answered = duties.filter((duty) => dutyMachine[duty].raise_distress === 'distress')
    expect(answered).toEqual(duties.filter((duty) => duty !== 'distress'))
  })

  it('[T-2] can always write a note, and always bring a ticket back', () => {
    for (const status of ticketStatuses) {
      expect(ticketMachine[status].note).toBe(status)
      const { reopen, separate } = ticketMachine[status]
      expect(status === 'open' || reopen === 'open' || separate === 'as_before').toBe(true)
    }
  })

  it('has no action without a use', () => {
    const uses = <A extends string>(table: Record<string, Record<A, string>>, action: A) =>
      Object.values(table).some((row) => row[action] !== 'refuse')
    for (const action of keysOf(assignmentMachine.dispatched))
      expect(uses(assignmentMachine, action)).toBe(true)
    for (const action of keysOf(dutyMachine.off)) expect(uses(dutyMachine, action)).toBe(true)
    for (const action of keysOf(ticketMachine.open)) expect(uses(ticketMachine, action)).toBe(true)
    for (const action of keysOf(callOutMachine.calling)) expect(uses(callOutMachine, action)).toBe(true)
  })
})
