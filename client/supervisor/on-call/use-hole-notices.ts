import { useEffect, useState } from 'react'
import { instant } from '../../../shared/instant.ts'
import { common, type Span } from '../../../shared/on-call/span.ts'
import type { OnCallDomain } from '../../../shared/on-call/turn.ts'
import type { HoleNotice } from '../../../shared/protocol/on-call.ts'
import { fetchHoleNotices } from '../../feed/on-call.ts'
import { ApiError } from '../../feed/session.ts'

/** They are no events: they are asked for again this often while they are shown. */
const EVERY_MS = 20_000

/** Of which holes in the rota a manager was told; none while that could not be read. */
export function useHoleNotices(): readonly HoleNotice[] {
  const [notices, setNotices] = useState<readonly HoleNotice[]>([])
  useEffect(() => {
    const leaving = new AbortController()
    const ask = async () => {
      try {
        const read = await fetchHoleNotices(leaving.signal)
        if (!leaving.signal.aborted) setNotices(read)
      } catch (error) {
        if (!leaving.signal.aborted && !(error instanceof ApiError)) throw error
      }
    }
    ask()
    const timer = setInterval(ask, EVERY_MS)
    return () => {
      leaving.abort()
      clearInterval(timer)
    }
  }, [])
  return notices
}

/** The last that was told of a hole, or of the part of one that is shown. */
export function noticeOf(
  notices: readonly HoleNotice[],
  domain: OnCallDomain,
  hole: Span,
): HoleNotice | undefined {
  return notices.find(
    (notice) =>
      notice.domain === domain &&
      common(hole, { from: notice.from, until: notice.until ?? instant(Number.MAX_SAFE_INTEGER) }) !== null,
  )
}
