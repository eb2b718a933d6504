import { useEffect, useState } from 'react'
import { type Assignment, type Outcome, outcomes } from '../../shared/assignment/assignment.ts'
import type { Crew } from '../../shared/crew/crew.ts'
import { clockOf } from '../../shared/deadline.ts'
import { noteIdSchema } from '../../shared/id.ts'
import { SECOND } from '../../shared/instant.ts'
import { type Ticket, ticketReference } from '../../shared/ticket/ticket.ts'
import { duration, roughDuration } from '../../shared/typography.ts'
import { domainWords } from '../../shared/words.ts'
import { clockTime } from '../design/format.ts'
import { Icon } from '../design/Icon.tsx'
import { TicketGlyph } from '../design/TicketGlyph.tsx'
import { select } from '../intent/select.ts'
import { send } from '../intent/send.ts'
import { useNow } from '../react/use-now.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { DistressButton } from './DistressButton.tsx'
import { nextStep, stepsOf } from './next-step.ts'
import type { DevicePosition } from './position-watch.ts'
import { Refusals } from './Refusals.tsx'
import { Sheet } from './Sheet.tsx'

type Asking = 'outcome' | 'decline' | 'message' | 'radio'

interface AssignmentViewProps {
  crew: Crew
  assignment: Assignment
  queued: readonly Assignment[]
  position: DevicePosition
}

/** The one assignment in hand: what, where, until when; one large button for what comes next. */
export function AssignmentView({ crew, assignment, queued, position }: AssignmentViewProps) {
  const words = useWords()
  const ticket = useScreen((state) => state.board.tickets.get(assignment.ticketId))
  const [asking, setAsking] = useState<Asking | null>(null)
  useEffect(() => {
    select(assignment.ticketId)
    return () => select(null)
  }, [assignment.ticketId])
  if (ticket === undefined) return <main className="tablet-side">{words.ticket.loading}</main>
  return (
    <main className="tablet-side">
      <Refusals />
      <Head ticket={ticket} />
      <Clock ticket={ticket} />
      <Told ticket={ticket} />
      {queued[0] !== undefined && <Queued assignment={queued[0]} />}
      <Steps assignment={assignment} ticket={ticket} />
      <NextButton assignment={assignment} ticket={ticket} onOutcome={() => setAsking('outcome')} />
      <div className="tablet-tools">
        <Tool icon="note" text={words.tablet.message} onPress={() => setAsking('message')} />
        <Tool
          icon="people"
          text={words.tablet.reinforcement}
          onPress={() => note(ticket, words.tablet.reinforcementText)}
        />
        {assignment.status === 'dispatched' || assignment.status === 'acknowledged' ? (
          <Tool icon="close" text={words.tablet.decline} onPress={() => setAsking('decline')} />
        ) : (
          <Tool
            icon="radio"
            text={words.tablet.radioAvailable}
            disabled={assignment.status === 'en_route'}
            onPress={() => setAsking('radio')}
          />
        )}
        <DistressButton crew={crew} position={position} />
      </div>
      {asking !== null && (
        <AskSheet asking={asking} assignment={assignment} ticket={ticket} onClose={() => setAsking(null)} />
      )}
    </main>
  )
}

function note(ticket: Ticket, text: string) {
  return send({
    type: 'add_note',
    noteId: noteIdSchema.parse(crypto.randomUUID()),
    ticketId: ticket.id,
    text,
  })
}

function Head({ ticket }: { ticket: Ticket }) {
  const words = useWords()
  const { locale } = usePreferences()
  const now = useNow()
  const service = useScreen((state) => state.services.get(ticket.serviceCode))
  const district = useScreen(
    (state) => state.city?.districts.find(({ code }) => code === ticket.district)?.short,
  )
  return (
    <header className="tablet-head">
      <TicketGlyph
        size={56}
        theme={service?.theme ?? 'tranquillity'}
        priority={ticket.priority}
        clock={clockOf(ticket, now)}
        placed={ticket.position !== null}
      />
      <div>
        <p className="tablet-reference">
          {ticketReference(ticket)} · {service && domainWords[locale].theme[service.theme]}
        </p>
        <h2>{service?.name[locale] ?? ticket.serviceCode}</h2>
        <p className="tablet-address">{ticket.address ?? words.queue.noPlace}</p>
        {district !== undefined && <p className="tablet-district">{district}</p>}
      </div>
    </header>
  )
}

function Clock({ ticket }: { ticket: Ticket }) {
  const words = useWords()
  const { locale } = usePreferences()
  const now = useNow()
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  const clock = clockOf(ticket, now)
  const { kind, dueAt } = ticket.deadline
  const share = clock.state === 'running' ? clock.share : 0
  const at = clockTime(clock.state === 'reached' ? clock.at : dueAt, timeZone, locale)
  return (
    <div className="tablet-deadline">
      <p>
        {clock.state === 'reached' ? words.clock.reached[kind] : words.clock.before[kind]}{' '}
        <b className="num">{at}</b>
        <span className={`num ${clock.state}`}>
          {clock.state === 'running' && words.clock.remaining(duration(clock.remaining / SECOND))}
          {clock.state === 'passed' && words.clock.late(roughDuration(clock.late / SECOND))}
        </span>
      </p>
      <svg width="100%" height="10" preserveAspectRatio="none" viewBox="0 0 100 10" aria-hidden="true">
        <rect width={100} height={10} fill="var(--bg4)" />
        <rect x={100 - share * 100} width={share * 100} height={10} fill={`var(--p${ticket.priority}f)`} />
      </svg>
    </div>
  )
}

/** What people told, and what colleagues noted. */
function Told({ ticket }: { ticket: Ticket }) {
  const words = useWords()
  const detail = useScreen((state) => (state.detail?.ticket.id === ticket.id ? state.detail : null))
  if (detail === null) return <p className="tablet-told">{words.ticket.loading}</p>
  return (
    <ul className="tablet-told">
      {detail.reports.map(({ id, description }) => (
        <li key={id}>
          <Icon name="warning" size={20} /> <b>{description ?? words.ticket.noWords}</b>
        </li>
      ))}
      {detail.notes.map(({ id, text, by }) => (
        <li key={id}>
          <Icon name="info" size={20} />{' '}
          <span>
            {text} <small>{by}</small>
          </span>
        </li>
      ))}
    </ul>
  )
}

function Queued({ assignment }: { assignment: Assignment }) {
  const words = useWords()
  const { locale } = usePreferences()
  const ticket = useScreen((state) => state.board.tickets.get(assignment.ticketId))
  const service = useScreen((state) => ticket && state.services.get(ticket.serviceCode))
  return (
    <p className="tablet-queued">
      <small>{words.tablet.next}</small>
      <b>{service?.name[locale]}</b>, {ticket?.address}
    </p>
  )
}

function Steps({ assignment, ticket }: { assignment: Assignment; ticket: Ticket }) {
  const words = useWords()
  const { locale } = usePreferences()
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  const steps = stepsOf(ticket.deadline.kind)
  const reached = steps.indexOf(assignment.status)
  return (
    <ol className="tablet-steps">
      {steps.map((step, index) => {
        const at = assignment.stepsAt[step]
        const state = index <= reached ? 'done' : index === reached + 1 ? 'next' : 'later'
        return (
          <li key={step} className={state}>
            <i aria-hidden="true">{state === 'done' && <Icon name="check" size={14} />}</i>
            <span>{words.tablet.steps[step as keyof typeof words.tablet.steps]}</span>
            <time className="num">{at === undefined ? '' : clockTime(at, timeZone, locale)}</time>
          </li>
        )
      })}
    </ol>
  )
}

interface NextButtonProps {
  assignment: Assignment
  ticket: Ticket
  onOutcome(): void
}

/** The one large button. It stays down until the word was heard, so that it is never said twice. */
function NextButton({ assignment, ticket, onOutcome }: NextButtonProps) {
  const words = useWords()
  const [said, setSaid] = useState<string | null>(null)
  const step = nextStep(assignment.status, ticket.deadline.kind)
  if (step === null) return null
  const press = async () => {
    if (step === 'clear') return onOutcome()
    setSaid(assignment.status)
    await send({ type: step, assignmentId: assignment.id })
    setSaid(null)
  }
  const status = {
    acknowledge: 'acknowledged',
    go_en_route: 'en_route',
    arrive: 'on_scene',
    secure: 'secured',
    clear: 'cleared',
  } as const
  return (
    <button type="button" className="tablet-next" disabled={said === assignment.status} onClick={press}>
      {words.tablet.steps[status[step]]}
      <small>{words.tablet.stepHint[step]}</small>
    </button>
  )
}

function Tool({
  icon,
  text,
  disabled = false,
  onPress,
}: {
  icon: Parameters<typeof Icon>[0]['name']
  text: string
  disabled?: boolean
  onPress(): void
}) {
  return (
    <button type="button" className="tablet-tool" disabled={disabled} onClick={onPress}>
      <Icon name={icon} size={24} />
      {text}
    </button>
  )
}

interface AskSheetProps {
  asking: Asking
  assignment: Assignment
  ticket: Ticket
  onClose(): void
}

function AskSheet({ asking, assignment, ticket, onClose }: AskSheetProps) {
  const words = useWords()
  const { locale } = usePreferences()
  const assignmentId = assignment.id
  const clear = (outcome: Outcome) => {
    onClose()
    send({ type: 'clear', assignmentId, outcome })
  }
  if (asking === 'message') return <MessageSheet ticket={ticket} onClose={onClose} />
  if (asking === 'radio') {
    return (
      <Sheet title={words.tablet.radioAvailable} onClose={onClose}>
        <p>{words.tablet.radioAvailableConfirm}</p>
        <button type="button" className="tablet-button primary" onClick={() => clear('radio_available')}>
          {words.confirm}
        </button>
      </Sheet>
    )
  }
  if (asking === 'decline') {
    return (
      <Sheet title={words.tablet.decline} onClose={onClose}>
        {words.tablet.declineReasons.map((reason) => (
          <button
            key={reason}
            type="button"
            className="tablet-button"
            onClick={() => {
              onClose()
              send({ type: 'decline', assignmentId, reason })
            }}
          >
            {reason}
          </button>
        ))}
      </Sheet>
    )
  }
  return (
    <Sheet title={words.tablet.outcomeTitle} onClose={onClose}>
      {outcomes
        .filter((outcome) => outcome !== 'radio_available')
        .map((outcome) => (
          <button key={outcome} type="button" className="tablet-button" onClick={() => clear(outcome)}>
            {domainWords[locale].outcome[outcome]}
          </button>
        ))}
    </Sheet>
  )
}

function MessageSheet({ ticket, onClose }: { ticket: Ticket; onClose(): void }) {
  const words = useWords()
  const [text, setText] = useState('')
  const say = () => {
    if (text.trim() === '') return
    note(ticket, text)
    onClose()
  }
  return (
    <Sheet title={words.tablet.messageHint} onClose={onClose}>
      <textarea
        className="field"
        rows={3}
        maxLength={2000}
        value={text}
        aria-label={words.tablet.messageHint}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="button" className="tablet-button primary" onClick={say}>
        {words.send}
      </button>
    </Sheet>
  )
}
