import type { ReactNode } from 'react'
import type { Clock } from '../../shared/deadline.ts'
import { type Ticket, ticketReference } from '../../shared/ticket/ticket.ts'
import { domainWords } from '../../shared/words.ts'
import { clockTime } from '../design/format.ts'
import { TicketGlyph } from '../design/TicketGlyph.tsx'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'

interface TicketHeadProps {
  ticket: Ticket
  clock: Clock
  children: ReactNode
}

/** What a ticket is, where and since when; below, what a screen has to add. */
export function TicketHead({ ticket, clock, children }: TicketHeadProps) {
  const words = useWords()
  const { locale } = usePreferences()
  const city = useScreen((state) => state.city)
  const service = useScreen((state) => state.catalogues.serviceOf(ticket))
  const district = city?.districts.find(({ code }) => code === ticket.district)?.short
  return (
    <header className="ticket-head">
      <TicketGlyph
        theme={service?.theme ?? 'tranquillity'}
        priority={ticket.priority}
        clock={clock}
        placed={ticket.position !== null}
        reports={ticket.reports}
      />
      <div>
        <p className="ticket-reference">
          <span>{ticketReference(ticket)}</span>
          <span className="ticket-theme">{service && domainWords[locale].theme[service.theme]}</span>
          <span className="caption num">
            {words.ticket.received(clockTime(ticket.receivedAt, city?.timeZone ?? 'UTC', locale))}
          </span>
        </p>
        <h2 className="ticket-title">{service?.name[locale] ?? ticket.serviceCode}</h2>
        <p className="ticket-place">
          {ticket.address ?? words.queue.noPlace}
          {district !== undefined && <span> · {district}</span>}
        </p>
        {children}
      </div>
    </header>
  )
}
