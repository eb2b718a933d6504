import { useCallback, useEffect, useState } from 'react'
import type { CallLinkAction, CallLinkView } from '../../shared/protocol/on-call.ts'
import type { Localized } from '../../shared/text.ts'
import { answerCallLink, fetchCallLink } from '../feed/call-link.ts'
import { ApiError } from '../feed/session.ts'

const AGAIN_MS = 5_000

interface CallLinkWork {
  /** Null until it has come. */
  view: CallLinkView | null
  /** Why it could not be read, or what was said could not be sent; null where all is well. */
  problem: Localized | null
  /** The link itself is of no use: nothing is asked any more. */
  ended: boolean
  busy: boolean
  say(action: CallLinkAction): Promise<void>
}

/** The state of a person's link, read anew every five seconds, and what they say with it. */
export function useCallLink(token: string): CallLinkWork {
  const [view, setView] = useState<CallLinkView | null>(null)
  const [problem, setProblem] = useState<ApiError | null>(null)
  const [busy, setBusy] = useState(false)
  const ended = problem !== null && [404, 410].includes(problem.status)
  useEffect(() => {
    if (ended || busy) return
    const leaving = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = async () => {
      try {
        setView(await fetchCallLink(token, leaving.signal))
        setProblem(null)
      } catch (error) {
        if (leaving.signal.aborted) return
        setProblem(known(error))
      }
      if (!leaving.signal.aborted) timer = setTimeout(ask, AGAIN_MS)
    }
    ask()
    return () => {
      leaving.abort()
      clearTimeout(timer)
    }
  }, [token, ended, busy])
  const say = useCallback(
    async (action: CallLinkAction) => {
      setBusy(true)
      try {
        setView(await answerCallLink(token, action))
        setProblem(null)
      } catch (error) {
        setProblem(known(error))
      }
      setBusy(false)
    },
    [token],
  )
  return { view, problem: problem?.told ?? null, ended, busy, say }
}

function known(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  throw error
}
