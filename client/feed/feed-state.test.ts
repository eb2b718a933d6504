import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyBoard, evolveBoard } from '../../shared/board.ts'
import type { StoredEvent } from '../../shared/event.ts'
import { PROTOCOL_VERSION } from '../../shared/protocol/live.ts'
import { crewEvents } from '../../shared/test-board.ts'
import {
  disconnected,
  freshness,
  resumed,
  startFeed,
  takeBatch,
  takeHeartbeat,
  takeSnapshot,
} from './feed-state.ts'

const log: readonly StoredEvent[] = crewEvents(40)
const snapshot = {
  protocol: PROTOCOL_VERSION as typeof PROTOCOL_VERSION,
  logId: 'log',
  seq: 0,
  at: 1_000 as never,
  tickets: [],
  crews: [],
  assignments: [],
  closures: [],
  catalogueVersion: 1,
  people: [],
  turns: [],
  callOuts: [],
}
const batch = (from: number, to: number) => ({
  after: from,
  upto: to,
  items: log.slice(from, to).map((stored) => ({ stored })),
})
const start = () => resumed(takeSnapshot(startFeed(0), snapshot, 0), 0)

describe('the feed of a screen', () => {
  it('[F-5] folds what follows, drops what it has, and asks again from its cursor at a gap', () => {
    const first = takeBatch(start(), batch(0, 3), 10)
    expect([first.state.cursor, first.events.length, first.resume]).toEqual([3, 3, false])
    const again = takeBatch(first.state, batch(0, 3), 20)
    expect([again.state.cursor, again.events.length, again.resume]).toEqual([3, 0, false])
    const gap = takeBatch(again.state, batch(5, 7), 30)
    expect([gap.state.cursor, gap.state.resuming, gap.resume]).toEqual([3, true, true])
    const meanwhile = takeBatch(gap.state, batch(3, 5), 40)
    expect([meanwhile.state.cursor, meanwhile.resume]).toEqual([3, false])
    const caught = takeBatch(resumed(meanwhile.state, 50), batch(3, 7), 50)
    expect([caught.state.cursor, caught.events.length]).toEqual([7, 4])
  })

  it('[F-6] shows at every moment a true fold of the log, whatever is lost, doubled, late or cut on the way', () => {
    const folds = Array.from({ length: log.length + 1 }, (_, seq) =>
      evolveBoard(emptyBoard, log.slice(0, seq)),
    )
    const step = fc.record({
      size: fc.integer({ min: 1, max: 6 }),
      fate: fc.constantFrom('lost', 'doubled', 'late', 'arrives', 'cut'),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let state = start()
        let sent = 0
        let late: [number, number][] = []
        const take = (from: number, to: number) => {
          const taken = takeBatch(state, batch(from, to), 0)
          state = taken.state
          expect(state.board.crews).toEqual(folds[state.cursor]?.crews)
          return taken.resume
        }
        // Asked again, the server answers, then sends what follows from the cursor, up to its head.
        const askAgain = () => {
          state = resumed(disconnected(state), 0)
          if (state.cursor < sent) take(state.cursor, sent)
        }
        const deliver = (from: number, to: number) => {
          if (take(from, to)) askAgain()
        }
        for (const { size, fate } of steps) {
          const from = sent
          sent = Math.min(log.length, sent + size)
          if (fate === 'late') late.push([from, sent])
          else if (fate === 'cut') askAgain()
          else if (fate !== 'lost') deliver(from, sent)
          if (fate === 'doubled') deliver(from, sent)
          if (fate !== 'late') {
            for (const [older, newer] of late.reverse()) deliver(older, newer)
            late = []
          }
        }
        sent = log.length
        askAgain()
        expect([state.cursor, state.board.crews]).toEqual([log.length, folds.at(-1)?.crews])
      }),
    )
  })

  it('[F-7] [F-16] says that it is late after 8 s without news, and lost after 30 s', () => {
    expect(freshness(startFeed(0), 5)).toEqual({ state: 'connecting' })
    const state = takeHeartbeat(start(), { head: 0, at: 9_000 as never }, 1_000)
    expect(freshness(state, 8_999)).toEqual({ state: 'current', heardMs: 7_999 })
    expect(freshness(state, 9_000)).toEqual({ state: 'late', lateMs: 8_000 })
    expect(freshness(state, 31_000)).toEqual({ state: 'lost', since: 1_000 })
    expect(state.clockOffset).toBe(8_000)
    expect(takeHeartbeat(state, { head: 0, at: 11_000 as never }, 6_000).clockOffset).toBe(8_000)
  })

  it('[F-8] says that it is late when it hears of events that it does not get', () => {
    let state = start()
    for (let now = 1_000; now <= 9_000; now += 1_000)
      state = takeHeartbeat(state, { head: 5, at: now as never }, now)
    expect(freshness(state, 9_000)).toEqual({ state: 'late', lateMs: 9_000 })
    expect(freshness(takeBatch(state, batch(0, 5), 9_000).state, 9_000)).toEqual({
      state: 'current',
      heardMs: 0,
    })
  })
})
