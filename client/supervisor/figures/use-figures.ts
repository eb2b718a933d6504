import { useCallback, useEffect, useState } from 'react'
import type { Days } from '../../../shared/figures/days.ts'
import type { Figures } from '../../../shared/figures/figures.ts'
import { SECOND } from '../../../shared/instant.ts'
import { fetchFigures } from '../../feed/figures.ts'
import { ApiError } from '../../feed/session.ts'
import { keepRenewing } from '../../react/renew.ts'
import { screen } from '../../store/screen-store.ts'

const RENEW_AFTER = 30 * SECOND

export interface FiguresView {
  /** The last that came: of the days asked for, or of those before while theirs are on the way. */
  figures: Figures | null
  state: 'loading' | 'shown' | 'failed'
  /** The server says that there are no figures of such days. */
  refused: boolean
  again(): void
}

type Shown = Omit<FiguresView, 'again'>

/** The figures of some days, or of today (null); those of a day that goes on are asked for every half minute. */
export function useFigures(days: Days | null): FiguresView {
  const [shown, setShown] = useState<Shown>({ figures: null, state: 'loading', refused: false })
  const [asked, setAsked] = useState(0)
  const { from, to } = days ?? {}
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` is when someone asks once more
  useEffect(() => {
    const leaving = new AbortController()
    let goesOn = true
    const ask = async () => {
      const wanted = from === undefined || to === undefined ? null : { from, to }
      try {
        const figures = await fetchFigures(wanted, leaving.signal)
        if (leaving.signal.aborted) return
        goesOn = figures.to === figures.today
        setShown({ figures, state: 'shown', refused: false })
      } catch (error) {
        if (leaving.signal.aborted) return
        if (!(error instanceof ApiError)) throw error
        if (error.status === 401) screen.setState({ session: null })
        setShown(({ figures }) => ({ figures, state: 'failed', refused: error.status === 400 }))
      }
    }
    setShown(({ figures }) => ({ figures, state: 'loading', refused: false }))
    const stop = keepRenewing(() => void (goesOn && ask()), RENEW_AFTER)
    return () => {
      leaving.abort()
      stop()
    }
  }, [from, to, asked])
  const again = useCallback(() => setAsked((times) => times + 1), [])
  return { ...shown, again }
}

/** Whether figures are of those days; null stands for today. */
export function areOf({ from, to, today }: Figures, days: Days | null): boolean {
  return days === null ? from === today && to === today : from === days.from && to === days.to
}
