import { useState } from 'react'
import type { Assignment } from '../../shared/assignment/assignment.ts'
import type { TicketId } from '../../shared/id.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { addNote } from '../intent/dispatch.ts'
import { send } from '../intent/send.ts'
import { useWords } from '../react/use-words.ts'
import { OutcomeSheet } from './OutcomeSheet.tsx'
import { PhotographSheet } from './Photographs.tsx'
import { Sheet } from './Sheet.tsx'

/** What an assignment may need to be asked. */
export type Asking = 'outcome' | 'decline' | 'message' | 'photograph' | 'reinforcement' | 'radio'

interface AskSheetProps {
  asking: Asking
  assignment: Assignment
  ticket: Ticket
  onClose(): void
}

/** The question asked, over the screen. */
export function AskSheet({ asking, assignment, ticket, onClose }: AskSheetProps) {
  const words = useWords()
  const assignmentId = assignment.id
  if (asking === 'message') return <MessageSheet ticket={ticket} onClose={onClose} />
  if (asking === 'photograph') return <PhotographSheet ticket={ticket} onClose={onClose} />
  if (asking === 'reinforcement') {
    const ask = () => {
      onClose()
      send({ type: 'ask_reinforcement', assignmentId })
    }
    return (
      <Sheet title={words.tablet.reinforcement} onClose={onClose}>
        <p>{words.tablet.reinforcementConfirm}</p>
        <button type="button" className="tablet-button primary" onClick={ask}>
          {words.tablet.reinforcementAsk}
        </button>
      </Sheet>
    )
  }
  if (asking === 'radio') {
    const leave = () => {
      onClose()
      send({ type: 'clear', assignmentId, outcome: 'radio_available' })
    }
    return (
      <Sheet title={words.tablet.radioAvailable} onClose={onClose}>
        <p>{words.tablet.radioAvailableConfirm}</p>
        <button type="button" className="tablet-button primary" onClick={leave}>
          {words.confirm}
        </button>
      </Sheet>
    )
  }
  if (asking === 'decline') {
    return (
      <Sheet title={words.tablet.decline} onClose={onClose}>
        {words.tablet.declineReasons.map((reason) => (
          <button
            key={reason}
            type="button"
            className="tablet-button"
            onClick={() => {
              onClose()
              send({ type: 'decline', assignmentId, reason })
            }}
          >
            {reason}
          </button>
        ))}
      </Sheet>
    )
  }
  return <OutcomeSheet assignment={assignment} ticket={ticket} onClose={onClose} />
}

/** What was written and refused, by ticket: it is there again when the sheet is opened again. */
const drafts = new Map<TicketId, string>()

function MessageSheet({ ticket, onClose }: { ticket: Ticket; onClose(): void }) {
  const words = useWords()
  const [text, setText] = useState(drafts.get(ticket.id) ?? '')
  const say = async () => {
    if (text.trim() === '') return
    onClose()
    drafts.delete(ticket.id)
    if (!(await addNote(ticket.id, text))) drafts.set(ticket.id, text)
  }
  return (
    <Sheet title={words.tablet.messageHint} onClose={onClose}>
      <textarea
        className="field"
        rows={3}
        maxLength={2000}
        value={text}
        aria-label={words.tablet.messageHint}
        onChange={(event) => setText(event.target.value)}
      />
      <p className="caption">{words.ticket.noteAdvice}</p>
      <button type="button" className="tablet-button primary" onClick={say}>
        {words.send}
      </button>
    </Sheet>
  )
}
