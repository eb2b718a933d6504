import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MINUTE, SECOND } from '../../../shared/instant.ts'
import { LOCKS_AFTER_MS, type LockEvent, type LockState, nextLock, unlocked } from './machine.ts'

const T = 1_700_000_000_000
const open: LockState = { ...unlocked(T), touchedAt: T }
const locked: LockState = { ...open, mode: 'locked' }
const told = (state: LockState, ...events: LockEvent[]) => events.reduce(nextLock, state)
const wrong = (at: number): LockEvent => ({ type: 'try', at, right: false })
const right = (at: number): LockEvent => ({ type: 'try', at, right: true })

describe('the lock of a tablet: every state × every event', () => {
  it.each<[string, LockState, LockEvent, LockState]>([
    ['a touch in time', open, { type: 'touch', at: T + MINUTE }, { ...open, touchedAt: T + MINUTE }],
    ['a touch too late', open, { type: 'touch', at: T + LOCKS_AFTER_MS }, locked],
    ['a second short of ten minutes', open, { type: 'tick', at: T + LOCKS_AFTER_MS - SECOND }, open],
    ['ten minutes', open, { type: 'tick', at: T + LOCKS_AFTER_MS }, locked],
    ['a page that slept for a day', open, { type: 'tick', at: T + 86_400_000 }, locked],
    ['a clock set back', open, { type: 'tick', at: T - MINUTE }, { ...open, touchedAt: T - MINUTE }],
    ['locking', open, { type: 'lock', at: T }, locked],
    ['a right code', open, right(T), open],
    ['a wrong code', open, wrong(T), open],
  ])('[PL-1] unlocked: %s', (_what, before, event, expected) =>
    expect(nextLock(before, event)).toEqual(expected),
  )

  it.each<[string, LockEvent, LockState]>([
    ['a touch', { type: 'touch', at: T + MINUTE }, locked],
    ['time', { type: 'tick', at: T + 86_400_000 }, locked],
    ['locking again', { type: 'lock', at: T }, locked],
    ['the right code', right(T + MINUTE), unlocked(T + MINUTE)],
    ['a wrong code', wrong(T), { ...locked, failures: 1, waitUntil: T }],
  ])('[PL-2] locked: %s', (_what, event, expected) => expect(nextLock(locked, event)).toEqual(expected))

  it('[PL-2] whatever happens, only the right code unlocks', () => {
    const event = fc.oneof(
      fc.record({ type: fc.constantFrom('touch', 'tick', 'lock'), at: fc.nat(1e9).map((n) => T + n) }),
      fc.record({ type: fc.constant('try'), right: fc.constant(false), at: fc.nat(1e9).map((n) => T + n) }),
    ) as fc.Arbitrary<LockEvent>
    fc.assert(fc.property(fc.array(event), (events) => told(locked, ...events).mode === 'locked'))
  })

  it('[PL-3] the fifth wrong code makes wait 30 s, each one more twice as long, 15 min at most', () => {
    let state = locked
    let at = T
    const waits = Array.from({ length: 12 }, () => {
      state = nextLock(state, wrong(at))
      const wait = state.waitUntil - at
      at = state.waitUntil
      return wait / SECOND
    })
    expect(waits).toEqual([0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900])
  })

  it('[PL-3] a code tried while waiting is not looked at, right or wrong; the right one starts the count anew', () => {
    const waiting = told(locked, ...Array.from({ length: 5 }, () => wrong(T)))
    expect(waiting.waitUntil).toBe(T + 30 * SECOND)
    expect(told(waiting, right(T + SECOND), wrong(T + SECOND))).toBe(waiting)
    const back = told(waiting, right(T + 30 * SECOND))
    expect(back).toEqual(unlocked(T + 30 * SECOND))
    expect(told(back, { type: 'lock', at: T }, wrong(T + MINUTE)).waitUntil).toBe(T + MINUTE)
  })

  it('[PL-3] a clock set back makes nobody wait longer than the wait', () => {
    const waiting = told(locked, ...Array.from({ length: 5 }, () => wrong(T)))
    expect(told(waiting, { type: 'tick', at: T - 86_400_000 }).waitUntil).toBe(T - 86_400_000 + 30 * SECOND)
    expect(told(waiting, { type: 'tick', at: T + SECOND })).toBe(waiting)
  })
})
