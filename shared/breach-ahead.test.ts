import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Assignment } from './assignment/assignment.ts'
import { atWorkOn, breachAhead, breachIf } from './breach-ahead.ts'
import { after, instant, MINUTE } from './instant.ts'
import {
  aBoard,
  aCallOut,
  aCrew,
  anAssignment,
  aTicket,
  crewId,
  HOLE,
  NOISE,
  NOW,
  ticketId,
} from './test-board.ts'

const at = (minutes: number) => after(NOW, minutes * MINUTE)
const USUAL = 30 * MINUTE
/** To be made safe within the hour. */
const hole = aTicket(1, {
  priority: 3,
  serviceCode: HOLE.code,
  deadline: { kind: 'secured', startedAt: NOW, dueAt: at(60) },
})
const noise = aTicket(1)
const serviceOf = (ticket: typeof hole) => (ticket.serviceCode === HOLE.code ? HOLE : NOISE)
const nobody = { able: [], guards: [], callOut: null, nearestSeconds: null }
const underWay = (seconds: number) => anAssignment(1, 'en_route', { expectedSeconds: seconds })
const ahead = (ticket: typeof hole, atWork: Parameters<typeof breachAhead>[2], minutes: number) =>
  (breachAhead(ticket, serviceOf(ticket), atWork, USUAL, at(minutes))?.late ?? 0) / MINUTE

describe('a deadline that will be missed', () => {
  it.each([
    ['nobody, and there is time', hole, nobody, 29, 0],
    ['nobody, and the best would be too late', hole, nobody, 33, 3],
    ['a crew that comes in time', hole, { ...nobody, able: [underWay(25 * 60)] }, 5, 0],
    ['a crew that comes too late', hole, { ...nobody, able: [underWay(40 * 60)] }, 5, 10],
    [
      'a crew that was there at 20',
      hole,
      {
        ...nobody,
        able: [anAssignment(1, 'on_scene', { stepsAt: { dispatched: NOW, on_scene: at(20) } })],
      },
      25,
      0,
    ],
    [
      'the first of two crews',
      hole,
      {
        ...nobody,
        able: [underWay(50 * 60), { ...underWay(20 * 60), id: anAssignment(2, 'en_route').id }],
      },
      5,
      0,
    ],
    [
      'someone from home who comes too late',
      hole,
      { ...nobody, callOut: aCallOut(1, { status: 'accepted', expectedAt: at(45) }) },
      10,
      15,
    ],
    [
      'someone from home who is there',
      hole,
      { ...nobody, callOut: aCallOut(1, { status: 'on_scene', statusAt: at(25) }) },
      26,
      0,
    ],
    ['someone who is called only', hole, { ...nobody, callOut: aCallOut(1) }, 35, 5],
    ['a crew that only has to be there', noise, { ...nobody, able: [underWay(26 * 60)] }, 5, 6],
    ['nobody for what only has to be reached', noise, nobody, 19, 0],
  ])('[HR-1] is seen before it is: %s', (_who, ticket, atWork, minutes, expected) => {
    expect(ahead(ticket, atWork, minutes)).toBe(expected)
  })

  it.each([
    ['a way that can still be gone', 20, 9, 0],
    ['a way that takes too long by now', 20, 13, 3],
    ['none', 0, 29, 0],
  ])(
    '[HR-5] is seen earlier by the way of the nearest crew, where nobody is on theirs: %s',
    (_way, minutes, now, expected) => {
      expect(ahead(hole, { ...nobody, nearestSeconds: minutes * 60 }, now)).toBe(expected)
    },
  )

  it('[HR-5] reckons with whoever is on the way, however near another is', () => {
    const late = { ...nobody, able: [underWay(40 * 60)], nearestSeconds: 60 }
    expect(ahead(hole, late, 5)).toBe(10)
  })

  it('[HR-6] is not averted by a crew that only guards the place, which is there for what only asks that', () => {
    const guards = [anAssignment(1, 'on_scene', { stepsAt: { dispatched: NOW, on_scene: at(10) } })]
    const seen = breachAhead(hole, HOLE, { ...nobody, guards, nearestSeconds: 20 * 60 }, USUAL, at(13))
    expect(seen).toEqual({ target: 'secured', late: 3 * MINUTE })
    const near = breachAhead(hole, HOLE, { ...nobody, guards }, USUAL, at(13))
    expect(near).toBeNull()
  })

  it('[HR-6] knows who can make it safe by the skills that the ticket needs', () => {
    const [roads, patrol] = [aCrew(1, { skills: ['road_signs'] }), aCrew(2)]
    const sent = [
      anAssignment(1, 'en_route'),
      anAssignment(2, 'en_route', { ticketId: hole.id }),
      anAssignment(3, 'en_route', { ticketId: noise.id, crewId: crewId(9) }),
    ]
    const board = aBoard([hole], [roads, patrol], sent)
    const atWork = atWorkOn(board, hole, HOLE, 60)
    expect(atWork.able.map(({ crewId: id }) => id)).toEqual([roads.id, crewId(9)])
    expect(atWork.guards.map(({ crewId: id }) => id)).toEqual([patrol.id])
    expect([atWork.callOut, atWork.nearestSeconds]).toEqual([null, 60])
  })

  it('[HR-1] does not reckon with a crew that has it behind something else', () => {
    const crew = aCrew(1, { skills: ['road_signs'] })
    const elsewhere = anAssignment(1, 'on_scene', { ticketId: noise.id })
    const next = anAssignment(2, 'acknowledged', { ticketId: hole.id, crewId: crew.id })
    const later = { ...noise, id: ticketId(2) }
    const on = (assignments: Assignment[]) =>
      atWorkOn(aBoard([hole, later], [crew], assignments), hole, HOLE, null).able.map(({ id }) => id)
    expect(on([{ ...elsewhere, ticketId: later.id }, next])).toEqual([])
    expect(on([next])).toEqual([next.id])
    expect(
      on([
        { ...next, status: 'en_route' },
        { ...elsewhere, status: 'dispatched', ticketId: later.id },
      ]),
    ).toEqual([next.id])
  })

  it('[HR-2] is the worse the later whoever was expected still is not there', () => {
    const late = { ...nobody, able: [underWay(10 * 60)] }
    expect([ahead(hole, late, 5), ahead(hole, late, 40)]).toEqual([0, 10])
    const fromHome = { ...nobody, callOut: aCallOut(1, { status: 'accepted' as const, expectedAt: at(20) }) }
    expect([ahead(hole, fromHome, 10), ahead(hole, fromHome, 50)]).toEqual([0, 20])
  })

  it('[HR-1] never gets better by waiting, until it is over', () => {
    fc.assert(
      fc.property(fc.nat(90), fc.nat(90), fc.nat(5_400), (one, other, seconds) => {
        const [soon, later] = [Math.min(one, other), Math.max(one, other)]
        for (const atWork of [nobody, { ...nobody, able: [underWay(seconds)] }]) {
          const toMakeSafe = (minutes: number) => {
            const breach = breachAhead(hole, HOLE, atWork, USUAL, at(minutes))
            return breach?.target === 'secured' ? breach.late : 0
          }
          expect(toMakeSafe(soon)).toBeLessThanOrEqual(toMakeSafe(later))
        }
      }),
    )
  })

  const there = (minutes: number, ticket = hole, now = 5) => {
    const breach = breachIf(ticket, HOLE, { there: at(minutes), able: at(minutes) }, 15 * MINUTE, at(now))
    return breach && [breach.target, breach.late / MINUTE]
  }
  it.each([
    ['in time for both', there(35), null],
    ['too late to be there, in time to make safe', there(44), ['on_scene', 4]],
    ['too late for both: the last is told', there(50), ['secured', 5]],
    ['too late to be there where that is over already', there(44, hole, 41), null],
    ['too late for both where one is over', there(50, hole, 41), ['secured', 5]],
    ['where everything is over', there(50, hole, 62), ['secured', 5]],
    ['once somebody is there', there(44, { ...hole, onSceneAt: at(4) }), null],
  ])('[HR-1] is seen of both arrival and safety: %s', (_what, seen, expected) => {
    expect(seen).toEqual(expected)
  })

  it.each([
    ['made safe', { securedAt: at(30) }],
    ['closed', { status: 'closed' as const }],
    ['joined to another', { status: 'joined' as const }],
  ])('[HR-4] [K-5] is none of a ticket that was %s', (_what, given) => {
    expect(breachAhead({ ...hole, ...given }, HOLE, nobody, USUAL, instant(at(59)))).toBeNull()
  })
})
