import { memo, useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { SECOND } from '../../shared/instant.ts'
import { type Ticket, ticketReference } from '../../shared/ticket/ticket.ts'
import { roughDuration, unbroken } from '../../shared/typography.ts'
import { clockTime, timeToCome } from '../design/format.ts'
import { Icon } from '../design/Icon.tsx'
import { TicketGlyph } from '../design/TicketGlyph.tsx'
import { chooseTicket } from '../intent/service-list.ts'
import { Count } from '../react/Count.tsx'
import { useNow } from '../react/use-now.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import {
  dueOf,
  groupsOf,
  type ServiceGroup,
  serviceClock,
  serviceGroups,
  serviceState,
} from '../store/service-list.ts'

/** What a service has in hand, in its groups; empty and awaited lists say so. */
export function ServiceList() {
  const words = useWords().service
  const now = useNow()
  const list = useStore(serviceState, (state) => state.list)
  const silent = useStore(serviceState, (state) => state.silentSince !== null)
  const groups = list === null ? null : groupsOf(list, now)
  return (
    <nav className="service-list" aria-label={words.title}>
      {groups === null && !silent && <p className="service-empty">{words.loading}</p>}
      {list !== null && list.open.length === 0 && <p className="service-empty">{words.empty}</p>}
      {groups !== null &&
        serviceGroups.map((group) => <Group key={group} group={group} tickets={groups[group]} />)}
      {list?.more && <p className="service-empty">{words.more}</p>}
    </nav>
  )
}

function Group({ group, tickets }: { group: ServiceGroup; tickets: readonly Ticket[] }) {
  const words = useWords().service
  const selected = useScreen((state) => state.selected)
  if (tickets.length === 0) return null
  return (
    <section aria-label={words.groups[group]}>
      <h2 className={`service-group ${group}`}>
        {words.groups[group]} <Count of={tickets.length} />
      </h2>
      <ul>
        {tickets.map((ticket) => (
          <Row key={ticket.id} ticket={ticket} selected={ticket.id === selected} />
        ))}
      </ul>
    </section>
  )
}

const Row = memo(function Row({ ticket, selected }: { ticket: Ticket; selected: boolean }) {
  const words = useWords()
  const { locale } = usePreferences()
  const now = useNow()
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  const service = useScreen((state) => state.catalogues.serviceOf(ticket))
  const element = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (selected) element.current?.scrollIntoView({ block: 'nearest' })
  }, [selected])
  const clock = serviceClock(ticket, now)
  const { transfer } = ticket
  return (
    <li>
      <button
        type="button"
        ref={element}
        className="service-row"
        aria-current={selected}
        onClick={() => chooseTicket(ticket.id)}
      >
        <TicketGlyph
          theme={service?.theme ?? 'living_environment'}
          priority={ticket.priority}
          clock={clock}
          placed={ticket.position !== null}
          reports={ticket.reports}
          size={40}
        />
        <span className="service-what">
          <b>{service?.name[locale] ?? ticket.serviceCode}</b>
          <span>{ticket.address ?? words.queue.noPlace}</span>
        </span>
        <span className="service-when num">
          <DueText ticket={ticket} />
          <span className="caption">
            {ticketReference(ticket)}
            {transfer?.acceptedBy != null && ` · ${unbroken(transfer.acceptedBy)}`}
            {ticket.status === 'closed' &&
              ` · ${words.service.closedAt(clockTime(ticket.statusAt, timeZone, locale))}`}
          </span>
        </span>
      </button>
    </li>
  )
})

/** By when it should be done: in words, with a sign of its own where that has passed. */
export function DueText({ ticket }: { ticket: Ticket }) {
  const words = useWords().service
  const { locale } = usePreferences()
  const now = useNow()
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  if (ticket.status === 'closed')
    return (
      <span className="service-due">
        <Icon name="check" size={14} />
      </span>
    )
  const dueAt = dueOf(ticket)
  if (dueAt <= now)
    return (
      <span className="service-due late">
        <Icon name="warning" size={14} /> {words.late(roughDuration((now - dueAt) / SECOND))}
      </span>
    )
  const time = timeToCome(dueAt, now, timeZone, locale)
  return (
    <span className="service-due">
      <Icon name="clock" size={14} />{' '}
      {ticket.transfer?.dueAt == null ? words.promised(time) : words.due(time)}
    </span>
  )
}
