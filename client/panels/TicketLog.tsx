import type { Ticket } from '../../shared/ticket/ticket.ts'
import { logTime } from '../design/format.ts'
import { useScreen } from '../react/use-screen.ts'
import { useWords } from '../react/use-words.ts'
import { eventText } from './event-text.ts'
import { useEventContext } from './use-event-context.ts'

/** What happened to the ticket, the newest first. Nothing is ever struck out: a correction is a new entry. */
export function TicketLog({ ticket }: { ticket: Ticket }) {
  const words = useWords()
  const context = useEventContext()
  const detail = useScreen((state) => state.details.get(ticket.id) ?? null)
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  if (detail === null) return null
  const notes = new Map(detail.notes.map((note) => [note.id, note.text]))
  return (
    <section className="ticket-log" aria-label={words.ticket.log}>
      <header className="panel-head">
        <h3>{words.ticket.log}</h3>
      </header>
      <ol>
        {[...detail.events].reverse().map((stored) => {
          const { strong, rest, by } = eventText(stored, context)
          const { event } = stored
          const noteId = event.type === 'note_added' || event.type === 'ended_elsewhere' ? event.noteId : null
          const note = noteId === null ? undefined : notes.get(noteId)
          return (
            <li key={stored.seq}>
              <time className="num">{logTime(stored.at, timeZone)}</time>
              <i className={`dot ${by}`} aria-hidden="true" />
              <span>
                <b>{strong}</b> {rest}
                {note !== undefined && <q>{note}</q>}
              </span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
