import type { TicketId } from '../../shared/id.ts'
import { SECOND } from '../../shared/instant.ts'
import type { TicketDetail } from '../../shared/protocol/ticket.ts'
import { type Channel, type Ticket, ticketReference } from '../../shared/ticket/ticket.ts'
import { roughDuration, unbroken } from '../../shared/typography.ts'
import { domainWords } from '../../shared/words.ts'
import { clockTime } from '../design/format.ts'
import { Icon, type IconName } from '../design/Icon.tsx'
import { sayCalledBack } from '../intent/dispatch.ts'
import { separateTicket } from '../intent/join.ts'
import { useNow } from '../react/use-now.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { calledBack } from '../store/known.ts'
import { answerLines } from './answer-text.ts'

type Asked = NonNullable<TicketDetail['reports'][number]['asked']>

const ICONS: Record<string, IconName> = {
  phone: 'phone',
  app: 'mobile',
  web: 'web',
  counter: 'people',
  patrol: 'radio',
}

/** What people told, in their words. */
export function Reports({ ticket }: { ticket: Ticket }) {
  const words = useWords()
  const detail = useScreen((state) => state.details.get(ticket.id) ?? null)
  return (
    <section className="reports" aria-label={words.ticket.reports(ticket.reports)}>
      <Weight ticket={ticket} />
      <CalledBack ticket={ticket} />
      {detail === null ? (
        <p className="panel-wait">{words.ticket.loading}</p>
      ) : (
        <Told reports={detail.reports} onSeparate={(joined) => separateTicket(joined, ticket)} />
      )}
    </section>
  )
}

/** How many reports a ticket has, by which channels, of how many people, and when the last came. */
export function Weight({ ticket }: { ticket: Ticket }) {
  const words = useWords()
  const { locale } = usePreferences()
  const now = useNow()
  const detail = useScreen((state) => state.details.get(ticket.id) ?? null)
  const last = detail?.reports.at(-1)
  return (
    <header className="panel-head">
      <h3>
        {words.ticket.reports(ticket.reports)}{' '}
        <span className="caption">
          {detail && channelsOf(detail, locale)}
          {detail !== null && detail.callers > 1 && ` · ${words.alike.callers(detail.callers)}`}
        </span>
      </h3>
      {last !== undefined && (
        <p className="caption num">
          {words.ticket.lastReport(roughDuration(Math.max(0, now - last.at) / SECOND))}
        </p>
      )}
    </header>
  )
}

interface ToldProps {
  reports: TicketDetail['reports']
  /** Where one that was joined can be separated from here. */
  onSeparate?: ((joined: { id: TicketId; number: number }) => void) | undefined
}

/** Each report: its words, who called where that may be known, what was asked and answered. */
export function Told({ reports, onSeparate }: ToldProps) {
  const words = useWords()
  return (
    <ul>
      {reports.map(({ id, channel, description, joined, contact, mayCallBack, asked }) => (
        <li key={id}>
          <Icon name={ICONS[channel] ?? 'list'} size={14} />
          <div>
            {description ?? words.ticket.noWords}
            {contact !== null && (
              <span className="caption">
                {' '}
                {[contact.name, contact.phone, contact.email].filter(Boolean).join(' · ')}
              </span>
            )}
            {mayCallBack !== null && (
              <span className="caption report-consent">
                {mayCallBack ? words.ticket.mayCallBack : words.ticket.mayNotCallBack}
              </span>
            )}
            {asked !== null && <Answers asked={asked} />}
          </div>
          {joined !== null && onSeparate !== undefined && (
            <button
              type="button"
              className="button quiet"
              aria-label={words.alike.separateOne(ticketReference(joined))}
              onClick={() => onSeparate({ id: joined.ticketId, number: joined.number })}
            >
              {ticketReference(joined)} <Icon name="undo" size={12} /> {words.alike.separate}
            </button>
          )}
        </li>
      ))}
    </ul>
  )
}

/** Whether whoever called was called back; by a press here it is said. */
function CalledBack({ ticket }: { ticket: Ticket }) {
  const words = useWords().known
  const { locale } = usePreferences()
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  const detail = useScreen((state) => state.details.get(ticket.id))
  const last = calledBack(detail)
  if (detail === undefined || ticket.channel === 'patrol') return null
  return (
    <p className="called-back">
      <Icon name={last === null ? 'phone' : 'check'} size={14} />
      <span>
        {last === null
          ? words.notCalledBack
          : words.calledBack(clockTime(last.at, timeZone, locale), unbroken(last.by))}
      </span>
      <button type="button" className="button" onClick={() => sayCalledBack(ticket.id)}>
        {words.callBack}
      </button>
    </p>
  )
}

/** What was asked and answered, a line each. */
function Answers({ asked }: { asked: Asked }) {
  const { locale } = usePreferences()
  const service = useScreen((state) => state.catalogues.serviceOf(asked))
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  return (
    <dl className="answers">
      {answerLines(asked.answers, service, locale, timeZone).map(({ code, label, text }) => (
        <div key={code}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  )
}

/** « téléphone 3 · appli 1 » */
function channelsOf({ reports }: TicketDetail, locale: 'fr' | 'en'): string {
  const counts = new Map<string, number>()
  for (const { channel } of reports) counts.set(channel, (counts.get(channel) ?? 0) + 1)
  const labels = domainWords[locale].channel
  return [...counts]
    .map(
      ([channel, count]) => `${labels[channel as Channel] ?? channel}${counts.size > 1 ? ` ${count}` : ''}`,
    )
    .join(' · ')
}
