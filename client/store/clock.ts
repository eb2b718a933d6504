import { type Instant, instant } from '../../shared/instant.ts'
import { screen } from './screen-store.ts'

/** The server's time as this screen knows it. */
export function serverNow(): Instant {
  return instant(Date.now() + screen.getState().feed.clockOffset)
}

const listeners = new Set<() => void>()
let second = serverNow()
let timer: ReturnType<typeof setInterval> | null = null

/** Calls `listener` once a second; returns what stops it. */
export function onTick(listener: () => void): () => void {
  listeners.add(listener)
  if (timer === null) {
    // Nobody looked for a while: whoever begins to does not see the second of that time.
    second = serverNow()
    timer = setInterval(() => {
      second = serverNow()
      for (const one of listeners) one()
    }, 1_000)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0 || timer === null) return
    clearInterval(timer)
    timer = null
  }
}

/** The time of the last tick. */
export function lastTick(): Instant {
  return second
}
