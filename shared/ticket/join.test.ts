import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Board, evolve } from '../board.ts'
import { commandSchema } from '../command.ts'
import { decide } from '../decide.ts'
import { type DecisionContext, isRefusal } from '../decision.ts'
import { eventSchema } from '../event.ts'
import { instant, MINUTE } from '../instant.ts'
import {
  aBoard,
  aCrew,
  anAssignment,
  aTicket,
  DISPATCHER,
  HOLE,
  NOISE,
  NOW,
  published,
  stored,
  ticketId,
} from '../test-board.ts'
import { receivedAs } from '../test-decide.ts'
import { pairOf } from './join.ts'
import { lastReportAt } from './ticket.ts'

const LATER = instant(NOW + 5 * MINUTE)
const weighty = { ...NOISE, duplicates: { ...NOISE.duplicates, raisedFrom: 4 } }
const context: DecisionContext = {
  now: LATER,
  actor: DISPATCHER,
  serviceOf: published(weighty, HOLE).serviceOf,
  agencyOf: published().agencyOf,
  nextTicketNumber: 2050,
}
const run = (board: Board, command: object) => decide(board, commandSchema.parse(command), context)
const folded = (board: Board, command: object): Board => {
  const decision = run(board, command)
  if (isRefusal(decision)) throw new Error(decision.code)
  return evolve(
    board,
    decision.map((event, index) => stored(index + 1, eventSchema.parse(event), LATER)),
  )
}
const join = (one: number, into: number, score: number | null = null) => ({
  type: 'join_ticket',
  ticketId: ticketId(one),
  intoTicketId: ticketId(into),
  score,
})
const separate = (one: number) => ({ type: 'separate_ticket', ticketId: ticketId(one) })
const ticketOf = (board: Board, number: number) => board.tickets.get(ticketId(number))

describe('a ticket that is one more report of another', () => {
  it('[DU-3] leaves the board, and the other has its reports and the instant of the last', () => {
    const board = aBoard([aTicket(1), aTicket(2, { reports: 3, receivedAt: LATER })])
    const joined = folded(board, join(2, 1, 0.94))
    expect(ticketOf(joined, 2)).toMatchObject({ status: 'joined', joinedTo: ticketId(1), statusAt: LATER })
    expect(ticketOf(joined, 1)).toMatchObject({ status: 'open', reports: 4, reportedAt: LATER })
  })

  it('[DU-4] gives it the more urgent priority of the two, with its clock', () => {
    const board = aBoard([aTicket(1, { priority: 3 }), aTicket(2, { priority: 1 })])
    const raised = ticketOf(folded(board, join(2, 1)), 1)
    expect(raised?.priority).toBe(1)
    expect(raised?.deadline.dueAt).toBe(NOW + 10 * MINUTE)
    const kept = folded(aBoard([aTicket(1, { priority: 1 }), aTicket(2, { priority: 3 })]), join(2, 1))
    expect(ticketOf(kept, 1)).toMatchObject({ priority: 1, deadline: aTicket(1).deadline })
  })

  it.each([
    [2, 3, 2],
    [2, 4, 1],
    [2, 9, 1],
  ])(
    '[DU-4] of a type raised from 4 reports on, P%i with %i in all becomes P%i',
    (usual, reports, priority) => {
      const board = aBoard([aTicket(1, { priority: 2, reports: reports - 1 }), aTicket(2, { priority: 2 })])
      expect(usual).toBe(NOISE.priority)
      expect(ticketOf(folded(board, join(2, 1)), 1)?.priority).toBe(priority)
    },
  )

  it('[DU-5] is one of its own again when it is separated, as it was, and what it was joined to has so many less', () => {
    const board = aBoard([aTicket(1), aTicket(2, { reports: 2 }), aTicket(3)])
    const nested = folded(folded(board, join(2, 1)), join(1, 3))
    expect(ticketOf(nested, 3)?.reports).toBe(4)
    const apart = folded(nested, separate(2))
    expect(ticketOf(apart, 2)).toEqual({ ...aTicket(2, { reports: 2 }), statusAt: LATER })
    expect([1, 3].map((number) => ticketOf(apart, number)?.reports)).toEqual([1, 2])
  })

  it.each([
    ['itself', aBoard([aTicket(1)]), join(1, 1), 'unknown_ticket'],
    ['one that is unknown', aBoard([aTicket(1)]), join(1, 2), 'unknown_ticket'],
    [
      'one that has ended',
      aBoard([aTicket(1), aTicket(2, { status: 'closed' })]),
      join(1, 2),
      'ticket_not_open',
    ],
    [
      'another while a crew is on it',
      aBoard([aTicket(1), aTicket(2)], [aCrew(1)], [anAssignment(1, 'en_route')]),
      join(1, 2),
      'assignments_open',
    ],
    [
      "a crew's call for help",
      aBoard([aTicket(1), aTicket(2, { serviceCode: 'CREW_DISTRESS' })]),
      join(1, 2),
      'not_allowed',
    ],
    [
      'another, being a call for help',
      aBoard([aTicket(1, { serviceCode: 'CREW_DISTRESS' }), aTicket(2)]),
      join(1, 2),
      'not_allowed',
    ],
  ])('[DU-6] is not joined to %s', (_what, board, command, code) => {
    expect(run(board, command)).toMatchObject({ code })
  })

  it('[DU-7] may be received as such; where that ticket has ended meanwhile it stands by itself', () => {
    const command = receivedAs(9, NOISE, 1)
    const joined = folded(aBoard([aTicket(1)]), command)
    expect(ticketOf(joined, 9)?.status).toBe('joined')
    expect(ticketOf(joined, 1)?.reports).toBe(2)
    for (const board of [aBoard(), aBoard([aTicket(1, { status: 'closed' })])])
      expect(ticketOf(folded(board, command), 9)).toMatchObject({
        status: 'open',
        reports: 1,
        joinedTo: null,
      })
  })

  it.each([
    ['its own report alone', undefined, NOW],
    ['a report before it', NOW - MINUTE, NOW],
    ['a report after it', NOW + MINUTE, NOW + MINUTE],
  ])('[DU-23] was last told of by %s', (_what, at, expected) => {
    const reportedAt = at === undefined ? null : instant(at)
    expect(lastReportAt(aTicket(1, { reportedAt }))).toBe(expected)
  })

  it('[DU-23] an old log that does not say what is left is read as it was', () => {
    const event = {
      type: 'reports_removed',
      ticketId: ticketId(1),
      separatedTicketId: ticketId(2),
      reports: 1,
    }
    const board = aBoard([aTicket(1, { reports: 2, reportedAt: LATER })])
    const after = evolve(board, [stored(1, eventSchema.parse(event))])
    expect(ticketOf(after, 1)).toMatchObject({ reports: 1, reportedAt: LATER })
  })

  it('[DU-5] [DU-23] whatever is joined and separated, every report is counted where it is, once', () => {
    const one = fc.integer({ min: 1, max: 5 })
    const word = fc.oneof(fc.tuple(one, one), fc.tuple(one))
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), (words) => {
        const receivedAt = [3, 1, 5, 2, 4].map((minutes) => instant(NOW + minutes * MINUTE))
        let board = aBoard(receivedAt.map((at, index) => aTicket(index + 1, { receivedAt: at })))
        for (const [ticket, into] of words) {
          const command = into === undefined ? separate(ticket) : join(ticket, into)
          if (!isRefusal(run(board, command))) board = folded(board, command)
        }
        const tickets = [...board.tickets.values()]
        const countOf = (id: string): number =>
          1 +
          tickets.filter(({ joinedTo }) => joinedTo === id).reduce((sum, child) => sum + countOf(child.id), 0)
        const lastJoined = (id: string): number =>
          Math.max(
            0,
            ...tickets
              .filter(({ joinedTo }) => joinedTo === id)
              .map((child) => Math.max(child.receivedAt, lastJoined(child.id))),
          )
        for (const { id, reports, reportedAt } of tickets)
          expect([reports, reportedAt ?? 0]).toEqual([countOf(id), lastJoined(id)])
        const open = tickets.filter(({ status }) => status === 'open')
        expect(open.reduce((sum, { reports }) => sum + reports, 0)).toBe(5)
      }),
    )
  })
})

describe('two tickets of one thing', () => {
  const [one, other] = [aTicket(1), aTicket(2)]
  const pair = (...engaged: number[]) => {
    const assignments = engaged.map((number) =>
      anAssignment(number, 'en_route', { ticketId: ticketId(number) }),
    )
    const board = aBoard([one, other], [aCrew(1), aCrew(2)], assignments)
    return [pairOf(board, one, other), pairOf(board, other, one)]
  }

  it.each([
    ['nobody is on them', pair(), { ticket: other, into: one }],
    ['a crew is on the earlier', pair(1), { ticket: other, into: one }],
    ['a crew is on the later', pair(2), { ticket: one, into: other }],
    ['crews are on both', pair(1, 2), null],
  ])('[DU-11] which is joined to which: %s', (_when, pairs, expected) => {
    expect(pairs).toEqual([expected, expected])
  })
})
