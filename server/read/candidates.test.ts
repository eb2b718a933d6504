import { describe, expect, it } from 'vitest'
import { DISTRESS } from '../../shared/catalogue/service.ts'
import { suggestionShownSchema } from '../../shared/command.ts'
import type { Crew } from '../../shared/crew/crew.ts'
import { deadlineFor } from '../../shared/deadline.ts'
import type { LonLat } from '../../shared/geo.ts'
import { instant, MINUTE, SECOND } from '../../shared/instant.ts'
import type { Basis } from '../../shared/nearest-crew/suggestion.ts'
import {
  aBoard,
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
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { LiveBoard } from '../broadcast/live-board.ts'
import { Positions } from '../broadcast/positions.ts'
import { type Located, type Route, StraightLine, type TravelTimes } from '../city/road/travel-times.ts'
import { suggest } from './candidates.ts'

const ticket = aTicket(100)

/** Streets on which crew 1 has a river before it, and every way one corner. */
class Winding extends StraightLine {
  constructor(private readonly basis: Basis = 'road') {
    super()
  }

  override async nearest(to: LonLat, crews: readonly Located[], k: number, options: { maxSeconds: number }) {
    const travels = await super.nearest(to, crews, k, options)
    return travels
      .map((one) => ({ ...one, basis: this.basis, seconds: one.crewId === crewId(1) ? 270 : 100 }))
      .sort((a, b) => a.seconds - b.seconds)
  }

  override async route(crew: Located, to: LonLat): Promise<Route> {
    const line: [number, number][] = [
      [crew.lon, crew.lat],
      [1.45, 43.6],
      [to.lon, to.lat],
    ]
    return { ...(await super.route(crew, to)), basis: 'road', line }
  }
}

/** The answer for `ticket`, where crew n stands n × 100 m north of it, with a position of n seconds ago. */
function suggested(
  crews: readonly Crew[],
  {
    on = [],
    asked = ticket,
    at = NOW,
    travelTimes = new StraightLine(),
  }: {
    on?: ReturnType<typeof anAssignment>[]
    asked?: Ticket
    at?: typeof NOW
    travelTimes?: TravelTimes
  } = {},
) {
  const others = on.map((_, index) => aTicket(index + 1, { priority: 4 }))
  const positions = new Positions()
  for (const crew of crews) {
    const lat = 43.6 + (crew.number * 100) / 111_195
    const fixAt = instant(NOW - crew.number * SECOND)
    positions.report({ ...crew, duty: 'available' }, fixOf(lat, fixAt), NOW)
  }
  return suggest(asked.id, {
    live: new LiveBoard({ logId: 'a', seq: 0, board: aBoard([asked, ...others], crews, on) }),
    positions,
    travelTimes,
    serviceOf: published(NOISE, HOLE).serviceOf,
    usualTimes: () => new Map(),
    now: () => at,
  })
}

function fixOf(lat: number, at: typeof NOW) {
  return { lon: 1.44, lat, accuracy: 5, heading: null, speed: null, at }
}

describe('whom to send', () => {
  it('[N-7] is the five nearest of a roomful, with what makes them so', async () => {
    const crews = Array.from({ length: 40 }, (_, index) => aCrew(40 - index))
    const found = await suggested(crews)
    expect(found.proposals.map((one) => one.crewId)).toEqual([1, 2, 3, 4, 5].map(crewId))
    expect(found.proposals[1]).toMatchObject({ metres: 200, seconds: 33, basis: 'straight', positionAge: 2 })
    expect(found.proposals[1]).toMatchObject({ breachSeconds: 0, freeAt: NOW, matchingSkills: [] })
    expect(found).toMatchObject({ computedAt: NOW, diversion: null, excluded: [], problem: null })
  })

  it('[N-7] follows the kind of crew, not the distance alone', async () => {
    const found = await suggested([aCrew(1, { kind: 'foot' }), aCrew(5, { kind: 'motorcycle' })])
    expect(found.proposals.map((one) => one.crewId)).toEqual([5, 1].map(crewId))
  })

  const hole = aTicket(100, { serviceCode: HOLE.code, deadline: deadlineFor(HOLE, 3, NOW) })
  const repairers = aCrew(3, { skills: ['road_signs'], kind: 'roads' })

  it('[HR-7] names the patrol that would be there first to guard what others make safe', async () => {
    const found = await suggested([aCrew(1), aCrew(2), repairers], { asked: hole })
    expect(found.proposals.map((one) => one.crewId)).toEqual([repairers.id])
    expect(found.guard).toEqual({ crewId: crewId(1), seconds: expect.any(Number), basis: 'straight' })
  })

  it.each<[string, Parameters<typeof suggested>[0], Parameters<typeof suggested>[1]]>([
    ['what only has to be reached', [aCrew(1)], {}],
    ['what somebody is at', [aCrew(1), repairers], { asked: { ...hole, onSceneAt: NOW } }],
    ['what no patrol is free for', [repairers], { asked: hole }],
    [
      'what a patrol goes to guard already',
      [aCrew(1), aCrew(2)],
      { asked: hole, on: [anAssignment(1, 'en_route', { ticketId: hole.id })] },
    ],
  ])('[HR-7] names no patrol to guard %s', async (_what, crews, given) => {
    expect((await suggested(crews, given)).guard).toBeNull()
  })

  it('[N-9] names the busy crew that would be there first', async () => {
    const found = await suggested([aCrew(1), aCrew(3)], { on: [anAssignment(1, 'en_route')] })
    expect(found.proposals.map((one) => one.crewId)).toEqual([crewId(3)])
    expect(found.diversion).toMatchObject({ crewId: crewId(1), fromTicketId: ticketId(1), fromPriority: 4 })
    expect(found.excluded).toEqual([{ crewId: crewId(1), cause: 'engaged' }])
  })

  it('[N-6] is, for a colleague in distress, also who is busy', async () => {
    const asked = aTicket(100, { serviceCode: DISTRESS.code, priority: 1 })
    const crews = [aCrew(1, { freeAt: null }), aCrew(2, { duty: 'distress' }), aCrew(3)]
    const found = await suggested(crews, { asked, on: [anAssignment(1, 'on_scene')] })
    expect(found.proposals.map((one) => one.crewId)).toEqual([1, 3].map(crewId))
    expect(found.excluded).toEqual([{ crewId: crewId(2), cause: 'in_distress' }])
  })

  it('[N-3] is nobody whose position is five minutes old', async () => {
    const found = await suggested([aCrew(1), aCrew(2)], { at: instant(NOW + 5 * MINUTE - 1_500) })
    expect(found.proposals.map((one) => one.crewId)).toEqual([crewId(1)])
    expect(found.excluded).toEqual([{ crewId: crewId(2), cause: 'stale_position' }])
  })

  it('[R-21] says whom the straight line would have sent, and carries the ways, where streets are known', async () => {
    const found = await suggested([aCrew(1), aCrew(2)], { travelTimes: new Winding() })
    expect(found.proposals.map((one) => [one.crewId, one.seconds, one.path?.length])).toEqual([
      [crewId(2), 100, 3],
      [crewId(1), 270, 3],
    ])
    expect(found.straightFirst).toEqual({ crewId: crewId(1), seconds: 170 })
    const straight = await suggested([aCrew(1), aCrew(2)])
    expect([straight.straightFirst, straight.proposals[0]?.path]).toEqual([null, null])
  })

  it('[R-26] carries the way of the crew to be diverted too', async () => {
    const on = [anAssignment(2, 'en_route', { ticketId: ticketId(1) })]
    const found = await suggested([aCrew(1), aCrew(2)], { on, travelTimes: new Winding() })
    expect(found.diversion).toMatchObject({ crewId: crewId(2), seconds: 100, basis: 'road' })
    expect(found.diversion?.path).toHaveLength(3)
  })

  it.each(['valhalla', 'osrm'] as const)('[R-32] has the times of %s beside our ways', async (engine) => {
    const found = await suggested([aCrew(1), aCrew(2)], { travelTimes: new Winding(engine) })
    expect(found.proposals.map(({ seconds, basis, path }) => [seconds, basis, path?.length])).toEqual([
      [100, engine, 3],
      [270, engine, 3],
    ])
    expect(found.straightFirst).toEqual({ crewId: crewId(1), seconds: 170 })
    const shown = { rank: 1, firstCrewId: crewId(2), seconds: 100, basis: engine }
    expect(suggestionShownSchema.parse(shown)).toEqual(shown)
  })

  it('[N-10] is nobody who would need more than three hours', async () => {
    const walker = await suggested([aCrew(120, { kind: 'foot' })])
    expect(walker.excluded).toEqual([{ crewId: crewId(120), cause: 'unreachable' }])
  })

  it('[N-7] cannot be said of a ticket without a place, or that is not open', async () => {
    expect(await suggested([], { asked: aTicket(100, { position: null }) })).toMatchObject({
      problem: 'not_located',
    })
    const gone = await suggested([], { asked: aTicket(100, { serviceCode: 'UNKNOWN' }) })
    expect(gone).toMatchObject({ ticketId: ticket.id, problem: 'not_open' })
  })
})
