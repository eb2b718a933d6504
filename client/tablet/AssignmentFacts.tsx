import type { Assignment } from '../../shared/assignment/assignment.ts'
import { STEP_STATUS, type Step, stepsOf } from '../../shared/assignment/next-step.ts'
import type { Command } from '../../shared/command.ts'
import { clockOf } from '../../shared/deadline.ts'
import { SECOND } from '../../shared/instant.ts'
import { type Ticket, ticketReference } from '../../shared/ticket/ticket.ts'
import { duration, roughDuration } from '../../shared/typography.ts'
import { domainWords } from '../../shared/words.ts'
import { clockTime } from '../design/format.ts'
import { Icon } from '../design/Icon.tsx'
import { TicketGlyph } from '../design/TicketGlyph.tsx'
import type { Said } from '../feed/command-store.ts'
import { useNow } from '../react/use-now.ts'
import { useScreen, useScreenShallow } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { UNNUMBERED } from '../store/predict.ts'

/** What and where. */
export function Head({ ticket }: { ticket: Ticket }) {
  const words = useWords()
  const { locale } = usePreferences()
  const now = useNow()
  const service = useScreen((state) => state.catalogues.serviceOf(ticket))
  const district = useScreen(
    (state) => state.city?.districts.find(({ code }) => code === ticket.district)?.short,
  )
  const unheard = ticket.number === UNNUMBERED
  return (
    <header className="tablet-head">
      <TicketGlyph
        size={56}
        theme={service?.theme ?? 'tranquillity'}
        priority={ticket.priority}
        clock={clockOf(ticket, service, now)}
        placed={ticket.position !== null}
      />
      <div>
        <p className="tablet-reference">
          {unheard ? words.tablet.onView.unnumbered : ticketReference(ticket)} ·{' '}
          {service && domainWords[locale].theme[service.theme]}
          <span>{ticket.reports > 1 && words.ticket.reports(ticket.reports)}</span>
        </p>
        <h2>{service?.name[locale] ?? ticket.serviceCode}</h2>
        <p className="tablet-address">
          {ticket.address ?? (unheard ? words.tablet.onView.place : words.queue.noPlace)}
        </p>
        {district !== undefined && <p className="tablet-district">{district}</p>}
      </div>
    </header>
  )
}

/** Until when, in words, figures and a bar that empties. */
export function Clock({ ticket }: { ticket: Ticket }) {
  const words = useWords()
  const { locale } = usePreferences()
  const now = useNow()
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  const service = useScreen((state) => state.catalogues.serviceOf(ticket))
  const clock = clockOf(ticket, service, now)
  const { target, dueAt } = clock
  const passed = clock.state === 'passed'
  const share = clock.state === 'running' ? clock.share : passed ? 1 : 0
  // A deadline that is passed is as urgent as it gets, whatever it was before.
  const urgency = passed ? 1 : ticket.priority
  const at = clockTime(clock.state === 'reached' ? clock.at : dueAt, timeZone, locale)
  return (
    <div className="tablet-deadline">
      <p>
        {clock.state === 'reached' ? words.clock.reached[target] : words.clock.before[target]}{' '}
        <b className="num">{at}</b>
        <span className={`num ${clock.state}`}>
          {clock.state === 'running' && words.clock.remaining(duration(clock.remaining / SECOND))}
          {clock.state === 'passed' && words.clock.late(roughDuration(clock.late / SECOND))}
        </span>
      </p>
      {clock.state !== 'reached' && (
        <svg width="100%" height="10" preserveAspectRatio="none" viewBox="0 0 100 10" aria-hidden="true">
          <rect width={100} height={10} fill="var(--bg4)" />
          <rect x={100 - share * 100} width={share * 100} height={10} fill={`var(--p${urgency}f)`} />
        </svg>
      )}
    </div>
  )
}

/** What people told, and what colleagues noted. */
export function Told({ ticket }: { ticket: Ticket }) {
  const words = useWords()
  const detail = useScreen((state) => state.details.get(ticket.id) ?? null)
  const own = useScreenShallow((state) =>
    state.outbox.waiting.filter(
      ({ command }) =>
        (command.type === 'add_note' || command.type === 'report_on_view') && command.ticketId === ticket.id,
    ),
  )
  return (
    <ul className="tablet-told">
      {detail === null && own.length === 0 && <li className="told-loading">{words.ticket.loading}</li>}
      {detail?.reports.map(({ id, description, mayCallBack }) => (
        <li key={id} className="told-report">
          <Icon name="phone" size={20} /> <b>{description ?? words.ticket.noWords}</b>
          {mayCallBack !== null && (
            <small>{mayCallBack ? words.ticket.mayCallBack : words.ticket.mayNotCallBack}</small>
          )}
        </li>
      ))}
      {detail?.notes.map(({ id, text, by }) => (
        <li key={id}>
          <Icon name="info" size={20} />
          <span>
            {text} <small>{by}</small>
          </span>
        </li>
      ))}
      {own.map(({ id, command }) => (
        <li key={id} className="told-unheard">
          <Icon name="offline" size={20} />
          <span>
            {wordsOf(command)} <small>{words.tablet.saying}</small>
          </span>
        </li>
      ))}
    </ul>
  )
}

/** The steps of an assignment, each with its hour once it was reached. */
export function Steps({ assignment, ticket }: { assignment: Assignment; ticket: Ticket }) {
  const words = useWords()
  const { locale } = usePreferences()
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  const steps = stepsOf(ticket.deadline.kind, assignment.status)
  const unheard = stepsIn(
    useScreen((state) => state.outbox.waiting),
    assignment,
  )
  const reached = steps.indexOf(assignment.status as Step)
  return (
    <ol className="tablet-steps">
      {steps.map((step, index) => {
        const at = assignment.stepsAt[step]
        const state = index <= reached ? 'done' : index === reached + 1 ? 'next' : 'later'
        const waits = state === 'done' && unheard.has(step)
        return (
          <li
            key={step}
            className={waits ? `${state} unheard` : state}
            aria-current={index === reached ? 'step' : undefined}
          >
            <i aria-hidden="true">{state === 'done' && <Icon name="check" size={14} />}</i>
            <span>
              {words.tablet.steps[step]}
              {waits && <small>{words.tablet.saying}</small>}
            </span>
            <time className="num">{at === undefined ? '' : clockTime(at, timeZone, locale)}</time>
          </li>
        )
      })}
    </ol>
  )
}

/** The steps of an assignment that were said and not heard yet. */
function stepsIn(waiting: readonly Said[], { id }: Assignment): Set<Step> {
  const steps = waiting.flatMap(({ command }): Step[] =>
    'assignmentId' in command && command.assignmentId === id ? saysOf(command.type) : [],
  )
  return new Set(steps)
}

/** The steps that a command says. */
function saysOf(type: string): Step[] {
  if (type === 'report_on_view') return ['dispatched', 'on_scene']
  return isStep(type) ? [STEP_STATUS[type]] : []
}

/** The words in what this crew said of a ticket itself. */
function wordsOf(command: Command): string {
  if (command.type === 'add_note') return command.text
  return (command.type === 'report_on_view' && command.report.description) || ''
}

function isStep(type: string): type is keyof typeof STEP_STATUS {
  return Object.hasOwn(STEP_STATUS, type)
}
