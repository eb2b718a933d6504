import { useStore } from 'zustand'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { ticketReference } from '../../shared/ticket/ticket.ts'
import { Icon } from '../design/Icon.tsx'
import { tellPartner } from '../intent/telling.ts'
import { unattended } from '../intent/unattended.ts'
import { Count } from '../react/Count.tsx'
import { useWords } from '../react/use-words.ts'
import { HandedTicket } from './Unattended.tsx'

/** Tickets in the hands of partners whom nobody told: by telephone is one press, anything else is asked. */
export function ToTell({ onAsk }: { onAsk(ticket: Ticket): void }) {
  const words = useWords().unattended
  const tickets = useStore(unattended, (state) => state.toTell)
  if (tickets.length === 0) return null
  return (
    <section aria-label={words.toTell} data-handed>
      <h2 className="queue-group">
        <span className="queue-handed">
          <Icon name="phone" size={12} /> {words.toTell}
        </span>
        <Count of={tickets.length} />
      </h2>
      <p className="queue-unattended-why caption">{words.whyToTell}</p>
      <ul>
        {tickets.map((ticket) => (
          <li key={ticket.id} className="queue-to-tell">
            <HandedTicket ticket={ticket} />
            <button
              type="button"
              className="button"
              aria-label={words.byTelephoneWhich(ticketReference(ticket))}
              onClick={() => tellPartner(ticket, 'telephone', null)}
            >
              {words.byTelephone}
            </button>
            <button
              type="button"
              className="button quiet"
              aria-label={words.otherwiseWhich(ticketReference(ticket))}
              onClick={() => onAsk(ticket)}
            >
              {words.otherwise}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
