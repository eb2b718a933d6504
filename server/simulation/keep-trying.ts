import { setTimeout as pause } from 'node:timers/promises'

const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 10_000

export interface TryingOptions {
  signal: AbortSignal
  /** Told of each failure, before the wait that follows it. */
  onFailure?: (error: unknown) => void
}

/** Calls `attempt` until it succeeds, waiting longer after each failure. Rejects only once `signal` is aborted. */
export async function keepTrying<T>(
  attempt: () => Promise<T>,
  { signal, onFailure }: TryingOptions,
): Promise<T> {
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(LONGEST_WAIT_MS, wait * 2)) {
    try {
      return await attempt()
    } catch (error) {
      signal.throwIfAborted()
      onFailure?.(error)
      await pause(wait, undefined, { signal })
    }
  }
}
