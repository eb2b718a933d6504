import { expect, it } from 'vitest'
import type { LonLat } from '../../shared/geo.ts'
import { instant, MINUTE } from '../../shared/instant.ts'
import { aBoard, aCrew, anAssignment, aTicket, crewId, NOW, ticketId } from '../../shared/test-board.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { LiveBoard } from '../broadcast/live-board.ts'
import { Positions } from '../broadcast/positions.ts'
import { type Located, type Route, StraightLine } from '../city/road/travel-times.ts'
import { wayOf } from './way.ts'

const assignments = [anAssignment(1, 'en_route'), anAssignment(2, 'dispatched', { crewId: crewId(1) })]

/** A way with a bend every metre or so. */
class Winding extends StraightLine {
  override async route(crew: Located, to: LonLat): Promise<Route> {
    const bends = Array.from({ length: 200 }, (_, at): [number, number] => [
      crew.lon + ((to.lon - crew.lon) * at) / 200 + (at % 2) * 1e-3,
      crew.lat + ((to.lat - crew.lat) * at) / 200,
    ])
    return { basis: 'road', seconds: 61, metres: 700, line: [...bends, [to.lon, to.lat]] }
  }
}

/** The way of crew 1, at 43.605 north, to ticket 1 at 43.6. */
function way({
  on = assignments,
  ticket = {} as Partial<Ticket>,
  at = NOW,
  travelTimes = new StraightLine(),
  to = null as LonLat | null,
} = {}) {
  const board = aBoard([aTicket(1, ticket), aTicket(2)], [aCrew(1), aCrew(2)], on)
  const positions = new Positions()
  const fix = { lon: 1.44, lat: 43.605, accuracy: 5, heading: null, speed: null, at: NOW }
  positions.report(aCrew(1), fix, NOW)
  const live = new LiveBoard({ logId: 'a', seq: 0, board })
  return wayOf(crewId(1), to, { live, positions, travelTimes, now: () => at })
}

it('[R-27] tells a crew its way to the ticket in hand, in at most 100 points', async () => {
  const { way: found, problem } = await way({ travelTimes: new Winding() })
  expect(problem).toBeNull()
  expect(found).toMatchObject({
    ticketId: ticketId(1),
    computedAt: NOW,
    seconds: 61,
    metres: 700,
    basis: 'road',
  })
  expect(found?.path?.length).toBeGreaterThan(1)
  expect(found?.path?.length).toBeLessThanOrEqual(100)
  expect(found?.path?.[0]).toEqual([1.44, 43.605])
})

it('[R-27] says that a straight line is one, and draws no way along it', async () => {
  const { way: found } = await way()
  expect(found).toMatchObject({ basis: 'straight', metres: 556, path: null })
})

it.each(['on_scene', 'secured', 'cleared', 'recalled'] as const)(
  '[R-27] tells a crew that is %s no way',
  async (status) => {
    expect(await way({ on: [anAssignment(1, status)] })).toEqual({ way: null, problem: 'not_under_way' })
  },
)

it('[R-27] says why there is no way', async () => {
  expect(await way({ ticket: { position: null } })).toEqual({ way: null, problem: 'not_located' })
  expect(await way({ at: instant(NOW + 5 * MINUTE) })).toEqual({ way: null, problem: 'no_position' })
  const closed = new StraightLine()
  closed.route = async () => null as never
  expect(await way({ travelTimes: closed })).toEqual({ way: null, problem: 'unreachable' })
})

it('[R-27] tells a crew its way to a place, whatever it has in hand', async () => {
  const to = { lon: 1.44, lat: 43.61 }
  for (const on of [[], assignments, [anAssignment(1, 'on_scene')]]) {
    const { way: found, problem } = await way({ on, to, travelTimes: new Winding() })
    expect([found?.ticketId, problem]).toEqual([null, null])
    expect(found?.path?.at(-1)).toEqual([1.44, 43.61])
  }
  expect(await way({ to, at: instant(NOW + 5 * MINUTE) })).toEqual({ way: null, problem: 'no_position' })
})
