import { grantOf } from '../../../shared/authority.ts'
import type { GivenUp } from '../../../shared/delivery/given-up.ts'
import { SECOND } from '../../../shared/instant.ts'
import { ticketReference } from '../../../shared/ticket/ticket.ts'
import { roughDuration } from '../../../shared/typography.ts'
import { Icon } from '../../design/Icon.tsx'
import { problemText } from '../../panels/delivery-text.ts'
import { Count } from '../../react/Count.tsx'
import { useNow } from '../../react/use-now.ts'
import { useScreen } from '../../react/use-screen.ts'
import { usePreferences, useWords } from '../../react/use-words.ts'
import type { Words } from '../../words/fr.ts'

/** No try of the server's would do: it was a person who told it. */
const BY_PERSON = 'by_person'

interface DeliveryTableProps {
  jobs: readonly GivenUp[]
  onRetry(job: GivenUp): void
  /** Its partner was told by telephone. */
  onTold(job: GivenUp): void
  onAbandon(job: GivenUp): void
}

/** What was given up, the latest first. */
export function DeliveryTable({ jobs, onRetry, onTold, onAbandon }: DeliveryTableProps) {
  const words = useWords()
  const { deliveries } = words
  const { columns } = deliveries
  const now = useNow()
  const nameOf = useDeliveryName()
  const role = useScreen(({ session }) => session?.role)
  const mayAbandon = role !== undefined && grantOf('abandon_delivery', role) === 'yes'
  return (
    <table className="delivery-table">
      <thead>
        <tr>
          {(['ticket', 'to', 'problem', 'since', 'tries', 'actions'] as const).map((column) => (
            <th key={column} scope="col" className={column}>
              {columns[column]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {jobs.map((job) => (
          <tr key={job.id}>
            <th scope="row" className="ticket">
              {referenceOf(job, words)}
            </th>
            <td className="to">
              <b>{receiverOf(job, words, nameOf.locale)}</b> <span>{channelOf(job, words)}</span>
              {job.kind === 'taken_back' && <small>{deliveries.ofTakeBack}</small>}
            </td>
            <td className="problem">
              <Icon name="warning" size={14} /> {job.problem === null ? '' : problemText(job.problem, words)}
              {job.isOver && <small>{deliveries.over}</small>}
            </td>
            <td className="since num">
              {deliveries.since(roughDuration(Math.max(0, now - job.at) / SECOND))}
            </td>
            <td className="tries num">
              <span className="narrow-only">{columns.tries} </span>
              <Count of={job.tries} />
            </td>
            <td className="actions">
              {!job.isOver && job.problem !== BY_PERSON && (
                <button
                  type="button"
                  className="button"
                  aria-label={deliveries.retryWhich(nameOf.name(job))}
                  onClick={() => onRetry(job)}
                >
                  {deliveries.retry}
                </button>
              )}
              {!job.isOver && job.agency !== null && (
                <button
                  type="button"
                  className="button"
                  aria-label={deliveries.toldWhich(nameOf.name(job))}
                  onClick={() => onTold(job)}
                >
                  {deliveries.told}
                </button>
              )}
              {mayAbandon && (
                <button
                  type="button"
                  className="button quiet"
                  aria-label={deliveries.abandonWhich(nameOf.name(job))}
                  onClick={() => onAbandon(job)}
                >
                  {deliveries.abandon}
                </button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** « F-2041, Enedis »: how a delivery is spoken of. */
export function useDeliveryName(): { name(job: GivenUp): string; locale: 'fr' | 'en' } {
  const words = useWords()
  const { locale } = usePreferences()
  return { name: (job) => `${referenceOf(job, words)}, ${receiverOf(job, words, locale)}`, locale }
}

function referenceOf({ ticketNumber }: GivenUp, { deliveries }: Words): string {
  return ticketNumber === null ? deliveries.noTicket : ticketReference({ number: ticketNumber })
}

function receiverOf({ kind, agency }: GivenUp, { deliveries }: Words, locale: 'fr' | 'en'): string {
  if (agency !== null) return agency.name[locale]
  const receivers: Readonly<Record<string, string>> = deliveries.receiver
  return receivers[kind] ?? deliveries.server
}

function channelOf({ kind, channel }: GivenUp, { deliveries }: Words): string {
  const channels: Readonly<Record<string, string>> = kind === 'call' ? deliveries.callChannel : deliveries.by
  return channel === null ? '' : (channels[channel] ?? channel)
}
