import { describe, expect, it } from 'vitest'
import { type Board, evolve, evolveBoard } from '../board.ts'
import type { Command } from '../command.ts'
import { duties } from '../crew/crew.ts'
import { decide } from '../decide.ts'
import { isRefusal } from '../decision.ts'
import type { Actor } from '../event.ts'
import { after, type Instant, MINUTE } from '../instant.ts'
import {
  aBoard,
  aCrew,
  aCrewOn,
  anAssignment,
  assignmentId,
  aTicket,
  crewId,
  DISPATCHER,
  NOISE,
  NOW,
  published,
  stored,
  ticketId,
} from '../test-board.ts'
import { awaitsReinforcement, reinforcementOf } from './ask.ts'
import { assignmentStatuses, isOpen } from './assignment.ts'

const at = (minutes: number) => after(NOW, minutes * MINUTE)
const own: Actor = { id: 'c', role: 'crew', label: 'ALPHA 1', crewId: crewId(1) }
const help = { type: 'ask_reinforcement', assignmentId: assignmentId(1) } as const
const order = { type: 'ask_other_order', assignmentId: assignmentId(1) } as const

function run(board: Board, command: Command, now: Instant = at(1), actor = DISPATCHER) {
  return decide(board, command, {
    now,
    actor,
    serviceOf: published(NOISE).serviceOf,
    agencyOf: published().agencyOf,
    nextTicketNumber: 2050,
  })
}

function told(board: Board, command: Command, actor = DISPATCHER): string {
  const decision = run(board, command, at(1), actor)
  return isRefusal(decision) ? decision.code : decision.map(({ type }) => type).join()
}

/** What is left of a live board when these were said, a minute apart, each being accepted. */
function following(board: Board, ...commands: Command[]): Board {
  return commands.reduce((before, command, index) => {
    const now = at(index + 1)
    const decision = run(before, command, now)
    if (isRefusal(decision)) throw new Error(`${command.type}: ${decision.code}`)
    return evolveBoard(
      before,
      decision.map((event, nth) => stored(10 * index + nth + 1, event, now)),
    )
  }, board)
}

const send = (crew: number) =>
  ({
    type: 'dispatch_crew',
    assignmentId: assignmentId(crew),
    ticketId: ticketId(1),
    crewId: crewId(crew),
    mode: 'send',
    alongside: [1, 2, 3].filter((other) => other !== crew).map(assignmentId),
    suggestion: null,
  }) as const
const step = (type: 'arrive' | 'go_en_route', crew: number) =>
  ({ type, assignmentId: assignmentId(crew) }) as const

function awaited({ assignments }: Board): boolean {
  const asking = assignments.get(assignmentId(1))
  return asking !== undefined && awaitsReinforcement(asking, assignments.values())
}

describe('asking for reinforcement', () => {
  const there = aBoard(
    [aTicket(1)],
    [aCrew(1, { freeAt: null }), aCrew(2), aCrew(3)],
    [anAssignment(1, 'on_scene')],
  )

  it.each(assignmentStatuses)(
    '[TB-1] is possible for a crew that is %s, in any duty, or refused where that has ended',
    (status) => {
      for (const duty of duties) {
        const board = aBoard([aTicket(1)], [aCrewOn(1, duty)], [anAssignment(1, status)])
        const expected = isOpen({ status }) ? 'reinforcement_asked' : 'step_refused'
        expect([duty, told(board, help), told(board, help, own)]).toEqual([duty, expected, expected])
      }
    },
  )

  it('[TB-1] is refused while it waits already, on what is not known, and to another crew', () => {
    expect(told(following(there, help), help)).toBe('nothing_changes')
    expect(told(aBoard(), help)).toBe('unknown_assignment')
    expect(told(there, help, { ...own, crewId: crewId(2) })).toBe('not_allowed')
  })

  it('[TB-1] counts from when it was said, were it without a network', () => {
    const event = { type: 'reinforcement_asked', ticketId: ticketId(1), crewId: crewId(1) } as const
    const late = { ...stored(1, { ...event, assignmentId: assignmentId(1) }, at(9)), deviceAt: at(4) }
    expect(evolve(there, [late]).assignments.get(assignmentId(1))?.reinforcementAt).toBe(at(4))
  })

  it('[TB-2] waits until another crew is sent, who then is known', () => {
    const asked = following(there, help)
    expect([awaited(there), awaited(asked)]).toEqual([false, true])
    const sent = following(there, help, send(2))
    expect(awaited(sent)).toBe(false)
    const asking = sent.assignments.get(assignmentId(1))
    expect(asking && reinforcementOf(asking, sent.assignments.values())?.crewId).toBe(crewId(2))
  })

  it('[TB-2] waits again where the crew that was sent is called off on its way, not once it has been there', () => {
    const recall = { type: 'recall', assignmentId: assignmentId(2), reason: 'other' } as const
    expect(awaited(following(there, help, send(2), recall))).toBe(true)
    const refused = { type: 'decline', assignmentId: assignmentId(2), reason: 'trop loin' } as const
    expect(awaited(following(there, help, send(2), refused))).toBe(true)
    expect(awaited(following(there, help, send(2), step('arrive', 2), recall))).toBe(false)
    const left = { type: 'clear', assignmentId: assignmentId(2), outcome: 'done' } as const
    expect(awaited(following(there, help, send(2), step('arrive', 2), left))).toBe(false)
  })

  it('[TB-2] is not answered by a crew that had been sent before, nor by its own arrival', () => {
    expect(awaited(following(there, send(2), help, step('arrive', 2)))).toBe(true)
    const going = aBoard([aTicket(1)], [aCrew(1)], [anAssignment(1, 'en_route')])
    expect(awaited(following(going, help, step('arrive', 1)))).toBe(true)
  })

  it('[TB-2] can be asked for again once somebody is on the way, and is over when the crew leaves', () => {
    const again = following(there, help, send(2), help)
    expect(awaited(again)).toBe(true)
    expect(awaited(following(there, help, send(2), help, step('arrive', 2), send(3)))).toBe(false)
    const leave = { type: 'clear', assignmentId: assignmentId(1), outcome: 'not_done' } as const
    expect(awaited(following(there, help, leave))).toBe(false)
  })
})

describe('asking for another order', () => {
  const two = (status: (typeof assignmentStatuses)[number]) =>
    aBoard(
      [aTicket(1), aTicket(2)],
      [aCrew(1, { freeAt: null })],
      [anAssignment(1, status), anAssignment(2, 'dispatched', { crewId: crewId(1) })],
    )

  it.each(assignmentStatuses)(
    '[TB-5] before it has left, and refused of an assignment that is %s',
    (status) => {
      const early = status === 'dispatched' || status === 'acknowledged'
      const expected = early ? 'other_order_asked' : 'step_refused'
      expect([told(two(status), order), told(two(status), order, own)]).toEqual([expected, expected])
    },
  )

  it('[TB-5] where it has another ticket, once, until its next step on this one', () => {
    const one = aBoard([aTicket(1)], [aCrew(1)], [anAssignment(1, 'dispatched')])
    expect(told(one, order)).toBe('nothing_changes')
    const asked = following(two('dispatched'), order)
    expect(told(asked, order)).toBe('nothing_changes')
    const askedAt = (board: Board) => board.assignments.get(assignmentId(1))?.otherOrderAt
    expect(askedAt(asked)).toBe(at(1))
    expect(askedAt(following(asked, { type: 'acknowledge', assignmentId: assignmentId(1) }))).toBeNull()
    expect(askedAt(following(asked, step('go_en_route', 1)))).toBeNull()
  })
})
