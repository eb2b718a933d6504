import type { Assignment } from '../../shared/assignment/assignment.ts'
import { clockOf } from '../../shared/deadline.ts'
import { Icon } from '../design/Icon.tsx'
import { TicketGlyph } from '../design/TicketGlyph.tsx'
import { useNow } from '../react/use-now.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { SendButton } from './SendButton.tsx'

/** What waits behind the ticket in hand, in the order in which it was given: each is accepted, or another order asked for. */
export function Queued({ queued }: { queued: readonly Assignment[] }) {
  const words = useWords().tablet
  if (queued.length === 0) return null
  return (
    <section className="tablet-queued" aria-label={words.next}>
      <h3>
        {words.next} <span className="num">{queued.length}</span>
      </h3>
      <ol>
        {queued.map((assignment) => (
          <QueuedTicket key={assignment.id} assignment={assignment} />
        ))}
      </ol>
    </section>
  )
}

function QueuedTicket({ assignment }: { assignment: Assignment }) {
  const words = useWords()
  const { locale } = usePreferences()
  const now = useNow()
  const ticket = useScreen((state) => state.board.tickets.get(assignment.ticketId))
  const service = useScreen((state) => ticket && state.catalogues.serviceOf(ticket))
  const { id: assignmentId, status, otherOrderAt } = assignment
  const waits = useScreen(({ outbox }) =>
    outbox.waiting.some(({ command }) => 'assignmentId' in command && command.assignmentId === assignmentId),
  )
  if (ticket === undefined) return null
  const accepted = status === 'acknowledged'
  return (
    <li>
      <TicketGlyph
        size={48}
        theme={service?.theme ?? 'tranquillity'}
        priority={ticket.priority}
        clock={clockOf(ticket, service, now)}
        placed={ticket.position !== null}
      />
      <p>
        <b className="ellipsis">{service?.name[locale] ?? ticket.serviceCode}</b>
        <span className="ellipsis">{ticket.address ?? words.queue.noPlace}</span>
        {(accepted || otherOrderAt !== null) && (
          <small className={waits ? 'unheard' : undefined}>
            <Icon
              name={waits ? 'offline' : accepted && otherOrderAt === null ? 'check' : 'transfer'}
              size={14}
            />{' '}
            {otherOrderAt === null ? words.tablet.steps.acknowledged : words.tablet.otherOrderAsked}
            {waits && `, ${words.tablet.saying}`}
          </small>
        )}
      </p>
      {!accepted && (
        <SendButton command={{ type: 'acknowledge', assignmentId }}>
          {words.tablet.steps.acknowledged}
        </SendButton>
      )}
      {otherOrderAt === null && (
        <SendButton command={{ type: 'ask_other_order', assignmentId }}>{words.tablet.otherOrder}</SendButton>
      )}
    </li>
  )
}
