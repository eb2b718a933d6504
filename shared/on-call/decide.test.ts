import { describe, expect, it } from 'vitest'
import { type Board, evolve } from '../board.ts'
import { commandSchema } from '../command.ts'
import { decide } from '../decide.ts'
import { isRefusal } from '../decision.ts'
import type { Actor } from '../event.ts'
import { DAY, HOUR, instant } from '../instant.ts'
import {
  aBoard,
  aPerson,
  aTurn,
  DISPATCHER,
  NOW,
  personId,
  published,
  stored,
  swapId,
  turnId,
} from '../test-board.ts'
import type { Turn } from './turn.ts'

const CHIEF: Actor = { ...DISPATCHER, role: 'supervisor', label: 'Chef' }
const at = (hours: number) => instant(NOW + hours * HOUR)
const span = (from: number, until: number) => ({ from: at(from), until: at(until) })
const people = [aPerson(1), aPerson(2), aPerson(3), aPerson(4, { retiredAt: NOW })]
const swap = { id: swapId(1), personId: personId(2), ...span(20, 30) }
const boardOf = (...turns: Turn[]): Board => aBoard([], [], [], [], [], turns, people)
const running = boardOf(aTurn(1, { swaps: [swap] }))
const over = boardOf(aTurn(1, span(-200, 0)))
const gone = boardOf(aTurn(1, { removedAt: NOW }))

const decided = (board: Board, command: object) =>
  decide(board, commandSchema.parse(command), {
    now: NOW,
    actor: CHIEF,
    serviceOf: () => undefined,
    agencyOf: published().agencyOf,
    nextTicketNumber: 1,
  })
function done(board: Board, command: object): Board {
  const decision = decided(board, command)
  if (isRefusal(decision)) throw new Error(decision.code)
  return evolve(
    board,
    decision.map((event, index) => stored(index + 1, event)),
  )
}
const refused = (board: Board, command: object) => {
  const decision = decided(board, command)
  return isRefusal(decision) ? decision.code : 'accepted'
}

const onTurn = { turnId: turnId(1) }
const person = (number: number) => ({ personId: personId(number) })
const plan = (...turns: object[]) => ({
  type: 'plan_turns',
  turns: turns.map((turn, index) => ({
    turnId: turnId(10 + index),
    domain: 'roads',
    order: 1,
    ...person(1),
    ...span(0, 168),
    ...turn,
  })),
})
const change = (given: object = {}) => ({
  type: 'change_turn',
  ...onTurn,
  order: 1,
  ...person(1),
  ...span(0, 168),
  ...given,
})
const handOver = (given: object = {}) => ({
  type: 'hand_over_turn',
  ...onTurn,
  swapId: swapId(2),
  ...person(3),
  ...span(40, 50),
  ...given,
})
const remove = { type: 'remove_turns', turnIds: [turnId(1)] }
const takeBack = { type: 'take_back_turn', ...onTurn, swapId: swapId(1) }

describe('[OC-11] the turns of a rota', () => {
  it('are planned, together or not at all, holes and overlaps included', () => {
    const planned = done(running, plan({}, { ...person(2), ...span(200, 300) }))
    expect([...planned.turns.keys()]).toEqual([1, 10, 11].map(turnId))
    expect(planned.turns.get(turnId(11))).toEqual(
      aTurn(11, { ...person(2), ...span(200, 300), swaps: [], removedAt: null }),
    )
    expect(refused(running, plan({}, { turnId: turnId(1) }))).toBe('already_exists')
    expect(refused(gone, plan({ turnId: turnId(1) }))).toBe('already_exists')
    expect(refused(running, plan({}, { turnId: turnId(10) }))).toBe('already_exists')
    expect(refused(running, plan({}, person(9)))).toBe('unknown_person')
    expect(refused(running, plan(person(4)))).toBe('unknown_person')
    expect(refused(running, plan(span(-10, 0)))).toBe('turn_over')
    expect(refused(running, plan(span(-10, 1)))).toBe('accepted')
  })

  it('are changed while they are not over', () => {
    const changed = done(running, change({ order: 2, ...person(3), ...span(10, 100) }))
    expect(changed.turns.get(turnId(1))).toEqual(
      aTurn(1, { order: 2, ...person(3), ...span(10, 100), swaps: [swap] }),
    )
    expect(refused(running, change())).toBe('nothing_changes')
    expect(refused(running, change({ ...span(25, 168) }))).toBe('outside_turn')
    expect(refused(running, change({ ...span(0, 29) }))).toBe('outside_turn')
    expect(refused(running, change(span(-20, 0)))).toBe('turn_over')
    expect(refused(running, change(person(4)))).toBe('unknown_person')
  })

  it('are handed over in part, one swap at a time, and taken back', () => {
    const handed = done(running, handOver())
    expect(handed.turns.get(turnId(1))?.swaps).toEqual([
      swap,
      { id: swapId(2), ...person(3), ...span(40, 50) },
    ])
    expect(done(handed, { ...takeBack, swapId: swapId(2) }).turns.get(turnId(1))?.swaps).toEqual([swap])
    expect(refused(running, handOver(span(30, 40)))).toBe('accepted')
    expect(refused(running, handOver(span(29, 40)))).toBe('swap_overlaps')
    expect(refused(running, handOver(span(160, 169)))).toBe('outside_turn')
    expect(refused(running, handOver(span(-1, 10)))).toBe('outside_turn')
    expect(refused(running, handOver(person(1)))).toBe('nothing_changes')
    expect(refused(running, handOver(person(4)))).toBe('unknown_person')
    expect(refused(running, handOver({ swapId: swapId(1) }))).toBe('already_exists')
    expect(refused(running, { ...takeBack, swapId: swapId(5) })).toBe('unknown_swap')
    const passed = boardOf(aTurn(1, { ...span(-50, 50), swaps: [{ ...swap, ...span(-10, 0) }] }))
    expect(refused(passed, takeBack)).toBe('turn_over')
    expect(refused(passed, handOver(span(-30, -20)))).toBe('turn_over')
  })

  it('are removed, and never used again', () => {
    const removed = done(running, { ...remove, turnIds: [turnId(1), turnId(1)] })
    expect(removed.turns.get(turnId(1))?.removedAt).toBe(NOW)
    expect(refused(removed, remove)).toBe('unknown_turn')
    const two = boardOf(aTurn(1), aTurn(2, span(-200, 0)))
    expect(refused(two, { ...remove, turnIds: [turnId(1), turnId(2)] })).toBe('turn_over')
  })

  it.each([
    ['change', change({ order: 2 })],
    ['remove', remove],
    ['hand over', handOver()],
    ['take back', takeBack],
  ])('%s: refused for what is over, removed or unknown', (_what, command) => {
    expect(refused(over, command)).toBe('turn_over')
    expect(refused(gone, command)).toBe('unknown_turn')
    expect(refused(boardOf(), command)).toBe('unknown_turn')
  })

  it.each([
    ['ends before it begins', span(10, 10)],
    ['lasts too long', { from: NOW, until: instant(NOW + 36 * DAY) }],
  ])('that %s does not pass the door', (_what, wrong) => {
    for (const command of [plan(wrong), change(wrong), handOver(wrong)])
      expect(commandSchema.safeParse(command).success).toBe(false)
  })
})

describe('[OC-12] who may be on call', () => {
  const register = (number: number) => ({
    type: 'register_on_call_person',
    ...person(number),
    name: 'Nadia Verbrugge',
    phone: '06 39 98 11 37',
  })
  const retire = { type: 'retire_on_call_person', ...person(2) }

  it('is registered, and changed under the same id', () => {
    const known = done(running, register(9))
    expect(known.people.get(personId(9))).toEqual(aPerson(9))
    expect(done(known, register(9)).people).toEqual(known.people)
    expect(decided(running, register(9))).toEqual([{ type: 'on_call_person_registered', ...person(9) }])
    expect(refused(running, register(4))).toBe('unknown_person')
  })

  it('is retired once nothing is left to do', () => {
    expect(refused(running, retire)).toBe('person_on_rota')
    expect(refused(boardOf(aTurn(1, person(2))), retire)).toBe('person_on_rota')
    expect(refused(boardOf(aTurn(1, { ...person(2), ...span(-168, 0) })), retire)).toBe('accepted')
    expect(refused(boardOf(aTurn(1, { ...person(2), removedAt: NOW })), retire)).toBe('accepted')
    const retired = done(boardOf(), retire)
    expect(retired.people.get(personId(2))?.retiredAt).toBe(NOW)
    expect(refused(retired, retire)).toBe('unknown_person')
    expect(refused(boardOf(), { ...retire, ...person(9) })).toBe('unknown_person')
  })

  it.each([
    ['no name', { name: ' ' }],
    ['no telephone', { phone: 'au bureau' }],
    ['a telephone too long', { phone: '1'.repeat(41) }],
  ])('with %s does not pass the door', (_what, wrong) => {
    expect(commandSchema.safeParse({ ...register(9), ...wrong }).success).toBe(false)
  })
})
