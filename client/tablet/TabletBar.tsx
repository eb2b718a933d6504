import type { Assignment, AssignmentStatus } from '../../shared/assignment/assignment.ts'
import type { Crew } from '../../shared/crew/crew.ts'
import { SECOND } from '../../shared/instant.ts'
import { AGEING_SECONDS } from '../../shared/nearest-crew/explain.ts'
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
import { OnView } from './OnView.tsx'
import type { DevicePosition } from './position-watch.ts'
import { SentState } from './SentState.tsx'
import { VersionBanner } from './VersionBanner.tsx'

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
  // A distress overrides whatever the crew was doing.
  const shown = crew.duty === 'distress' ? undefined : current
  const state = shown === undefined ? labels.duty[crew.duty] : labels.assignment[shown.status]
  const appearance = shown === undefined ? dutyAppearance(crew) : (APPEARANCE[shown.status] ?? 'free')
  return (
    <>
      <header className="tablet-bar">
        <h1 className="call-sign">{unbroken(crew.callSign)}</h1>
        <p className="tablet-state">
          {crew.duty !== 'off' && <CrewGlyph appearance={appearance} size={20} />} <span>{state}</span>
        </p>
        {crew.duty === 'available' && <OnView position={position} />}
        <SentState />
        <Accuracy position={position} />
        {sharing > 1 && (
          <p className="tablet-sharing">
            <Icon name="mobile" size={20} />
            <span className="tablet-sharing-count num" aria-hidden="true">
              {sharing}
            </span>
            <span className="tablet-sharing-words">{words.tablet.shared(sharing)}</span>
          </p>
        )}
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
      <VersionBanner />
    </>
  )
}

function dutyAppearance({ duty }: Crew): CrewAppearance {
  return duty === 'available' ? 'free' : duty === 'off' ? 'unavailable' : duty
}

/** How well this device knows where it is, and since when where that is not fresh. */
function Accuracy({ position }: { position: DevicePosition }) {
  const words = useWords()
  const now = useNow()
  const age = position.state === 'known' ? (now - position.at) / SECOND : 0
  const fresh = position.state === 'known' && age < AGEING_SECONDS
  return (
    <p className={`tablet-accuracy${fresh || position.state === 'waiting' ? '' : ' doubtful'}`}>
      <Icon name="accuracy" size={20} />
      {position.state !== 'known'
        ? words.tablet.noPosition
        : fresh
          ? words.tablet.accuracy(Math.round(position.accuracy))
          : words.tablet.positionAge(roughDuration(age))}
    </p>
  )
}

/** Since when there is no network, and what is kept meanwhile. Read aloud once, not at every second. */
function OfflineBanner() {
  const words = useWords()
  const waiting = useScreen((state) => state.outbox.waiting.length)
  const state = useFreshness()
  const away = state.state === 'late' || state.state === 'lost'
  const milliseconds =
    state.state === 'late' ? state.lateMs : state.state === 'lost' ? Date.now() - state.since : 0
  return (
    <>
      <p className="visually-hidden" role="alert">
        {away ? words.tablet.offlineShort : ''}
      </p>
      {away && (
        <section className="tablet-offline" aria-label={words.tablet.network}>
          <Icon name="offline" size={24} />
          <p>
            <b>{words.tablet.offline(roughDuration(milliseconds / SECOND))}</b>{' '}
            {words.tablet.offlineKept(waiting)}
          </p>
        </section>
      )}
    </>
  )
}
