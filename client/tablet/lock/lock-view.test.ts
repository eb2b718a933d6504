import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { dutySchema } from '../../../shared/crew/crew.ts'
import { aCrew, crewId, NOW } from '../../../shared/test-board.ts'
import type { Lock } from './lock-store.ts'
import { isTurnOver, lockView } from './lock-view.ts'
import { LOCKS_AFTER_MS, unlocked } from './machine.ts'

const PIN = { salt: 'AA==', hash: 'AA==', rounds: 1 }
const tablet = { tablet: 'Tablette 12' }
const crew = { id: crewId(1), duty: 'available' } as const
const open: Lock = { crewId: crewId(1), pin: PIN, state: unlocked(0) }
const locked: Lock = { ...open, state: { ...open.state, mode: 'locked' } }

describe('when a tablet asks for a code, and when it is locked', () => {
  it.each([
    ['no lock was chosen', null, 'question'],
    ['the lock is of another crew', { ...locked, crewId: crewId(2) }, 'question'],
    ['the crew chose no code', { ...locked, pin: null }, 'nothing'],
    ['it is unlocked', open, 'nothing'],
    ['it is locked', locked, 'locked'],
  ] as const)('[PL-5] on duty, where %s', (_what, lock, expected) => {
    for (const duty of dutySchema.options) {
      const there =
        duty === 'off' ? 'nothing' : duty === 'distress' && expected === 'question' ? 'nothing' : expected
      expect([duty, lockView(lock, tablet, { ...crew, duty })]).toEqual([duty, there])
    }
    expect(lockView(lock, tablet, undefined)).toBe('nothing')
    expect(lockView(lock, { tablet: null }, crew)).toBe('nothing')
    expect(lockView(lock, null, crew)).toBe('nothing')
  })
})

describe('the turn of the team that chose a lock', () => {
  const handed = { handOver: { at: NOW, noteId: null, takenAt: null } }
  const taken = { handOver: { at: NOW, noteId: null, takenAt: NOW } }

  it('[SH-14] is over when another team takes over, and with the duty; not when it is only handed over', () => {
    const over = (before: object, after: object) => isTurnOver(aCrew(1, before), aCrew(1, after))
    expect([over({}, handed), over(handed, handed), over(handed, taken), over(taken, taken)]).toEqual([
      false,
      false,
      true,
      false,
    ])
    expect([over({}, { duty: 'off' }), isTurnOver(undefined, aCrew(1, taken))]).toEqual([true, false])
  })
})

describe('the lock that a device keeps', () => {
  const kept = new Map<string, string>()
  beforeEach(() => {
    vi.resetModules()
    vi.useFakeTimers({ now: 1_000 })
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
      removeItem: (key: string) => kept.delete(key),
    })
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
    kept.clear()
  })
  /** The page as it is opened anew. */
  const page = () => import('./lock-store.ts')

  it('[PL-5] is still locked when the page is opened again, and locks where the page was away too long', async () => {
    const first = await page()
    first.chooseLock(crewId(1), PIN)
    first.tellLock({ type: 'lock', at: 2_000 })
    vi.resetModules()
    const second = await page()
    expect(second.lockStore.getState().lock).toEqual({
      crewId: crewId(1),
      pin: PIN,
      state: { mode: 'locked', touchedAt: 1_000, failures: 0, waitUntil: 0 },
    })
    second.chooseLock(crewId(1), PIN)
    vi.resetModules()
    const third = await page()
    third.tellLock({ type: 'touch', at: 1_000 + LOCKS_AFTER_MS })
    expect(third.lockStore.getState().lock?.state.mode).toBe('locked')
  })

  it('[PL-5] is forgotten with the turn, and what cannot be read is none', async () => {
    const { chooseLock, forgetLock, lockStore } = await page()
    chooseLock(crewId(1), PIN)
    forgetLock()
    expect([lockStore.getState().lock, kept.size]).toEqual([null, 0])
    for (const text of ['{', '{}', '{"crewId":"x"}', 'null']) {
      kept.set('vigie.lock', text)
      vi.resetModules()
      expect((await page()).lockStore.getState().lock).toBeNull()
    }
  })

  it('[PL-5] does nothing to a crew that chose no code', async () => {
    const { chooseLock, lockStore, tellLock } = await page()
    chooseLock(crewId(1), null)
    const before = lockStore.getState().lock
    tellLock({ type: 'lock', at: 2_000 })
    tellLock({ type: 'tick', at: LOCKS_AFTER_MS * 2 })
    expect(lockStore.getState().lock).toBe(before)
  })
})
