import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Event } from '../../shared/event.ts'
import type { LonLat } from '../../shared/geo.ts'
import { instant } from '../../shared/instant.ts'
import type { Travel } from '../../shared/nearest-crew/rank.ts'
import type { Suggestion } from '../../shared/nearest-crew/suggestion.ts'
import {
  aBoard,
  aCrew,
  anAssignment,
  aTicket,
  NOISE,
  NOW,
  published,
  stored,
} from '../../shared/test-board.ts'
import { type Located, StraightLine } from '../city/road/travel-times.ts'
import { LiveBoard } from './live-board.ts'
import { Positions } from './positions.ts'
import { SuggestionWatch } from './suggestion-watch.ts'

const crew = aCrew(1)
const ticket = aTicket(8)
const other = aTicket(9)

/** Counts how often someone asks, and fails or waits when told to. */
class Counted extends StraightLine {
  asked = 0
  fails = false
  waits: Promise<void> = Promise.resolve()

  override async nearest(
    to: LonLat,
    crews: readonly Located[],
    k: number,
    options: { maxSeconds: number },
  ): Promise<Travel[]> {
    // Asked for the free and for the busy: one computation is two questions.
    this.asked += 0.5
    await this.waits
    if (this.fails) throw new Error('no answer')
    return super.nearest(to, crews, k, options)
  }
}

describe('the suggestion of a ticket that is looked at', () => {
  let live: LiveBoard
  let positions: Positions
  let travelTimes: Counted
  let watch: SuggestionWatch
  let sent: { to: string[]; suggestion: Suggestion }[]
  let faults: string[]

  beforeEach(() => {
    vi.useFakeTimers({ now: NOW })
    live = new LiveBoard({ logId: 'a', seq: 0, board: aBoard([ticket, other], [crew, aCrew(2)]) })
    positions = new Positions()
    travelTimes = new Counted()
    sent = []
    faults = []
    const now = () => instant(Date.now())
    watch = new SuggestionWatch(
      {
        live,
        positions,
        travelTimes,
        serviceOf: published(NOISE).serviceOf,
        usualTimes: () => new Map(),
        now,
      },
      (to, suggestion) => sent.push({ to: [...to], suggestion }),
      (_error, what) => faults.push(what),
    )
  })
  afterEach(() => {
    watch.stop()
    vi.useRealTimers()
  })

  const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)
  const fold = (event: Event) => live.fold([stored(live.seq + 1, event)])
  const receivers = () => sent.map(({ to }) => to.join(' '))
  function move(lat: number): void {
    const at = instant(Date.now())
    positions.report(crew, { lon: 1.44, lat, accuracy: 5, heading: null, speed: null, at }, at)
  }
  const dispatched: Event = {
    type: 'crew_dispatched',
    assignmentId: anAssignment(1, 'dispatched').id,
    ticketId: other.id,
    crewId: crew.id,
    assignment: anAssignment(1, 'dispatched', { ticketId: other.id }),
    suggestion: null,
  }

  it('[N-18] is told at once', async () => {
    move(43.601)
    watch.watch('a', ticket.id)
    await pass(0)
    expect(sent).toHaveLength(1)
    expect(sent[0]?.suggestion).toMatchObject({ ticketId: ticket.id, computedAt: NOW })
    expect(sent[0]?.suggestion.proposals.map(({ crewId }) => crewId)).toEqual([crew.id])
  })

  it('[N-18] is computed once for all who look, and told at once to one who joins them', async () => {
    watch.watch('a', ticket.id)
    await pass(0)
    watch.watch('b', ticket.id)
    watch.watch('c', ticket.id)
    await pass(0)
    expect(travelTimes.asked).toBe(1)
    expect(receivers()).toEqual(['a', 'b', 'c'])
    move(43.601)
    await pass(1_100)
    expect(travelTimes.asked).toBe(2)
    expect(receivers().at(-1)).toBe('a b c')
  })

  it('[N-18] is computed again when someone moved, at most once a second', async () => {
    watch.watch('a', ticket.id)
    for (let step = 0; step < 40; step += 1) {
      move(43.601 + step / 100_000)
      await pass(250)
    }
    expect(travelTimes.asked).toBeGreaterThanOrEqual(9)
    expect(travelTimes.asked).toBeLessThanOrEqual(11)
    expect(sent).toHaveLength(travelTimes.asked)
  })

  it('[N-18] is computed again when the board changed in a way that matters', async () => {
    move(43.601)
    watch.watch('a', ticket.id)
    await pass(2_000)
    fold(dispatched)
    await pass(100)
    expect(sent.at(-1)?.suggestion.proposals).toEqual([])
    expect(sent.at(-1)?.suggestion.excluded).toContainEqual({ crewId: crew.id, cause: 'engaged' })
  })

  it('[N-18] is not computed for what cannot change it', async () => {
    watch.watch('a', ticket.id)
    await pass(2_000)
    const { asked } = travelTimes
    const position = { lon: 1.4, lat: 43.6 }
    fold({ type: 'ticket_located', ticketId: other.id, position, address: null, district: null })
    fold({ type: 'distress_taken', crewId: crew.id })
    await pass(1_000)
    expect(travelTimes.asked).toBe(asked)
    fold({ type: 'ticket_located', ticketId: ticket.id, position, address: null, district: null })
    await pass(100)
    expect(travelTimes.asked).toBe(asked + 1)
  })

  it('[N-19] is sent only when it says something else, or after five seconds', async () => {
    move(43.601)
    watch.watch('a', ticket.id)
    await pass(100)
    // Someone who is not eligible changes duty: computed again, with the same result.
    fold({ type: 'duty_changed', crewId: aCrew(2).id, duty: 'available', members: 3, reason: null })
    await pass(2_000)
    expect(travelTimes.asked).toBe(2)
    expect(sent).toHaveLength(1)
    await pass(3_000)
    expect(sent).toHaveLength(2)
    expect(sent[1]?.suggestion.proposals[0]?.positionAge).toBeGreaterThanOrEqual(5)
    await pass(10_000)
    expect(sent).toHaveLength(4)
  })

  it('[N-18] is not sent to a post that looks elsewhere or left, and not computed for nobody', async () => {
    watch.watch('a', ticket.id)
    watch.watch('b', ticket.id)
    await pass(0)
    watch.watch('b', other.id)
    await pass(0)
    sent = []
    watch.unwatch('b')
    move(43.601)
    await pass(1_100)
    expect(receivers()).toEqual(['a'])
    watch.watch('a', null)
    const { asked } = travelTimes
    move(43.602)
    await pass(10_000)
    expect(travelTimes.asked).toBe(asked)
  })

  it('[N-18] is not computed anew when a post chooses the same ticket again', async () => {
    for (let times = 0; times < 20; times += 1) {
      watch.watch('a', ticket.id)
      await pass(10)
    }
    expect(travelTimes.asked).toBe(1)
    expect(receivers()).toHaveLength(20)
  })

  it('[N-18] is asked for once at a time, however long the answer takes', async () => {
    let answer = () => {}
    travelTimes.waits = new Promise((settle) => {
      answer = settle
    })
    watch.watch('a', ticket.id)
    watch.watch('b', ticket.id)
    for (let step = 0; step < 20; step += 1) {
      move(43.601 + step / 100_000)
      await pass(250)
    }
    expect(travelTimes.asked).toBe(1)
    answer()
    await pass(0)
    expect(receivers()).toEqual(['a b'])
    await pass(100)
    expect(travelTimes.asked).toBe(2)
  })

  it('[N-20] that failed is a fault told, and tried again within about a second', async () => {
    travelTimes.fails = true
    watch.watch('a', ticket.id)
    await pass(0)
    expect(faults).toEqual([`the suggestion for ticket ${ticket.id} failed; trying again`])
    travelTimes.fails = false
    await pass(1_100)
    expect(receivers()).toEqual(['a'])
  })

  it('[N-20] goes on when the clock is set back', async () => {
    watch.watch('a', ticket.id)
    await pass(0)
    vi.setSystemTime(NOW - 3_600_000)
    move(43.601)
    await pass(200)
    expect(sent).toHaveLength(2)
  })
})
