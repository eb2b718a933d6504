import { describe, expect, it } from 'vitest'
import type { CallOut } from '../../shared/call-out/call-out.ts'
import { instant, MINUTE } from '../../shared/instant.ts'
import {
  aBoard,
  aCall,
  aCallOut,
  aCrew,
  anAssignment,
  aTicket,
  crewId,
  HOLE,
  NOISE,
  NOW,
  published,
  ticketId,
} from '../../shared/test-board.ts'
import { noFilter, queueOf, rowsOf } from './queue.ts'

const catalogues = published(NOISE, HOLE)
const dueIn = (minutes: number) => ({
  deadline: { kind: 'on_scene' as const, startedAt: NOW, dueAt: instant(NOW + minutes * MINUTE) },
})
const numbersOf = (rows: ReturnType<typeof rowsOf>) => rows.map(({ ticket }) => ticket.number - 2000)

describe('the queue', () => {
  const board = aBoard(
    [
      aTicket(1, { ...dueIn(30), position: null }),
      aTicket(2, dueIn(40)),
      aTicket(3, { ...dueIn(10), priority: 1 }),
      aTicket(4, { ...dueIn(20), serviceCode: HOLE.code }),
      aTicket(5, { ...dueIn(5), onSceneAt: NOW }),
    ],
    [aCrew(1), aCrew(2)],
    [anAssignment(4, 'en_route', { crewId: crewId(1) }), anAssignment(5, 'on_scene', { crewId: crewId(2) })],
  )

  it('[W-13] groups what cannot be sent to, what waits for a crew and what is under way, in that order', () => {
    const queue = queueOf(board, catalogues, noFilter)
    expect(numbersOf(queue.to_locate)).toEqual([1])
    expect(numbersOf(queue.to_dispatch)).toEqual([3, 2])
    expect(numbersOf(rowsOf(queue, null))).toEqual([1, 3, 2, 4, 5])
  })

  it('[W-13] has under way what somebody from home has taken, not what they are only called for', () => {
    const groupWith = (given: Partial<CallOut>) => {
      const callOuts = new Map([[ticketId(2), aCallOut(2, given)]])
      const called = { ...aBoard([aTicket(2, dueIn(40))]), callOuts }
      return queueOf(called, catalogues, noFilter).in_progress.length === 1
    }
    const taken = [aCall(1, { state: 'unanswered' }), aCall(2, { state: 'accepted' })]
    expect(groupWith({})).toBe(false)
    expect(groupWith({ status: 'accepted', calls: taken })).toBe(true)
    expect(groupWith({ status: 'secured', calls: taken })).toBe(true)
    expect(groupWith({ status: 'stopped', calls: taken })).toBe(false)
    const alarm = { reason: 'late', at: NOW, takenAt: null, takenBy: null } as const
    expect(groupWith({ status: 'accepted', calls: taken, alarm })).toBe(false)
  })

  it('[W-14] puts on top where somebody is to be, or to make it safe, first, and last what was reached', () => {
    const { in_progress } = queueOf(board, catalogues, noFilter)
    expect(numbersOf(in_progress)).toEqual([4, 5])
    const { deadline } = dueIn(60)
    const hole = {
      serviceCode: HOLE.code,
      priority: 3 as const,
      deadline: { ...deadline, kind: 'secured' as const },
    }
    const waiting = [
      aTicket(1, { ...dueIn(30), acknowledgedAt: NOW }),
      aTicket(2, hole),
      aTicket(3, { ...hole, onSceneAt: NOW }),
      aTicket(4, dueIn(50)),
    ]
    // Somebody is to be at the second by its fortieth minute; nobody has a word of the fourth since its fifth.
    expect(numbersOf(queueOf(aBoard(waiting), catalogues, noFilter).to_dispatch)).toEqual([1, 2, 4, 3])
  })

  it('[TB-3] puts on top of its group a ticket whose crew waits for reinforcement, until another is sent', () => {
    const asking = anAssignment(5, 'on_scene', { crewId: crewId(2), reinforcementAt: NOW })
    const sent = anAssignment(6, 'dispatched', {
      ticketId: ticketId(5),
      stepsAt: { dispatched: instant(NOW + MINUTE) },
    })
    const others = [...board.assignments.values()].filter(({ id }) => id !== asking.id)
    const queueWith = (...more: (typeof asking)[]) => {
      const { in_progress } = queueOf(
        aBoard([...board.tickets.values()], [aCrew(1), aCrew(2), aCrew(6)], [...others, ...more]),
        catalogues,
        noFilter,
      )
      return in_progress.map(({ ticket, reinforcementAsked }) => [ticket.number - 2000, reinforcementAsked])
    }
    expect(queueWith(asking)).toEqual([
      [5, true],
      [4, false],
    ])
    expect(queueWith(asking, sent)).toEqual([
      [4, false],
      [5, false],
    ])
  })

  it('[HR-1] [HR-6] reckons with who can make it safe, and who guards it, and with no crew that has it behind something else', () => {
    const holes = [1, 2].map((number) => aTicket(number, { serviceCode: HOLE.code }))
    const repairers = [1, 2].map((number) => aCrew(number, { skills: ['road_signs'] }))
    const expectedIn = (number: number, seconds: number) =>
      anAssignment(number, 'en_route', { ticketId: ticketId(1), expectedSeconds: seconds })
    const [first, second, patrol] = [expectedIn(1, 600), expectedIn(2, 300), expectedIn(3, 60)]
    const behind = anAssignment(4, 'acknowledged', { ticketId: ticketId(2), crewId: crewId(1) })
    const sent = [first, second, patrol, behind]
    const { in_progress } = queueOf(aBoard(holes, [...repairers, aCrew(3)], sent), catalogues, noFilter)
    expect(in_progress.map(({ lead, able, guard }) => [lead?.assignment.id, able?.id, guard?.id])).toEqual([
      [first.id, second.id, patrol.id],
      [behind.id, undefined, undefined],
    ])
  })

  it('[W-15] shows the crew that is furthest, where several are on one ticket', () => {
    const two = aBoard(
      [aTicket(1)],
      [aCrew(1), aCrew(2)],
      [anAssignment(1, 'dispatched'), anAssignment(2, 'en_route', { ticketId: ticketId(1) })],
    )
    const [row] = queueOf(two, catalogues, noFilter).in_progress
    expect(row?.lead?.crew.callSign).toBe('ALPHA 2')
  })

  it('[W-16] passes only the themes and priorities asked for, and everything when none is', () => {
    const roads = queueOf(board, catalogues, { ...noFilter, themes: new Set(['roads' as const]) })
    expect(numbersOf(rowsOf(roads, null))).toEqual([4])
    const urgent = queueOf(board, catalogues, { ...noFilter, priorities: new Set([1 as const]) })
    expect(numbersOf(rowsOf(urgent, null))).toEqual([3])
  })
})
