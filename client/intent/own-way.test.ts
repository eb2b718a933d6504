import { expect, it } from 'vitest'
import type { Assignment } from '../../shared/assignment/assignment.ts'
import { aBoard, aClosure, aCrew, anAssignment, aTicket, crewId } from '../../shared/test-board.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { isDue, journeyOf } from './own-way.ts'

const HERE = { lon: 1.44, lat: 43.605 }
const METRE = 1 / 111_195
const session = { role: 'crew', label: 'ALPHA 1', userName: 'a', tablet: null, crewId: crewId(1) } as const

function journey(
  on: readonly Assignment[],
  { ticket = {} as Partial<Ticket>, from = HERE as typeof HERE | null, closed = 0 } = {},
) {
  const closures = closed === 0 ? [] : [aClosure(closed)]
  const board = aBoard([aTicket(1, ticket), aTicket(2)], [aCrew(1), aCrew(2)], on, closures)
  return journeyOf({ session, board }, () => from ?? undefined)
}
const going = journey([anAssignment(1, 'en_route')])
const askedAt = (at: number, found = true) => {
  if (going === null) throw new Error('there is no journey')
  return { ...going, at, found }
}

it.each(['dispatched', 'acknowledged', 'en_route'] as const)('[M-4] has a way while it is %s', (status) => {
  expect(journey([anAssignment(1, status)])).toMatchObject({ from: HERE, to: { lon: 1.44, lat: 43.6 } })
})

it('[M-4] has none once there, nowhere to go, without a position, or to another crew’s ticket', () => {
  expect(journey([anAssignment(1, 'on_scene')])).toBeNull()
  expect(journey([anAssignment(1, 'cleared')])).toBeNull()
  expect(journey([anAssignment(1, 'en_route')], { ticket: { position: null } })).toBeNull()
  expect(journey([anAssignment(1, 'en_route')], { from: null })).toBeNull()
  expect(journey([anAssignment(2, 'en_route')])).toBeNull()
})

it('[M-4] goes to the ticket in hand, not to the one behind', () => {
  const behind = anAssignment(2, 'dispatched', { crewId: crewId(1) })
  expect(journey([behind, anAssignment(1, 'on_scene')])).toBeNull()
})

it('[M-5] asks at once for a new ticket, or a ticket that has another place', () => {
  if (going === null) throw new Error('there is no journey')
  expect(isDue(null, going, 0)).toBe(true)
  const moved = journey([anAssignment(1, 'en_route')], { ticket: { position: { lon: 1.45, lat: 43.6 } } })
  const other = journey([anAssignment(2, 'en_route', { crewId: crewId(1) })])
  for (const next of [moved, other]) expect(next && isDue(askedAt(1_000), next, 1_001)).toBe(true)
})

it('[M-5] asks again after five seconds where the crew moved, streets were closed, or there was no way', () => {
  const after = (next: typeof going, ms: number, found = true) => next && isDue(askedAt(0, found), next, ms)
  const moved = journey([anAssignment(1, 'en_route')], { from: { ...HERE, lat: HERE.lat + 35 * METRE } })
  const closed = journey([anAssignment(1, 'en_route')], { closed: 1 })
  const still = journey([anAssignment(1, 'en_route')], { from: { ...HERE, lat: HERE.lat + 25 * METRE } })
  expect([moved, closed].map((next) => after(next, 4_999))).toEqual([false, false])
  expect([moved, closed].map((next) => after(next, 5_000))).toEqual([true, true])
  expect([after(still, 5_000, false), after(still, 4_999, false)]).toEqual([true, false])
  expect([after(still, 19_999), after(still, 20_000)]).toEqual([false, true])
})
