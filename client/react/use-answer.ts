import { useEffect, useState } from 'react'

/** What was asked of the server: on its way, come, or not to be had. */
export type Asked<T> =
  | { state: 'none' }
  | { state: 'asking' }
  | { state: 'failed' }
  | { state: 'come'; answer: T }

const NONE = { state: 'none' } as const

/**
 * Asks for what `key` names as soon as it is another one, a little after; null asks nothing. `ask` is one function for
 * as long as the component lives.
 */
export function useAnswer<T>(
  key: string | null,
  ask: (key: string, signal: AbortSignal) => Promise<T>,
  afterMs = 0,
): Asked<T> {
  const [asked, setAsked] = useState<Asked<T>>(NONE)
  useEffect(() => {
    setAsked(key === null ? NONE : { state: 'asking' })
    if (key === null) return
    const asking = new AbortController()
    const timer = setTimeout(() => {
      ask(key, asking.signal).then(
        (answer) => asking.signal.aborted || setAsked({ state: 'come', answer }),
        () => asking.signal.aborted || setAsked({ state: 'failed' }),
      )
    }, afterMs)
    return () => {
      clearTimeout(timer)
      asking.abort()
    }
  }, [key, ask, afterMs])
  return asked
}
