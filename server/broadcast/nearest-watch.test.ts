import { afterEach, describe, expect, it } from 'vitest'
import { deadlineFor } from '../../shared/deadline.ts'
import { after, HOUR, instant, SECOND } from '../../shared/instant.ts'
import type { NearestCrews } from '../../shared/protocol/live.ts'
import {
  aBoard,
  aCallOut,
  aCrew,
  anAssignment,
  aTicket,
  HOLE,
  NOISE,
  NOW,
  published,
} from '../../shared/test-board.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { StraightLine } from '../city/road/travel-times.ts'
import { LiveBoard } from './live-board.ts'
import { NearestWatch } from './nearest-watch.ts'
import { Positions } from './positions.ts'

const hole = aTicket(1, { serviceCode: HOLE.code, deadline: deadlineFor(HOLE, 3, NOW) })
const repairers = aCrew(3, { skills: ['road_signs'] })
const FAR = aCrew(5, { skills: ['road_signs'] })

describe('how far somebody is from what nobody is on the way to', () => {
  const watches: NearestWatch[] = []
  afterEach(() => Promise.all(watches.splice(0).map((watch) => watch.stop())))

  function watching(
    ticket: Ticket,
    on: ReturnType<typeof anAssignment>[] = [],
    callOuts: ReturnType<typeof aCallOut>[] = [],
    travelTimes = new StraightLine(),
  ) {
    const crews = [aCrew(1), repairers, FAR]
    const positions = new Positions()
    for (const crew of crews) {
      const fix = { lon: 1.44, lat: 43.6 + crew.number / 100, accuracy: 5, heading: null, speed: null }
      positions.report(crew, { ...fix, at: instant(NOW - SECOND) }, NOW)
    }
    const told: NearestCrews[] = []
    const faults: unknown[] = []
    const board = aBoard([ticket], crews, on, [], [], [], [], callOuts)
    let now = NOW
    const candidates = {
      live: new LiveBoard({ logId: 'a', seq: 0, board }),
      positions,
      travelTimes,
      serviceOf: published(NOISE, HOLE).serviceOf,
      usualTimes: () => new Map(),
      now: () => now,
    }
    const watch = new NearestWatch(
      candidates,
      (nearest) => void told.push(nearest),
      (error) => void faults.push(error),
    )
    watches.push(watch)
    const later = (milliseconds: number) => {
      now = after(NOW, milliseconds)
    }
    return { watch, told, faults, later }
  }

  it('[HR-5] is the way of the nearest that could make it safe, told once', async () => {
    const { watch, told } = watching(hole)
    await watch.look()
    await watch.look()
    expect(told).toHaveLength(1)
    expect(watch.all()).toEqual([{ ticketId: hole.id, seconds: expect.any(Number) }])
    const [{ seconds } = { seconds: 0 }] = watch.all()
    const [alone] = await new StraightLine().nearest(
      { lon: 1.44, lat: 43.6 },
      [{ crewId: repairers.id, kind: 'patrol', lon: 1.44, lat: 43.63, speed: null }],
      1,
      { maxSeconds: 10_000 },
    )
    expect(seconds).toBe(Math.round(alone?.seconds ?? 0))
  })

  it.each<[string, Parameters<typeof watching>]>([
    ['what only has to be reached', [aTicket(1)]],
    ['what was made safe', [{ ...hole, securedAt: NOW }]],
    ['what has no place', [{ ...hole, position: null }]],
    ['what somebody able is sent to', [hole, [anAssignment(3, 'dispatched', { ticketId: hole.id })]]],
    ['what someone from home takes', [hole, [], [aCallOut(1, { status: 'accepted', expectedAt: NOW })]]],
  ])('[HR-5] is not looked for, of %s', async (_what, given) => {
    const { watch, told } = watching(...given)
    await watch.look()
    expect([watch.all(), told]).toEqual([[], []])
  })

  it('[HR-5] is looked for while a patrol only guards it, and no longer once the time is over', async () => {
    const { watch, later } = watching(hole, [anAssignment(1, 'on_scene', { ticketId: hole.id })])
    await watch.look()
    expect(watch.all()).toHaveLength(1)
    later(HOUR)
    await watch.look()
    expect(watch.all()).toEqual([])
  })

  it('[HR-5] stays as it was known while it cannot be found', async () => {
    class Sometimes extends StraightLine {
      fails = false
      override nearest(...asked: Parameters<StraightLine['nearest']>) {
        return this.fails ? Promise.reject(new Error('away')) : super.nearest(...asked)
      }
    }
    const times = new Sometimes()
    const { watch, faults } = watching(hole, [], [], times)
    await watch.look()
    times.fails = true
    await watch.look()
    expect(faults).toHaveLength(1)
    expect(watch.all()).toHaveLength(1)
  })
})
