import { useSyncExternalStore } from 'react'
import type { Instant } from '../../shared/instant.ts'
import { lastTick, onTick } from '../store/clock.ts'

/** The server's time, once a second, the same for all who show it. */
export function useNow(): Instant {
  return useSyncExternalStore(onTick, lastTick)
}
