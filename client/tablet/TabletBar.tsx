import './shift.css'
import { useState } from 'react'
import type { Assignment } from '../../shared/assignment/assignment.ts'
import type { Crew } from '../../shared/crew/crew.ts'
import { trustOf } from '../../shared/crew/position-age.ts'
import { SECOND } from '../../shared/instant.ts'
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
import { STEP_APPEARANCE } from '../store/crew-row.ts'
import { prefer } from '../store/preferences.ts'
import { LockButton } from './lock/LockButton.tsx'
import { OnView } from './OnView.tsx'
import type { DevicePosition } from './position-watch.ts'
import { SentState } from './SentState.tsx'
import { type ShiftQuestion, ShiftSheet } from './ShiftSheet.tsx'
import { VersionBanner } from './VersionBanner.tsx'

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
  const appearance = shown === undefined ? dutyAppearance(crew) : (STEP_APPEARANCE[shown.status] ?? 'free')
  return (
    <>
      <header className="tablet-bar">
        <CallSign crew={crew} />
        <p className="tablet-state">
          {crew.duty !== 'off' && <CrewGlyph appearance={appearance} size={20} />} <span>{state}</span>
        </p>
        {crew.duty === 'available' && <OnView position={position} />}
        <SentState />
        <Accuracy crew={crew} position={position} />
        {sharing > 1 && (
          <p className="tablet-sharing">
            <Icon name="mobile" size={20} />
            <span className="tablet-sharing-count num" aria-hidden="true">
              {sharing}
            </span>
            <span className="tablet-sharing-words">{words.tablet.shared(sharing)}</span>
          </p>
        )}
        <LockButton />
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

/** Who one is; pressed, the shift: who and what is on board, the hand-over, the end. */
function CallSign({ crew }: { crew: Crew }) {
  const words = useWords().shift
  const [question, setQuestion] = useState<ShiftQuestion | null>(null)
  const callSign = unbroken(crew.callSign)
  if (crew.duty === 'off' || crew.duty === 'distress') return <h1 className="call-sign">{callSign}</h1>
  return (
    <>
      <h1>
        <button
          type="button"
          className="call-sign tablet-call-sign"
          aria-haspopup="dialog"
          aria-label={words.open(callSign)}
          onClick={() => setQuestion('shift')}
        >
          {callSign} <Icon name="down" size={14} />
        </button>
      </h1>
      {question !== null && (
        <ShiftSheet crew={crew} question={question} onAsk={setQuestion} onClose={() => setQuestion(null)} />
      )}
    </>
  )
}

function dutyAppearance({ duty }: Crew): CrewAppearance {
  return duty === 'available' ? 'free' : duty === 'off' ? 'unavailable' : duty
}

/** How well this device knows where it is, and since when where that is not fresh. */
function Accuracy({ crew, position }: { crew: Crew; position: DevicePosition }) {
  const words = useWords()
  const now = useNow()
  const age = position.state === 'known' ? (now - position.at) / SECOND : 0
  const fresh = position.state === 'known' && trustOf(crew.kind, age * SECOND) === 'fresh'
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
