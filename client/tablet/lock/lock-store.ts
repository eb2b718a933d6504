import { z } from 'zod'
import { createStore } from 'zustand/vanilla'
import { type CrewId, crewIdSchema } from '../../../shared/id.ts'
import { type LockEvent, lockStateSchema, nextLock, unlocked } from './machine.ts'
import { type KeptPin, keptPinSchema } from './pin.ts'

/** The lock of one turn of one crew on this device. */
const lockSchema = z.object({
  crewId: crewIdSchema,
  /** Null where the crew chose to have none this time. */
  pin: keptPinSchema.nullable(),
  state: lockStateSchema,
})
export type Lock = z.infer<typeof lockSchema>

const KEY = 'vigie.lock'
/** Touches closer together than this count as one, so that a busy finger writes nothing. */
const ONE_TOUCH_MS = 5_000

function read(): Lock | null {
  try {
    return lockSchema.parse(JSON.parse(localStorage.getItem(KEY) ?? 'null'))
  } catch {
    return null
  }
}

/** The lock of this device, null where none was chosen; it outlives the page, and other windows follow it. */
export const lockStore = createStore<{ lock: Lock | null }>(() => ({ lock: read() }))

function put(lock: Lock | null): void {
  lockStore.setState({ lock })
  try {
    if (lock === null) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, JSON.stringify(lock))
  } catch {
    // A device that stores nothing is locked until its page is closed.
  }
}

/** The crew's turn begins with a code, or with none. */
export function chooseLock(crewId: CrewId, pin: KeptPin | null): void {
  put({ crewId, pin, state: unlocked(Date.now()) })
}

/** The turn is over: the next crew chooses its own code. */
export function forgetLock(): void {
  if (lockStore.getState().lock !== null) put(null)
}

/** Tells the lock what happened; nothing does to a device without a code. */
export function tellLock(event: LockEvent): void {
  const { lock } = lockStore.getState()
  if (lock === null || lock.pin === null) return
  const state = nextLock(lock.state, event)
  if (state === lock.state) return
  if (
    event.type === 'touch' &&
    state.mode === 'unlocked' &&
    state.touchedAt - lock.state.touchedAt < ONE_TOUCH_MS
  )
    return
  put({ ...lock, state })
}

/** Follows what other windows of this device do to the lock. Returns what stops it. */
export function followLock(): () => void {
  const changed = ({ key }: StorageEvent) => {
    if (key === KEY || key === null) lockStore.setState({ lock: read() })
  }
  addEventListener('storage', changed)
  return () => removeEventListener('storage', changed)
}
