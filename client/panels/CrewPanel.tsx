import './crew-panel.css'
import { useSyncExternalStore } from 'react'
import { awaitsReinforcement } from '../../shared/assignment/ask.ts'
import { type Assignment, inOrder } from '../../shared/assignment/assignment.ts'
import { openAssignments } from '../../shared/board.ts'
import { trustOf } from '../../shared/crew/position-age.ts'
import { clockOf } from '../../shared/deadline.ts'
import type { LonLat } from '../../shared/geo.ts'
import { SECOND } from '../../shared/instant.ts'
import { type Ticket, ticketReference } from '../../shared/ticket/ticket.ts'
import { roughDuration, unbroken } from '../../shared/typography.ts'
import { domainWords } from '../../shared/words.ts'
import { CrewGlyph } from '../design/CrewGlyph.tsx'
import { clockTime } from '../design/format.ts'
import { Icon } from '../design/Icon.tsx'
import { TicketGlyph } from '../design/TicketGlyph.tsx'
import { confirmContact } from '../intent/radio.ts'
import { lookAt, select, toggleFollow } from '../intent/select.ts'
import { send } from '../intent/send.ts'
import { mayConfirm } from '../intent/welfare.ts'
import { useFleet } from '../react/use-fleet.ts'
import { useNow } from '../react/use-now.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { onTick } from '../store/clock.ts'
import { appearanceAt, type CrewRow, crewRowOf, isOverdue } from '../store/crew-row.ts'
import { positions } from '../store/positions.ts'
import { CrewDay } from './CrewDay.tsx'
import { CrewShift, type ShiftWord } from './CrewShift.tsx'
import { vehicleText } from './outfit-text.ts'

interface CrewPanelProps {
  row: CrewRow
  /** Brings a place of its day onto the map. */
  onPlace(place: LonLat): void
  /** It said something of its shift by radio. */
  onWord(word: ShiftWord): void
}

/** Everything about the crew that is looked at: what it does, when it was heard and seen, and its day. */
export function CrewPanel({ row, onPlace, onWord }: CrewPanelProps) {
  const words = useWords()
  return (
    <aside className="panel crew-panel" aria-label={words.crew.panel} id="panel" tabIndex={-1}>
      <div className="panel-scroll">
        <Head row={row} />
        <Facts row={row} />
        <Actions row={row} />
        <InHand row={row} />
        <CrewShift crew={row.crew} onWord={onWord} />
        <CrewDay crew={row.crew} onPlace={onPlace} />
      </div>
    </aside>
  )
}

/** The row of the crew that is looked at, on duty or not; null while none is. */
export function useLookedAt(): CrewRow | null {
  const board = useScreen((state) => state.board)
  const catalogues = useScreen((state) => state.catalogues)
  const crew = useScreen((state) =>
    state.lookedAt === null ? undefined : state.board.crews.get(state.lookedAt),
  )
  return crew === undefined ? null : crewRowOf(crew, board, catalogues)
}

/** The last fix of a crew, read once a second: it changes far more often than it is worth showing. */
function useFix({ number }: { number: number }): ReturnType<typeof positions.of> {
  return useSyncExternalStore(onTick, () => positions.of(number))
}

function Head({ row }: { row: CrewRow }) {
  const words = useWords()
  const { locale } = usePreferences()
  const now = useNow()
  const fleet = useFleet()
  const { crew, current, since } = row
  const fix = useFix(crew)
  const off = crew.duty === 'off'
  const kind = domainWords[locale].kind[crew.kind]
  const vehicle = crew.vehicle === null ? '' : vehicleText(crew, { fleet, words, locale })
  const what = [kind, vehicle, off ? '' : words.crew.members(crew.members)]
  const status =
    current === null
      ? domainWords[locale].duty[crew.duty]
      : domainWords[locale].assignment[current.assignment.status]
  const reason = current === null ? crew.dutyReason : null
  return (
    <header className="crew-head">
      <CrewGlyph appearance={off ? 'stale' : appearanceAt(row, fix?.at, now)} size={32} />
      <div>
        <h2 className="call-sign">{unbroken(crew.callSign)}</h2>
        <p className="crew-what">{what.filter((part) => part !== '').join(' · ')}</p>
        <p className="crew-status">
          <b>{status}</b> <span className="num">{roughDuration((now - since) / SECOND)}</span>
          {reason !== null && ` · ${reason}`}
        </p>
      </div>
      <button type="button" className="top-icon" aria-label={words.crew.close} onClick={() => lookAt(null)}>
        <Icon name="close" />
      </button>
    </header>
  )
}

/** When it was last heard, and where it was last seen: one says nothing of the other. */
function Facts({ row: { crew } }: { row: CrewRow }) {
  const words = useWords().crew
  const { locale } = usePreferences()
  const now = useNow()
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  const fix = useFix(crew)
  const ago = (at: number) => words.ago(roughDuration(Math.max(0, now - at) / SECOND))
  const stale = fix === undefined || trustOf(crew.kind, now - fix.at) === 'stale'
  return (
    <dl className="crew-facts num">
      <div>
        <dt>{words.lastWord}</dt>
        <dd>{crew.heardAt === null ? words.neverHeard : ago(crew.heardAt)}</dd>
      </div>
      {crew.duty !== 'off' && (
        <div>
          <dt>{words.position}</dt>
          <dd className={stale ? 'stale' : undefined}>
            {fix === undefined ? <NoPosition /> : `${ago(fix.at)}, ${words.within(Math.round(fix.accuracy))}`}
            {fix !== undefined && fix.doubt !== null && (
              <p className="crew-doubt">
                <Icon name="warning" size={12} /> {words.doubt[fix.doubt]}
              </p>
            )}
          </dd>
        </div>
      )}
      {crew.onDutyAt !== null && (
        <div>
          <dt>{words.onDuty}</dt>
          <dd>{words.since(clockTime(crew.onDutyAt, timeZone, locale))}</dd>
        </div>
      )}
    </dl>
  )
}

function NoPosition() {
  return useWords().crews.noPosition
}

function Actions({ row }: { row: CrewRow }) {
  const words = useWords()
  const now = useNow()
  const { crew, current, silence } = row
  const followed = useScreen((state) => state.followed === crew.id)
  const may = useScreen(({ session }) => session !== null && mayConfirm(session.role))
  const silent = isOverdue(row, now) && silence !== null
  return (
    <div className={silent ? 'crew-actions silent' : 'crew-actions'}>
      {silent && <p className="num">{words.welfare.silent(roughDuration((now - silence.since) / SECOND))}</p>}
      {crew.duty !== 'off' && (
        <button type="button" className="button" aria-pressed={followed} onClick={toggleFollow}>
          <Icon name="locate" /> {followed ? words.crew.unfollow : words.crew.follow}{' '}
          <kbd className="key">V</kbd>
        </button>
      )}
      {current !== null && may && (
        <button
          type="button"
          className={silent ? 'button primary' : 'button'}
          aria-label={words.welfare.contactedWho(unbroken(crew.callSign))}
          onClick={() => confirmContact(crew.id)}
        >
          <Icon name="radio" /> {words.welfare.contacted} {silent && <kbd className="key">O</kbd>}
        </button>
      )}
      {current !== null && may && <ReinforcementHeard assignment={current.assignment} />}
    </div>
  )
}

/** For a crew that asks for help by voice; it says so while that waits for an answer. */
function ReinforcementHeard({ assignment }: { assignment: Assignment }) {
  const words = useWords()
  const asked = useScreen(({ board }) => awaitsReinforcement(assignment, board.assignments.values()))
  return asked ? (
    <b className="reinforcement-mark">
      <Icon name="people" size={12} /> {words.reinforcement.asked}
    </b>
  ) : (
    <button
      type="button"
      className="button"
      aria-label={words.reinforcement.byRadio}
      title={words.reinforcement.byRadio}
      onClick={() => send({ type: 'ask_reinforcement', assignmentId: assignment.id })}
    >
      <Icon name="people" /> {words.tablet.reinforcement}
    </button>
  )
}

/** What it is on, and what waits for it behind. */
function InHand({ row: { crew } }: { row: CrewRow }) {
  const words = useWords().crew
  const board = useScreen((state) => state.board)
  const [current, ...next] = inOrder(
    openAssignments(board.assignments.values(), { crewId: crew.id }),
  ).flatMap((assignment) => {
    const ticket = board.tickets.get(assignment.ticketId)
    return ticket === undefined ? [] : [{ assignment, ticket }]
  })
  if (crew.duty === 'off') return null
  return (
    <section className="crew-hand" aria-label={words.current}>
      <header className="panel-head">
        <h3>{words.current}</h3>
      </header>
      {current === undefined ? <p className="panel-wait">{words.nothing}</p> : <TicketRow {...current} />}
      {next.length > 0 && (
        <>
          <header className="panel-head">
            <h3>{words.next}</h3>
          </header>
          {next.map((one) => (
            <TicketRow key={one.ticket.id} {...one} />
          ))}
        </>
      )}
    </section>
  )
}

function TicketRow({ assignment, ticket }: { assignment: Assignment; ticket: Ticket }) {
  const words = useWords()
  const { locale } = usePreferences()
  const now = useNow()
  const service = useScreen((state) => state.catalogues.serviceOf(ticket))
  return (
    <button type="button" className="crew-ticket" onClick={() => select(ticket.id)}>
      <TicketGlyph
        theme={service?.theme ?? 'tranquillity'}
        priority={ticket.priority}
        clock={clockOf(ticket, service, now)}
        placed={ticket.position !== null}
        reports={ticket.reports}
      />
      <b className="ellipsis">{service?.name[locale] ?? ticket.serviceCode}</b>
      <span className="ellipsis">
        {assignment.otherOrderAt !== null && (
          <b className="other-order-mark">{words.reinforcement.otherOrder} · </b>
        )}
        {ticketReference(ticket)} · {ticket.address ?? words.queue.noPlace}
      </span>
    </button>
  )
}
