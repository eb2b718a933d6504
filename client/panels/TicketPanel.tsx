import './ticket-panel.css'
import { useRef, useState } from 'react'
import { openAssignments } from '../../shared/board.ts'
import { needsOf } from '../../shared/catalogue/published.ts'
import type { Crew } from '../../shared/crew/crew.ts'
import { nameIn } from '../../shared/crew/fleet.ts'
import { clockOf } from '../../shared/deadline.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { unbroken } from '../../shared/typography.ts'
import { Icon } from '../design/Icon.tsx'
import { addNote, reopen } from '../intent/dispatch.ts'
import { useFleet } from '../react/use-fleet.ts'
import { useNow } from '../react/use-now.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { AlikeTickets } from './AlikeTickets.tsx'
import { EngagedCrews } from './EngagedCrews.tsx'
import { type PlaceQuestion, TicketPlace } from './KnownPlace.tsx'
import { ReceiverByRule } from './ReceiverByRule.tsx'
import { Reports } from './Reports.tsx'
import { Suggestions } from './Suggestions.tsx'
import { TicketCallOut } from './TicketCallOut.tsx'
import { TicketClosures } from './TicketClosures.tsx'
import { TicketDeadline } from './TicketDeadline.tsx'
import { TicketHead } from './TicketHead.tsx'
import { TicketLog } from './TicketLog.tsx'
import { TicketPhotographs } from './TicketPhotographs.tsx'

/** What the console can be asked to ask. */
export type Question =
  | 'recall'
  | 'transfer'
  | 'close'
  | 'cancel'
  | 'priority'
  | 'type'
  | 'step'
  | PlaceQuestion

interface TicketPanelProps {
  locating: boolean
  /** A street is being closed on the map. */
  closing: boolean
  onLocate(): void
  onAsk(question: Question): void
  /** Begins to close the street of a hazard. */
  onClose(hazard: Ticket): void
  onLook(crew: Crew): void
}

/** Everything about the chosen ticket: facts, clock, whom to send, who is on it, reports, log, notes. */
export function TicketPanel(props: TicketPanelProps) {
  const words = useWords()
  const ticket = useScreen((state) =>
    state.selected === null ? undefined : state.board.tickets.get(state.selected),
  )
  const gone = useScreen((state) => state.selected !== null && !state.board.tickets.has(state.selected))
  return (
    <aside
      className="panel"
      aria-label={words.queue.title === 'File' ? 'Fiche' : 'Ticket'}
      id="panel"
      tabIndex={-1}
    >
      {ticket === undefined ? <Nothing gone={gone} /> : <Content {...props} ticket={ticket} />}
    </aside>
  )
}

function Nothing({ gone }: { gone: boolean }) {
  const words = useWords()
  const selected = useScreen((state) => state.selected)
  return (
    <div className="panel-empty">
      <p>{gone ? words.ticket.gone : words.ticket.none}</p>
      {gone && selected !== null && (
        <button type="button" className="button" onClick={() => reopen(selected)}>
          {words.ticket.reopen}
        </button>
      )}
    </div>
  )
}

function Content({
  ticket,
  locating,
  closing,
  onLocate,
  onAsk,
  onClose,
  onLook,
}: TicketPanelProps & { ticket: Ticket }) {
  const words = useWords()
  const board = useScreen((state) => state.board)
  const engaged = openAssignments(board.assignments.values(), { ticketId: ticket.id })
  return (
    <>
      <div className="panel-scroll">
        <TicketPlace ticket={ticket} kind="hazard" onAsk={onAsk} />
        <Head ticket={ticket} />
        <TicketDeadline ticket={ticket} />
        <TicketPlace ticket={ticket} kind="access" onAsk={onAsk} />
        <div className="panel-actions">
          <NoteButton />
          <Action
            icon="locate"
            text={words.ticket.locate}
            shortcut="L"
            pressed={locating}
            onPress={onLocate}
          />
          <Action
            icon="transfer"
            text={words.ticket.transfer}
            shortcut="T"
            onPress={() => onAsk('transfer')}
          />
          <MoreActions onAsk={onAsk} />
        </div>
        {locating && <p className="panel-hint">{words.ticket.locateHint}</p>}
        {engaged.length === 0 && <ReceiverByRule ticket={ticket} />}
        <TicketClosures ticket={ticket} closing={closing} onClose={onClose} />
        {engaged.length > 0 && (
          <EngagedCrews assignments={engaged} ticket={ticket} onAsk={onAsk} onLook={onLook} />
        )}
        <TicketCallOut ticket={ticket} />
        <AlikeTickets ticket={ticket} />
        <Suggestions ticket={ticket} engaged={engaged.length > 0} />
        <Reports ticket={ticket} />
        <TicketPhotographs ticket={ticket} />
        <TicketLog ticket={ticket} />
      </div>
      <NoteField key={ticket.id} ticket={ticket} />
    </>
  )
}

function Head({ ticket }: { ticket: Ticket }) {
  const words = useWords()
  const now = useNow()
  const service = useScreen((state) => state.catalogues.serviceOf(ticket))
  const watchers = useScreen((state) => state.presence)
  const others = watchers.filter(({ self, ticketId }) => !self && ticketId === ticket.id)
  return (
    <TicketHead ticket={ticket} clock={clockOf(ticket, service, now)}>
      <Needed ticket={ticket} />
      {others.map(({ post }) => (
        <p key={post} className="caption">
          {words.ticket.seenBy(unbroken(post))}
        </p>
      ))}
    </TicketHead>
  )
}

/** Who deals with it where that is not the police, and what must be on board. */
function Needed({ ticket }: { ticket: Ticket }) {
  const words = useWords()
  const { locale } = usePreferences()
  const fleet = useFleet()
  const service = useScreen((state) => state.catalogues.serviceOf(ticket))
  const agencies = useScreen((state) => state.catalogues.get(ticket.catalogueVersion)?.agencies)
  if (service === undefined) return null
  const { agency, equipment } = needsOf(ticket, service)
  const receiver = agencies?.find(({ code }) => code === agency)
  const things = equipment.map((code) => nameIn(fleet.equipment, code, locale))
  const said = [
    ...(receiver !== undefined && receiver.kind !== 'police'
      ? [words.ticket.agency(receiver.name[locale])]
      : []),
    ...(things.length > 0 ? [words.ticket.equipment(things.join(', '))] : []),
  ]
  return said.length === 0 ? null : <p className="caption">{said.join(' · ')}</p>
}

interface ActionProps {
  icon: Parameters<typeof Icon>[0]['name']
  text: string
  shortcut: string
  pressed?: boolean
  onPress(): void
}

function Action({ icon, text, shortcut, pressed, onPress }: ActionProps) {
  return (
    <button type="button" className="button" aria-label={text} aria-pressed={pressed} onClick={onPress}>
      <Icon name={icon} />
      <span className="action-text">{text}</span>
      <kbd className="key">{shortcut}</kbd>
    </button>
  )
}

function NoteButton() {
  const words = useWords()
  return <Action icon="note" text={words.ticket.note} shortcut="N" onPress={focusNote} />
}

/** Goes to the note field of the open ticket. */
export function focusNote(): void {
  document.getElementById('note')?.focus()
}

function MoreActions({ onAsk }: { onAsk(question: Question): void }) {
  const words = useWords()
  const menu = useRef<HTMLDetailsElement>(null)
  const ask = (question: Question) => () => {
    if (menu.current !== null) menu.current.open = false
    onAsk(question)
  }
  const items: { question: Question; text: string; shortcut: string }[] = [
    { question: { ask: 'note' }, text: words.known.button, shortcut: 'G' },
    { question: 'priority', text: words.ticket.priority, shortcut: 'P' },
    { question: 'type', text: words.ticket.type, shortcut: 'Q' },
    { question: 'recall', text: words.ticket.recall, shortcut: 'R' },
    { question: 'close', text: words.ticket.closeTicket, shortcut: 'C' },
    { question: 'cancel', text: words.ticket.cancelTicket, shortcut: 'X' },
  ]
  return (
    <details className="menu" ref={menu}>
      <summary className="button" aria-label={words.ticket.more} title={words.ticket.more}>
        <Icon name="down" />
      </summary>
      <div className="menu-items">
        {items.map(({ question, text, shortcut }) => (
          <button key={shortcut} type="button" onClick={ask(question)}>
            {text} <kbd className="key">{shortcut}</kbd>
          </button>
        ))}
      </div>
    </details>
  )
}

function NoteField({ ticket }: { ticket: Ticket }) {
  const words = useWords()
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const save = async () => {
    if (text.trim() === '' || busy) return
    setBusy(true)
    if (await addNote(ticket.id, text)) setText('')
    setBusy(false)
  }
  return (
    <form
      className="note"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <input
        id="note"
        className="field"
        value={text}
        maxLength={2000}
        placeholder={words.ticket.addNote}
        aria-label={words.ticket.addNote}
        title={words.ticket.noteAdvice}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      />
      <kbd className="key">N</kbd>
    </form>
  )
}
