import { useState } from 'react'
import type { TicketId } from '../../shared/id.ts'
import {
  LONGEST_PLACE_TEXT,
  type PlaceCategory,
  placeCategories,
  placeNoteKinds,
} from '../../shared/place-note/place-note.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { domainWords } from '../../shared/words.ts'
import { Icon } from '../design/Icon.tsx'
import { isSaid, newPlaceDraft, notePlace, type PlaceDraft } from '../intent/place-note.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { Sheet } from './Sheet.tsx'

/** What was written and refused, by ticket: it is there again when the sheet is opened again. */
const drafts = new Map<TicketId, PlaceDraft>()

/** A hazard of this place, or a way in, in three taps: this button, what it is, and « Signaler ». */
export function NotePlace({ ticket }: { ticket: Ticket }) {
  const words = useWords().known
  const [open, setOpen] = useState(false)
  const nowhere = ticket.position === null
  return (
    <>
      <button type="button" className="tablet-note-place" disabled={nowhere} onClick={() => setOpen(true)}>
        <Icon name="warning" size={24} />
        <span>
          {words.here}
          {nowhere && <small>{words.hereNowhere}</small>}
        </span>
      </button>
      {open && <NotePlaceSheet ticket={ticket} onClose={() => setOpen(false)} />}
    </>
  )
}

function NotePlaceSheet({ ticket, onClose }: { ticket: Ticket; onClose(): void }) {
  const words = useWords().known
  const { locale } = usePreferences()
  const [draft, setDraft] = useState<PlaceDraft | null>(drafts.get(ticket.id) ?? null)
  if (draft === null)
    return (
      <Sheet title={words.here} onClose={onClose}>
        <Categories onChoose={(category) => setDraft(newPlaceDraft(category))} />
      </Sheet>
    )
  const report = async () => {
    onClose()
    drafts.delete(ticket.id)
    if (!(await notePlace(ticket, draft))) drafts.set(ticket.id, draft)
  }
  const needed = !isSaid({ ...draft, text: '' })
  const label = needed ? words.textNeeded : words.text
  return (
    <Sheet title={domainWords[locale].place[draft.category]} onClose={onClose}>
      <textarea
        className="field"
        rows={2}
        maxLength={LONGEST_PLACE_TEXT}
        value={draft.text}
        placeholder={label}
        aria-label={label}
        onChange={(event) => setDraft({ ...draft, text: event.target.value })}
      />
      <p className="caption">{words.advice}</p>
      <button type="button" className="tablet-button primary" disabled={!isSaid(draft)} onClick={report}>
        {words.report}
      </button>
    </Sheet>
  )
}

function Categories({ onChoose }: { onChoose(category: PlaceCategory): void }) {
  const words = useWords().known
  const { locale } = usePreferences()
  return (
    <div className="tablet-categories">
      {placeNoteKinds.map((kind) => (
        <section key={kind} aria-label={words.kinds[kind]}>
          {kind === 'access' && <h3>{words.accessHere}</h3>}
          <ul>
            {placeCategories[kind].map((category) => (
              <li key={category}>
                <button type="button" className={kind} onClick={() => onChoose(category)}>
                  <Icon name={kind === 'hazard' ? 'warning' : 'key'} size={20} />
                  <span>{domainWords[locale].place[category]}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
