import { useStore } from 'zustand'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { ticketReference } from '../../shared/ticket/ticket.ts'
import { Icon } from '../design/Icon.tsx'
import { reopen } from '../intent/dispatch.ts'
import { unattended } from '../intent/unattended.ts'
import { Count } from '../react/Count.tsx'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'

/** Tickets in the hands of a service that nobody has a list of: someone here takes them back, or hands them on. */
export function Unattended() {
  const words = useWords().unattended
  const tickets = useStore(unattended, (state) => state.tickets)
  if (tickets.length === 0) return null
  return (
    <section aria-label={words.title} data-handed>
      <h2 className="queue-group">
        <span className="queue-handed">
          <Icon name="warning" size={12} /> {words.title}
        </span>
        <Count of={tickets.length} />
      </h2>
      <p className="queue-unattended-why caption">{words.why}</p>
      <ul>
        {tickets.map((ticket) => (
          <li key={ticket.id} className="queue-unattended">
            <HandedTicket ticket={ticket} />
            <button
              type="button"
              className="button"
              aria-label={words.takeBackWhich(ticketReference(ticket))}
              onClick={() => reopen(ticket.id)}
            >
              {words.takeBack}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Which ticket, of what, and who has it. */
export function HandedTicket({ ticket }: { ticket: Ticket }) {
  const { locale } = usePreferences()
  const catalogues = useScreen((state) => state.catalogues)
  const { catalogueVersion } = useScreen((state) => state.board)
  const service = catalogues.serviceOf(ticket) ?? catalogues.serviceOf({ ...ticket, catalogueVersion })
  const agency = ticket.transfer?.agency ?? ''
  const name = catalogues.agencyOf({ agency, catalogueVersion })?.name[locale] ?? agency
  return (
    <span>
      <b className="num">{ticketReference(ticket)}</b> {service?.name[locale] ?? ticket.serviceCode}
      <span className="caption">{name}</span>
    </span>
  )
}
