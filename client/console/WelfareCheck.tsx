import './welfare.css'
import { SECOND } from '../../shared/instant.ts'
import { roughDuration, unbroken } from '../../shared/typography.ts'
import { domainWords } from '../../shared/words.ts'
import { CrewGlyph } from '../design/CrewGlyph.tsx'
import { Icon } from '../design/Icon.tsx'
import { confirmContact } from '../intent/radio.ts'
import { crewToContact, toldFrom } from '../intent/welfare.ts'
import { useFreshness } from '../panels/Freshness.tsx'
import { useNow } from '../react/use-now.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { type CrewRow, crewRowsOf, silentCrews, welfareOf } from '../store/crew-row.ts'

interface SilentCrews {
  /** Whom to call; the most overdue first. */
  checks: readonly CrewRow[]
  /** Whom everyone must try to reach. */
  alarms: readonly CrewRow[]
  now: number
}

/** The crews that this post must call, by what it last heard of them: a late screen accuses nobody of being silent. */
export function useSilentCrews(): SilentCrews {
  const now = useNow()
  const board = useScreen((state) => state.board)
  const catalogues = useScreen((state) => state.catalogues)
  const session = useScreen((state) => state.session)
  const heardAt = useScreen(({ feed }) => feed.heardAt + feed.clockOffset)
  const { state } = useFreshness()
  const from = session === null ? null : toldFrom(session.role)
  const at = state === 'current' ? now : Math.min(now, heardAt)
  const told = from === null ? [] : silentCrews(crewRowsOf(board, catalogues), from, at)
  const isAlarm = (row: CrewRow) => welfareOf(row, at) === 'alarm'
  return { checks: told.filter((row) => !isAlarm(row)), alarms: told.filter(isAlarm), now: at }
}

interface WelfareProps {
  rows: readonly CrewRow[]
  now: number
  onLook(crew: CrewRow['crew']): void
}

/** A contact that is due, over the map. */
export function WelfareCheck({ rows, now, onLook }: WelfareProps) {
  const words = useWords().welfare
  const [row, ...others] = rows
  if (row === undefined) return null
  return (
    <section className="welfare-check" aria-label={words.checks}>
      <Icon name="warning" />
      <p>
        <span className="call-sign">{unbroken(row.crew.callSign)}</span>{' '}
        <span className="num">{words.silentFor(silenceOf(row, now))}</span>
        <Others count={others.length} />
      </p>
      <Answers row={row} now={now} onLook={onLook} />
    </section>
  )
}

/** Across the screen when a crew stays silent: every post reads who, where and since when. */
export function WelfareAlarm({ rows, now, onLook }: WelfareProps) {
  const words = useWords().welfare
  const { locale } = usePreferences()
  const catalogues = useScreen((state) => state.catalogues)
  const [row, ...others] = rows
  if (row === undefined) return null
  const { crew, current } = row
  const service = current?.ticket && catalogues.serviceOf(current.ticket)
  const status = current === null ? '' : domainWords[locale].assignment[current.assignment.status]
  const where = [service?.name[locale], current?.ticket?.address].filter((part) => part != null)
  return (
    <section className="welfare-alarm" aria-label={`${words.title} ${unbroken(crew.callSign)}`}>
      <CrewGlyph appearance={row.appearance} size={28} />
      <h2>
        <small>{words.title}</small>
        <span className="call-sign">{unbroken(crew.callSign)}</span>
      </h2>
      <p className="welfare-where">
        <b className="num">{words.silent(silenceOf(row, now))}</b>
        <Others count={others.length} />
        <span className="ellipsis">{words.at(status, where.join(' · '))}</span>
      </p>
      <p className="welfare-call">{words.call}</p>
      <Answers row={row} now={now} onLook={onLook} />
    </section>
  )
}

function Others({ count }: { count: number }) {
  const words = useWords().welfare
  return count === 0 ? null : <span className="num"> {words.more(count)}</span>
}

/** The key stands on the one button that it presses. */
function Answers({ row: { crew }, now, onLook }: { row: CrewRow } & Omit<WelfareProps, 'rows'>) {
  const words = useWords().welfare
  const keyed = useScreen((state) => crewToContact(state, now) === crew.id)
  return (
    <>
      <button type="button" className="button" onClick={() => onLook(crew)}>
        {words.show}
      </button>
      <button
        type="button"
        className="button primary"
        aria-label={words.contactedWho(unbroken(crew.callSign))}
        onClick={() => confirmContact(crew.id)}
      >
        {words.contacted} {keyed && <kbd className="key">O</kbd>}
      </button>
    </>
  )
}

function silenceOf({ silence }: CrewRow, now: number): string {
  return roughDuration((now - (silence?.since ?? now)) / SECOND)
}
