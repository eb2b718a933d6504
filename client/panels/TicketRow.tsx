import './queue.css'
import { memo, useEffect, useRef } from 'react'
import type { CallOut } from '../../shared/call-out/call-out.ts'
import type { Instant } from '../../shared/instant.ts'
import { ticketReference } from '../../shared/ticket/ticket.ts'
import { unbroken } from '../../shared/typography.ts'
import { domainWords } from '../../shared/words.ts'
import { CrewGlyph } from '../design/CrewGlyph.tsx'
import { Icon } from '../design/Icon.tsx'
import { TicketGlyph } from '../design/TicketGlyph.tsx'
import { select } from '../intent/select.ts'
import { useNow } from '../react/use-now.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { STEP_APPEARANCE } from '../store/crew-row.ts'
import type { QueueRow } from '../store/queue.ts'
import { callOutMark } from './call-out-text.ts'
import { clockText } from './clock-text.ts'

interface TicketRowProps {
  ticket: QueueRow['ticket']
  service: QueueRow['service']
  assignment: NonNullable<QueueRow['lead']>['assignment'] | null
  crew: NonNullable<QueueRow['lead']>['crew'] | null
  able: QueueRow['able']
  guard: QueueRow['guard']
  reinforcementAsked: boolean
  /** Until when there is a hazard in reach; null where there is none. */
  hazardUntil: Instant | null
  callOut: CallOut | null
  selected: boolean
}

/** One ticket of the queue. Rendered again only when its own ticket, crew or selection changes, and each second for its clock. */
export const TicketRow = memo(function TicketRow(props: TicketRowProps) {
  const {
    ticket,
    service,
    assignment,
    crew,
    able,
    guard,
    reinforcementAsked,
    hazardUntil,
    callOut,
    selected,
  } = props
  const words = useWords()
  const { locale } = usePreferences()
  const now = useNow()
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  const usualTimes = useScreen((state) => state.usualTimes)
  const nearestSeconds = useScreen((state) => state.nearest.get(ticket.id) ?? null)
  const district = useScreen(
    (state) => state.city?.districts.find(({ code }) => code === ticket.district)?.short,
  )
  const element = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (selected) element.current?.scrollIntoView({ block: 'nearest' })
  }, [selected])

  const hazard = hazardUntil !== null && now < hazardUntil
  const lead = assignment !== null && crew !== null ? { assignment, crew } : null
  const { clock, figure, tone, measures } = clockText(
    { ticket, service, able, guard, callOut, usualTimes, nearestSeconds },
    now,
    timeZone,
    locale,
    words,
  )
  const title = service?.name[locale] ?? ticket.serviceCode
  const place = ticket.address ?? words.queue.noPlace
  const appearance = (assignment && STEP_APPEARANCE[assignment.status]) ?? null
  const called = callOut === null ? null : callOutMark(callOut, words, locale)
  const state =
    lead === null
      ? (called?.text ?? measures)
      : `${lead.crew.callSign} ${domainWords[locale].assignment[lead.assignment.status]}`
  const label = {
    reference: ticketReference(ticket),
    title,
    priority: ticket.priority,
    place,
    clock: figure,
    state: [hazard && words.queue.hazard, reinforcementAsked && words.reinforcement.asked, state]
      .filter(Boolean)
      .join(', '),
  }
  return (
    <li>
      <button
        ref={element}
        type="button"
        className="queue-row"
        aria-current={selected}
        aria-label={words.queue.rowLabel(label)}
        data-ticket={ticket.number}
        onClick={() => select(ticket.id)}
      >
        <span className="queue-glyph">
          <TicketGlyph
            theme={service?.theme ?? 'tranquillity'}
            priority={ticket.priority}
            clock={clock}
            placed={ticket.position !== null}
            reports={ticket.reports}
          />
          {hazard && (
            <span className="queue-hazard" title={words.queue.hazard}>
              <Icon name="warning" size={16} />
            </span>
          )}
        </span>
        <span className="queue-line">
          <span className="queue-title ellipsis">{title}</span>
          <span className={`queue-figure num ${tone}`}>
            {tone === 'predicted' && <Icon name="warning" size={14} />}
            {tone === 'reached' && figure !== '' && <Icon name="check" size={12} />}
            {figure}
          </span>
        </span>
        <span className="queue-line">
          <span className="queue-place ellipsis">
            {reinforcementAsked && (
              <b className="reinforcement-mark">
                <Icon name="people" size={12} /> {words.reinforcement.asked}
              </b>
            )}
            {ticket.position === null ? words.queue.asTold(place) : place}
            {district !== undefined && <span className="queue-district"> · {district}</span>}
          </span>
          <span className="queue-state">
            {appearance !== null && lead !== null ? (
              <>
                <CrewGlyph appearance={appearance} size={16} />
                <span className="call-sign">{unbroken(lead.crew.callSign)}</span>
              </>
            ) : called !== null ? (
              <span className={`queue-call-out${called.alarmed ? ' alarmed' : ''}`}>
                <Icon name="phone" size={12} /> {called.text}
              </span>
            ) : ticket.position === null ? (
              words.queue.toLocate
            ) : (
              measures
            )}
          </span>
        </span>
      </button>
    </li>
  )
})
