import { useState } from 'react'
import type { KnownPlace } from '../../shared/protocol/place.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { unbroken } from '../../shared/typography.ts'
import { domainWords } from '../../shared/words.ts'
import { clockTime, dayText } from '../design/format.ts'
import { Icon } from '../design/Icon.tsx'
import { send } from '../intent/send.ts'
import { vouchedFor } from '../panels/KnownPlace.tsx'
import { useNow } from '../react/use-now.ts'
import { useScreen, useScreenShallow } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { calledBack, knownOf } from '../store/known.ts'
import { Sheet } from './Sheet.tsx'

/** The hazards of the ticket's place: each is a row to press, to say that it still holds or no longer does. */
export function KnownHazards({ ticket }: { ticket: Ticket }) {
  const words = useWords().known
  const { hazard } = useKnown(ticket)
  const noted = useNoted(ticket)
  if (hazard.length === 0 && noted.length === 0) return null
  return (
    <ul className="tablet-known" aria-label={words.hazards}>
      {hazard.map((known) => (
        <li key={known.id}>
          <KnownButton ticket={ticket} known={known} />
        </li>
      ))}
      {noted.map(({ id, command }) => (
        <UnheardNote key={id} {...command} />
      ))}
    </ul>
  )
}

/** How one gets in, and whether the caller was called back. */
export function KnownAccess({ ticket }: { ticket: Ticket }) {
  const words = useWords().known
  const { access } = useKnown(ticket)
  return (
    <ul className="tablet-known" aria-label={words.access}>
      {access.map((known) => (
        <li key={known.id}>
          <KnownButton ticket={ticket} known={known} />
        </li>
      ))}
      <CalledBack ticket={ticket} />
    </ul>
  )
}

function useKnown(ticket: Ticket) {
  const now = useNow()
  const detail = useScreen((state) => state.details.get(ticket.id))
  return knownOf(detail, ticket, now)
}

/** What this crew noted itself and was not heard yet. */
function useNoted(ticket: Ticket) {
  return useScreenShallow(({ outbox }) => outbox.waiting).flatMap(({ id, command }) =>
    command.type === 'note_place' && command.ticketId === ticket.id ? [{ id, command }] : [],
  )
}

function UnheardNote({ category, text }: Pick<KnownPlace, 'category' | 'text'>) {
  const words = useWords()
  const { locale } = usePreferences()
  return (
    <li className="tablet-known-row unheard">
      <Icon name="offline" size={20} />
      <span>
        <b>{domainWords[locale].place[category]}</b>
        {text !== null && ` · ${text}`} <small>{words.tablet.saying}</small>
      </span>
    </li>
  )
}

function KnownButton({ ticket, known }: { ticket: Ticket; known: KnownPlace }) {
  const words = useWords()
  const { locale } = usePreferences()
  const [open, setOpen] = useState(false)
  const { id, kind, category, text, disputedBy } = known
  const said = useScreen(
    ({ outbox }) =>
      outbox.waiting.findLast(({ command }) => 'placeNoteId' in command && command.placeNoteId === id)
        ?.command.type,
  )
  const unheard = said === 'confirm_place_note' || said === 'dispute_place_note' ? said : null
  const disputed = disputedBy !== null && unheard === null
  return (
    <>
      <button
        type="button"
        className={`tablet-known-row ${kind}`}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <Icon name={kind === 'hazard' ? 'warning' : 'key'} size={20} />
        <span>
          <b>{domainWords[locale].place[category]}</b>
          {text !== null && ` · ${text}`}
          {disputed && <small>{words.known.disputedShort(unbroken(disputedBy))}</small>}
          {unheard !== null && (
            <small>
              {words.known.saying[unheard]}, {words.tablet.saying}
            </small>
          )}
        </span>
        <Icon name="right" size={20} />
      </button>
      {open && <KnownSheet ticket={ticket} known={known} onClose={() => setOpen(false)} />}
    </>
  )
}

interface KnownSheetProps {
  ticket: Ticket
  known: KnownPlace
  onClose(): void
}

/** One thing that is known: who vouches for it, until when, and whether it is still so. */
function KnownSheet({ ticket, known, onClose }: KnownSheetProps) {
  const words = useWords().known
  const { locale } = usePreferences()
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  const day = (at: number) => dayText(at, timeZone, locale)
  const { id: placeNoteId, category, text, until, disputedBy } = known
  const say = (type: 'confirm_place_note' | 'dispute_place_note') => () => {
    onClose()
    send({ type, placeNoteId, ticketId: ticket.id })
  }
  return (
    <Sheet title={domainWords[locale].place[category]} onClose={onClose}>
      {text !== null && <p className="tablet-known-text">{text}</p>}
      <p className="tablet-known-source">
        {vouchedFor(known, words, day)}, {words.until(day(until))}
      </p>
      {disputedBy !== null && <p>{words.disputedShort(unbroken(disputedBy))}</p>}
      <button type="button" className="tablet-button primary" onClick={say('confirm_place_note')}>
        {words.confirm}
      </button>
      <button
        type="button"
        className="tablet-button"
        disabled={disputedBy !== null}
        onClick={say('dispute_place_note')}
      >
        {words.dispute}
      </button>
    </Sheet>
  )
}

/** Nobody calls back the crew that came upon it itself. */
function CalledBack({ ticket }: { ticket: Ticket }) {
  const words = useWords().known
  const { locale } = usePreferences()
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  const detail = useScreen((state) => state.details.get(ticket.id))
  const last = calledBack(detail)
  if (detail === undefined || (last === null && ticket.channel === 'patrol')) return null
  return (
    <li className="tablet-known-row">
      <Icon name="phone" size={20} />
      <span>
        {last === null
          ? words.notCalledBack
          : words.calledBack(clockTime(last.at, timeZone, locale), unbroken(last.by))}
      </span>
    </li>
  )
}
