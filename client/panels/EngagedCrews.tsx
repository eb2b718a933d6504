import { awaitsReinforcement } from '../../shared/assignment/ask.ts'
import { type Assignment, isActive } from '../../shared/assignment/assignment.ts'
import { STEP_STATUS } from '../../shared/assignment/next-step.ts'
import type { Crew } from '../../shared/crew/crew.ts'
import { silenceOf, welfareLevel } from '../../shared/crew/welfare.ts'
import { SECOND } from '../../shared/instant.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { roughDuration, unbroken } from '../../shared/typography.ts'
import { usualStay } from '../../shared/usual-time.ts'
import { domainWords } from '../../shared/words.ts'
import { CrewGlyph } from '../design/CrewGlyph.tsx'
import { Icon } from '../design/Icon.tsx'
import { confirmContact, sayStep, stepHeard } from '../intent/radio.ts'
import { mayConfirm } from '../intent/welfare.ts'
import { useNow } from '../react/use-now.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { STEP_APPEARANCE } from '../store/crew-row.ts'

/** Who is on the ticket, in what status, since when. */
export function EngagedCrews({
  assignments,
  ticket,
  onAsk,
  onLook,
}: {
  assignments: readonly Assignment[]
  ticket: Ticket
  onAsk(question: 'recall' | 'step'): void
  onLook(crew: Crew): void
}) {
  const words = useWords()
  return (
    <section className="engaged" aria-label={words.ticket.crews}>
      <header className="panel-head">
        <h3>{words.ticket.crews}</h3>
      </header>
      <ul>
        {assignments.map((assignment) => (
          <EngagedCrew
            key={assignment.id}
            assignment={assignment}
            ticket={ticket}
            onAsk={onAsk}
            onLook={onLook}
          />
        ))}
      </ul>
    </section>
  )
}

interface EngagedCrewProps {
  assignment: Assignment
  ticket: Ticket
  onAsk(question: 'recall' | 'step'): void
  onLook(crew: Crew): void
}

function EngagedCrew({ assignment, ticket, onAsk, onLook }: EngagedCrewProps) {
  const words = useWords()
  const { locale } = usePreferences()
  const now = useNow()
  const crew = useScreen((state) => state.board.crews.get(assignment.crewId))
  const elsewhere = useScreen((state) =>
    [...state.board.assignments.values()].some(
      (other) => other.crewId === assignment.crewId && other.ticketId !== ticket.id && isActive(other),
    ),
  )
  const { status, statusAt, dispatchedBy } = assignment
  const service = useScreen((state) => state.catalogues.serviceOf(ticket))
  const stay = usualStay(
    service,
    useScreen((state) => state.usualTimes),
  )
  const waited =
    crew === undefined || elsewhere ? null : silenceOf(crew, assignment, service?.usualMinutesOnScene)
  const silence = waited !== null && welfareLevel(waited, now) !== 'heard' ? waited : null
  const may = useScreen(({ session }) => session !== null && mayConfirm(session.role))
  const label = domainWords[locale].assignment[status]
  const asked = useScreen(({ board }) => awaitsReinforcement(assignment, board.assignments.values()))
  return (
    <li className={silence === null ? 'engaged-crew' : 'engaged-crew silent'}>
      <CrewGlyph appearance={STEP_APPEARANCE[status] ?? 'free'} />
      {crew !== undefined && (
        <button
          type="button"
          className="call-sign"
          title={words.crew.look(unbroken(crew.callSign))}
          onClick={() => onLook(crew)}
        >
          {unbroken(crew.callSign)}
        </button>
      )}
      <span className="engaged-status">
        {label} <span className="num">{roughDuration((now - statusAt) / SECOND)}</span>
      </span>
      <span className="engaged-by caption">
        {asked && (
          <b className="reinforcement-mark">
            <Icon name="people" size={12} /> {words.reinforcement.asked}
          </b>
        )}
        {assignment.otherOrderAt !== null && (
          <b className="other-order-mark">{words.reinforcement.otherOrder} · </b>
        )}
        {silence !== null && `${words.welfare.silentFor(roughDuration((now - silence.since) / SECOND))} · `}
        {words.event.by(unbroken(dispatchedBy))}
        {(status === 'on_scene' || status === 'secured') &&
          stay.learnedOf !== null &&
          ` · ${words.clock.usual.stay(roughDuration(stay.duration / SECOND), stay.learnedOf)}`}
        {elsewhere && ` · ${words.suggestion.queueFor}`}
      </span>
      <span className="engaged-actions">
        {silence !== null && may && (
          <button
            type="button"
            className="button primary"
            aria-label={words.welfare.contactedWho(unbroken(crew?.callSign ?? ''))}
            onClick={() => confirmContact(assignment.crewId)}
          >
            {words.welfare.contacted}
          </button>
        )}
        <HeardByRadio assignment={assignment} onOutcome={() => onAsk('step')} />
        {status !== 'secured' && (
          <button
            type="button"
            className="button"
            aria-label={words.ticket.recall}
            title={words.ticket.recall}
            onClick={() => onAsk('recall')}
          >
            <Icon name="undo" /> <kbd className="key">R</kbd>
          </button>
        )}
      </span>
    </li>
  )
}

/** The next step, for a crew that says it by voice. */
function HeardByRadio({
  assignment,
  onOutcome,
}: Pick<EngagedCrewProps, 'assignment'> & { onOutcome(): void }) {
  const words = useWords()
  const step = stepHeard(assignment)
  if (step === null) return null
  const text = words.tablet.steps[STEP_STATUS[step]]
  return (
    <button
      type="button"
      className="button"
      title={words.radio.stepHint}
      aria-label={`${text}, ${words.radio.stepHint}`}
      onClick={() => (step === 'clear' ? onOutcome() : sayStep(assignment, step))}
    >
      {text} <kbd className="key">S</kbd>
    </button>
  )
}
