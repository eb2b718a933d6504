import { openAssignments } from '../../shared/board.ts'
import { clockOf } from '../../shared/deadline.ts'
import type { LonLat } from '../../shared/geo.ts'
import { MINUTE, SECOND } from '../../shared/instant.ts'
import { AROUND_METRES, type HeardAlike } from '../../shared/protocol/intake.ts'
import { lastReportAt, type Ticket, ticketReference } from '../../shared/ticket/ticket.ts'
import { distance, roughDuration, share, unbroken } from '../../shared/typography.ts'
import { TicketGlyph } from '../design/TicketGlyph.tsx'
import { changeCall } from '../intent/call-taking.ts'
import { useNow } from '../react/use-now.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { sameOf } from '../store/call.ts'
import { nearTo } from '../store/near.ts'
import { useAlikeToCall } from './use-alike.ts'
import { useSubject } from './use-subject.ts'

const MOST_OPEN = 4

/** What is open around a place: first what the call may be one more report of, with its reasons, then the rest. */
export function NearTickets({ place }: { place: LonLat | null }) {
  const { subject } = useSubject()
  const alike = useAlikeToCall(place)
  const same = sameOf(subject, alike)
  const tickets = useScreen((state) => state.board.tickets)
  const others = nearTo(place, tickets.values(), AROUND_METRES).filter(
    ({ ticket }) => !alike.some((one) => one.ticket.id === ticket.id),
  )
  return (
    <ul className="intake-near">
      {alike.map((one) => (
        <AlikeRow key={one.ticket.id} alike={one} same={one === same} />
      ))}
      {others.slice(0, Math.max(0, MOST_OPEN - alike.length)).map(({ ticket, metres }) => (
        <TicketRow key={ticket.id} ticket={ticket} metres={metres} />
      ))}
    </ul>
  )
}

/** A ticket that the call may be one more report of: pressed, it is taken for that, and pressed again for something else. */
function AlikeRow({ alike, same }: { alike: HeardAlike; same: boolean }) {
  const words = useWords()
  const { locale } = usePreferences()
  const now = useNow()
  const { ticket, score, metres, way, minutes, sameType, callers } = alike
  const service = useScreen((state) => state.catalogues.serviceOf(ticket))
  const last = roughDuration(Math.max(0, now - lastReportAt(ticket)) / SECOND)
  const why = [
    sameType ? words.intake.known.sameType : words.alike.related,
    words.alike.way[way](distance(metres, locale)),
    roughDuration((minutes * MINUTE) / SECOND),
  ]
  return (
    <li className={same ? 'alike same' : 'alike'}>
      <button
        type="button"
        aria-pressed={same}
        onClick={() => changeCall({ same: same ? 'none' : ticket.id })}
      >
        <Glyph ticket={ticket} />
        <span className="intake-alike-text">
          <b>{service?.name[locale] ?? ticket.serviceCode}</b>
          <TicketFacts ticket={ticket} metres={metres} />
          <span className="num">
            {[
              words.ticket.reports(ticket.reports),
              ...(callers > 1 ? [words.alike.callers(callers)] : []),
              words.ticket.lastReport(last),
            ].join(', ')}
          </span>
          <span className="intake-why num">
            {why.map((reason) => (
              <i key={reason} className="chip">
                {reason}
              </i>
            ))}
          </span>
        </span>
        <span className="intake-score num">
          <b>{share(score, locale)}</b>
          {words.intake.known.likeness}
        </span>
      </button>
    </li>
  )
}

function TicketRow({ ticket, metres }: { ticket: Ticket; metres: number }) {
  const words = useWords().intake.known
  const { locale } = usePreferences()
  const crew = useScreen(({ board }) => {
    const [first] = openAssignments(board.assignments.values(), { ticketId: ticket.id })
    return first && board.crews.get(first.crewId)?.callSign
  })
  const service = useScreen((state) => state.catalogues.serviceOf(ticket))
  return (
    <li>
      <Glyph ticket={ticket} />
      <p>
        <b>{service?.name[locale] ?? ticket.serviceCode}</b>
        <TicketFacts
          ticket={ticket}
          metres={metres}
          crew={crew === undefined ? words.noCrew : unbroken(crew)}
        />
      </p>
    </li>
  )
}

function Glyph({ ticket }: { ticket: Ticket }) {
  const now = useNow()
  const service = useScreen((state) => state.catalogues.serviceOf(ticket))
  if (service === undefined) return <span />
  const { priority, reports } = ticket
  return (
    <TicketGlyph
      theme={service.theme}
      priority={priority}
      clock={clockOf(ticket, service, now)}
      placed
      reports={reports}
      size={40}
    />
  )
}

/** « F-2042 · à 40 m · ouverte il y a 11 min » */
function TicketFacts({ ticket, metres, crew }: { ticket: Ticket; metres: number; crew?: string }) {
  const words = useWords().intake.known
  const { locale } = usePreferences()
  const now = useNow()
  const age = roughDuration(Math.max(0, now - ticket.receivedAt) / SECOND)
  const facts = [ticketReference(ticket), words.at(distance(metres, locale)), words.opened(age), crew]
  return <span className="num">{facts.filter((fact) => fact !== undefined).join(' · ')}</span>
}
