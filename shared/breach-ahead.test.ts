import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { breachAhead, breachIf } from './breach-ahead.ts'
import { after, instant, MINUTE } from './instant.ts'
import { aCallOut, anAssignment, aTicket, HOLE, NOISE, NOW } from './test-board.ts'

const at = (minutes: number) => after(NOW, minutes * MINUTE)
const USUAL = 30 * MINUTE
/** To be made safe within the hour. */
const hole = aTicket(1, {
  serviceCode: HOLE.code,
  deadline: { kind: 'secured', startedAt: NOW, dueAt: at(60) },
})
const noise = aTicket(1)
const serviceOf = (ticket: typeof hole) => (ticket.serviceCode === HOLE.code ? HOLE : NOISE)
const nobody = { assignments: [], callOut: null }
const underWay = (seconds: number) => anAssignment(1, 'en_route', { expectedSeconds: seconds })
const ahead = (ticket: typeof hole, atWork: Parameters<typeof breachAhead>[2], minutes: number) =>
  (breachAhead(ticket, serviceOf(ticket), atWork, USUAL, at(minutes))?.late ?? 0) / MINUTE

describe('a deadline that will be missed', () => {
  it.each([
    ['nobody, and there is time', hole, nobody, 29, 0],
    ['nobody, and the best would be too late', hole, nobody, 33, 3],
    ['a crew that comes in time', hole, { ...nobody, assignments: [underWay(25 * 60)] }, 5, 0],
    ['a crew that comes too late', hole, { ...nobody, assignments: [underWay(40 * 60)] }, 5, 10],
    [
      'a crew that was there at 20',
      hole,
      {
        ...nobody,
        assignments: [anAssignment(1, 'on_scene', { stepsAt: { dispatched: NOW, on_scene: at(20) } })],
      },
      25,
      0,
    ],
    [
      'the first of two crews',
      hole,
      {
        ...nobody,
        assignments: [underWay(50 * 60), { ...underWay(20 * 60), id: anAssignment(2, 'en_route').id }],
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
    ['a crew that only has to be there', noise, { ...nobody, assignments: [underWay(26 * 60)] }, 5, 6],
    ['nobody for what only has to be reached', noise, nobody, 19, 0],
  ])('[HR-1] is seen before it is: %s', (_who, ticket, atWork, minutes, expected) => {
    expect(ahead(ticket, atWork, minutes)).toBe(expected)
  })

  it('[HR-2] is the worse the later whoever was expected still is not there', () => {
    const late = { ...nobody, assignments: [underWay(10 * 60)] }
    expect([ahead(hole, late, 5), ahead(hole, late, 40)]).toEqual([0, 10])
    const fromHome = { ...nobody, callOut: aCallOut(1, { status: 'accepted' as const, expectedAt: at(20) }) }
    expect([ahead(hole, fromHome, 10), ahead(hole, fromHome, 50)]).toEqual([0, 20])
  })

  it('[HR-1] never gets better by waiting, until it is over', () => {
    fc.assert(
      fc.property(fc.nat(90), fc.nat(90), fc.nat(5_400), (one, other, seconds) => {
        const [soon, later] = [Math.min(one, other), Math.max(one, other)]
        for (const atWork of [nobody, { ...nobody, assignments: [underWay(seconds)] }]) {
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
    const breach = breachIf(ticket, HOLE, at(minutes), 15 * MINUTE, at(now))
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
