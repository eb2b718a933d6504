import { type ReactNode, useEffect } from 'react'
import { mayFollowCrews } from '../../shared/authority.ts'
import type { Crew } from '../../shared/crew/crew.ts'
import type { LonLat } from '../../shared/geo.ts'
import { MINUTE, SECOND } from '../../shared/instant.ts'
import type { Track } from '../../shared/track.ts'
import { roughDuration } from '../../shared/typography.ts'
import { clockTime, logTime } from '../design/format.ts'
import { type DayEntry, dayOf } from '../intent/track.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { screen } from '../store/screen-store.ts'
import { crewEventText } from './event-text.ts'
import { useEventContext } from './use-event-context.ts'

interface CrewDayProps {
  crew: Crew
  onPlace(place: LonLat): void
}

/** What a crew said today and where it stood, the newest first; each line shows its place on the map. */
export function CrewDay({ crew, onPlace }: CrewDayProps) {
  const words = useWords().crew
  const { locale } = usePreferences()
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  const shown = useScreen(({ track }) => (track?.subject.crewId === crew.id ? track : null))
  const may = useScreen(({ session }) => session !== null && mayFollowCrews(session.role))
  const track = shown?.answer ?? null
  return (
    <section className="crew-day" aria-label={words.day} aria-busy={shown?.state === 'computing'}>
      <header className="panel-head">
        <h3>{words.day}</h3>
        {track !== null && (
          <span className="caption num">{words.since(clockTime(track.from, timeZone, locale))}</span>
        )}
      </header>
      {!may && <p className="panel-wait">{words.notForYou}</p>}
      {may && shown?.state === 'failed' && (
        <p className="panel-wait" role="status">
          {words.failed}
        </p>
      )}
      {may && track === null && shown?.state !== 'failed' && <Loading />}
      {may && track !== null && <Day track={track} onPlace={onPlace} />}
    </section>
  )
}

/** Outlines of rows, once it lasts. */
function Loading() {
  const words = useWords().crew
  return (
    <div className="crew-day-loading" role="status">
      <span className="visually-hidden">{words.loading}</span>
      <i />
      <i />
      <i />
    </div>
  )
}

function Day({ track, onPlace }: { track: Track } & Pick<CrewDayProps, 'onPlace'>) {
  const words = useWords().crew
  useEffect(() => () => screen.setState({ spot: null }), [])
  const entries = dayOf(track)
  if (entries.length === 0 && track.legs.length === 0) return <p className="panel-wait">{words.emptyDay}</p>
  return (
    <>
      {track.legs.length === 0 && track.stops.length === 0 && (
        <p className="panel-wait">{words.noPositions}</p>
      )}
      <ol>
        {entries.map((entry) => (
          <li key={entry.kind === 'word' ? entry.stored.seq : `stop ${entry.at}`}>
            <Line entry={entry} onPlace={onPlace}>
              {entry.kind === 'word' ? <Word entry={entry} /> : <Stop entry={entry} until={track.until} />}
            </Line>
          </li>
        ))}
      </ol>
    </>
  )
}

interface LineProps {
  entry: DayEntry
  onPlace(place: LonLat): void
  children: ReactNode
}

/** A line whose place is known points at it while it is looked at, and brings it onto the map when it is pressed. */
function Line({ entry: { at, position }, onPlace, children }: LineProps) {
  const words = useWords().crew
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  const content = (
    <>
      <time className="num">{logTime(at, timeZone)}</time>
      {children}
    </>
  )
  if (position === null) return <div className="crew-line">{content}</div>
  const point = (spot: LonLat | null) => () => screen.setState({ spot })
  return (
    <button
      type="button"
      className="crew-line"
      title={words.placeOf}
      onMouseEnter={point(position)}
      onMouseLeave={point(null)}
      onFocus={point(position)}
      onBlur={point(null)}
      onClick={() => {
        point(position)()
        onPlace(position)
      }}
    >
      {content}
    </button>
  )
}

function Word({ entry: { stored, ticketNumber } }: { entry: Extract<DayEntry, { kind: 'word' }> }) {
  const { strong, rest, by } = crewEventText(stored, useEventContext())
  return (
    <>
      <i className={`dot ${by}`} aria-hidden="true" />
      <span>
        <b>{strong}</b> {rest}
        {ticketNumber !== null && <span> F-{ticketNumber}</span>}
      </span>
    </>
  )
}

function Stop({ entry, until }: { entry: Extract<DayEntry, { kind: 'stop' }>; until: number }) {
  const words = useWords().crew
  const lasted = roughDuration((entry.to - entry.at) / SECOND)
  // It was there a minute before the track was made: it still is, as far as anyone knows.
  const still = until - entry.to < MINUTE
  return (
    <>
      <i className="dot stop" aria-hidden="true" />
      <span>
        <b className="num">{still ? words.standing(lasted) : words.stood(lasted)}</b>{' '}
        {entry.place ?? words.noAddress}
      </span>
    </>
  )
}
