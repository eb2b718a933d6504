import { roughDuration } from '../../shared/typography.ts'
import { clockTime } from '../design/format.ts'
import { Icon } from '../design/Icon.tsx'
import { freshness, type Freshness as State } from '../feed/feed-state.ts'
import { useNow } from '../react/use-now.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'

/** How fresh this screen is, by its own device's clock. */
export function useFreshness(): State {
  useNow()
  return freshness(
    useScreen((state) => state.feed),
    Date.now(),
  )
}

/** « À jour · reçu il y a 0,3 s », or how late: always on the screen. */
export function Freshness() {
  const words = useWords()
  const { locale } = usePreferences()
  const state = useFreshness()
  return (
    <p className={`freshness ${state.state}`}>
      <i aria-hidden="true" />
      {state.state === 'connecting' && words.link.connecting}
      {state.state === 'current' && (
        <>
          <b>{words.link.current}</b>
          <span className="freshness-heard num"> · {words.link.heard(seconds(state.heardMs, locale))}</span>
        </>
      )}
      {state.state === 'late' && words.link.lateShort(roughDuration(state.lateMs / 1000))}
      {state.state === 'lost' && words.link.lateShort(roughDuration((Date.now() - state.since) / 1000))}
    </p>
  )
}

function seconds(milliseconds: number, locale: string): string {
  const value = (milliseconds / 1000).toFixed(1)
  return locale === 'fr' ? value.replace('.', ',') : value
}

/** Across the screen while what it shows is late: since when, and what is frozen. */
export function LateBanner() {
  const words = useWords()
  const { locale } = usePreferences()
  const state = useFreshness()
  const timeZone = useScreen((screen) => screen.city?.timeZone ?? 'UTC')
  if (state.state !== 'late' && state.state !== 'lost') return null
  const text =
    state.state === 'late'
      ? words.link.late(roughDuration(state.lateMs / 1000))
      : words.link.lost(clockTime(state.since, timeZone, locale))
  return (
    <p className="late-banner" role="alert">
      <Icon name="offline" /> {text}
    </p>
  )
}
