import { describe, expect, it } from 'vitest'
import { HOUR, instant } from '../../shared/instant.ts'
import { aTicket, aTransfer, NOW } from '../../shared/test-board.ts'
import { dueOf, groupsOf, serviceClock } from './service-list.ts'

const inHands = (number: number, dueAt: number | null, promised = 20 * HOUR) =>
  aTicket(number, {
    status: 'transferred',
    deadline: { kind: 'on_scene', startedAt: NOW, dueAt: instant(NOW + promised) },
    transfer: aTransfer(
      dueAt === null ? {} : { acceptedAt: NOW, acceptedBy: 'Propreté', dueAt: instant(NOW + dueAt) },
    ),
  })
const numbers = (tickets: { number: number }[]) => tickets.map(({ number }) => number - 2000)

describe('the list of a city service', () => {
  it('[HO-11] has what is late first, the latest before all, then what is to take, under way and closed', () => {
    const open = [inHands(1, null), inHands(2, 5 * HOUR), inHands(3, HOUR), inHands(4, null, HOUR)]
    const closed = [aTicket(9, { status: 'closed' })]
    const groups = groupsOf({ open, closed, more: false, catalogueVersion: 1 }, instant(NOW + 2 * HOUR))
    expect(Object.entries(groups).map(([group, tickets]) => [group, numbers(tickets)])).toEqual([
      ['late', [3, 4]],
      ['to_take', [1]],
      ['under_way', [2]],
      ['closed', [9]],
    ])
  })

  it('[HO-11] is due as the service said, and until then as was promised; a closed one runs no more', () => {
    expect(dueOf(inHands(1, null))).toBe(NOW + 20 * HOUR)
    expect(dueOf(inHands(1, 5 * HOUR))).toBe(NOW + 5 * HOUR)
    const half = instant(NOW + 2.5 * HOUR)
    expect(serviceClock(inHands(1, 5 * HOUR), half)).toMatchObject({ state: 'running', share: 0.5 })
    expect(serviceClock(inHands(1, HOUR), half)).toMatchObject({ state: 'passed', late: 1.5 * HOUR })
    expect(serviceClock({ ...inHands(1, HOUR), status: 'closed' }, half)).toEqual({ state: 'stopped' })
  })
})
