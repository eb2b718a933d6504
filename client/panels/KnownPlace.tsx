import './known-place.css'
import { type ReactNode, useRef } from 'react'
import { grantOf } from '../../shared/authority.ts'
import type { KnownPlace } from '../../shared/protocol/place.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { unbroken } from '../../shared/typography.ts'
import { domainWords } from '../../shared/words.ts'
import { dayText } from '../design/format.ts'
import { Icon } from '../design/Icon.tsx'
import { confirmPlaceNote } from '../intent/place-note.ts'
import { useNow } from '../react/use-now.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { knownOf } from '../store/known.ts'

/** What is asked about the place of a ticket: what is known of it, or what to do with one thing that is. */
export type PlaceQuestion = { ask: 'note' } | { ask: 'correct' | 'withdraw'; known: KnownPlace }

interface TicketPlaceProps {
  ticket: Ticket
  kind: KnownPlace['kind']
  onAsk(question: PlaceQuestion): void
}

/** What is known of a ticket's place, of one kind: hazards above everything, ways in below what it is about. */
export function TicketPlace({ ticket, kind, onAsk }: TicketPlaceProps) {
  const words = useWords().known
  const now = useNow()
  const detail = useScreen((state) => state.details.get(ticket.id))
  const until = useScreen((state) => state.hazards.get(ticket.id) ?? 0)
  const mayAct = useScreen(({ session }) => session !== null && grantOf('note_place', session.role) === 'yes')
  const known = knownOf(detail, ticket, now)[kind]
  // What lies below must not jump when the words come.
  const awaited = kind === 'hazard' && detail === undefined && now < until
  if (known.length === 0 && !awaited) return null
  return (
    <section className={`known ${kind}`} aria-label={kind === 'hazard' ? words.hazards : words.access}>
      <ul>
        {awaited && (
          <li>
            <Icon name="warning" />
            <p>
              <b>{words.awaited}</b>
            </p>
          </li>
        )}
        {known.map((one) => (
          <KnownRow key={one.id} known={one}>
            {mayAct && <Actions ticket={ticket} known={one} onAsk={onAsk} />}
          </KnownRow>
        ))}
      </ul>
    </section>
  )
}

/** One thing that is known: its category in bold, the words, who vouches for it and until when. */
function KnownRow({ known, children }: { known: KnownPlace; children?: ReactNode }) {
  const words = useWords().known
  const { locale } = usePreferences()
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  const { kind, category, text, until, disputedBy } = known
  const day = (at: number) => dayText(at, timeZone, locale)
  return (
    <li className={disputedBy === null ? kind : `${kind} disputed`}>
      <Icon name={kind === 'hazard' ? 'warning' : 'key'} />
      <p>
        <b>{domainWords[locale].place[category]}</b>
        {text !== null && <span className="known-text">{text}</span>}
        {disputedBy !== null && (
          <span className="known-disputed">
            <Icon name="help" size={14} /> {words.disputed(unbroken(disputedBy))}
          </span>
        )}
        <span className="caption">
          {vouchedFor(known, words, day)}, {words.until(day(until))}
        </span>
      </p>
      {children}
    </li>
  )
}

/** What is known at a place that nobody made a ticket for yet. */
export function KnownList({ known }: { known: readonly KnownPlace[] }) {
  const words = useWords().known
  if (known.length === 0) return null
  return (
    <section className="known" aria-label={words.at}>
      <ul>
        {known.map((one) => (
          <KnownRow key={one.id} known={one} />
        ))}
      </ul>
    </section>
  )
}

/** Who said last that it is so, and when. */
export function vouchedFor(
  { notedAt, notedBy, confirmedAt, confirmedBy }: KnownPlace,
  words: ReturnType<typeof useWords>['known'],
  day: (at: number) => string,
): string {
  if (confirmedAt === null || confirmedBy === null) return words.noted(unbroken(notedBy), day(notedAt))
  return words.confirmed(unbroken(confirmedBy), day(confirmedAt))
}

interface ActionsProps {
  ticket: Ticket
  known: KnownPlace
  onAsk(question: PlaceQuestion): void
}

function Actions({ ticket, known, onAsk }: ActionsProps) {
  const words = useWords().known
  const { locale } = usePreferences()
  const menu = useRef<HTMLDetailsElement>(null)
  const close = (act: () => void) => () => {
    if (menu.current !== null) menu.current.open = false
    act()
  }
  const what = words.actions(domainWords[locale].place[known.category])
  return (
    <details className="menu" ref={menu}>
      <summary className="button" aria-label={what} title={what}>
        <Icon name="down" />
      </summary>
      <div className="menu-items">
        <button type="button" onClick={close(() => confirmPlaceNote(known, ticket.id))}>
          {words.confirm}
        </button>
        <button type="button" onClick={close(() => onAsk({ ask: 'correct', known }))}>
          {words.correct}
        </button>
        <button type="button" onClick={close(() => onAsk({ ask: 'withdraw', known }))}>
          {words.withdraw}
        </button>
      </div>
    </details>
  )
}
