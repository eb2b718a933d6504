import type { Assignment, AssignmentStatus } from '../../shared/assignment/assignment.ts'
import type { Crew } from '../../shared/crew/crew.ts'
import { roughDuration, unbroken } from '../../shared/typography.ts'
import { domainWords } from '../../shared/words.ts'
import { CrewGlyph } from '../design/CrewGlyph.tsx'
import { clockTime } from '../design/format.ts'
import { Icon } from '../design/Icon.tsx'
import type { CrewAppearance } from '../design/palette.ts'
import { useFreshness } from '../panels/Freshness.tsx'
import { useNow } from '../react/use-now.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { prefer } from '../store/preferences.ts'
import type { DevicePosition } from './position-watch.ts'

const APPEARANCE: Partial<Record<AssignmentStatus, CrewAppearance>> = {
  dispatched: 'sent',
  acknowledged: 'acknowledged',
  en_route: 'en_route',
  on_scene: 'on_scene',
  secured: 'secured',
}

interface TabletBarProps {
  crew: Crew
  current: Assignment | undefined
  position: DevicePosition
}

/** Who one is, what one is doing, whether it was heard, and how well one is located. */
export function TabletBar({ crew, current, position }: TabletBarProps) {
  const words = useWords()
  const { locale, theme } = usePreferences()
  const now = useNow()
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  const sharing = useScreen((state) => state.sharing)
  const labels = domainWords[locale]
  const state = current === undefined ? labels.duty[crew.duty] : labels.assignment[current.status]
  const appearance = current === undefined ? dutyAppearance(crew) : (APPEARANCE[current.status] ?? 'free')
  return (
    <>
      <header className="tablet-bar">
        <h1 className="call-sign">{unbroken(crew.callSign)}</h1>
        <p className="tablet-state">
          {crew.duty !== 'off' && <CrewGlyph appearance={appearance} size={20} />} <span>{state}</span>
        </p>
        <SendState />
        <p
          className={`tablet-accuracy${position.state === 'denied' ? ' denied' : ''}`}
          title={position.state === 'denied' ? words.tablet.positionDenied : undefined}
        >
          <Icon name="accuracy" size={20} />
          {position.state === 'known'
            ? words.tablet.accuracy(Math.round(position.accuracy))
            : words.tablet.noPosition}
        </p>
        {sharing > 1 && <p className="tablet-sharing">{words.tablet.shared(sharing)}</p>}
        <button
          type="button"
          className="tablet-theme"
          aria-label={theme === 'dark' ? words.switchToLight : words.switchToDark}
          onClick={() => prefer({ theme: theme === 'dark' ? 'light' : 'dark' })}
        >
          <Icon name={theme === 'dark' ? 'sun' : 'moon'} size={24} />
        </button>
        <time className="tablet-clock num">{clockTime(now, timeZone, locale)}</time>
      </header>
      <OfflineBanner />
    </>
  )
}

function dutyAppearance({ duty }: Crew): CrewAppearance {
  return duty === 'available' ? 'free' : duty === 'off' ? 'unavailable' : duty
}

/** « Envoyé », or how much still waits: never a silence that could mean either. */
function SendState() {
  const words = useWords()
  const waiting = useScreen((state) => state.waiting)
  const { state } = useFreshness()
  const clear = waiting === 0 && state === 'current'
  return (
    <p className={`tablet-sent${clear ? '' : ' waiting'}`} role="status">
      <i aria-hidden="true" />{' '}
      {waiting === 0
        ? state === 'current'
          ? words.tablet.sent
          : words.link.connecting
        : words.tablet.pending(waiting)}
    </p>
  )
}

function OfflineBanner() {
  const words = useWords()
  const waiting = useScreen((state) => state.waiting)
  const state = useFreshness()
  if (state.state !== 'late' && state.state !== 'lost') return null
  const milliseconds = state.state === 'late' ? state.lateMs : Date.now() - state.since
  return (
    <p className="tablet-offline" role="alert">
      <Icon name="offline" size={24} /> <b>{words.tablet.offline(roughDuration(milliseconds / 1000))}</b>{' '}
      {words.tablet.offlineKept(waiting)}
    </p>
  )
}
