import { Count } from '../react/Count.tsx'
import './crew-board.css'
import { memo, useSyncExternalStore } from 'react'
import type { Crew } from '../../shared/crew/crew.ts'
import { SECOND } from '../../shared/instant.ts'
import type { Doubt } from '../../shared/position-frame.ts'
import { roughDuration, unbroken } from '../../shared/typography.ts'
import { domainWords } from '../../shared/words.ts'
import { CrewGlyph } from '../design/CrewGlyph.tsx'
import { Icon } from '../design/Icon.tsx'
import type { CrewAppearance } from '../design/palette.ts'
import { useNow } from '../react/use-now.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { onTick } from '../store/clock.ts'
import { appearanceAt, type CrewRow, crewRowsOf, isOverdue } from '../store/crew-row.ts'
import { positions } from '../store/positions.ts'

interface CrewBoardProps {
  open: boolean
  onToggle(): void
  onLook(crew: Pick<Crew, 'id' | 'number'>): void
}

/** Every crew on duty: what it does, on what, since when, and how old its position is. */
export function CrewBoard({ open, onToggle, onLook }: CrewBoardProps) {
  const words = useWords()
  const board = useScreen((state) => state.board)
  const catalogues = useScreen((state) => state.catalogues)
  const rows = crewRowsOf(board, catalogues)
  return (
    <section
      className={`crew-board${open ? ' open' : ''}`}
      aria-label={words.crews.open}
      id="crew-board"
      tabIndex={-1}
    >
      <header className="crew-board-head">
        <h2>
          {words.crews.title} <Count className="caption num" of={rows.length} />
        </h2>
        <Counts rows={rows} />
        <p className="caption crew-board-order">{words.crews.order}</p>
        <button
          type="button"
          className="key"
          aria-expanded={open}
          aria-label={words.crews.open}
          onClick={onToggle}
        >
          E
        </button>
      </header>
      {rows.length === 0 ? (
        <p className="crew-board-empty">{words.crews.empty}</p>
      ) : (
        <ul className="crew-cells">
          {rows.map((row) => (
            <CrewCell key={row.crew.id} {...row} onLook={onLook} />
          ))}
        </ul>
      )}
    </section>
  )
}

const COUNTED: readonly {
  appearance: CrewAppearance
  label: 'distress' | 'free' | 'sent' | 'enRoute' | 'onScene' | 'onBreak' | 'unavailable'
  of: readonly CrewAppearance[]
}[] = [
  { appearance: 'distress', label: 'distress', of: ['distress'] },
  { appearance: 'free', label: 'free', of: ['free'] },
  { appearance: 'acknowledged', label: 'sent', of: ['sent', 'acknowledged'] },
  { appearance: 'en_route', label: 'enRoute', of: ['en_route'] },
  { appearance: 'on_scene', label: 'onScene', of: ['on_scene', 'secured'] },
  { appearance: 'on_break', label: 'onBreak', of: ['on_break'] },
  { appearance: 'unavailable', label: 'unavailable', of: ['unavailable'] },
]

function Counts({ rows }: { rows: readonly CrewRow[] }) {
  const words = useWords()
  const counts = COUNTED.map((one) => ({
    ...one,
    count: rows.filter(({ appearance }) => one.of.includes(appearance)).length,
  }))
  return (
    <ul className="crew-counts">
      {counts
        .filter(({ count }) => count > 0)
        .map(({ appearance, label, count }) => (
          <li key={label}>
            <CrewGlyph appearance={appearance} size={16} />{' '}
            <span className="crew-counts-label">{words.crews[label]}</span>{' '}
            <b>
              <Count of={count} />
            </b>
          </li>
        ))}
    </ul>
  )
}

/** The instant of a crew's last fix, read once a second: it changes far more often than it is worth showing. */
function usePositionAt(crewNumber: number): number | undefined {
  return useSyncExternalStore(onTick, () => {
    const at = positions.of(crewNumber)?.at
    return at === undefined ? undefined : Math.floor(at / 1000) * 1000
  })
}

/** What speaks against a crew's last fix. */
function useDoubt(crewNumber: number): Doubt | null {
  return useSyncExternalStore(onTick, () => positions.of(crewNumber)?.doubt ?? null)
}

const CrewCell = memo(function CrewCell({ onLook, ...row }: CrewRow & Pick<CrewBoardProps, 'onLook'>) {
  const words = useWords()
  const { locale } = usePreferences()
  const now = useNow()
  const positionAt = usePositionAt(row.crew.number)
  const doubt = useDoubt(row.crew.number)
  const { crew, current, queued, since } = row
  const appearance = appearanceAt(row, positionAt, now)
  const overdue = isOverdue(row, now)
  const lookedAt = useScreen((state) => state.lookedAt === crew.id)
  const age =
    positionAt === undefined ? words.crews.noPosition : roughDuration(Math.max(0, now - positionAt) / SECOND)
  const status =
    current === null
      ? domainWords[locale].duty[crew.duty]
      : domainWords[locale].assignment[current.assignment.status]
  const place = overdue ? words.crews.silent : (current?.ticket?.address ?? crew.dutyReason ?? status)
  return (
    <li>
      <button
        type="button"
        className={`crew-cell ${appearance}${overdue ? ' overdue' : ''}`}
        aria-current={lookedAt}
        aria-label={`${unbroken(crew.callSign)}, ${status}, ${roughDuration((now - since) / SECOND)}, ${place}, ${age}${doubt === null ? '' : `, ${words.crew.doubt[doubt]}`}`}
        onClick={() => onLook(crew)}
      >
        <CrewGlyph appearance={appearance} />
        <span className="call-sign ellipsis">{unbroken(crew.callSign)}</span>
        <span className="crew-since num">{roughDuration((now - since) / SECOND)}</span>
        <span className="crew-place ellipsis">
          {place}
          {queued > 0 && ` ${words.crews.queued(queued)}`}
        </span>
        <span className={`crew-age num${appearance === 'stale' || doubt !== null ? ' stale' : ''}`}>
          {doubt !== null && <Icon name="warning" size={12} />} {age}
        </span>
      </button>
    </li>
  )
})
