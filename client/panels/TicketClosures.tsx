import type { Closure } from '../../shared/closure/closure.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { clockTime } from '../design/format.ts'
import { Icon } from '../design/Icon.tsx'
import { closedFor, hazardChosen, openStreet } from '../intent/closure.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'

interface TicketClosuresProps {
  ticket: Ticket
  closing: boolean
  onClose(hazard: Ticket): void
}

/** What is closed for the ticket; for a hazard on the road, the button that proposes to close its street. */
export function TicketClosures({ ticket, closing, onClose }: TicketClosuresProps) {
  const words = useWords().closure
  const closures = useScreen((state) => state.board.closures)
  const isHazard = useScreen((state) => hazardChosen(state)?.id === ticket.id)
  const closed = closedFor(ticket.id, closures.values())
  if (!isHazard && closed.length === 0) return null
  return (
    <section className="ticket-closures" aria-label={words.ofTicket}>
      <ul>
        {closed.map((closure) => (
          <ClosedStreet key={closure.id} closure={closure} />
        ))}
      </ul>
      {isHazard && (
        <button
          type="button"
          className="button"
          data-drawing
          aria-pressed={closing}
          onClick={() => onClose(ticket)}
        >
          <Icon name="closed" /> {words.propose} <kbd className="key">B</kbd>
        </button>
      )}
    </section>
  )
}

function ClosedStreet({ closure: { id, reason, until, closedBy } }: { closure: Closure }) {
  const words = useWords()
  const { locale } = usePreferences()
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  const end = until === null ? words.closure.noEnd : words.closure.until(clockTime(until, timeZone, locale))
  return (
    <li>
      <Icon name="closed" />
      <p>
        <b>{words.event.street_closed}</b> {end}
        <span className="caption">
          {reason}, {words.closure.by(closedBy)}
        </span>
      </p>
      <button
        type="button"
        className="button"
        aria-label={words.closure.openWhich(reason)}
        onClick={() => openStreet(id)}
      >
        {words.closure.open}
      </button>
    </li>
  )
}
