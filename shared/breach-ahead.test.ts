import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { breachAhead } from './breach-ahead.ts'
import { after, instant, MINUTE } from './instant.ts'
import { aCallOut, anAssignment, aTicket, NOW } from './test-board.ts'

const at = (minutes: number) => after(NOW, minutes * MINUTE)
const USUAL = 30
/** To be made safe within the hour. */
const hole = aTicket(1, { deadline: { kind: 'secured', startedAt: NOW, dueAt: at(60) } })
const noise = aTicket(1)
const nobody = { assignments: [], callOut: null }
const underWay = (seconds: number) => anAssignment(1, 'en_route', { expectedSeconds: seconds })
const ahead = (ticket: typeof hole, atWork: Parameters<typeof breachAhead>[1], minutes: number) =>
  breachAhead(ticket, atWork, USUAL, at(minutes)) / MINUTE

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

  it('[HR-1] never gets better by waiting', () => {
    fc.assert(
      fc.property(fc.nat(90), fc.nat(90), fc.nat(5_400), (one, other, seconds) => {
        const [soon, later] = [Math.min(one, other), Math.max(one, other)]
        for (const atWork of [nobody, { ...nobody, assignments: [underWay(seconds)] }])
          expect(ahead(hole, atWork, soon)).toBeLessThanOrEqual(ahead(hole, atWork, later))
      }),
    )
  })

  it.each([
    ['made safe', { securedAt: at(30) }],
    ['closed', { status: 'closed' as const }],
    ['joined to another', { status: 'joined' as const }],
  ])('[HR-4] is none of a ticket that was %s', (_what, given) => {
    expect(breachAhead({ ...hole, ...given }, nobody, USUAL, instant(at(59)))).toBe(0)
  })
})
