import { describe, expect, it } from 'vitest'
import { type Board, evolve } from '../board.ts'
import { type Command, commandSchema } from '../command.ts'
import { decide } from '../decide.ts'
import { isRefusal } from '../decision.ts'
import type { Actor } from '../event.ts'
import {
  aBoard,
  aCrew,
  anAssignment,
  aPhotograph,
  aTicket,
  crewId,
  DISPATCHER,
  NOISE,
  NOW,
  photographId,
  published,
  stored,
  ticketId,
} from '../test-board.ts'
import { MOST_PHOTOGRAPHS } from './photograph.ts'
import { ticketStatuses } from './ticket.ts'

const SYSTEM: Actor = { id: 'photographs', role: 'system', label: 'Photographies', crewId: null }
const crew = (number: number): Actor => ({
  id: `c${number}`,
  role: 'crew',
  label: `ALPHA ${number}`,
  crewId: crewId(number),
})
const on = { photographId: photographId(1), ticketId: ticketId(1) }
const add = (number = 1) => ({ type: 'add_photograph', ...on, photographId: photographId(number) })
const receive = { type: 'receive_photograph', ...on, width: 2048, height: 1536, bytes: 400_000 }
const remove = { type: 'remove_photograph', ...on }
const received = { at: NOW, width: 2048, height: 1536, bytes: 400_000 }

function run(board: Board, command: object, actor: Actor) {
  const parsed: Command = commandSchema.parse(command)
  return decide(board, parsed, {
    now: NOW,
    actor,
    serviceOf: published(NOISE).serviceOf,
    agencyOf: published().agencyOf,
    nextTicketNumber: 2050,
  })
}
const told = (board: Board, command: object, actor: Actor) => {
  const decision = run(board, command, actor)
  return isRefusal(decision) ? decision.code : decision.map(({ type }) => type).join()
}
function photographsAfter(board: Board, command: object, actor: Actor) {
  const decision = run(board, command, actor)
  if (isRefusal(decision)) throw new Error(decision.code)
  const folded = evolve(
    board,
    decision.map((event, index) => ({ ...stored(index + 1, event), actor })),
  )
  return folded.tickets.get(ticketId(1))?.photographs
}

/** Crew 1 is on ticket 1, crew 2 is not. */
function board(photographs: Parameters<typeof aTicket>[1] = {}): Board {
  return aBoard([aTicket(1, photographs)], [aCrew(1), aCrew(2)], [anAssignment(1, 'on_scene')])
}

describe('photographs of a ticket', () => {
  it('[PH-1] are added by a crew that is on it, and by a console, in order', () => {
    expect(photographsAfter(board(), add(), crew(1))).toEqual([aPhotograph(1)])
    expect(told(board(), add(), crew(2))).toBe('not_allowed')
    const [, second] = photographsAfter(board({ photographs: [aPhotograph(1)] }), add(2), DISPATCHER) ?? []
    expect(second).toEqual(aPhotograph(2, { by: 'Poste 1', crewId: null }))
  })

  it('[PH-1] an id is used once, and a crew, or the consoles together, add twenty', () => {
    const some = (count: number, of: Parameters<typeof aPhotograph>[1]) =>
      Array.from({ length: count }, (_, index) => aPhotograph(index + 1, of))
    const one = { crewId: crewId(1) }
    expect(told(board({ photographs: [aPhotograph(1)] }), add(), crew(1))).toBe('already_exists')
    const full = board({ photographs: some(MOST_PHOTOGRAPHS, one) })
    expect(told(full, add(50), crew(1))).toBe('too_many_photographs')
    expect(told(full, add(50), DISPATCHER)).toBe('photograph_added')
    expect(told(board({ photographs: some(MOST_PHOTOGRAPHS - 1, one) }), add(50), crew(1))).toBe(
      'photograph_added',
    )
    const posts = board({ photographs: some(MOST_PHOTOGRAPHS, { crewId: null }) })
    expect(told(posts, add(50), { ...DISPATCHER, label: 'Poste 2' })).toBe('too_many_photographs')
  })

  const states = { none: [], awaited: [aPhotograph(1)], received: [aPhotograph(1, { received })] }
  const commands = { add: add(), receive, remove }
  const actors = { crew: crew(1), colleague: crew(2), post: DISPATCHER, system: SYSTEM }
  /** `state command actor → outcome`, on an open ticket; every cell that is not here is `not_allowed`. */
  const EXPECTED: Record<string, string> = {
    'none add crew': 'photograph_added',
    'none add post': 'photograph_added',
    'none receive system': 'unknown_photograph',
    'none remove post': 'unknown_photograph',
    'awaited add crew': 'already_exists',
    'awaited add post': 'already_exists',
    'awaited receive system': 'photograph_received',
    'awaited remove crew': 'photograph_removed',
    'awaited remove post': 'photograph_removed',
    'received add crew': 'already_exists',
    'received add post': 'already_exists',
    'received receive system': 'nothing_changes',
    'received remove post': 'photograph_removed',
  }
  const cells = Object.keys(states).flatMap((state) =>
    Object.keys(commands).flatMap((command) =>
      Object.keys(actors).map((actor) => [state, command, actor] as const),
    ),
  )
  it.each(cells)('[PH-2] [PH-3] %s × %s by %s', (state, command, actor) => {
    const given = board({ photographs: states[state as keyof typeof states] })
    const outcome = told(
      given,
      commands[command as keyof typeof commands],
      actors[actor as keyof typeof actors],
    )
    expect(outcome).toBe(EXPECTED[`${state} ${command} ${actor}`] ?? 'not_allowed')
  })

  it.each(ticketStatuses)('[PH-2] of a ticket that is %s: pixels come, and are removed', (status) => {
    const awaited = board({ status, photographs: [aPhotograph(1), aPhotograph(2)] })
    expect(photographsAfter(awaited, receive, SYSTEM)).toEqual([aPhotograph(1, { received }), aPhotograph(2)])
    expect(photographsAfter(awaited, remove, DISPATCHER)).toEqual([aPhotograph(2)])
    expect(told(awaited, add(3), DISPATCHER)).toBe(status === 'open' ? 'photograph_added' : 'ticket_not_open')
  })

  it('[PH-3] a crew takes back what is not sent, also when it has left the ticket', () => {
    const left = aBoard([aTicket(1, { photographs: [aPhotograph(1)] })], [aCrew(1)], [])
    expect(photographsAfter(left, remove, crew(1))).toEqual([])
    expect(told(left, remove, { ...crew(1), crewId: null })).toBe('not_allowed')
  })
})
