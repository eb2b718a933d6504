import { z } from 'zod'
import { MINUTE, SECOND } from '../../../shared/instant.ts'

/** A tablet that nobody touches locks after this long. */
export const LOCKS_AFTER_MS = 10 * MINUTE
const FREE_TRIES = 5
const FIRST_WAIT_MS = 30 * SECOND
const LONGEST_WAIT_MS = 15 * MINUTE

/** Instants are of the device's own clock, in milliseconds since 1970. */
export const lockStateSchema = z.object({
  mode: z.enum(['unlocked', 'locked']),
  touchedAt: z.number(),
  /** Wrong tries since it was last unlocked. */
  failures: z.int().min(0),
  /** No try counts before this instant. */
  waitUntil: z.number(),
})
export type LockState = z.infer<typeof lockStateSchema>

export type LockEvent =
  | { type: 'touch'; at: number }
  /** Time passes: once a second while the page is awake. */
  | { type: 'tick'; at: number }
  /** Asked for by the person. */
  | { type: 'lock'; at: number }
  /** A code was typed and compared. */
  | { type: 'try'; at: number; right: boolean }

export function unlocked(at: number): LockState {
  return { mode: 'unlocked', touchedAt: at, failures: 0, waitUntil: 0 }
}

type Step<E> = (state: LockState, event: E) => LockState
type Table = Record<LockState['mode'], { [T in LockEvent['type']]: Step<Extract<LockEvent, { type: T }>> }>

const stay = (state: LockState) => state
const lock = (state: LockState): LockState => ({ ...state, mode: 'locked' })

const TABLE: Table = {
  unlocked: {
    // The page may have slept since: the touch that wakes it comes too late, and locks.
    touch: (state, { at }) => (isDue(state, at) ? lock(state) : { ...state, touchedAt: at }),
    tick: (state, { at }) => {
      if (isDue(state, at)) return lock(state)
      // A clock that was set back would put the lock off for as long.
      return at < state.touchedAt ? { ...state, touchedAt: at } : state
    },
    lock,
    try: stay,
  },
  locked: {
    touch: stay,
    tick: (state, { at }) => {
      const latest = at + waitAfter(state.failures)
      return state.waitUntil > latest ? { ...state, waitUntil: latest } : state
    },
    lock: stay,
    try: (state, { at, right }) => {
      if (at < state.waitUntil) return state
      if (right) return unlocked(at)
      const failures = state.failures + 1
      return { ...state, failures, waitUntil: at + waitAfter(failures) }
    },
  },
}

/** What becomes of the lock; the same object where nothing does. */
export function nextLock(state: LockState, event: LockEvent): LockState {
  const row = TABLE[state.mode]
  switch (event.type) {
    case 'touch':
      return row.touch(state, event)
    case 'tick':
      return row.tick(state, event)
    case 'lock':
      return row.lock(state, event)
    case 'try':
      return row.try(state, event)
  }
}

function isDue({ touchedAt }: LockState, at: number): boolean {
  return at - touchedAt >= LOCKS_AFTER_MS
}

/** Nothing up to the fourth wrong try, 30 s after the fifth, then twice as long after each, up to 15 min. */
function waitAfter(failures: number): number {
  return failures < FREE_TRIES ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - FREE_TRIES))
}
