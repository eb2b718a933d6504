import './alike-tickets.css'
import { MINUTE, SECOND } from '../../shared/instant.ts'
import type { HeardAlike } from '../../shared/protocol/intake.ts'
import { type Ticket, ticketReference } from '../../shared/ticket/ticket.ts'
import { distance, roughDuration, share } from '../../shared/typography.ts'
import { Icon } from '../design/Icon.tsx'
import { joinAlike, joinable } from '../intent/join.ts'
import { useAlike } from '../react/use-alike.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { ticketKey } from '../store/alike.ts'

/** What may be of the same thing as the chosen ticket, and why; joined by a press. */
export function AlikeTickets({ ticket }: { ticket: Ticket }) {
  const board = useScreen((state) => state.board)
  const alike = joinable(ticket, useAlike(ticketKey(ticket.id)), board)
  return <AlikeList alike={alike} onJoin={(one) => joinAlike(ticket, one)} />
}

interface AlikeListProps {
  alike: readonly HeardAlike[]
  onJoin(alike: HeardAlike): void
}

/** Tickets that may be of one thing, each with why, to be joined by a press; nothing where there is none. */
export function AlikeList({ alike, onJoin }: AlikeListProps) {
  const words = useWords().alike
  if (alike.length === 0) return null
  return (
    <section className="alike" aria-label={words.title}>
      <header className="panel-head">
        <h3>{words.title}</h3>
      </header>
      <ul>
        {alike.map((one, index) => (
          <li key={one.ticket.id}>
            <Icon name="link" size={14} />
            <AlikeText alike={one} />
            <button type="button" className="button" onClick={() => onJoin(one)}>
              {words.join} {index === 0 && <kbd className="key">A</kbd>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A ticket that a report may be one more of: which, where, how alike and why. */
export function AlikeText({ alike }: { alike: HeardAlike }) {
  const words = useWords()
  const { locale } = usePreferences()
  const { ticket, score, metres, way, minutes, sameType, callers } = alike
  const service = useScreen((state) => state.catalogues.serviceOf(ticket))
  const holder = useScreen(({ catalogues }) =>
    catalogues.agencyOf({ agency: ticket.transfer?.agency ?? '', catalogueVersion: ticket.catalogueVersion }),
  )
  const own = useScreen(({ session }) => session?.agency)
  const why = [
    ...(holder === undefined || holder.code === own ? [] : [words.alike.heldBy(holder.name[locale])]),
    words.alike.way[way](distance(metres, locale)),
    words.alike.apart(roughDuration((minutes * MINUTE) / SECOND)),
    ...(sameType ? [] : [words.alike.related]),
    ...(ticket.reports > 1 ? [words.ticket.reports(ticket.reports)] : []),
    ...(callers > 1 ? [words.alike.callers(callers)] : []),
  ]
  return (
    <span>
      <b>{ticketReference(ticket)}</b> {service?.name[locale] ?? ticket.serviceCode}
      <span className="caption num">
        {why.join(' · ')} · {words.alike.score(share(score, locale))}
      </span>
    </span>
  )
}
