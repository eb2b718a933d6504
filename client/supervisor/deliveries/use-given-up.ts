import { useCallback, useEffect, useState } from 'react'
import type { GivenUpList } from '../../../shared/delivery/given-up.ts'
import { SECOND } from '../../../shared/instant.ts'
import { fetchGivenUp } from '../../feed/deliveries.ts'
import { ApiError } from '../../feed/session.ts'
import { keepRenewing } from '../../react/renew.ts'
import { screen } from '../../store/screen-store.ts'

const RENEW_AFTER = 20 * SECOND

export interface GivenUpView {
  /** The last that was read. */
  list: GivenUpList | null
  /** When it was read, on this device's clock. */
  readAt: number
  state: 'loading' | 'shown' | 'failed'
  again(): void
}

/**
 * What was given up, read again every 20 s and when `changed` is another; nothing is asked where it may not be
 * (`isAllowed`).
 */
export function useGivenUp(isAllowed = true, changed: unknown = null): GivenUpView {
  const [shown, setShown] = useState<Omit<GivenUpView, 'again'>>({ list: null, readAt: 0, state: 'loading' })
  const [asked, setAsked] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: both say that it is to be read once more
  useEffect(() => {
    if (!isAllowed) return
    const leaving = new AbortController()
    const read = async () => {
      try {
        const list = await fetchGivenUp(leaving.signal)
        if (!leaving.signal.aborted) setShown({ list, readAt: Date.now(), state: 'shown' })
      } catch (error) {
        if (leaving.signal.aborted) return
        if (!(error instanceof ApiError)) throw error
        if (error.status === 401) screen.setState({ session: null })
        setShown((before) => ({ ...before, state: 'failed' }))
      }
    }
    const stop = keepRenewing(read, RENEW_AFTER)
    return () => {
      leaving.abort()
      stop()
    }
  }, [isAllowed, changed, asked])
  const again = useCallback(() => setAsked((times) => times + 1), [])
  return { ...shown, again }
}
