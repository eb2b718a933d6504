import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react'
import {
  kindOf,
  LONGEST_PLACE_TEXT,
  type PlaceCategory,
  placeCategories,
  placeNoteKinds,
  withdrawalReasons,
} from '../../shared/place-note/place-note.ts'
import type { KnownPlace } from '../../shared/protocol/place.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { domainWords } from '../../shared/words.ts'
import { Icon } from '../design/Icon.tsx'
import {
  correctPlaceNote,
  isSaid,
  newPlaceDraft,
  notePlace,
  type PlaceDraft,
  spansOf,
  withdrawPlaceNote,
} from '../intent/place-note.ts'
import type { PlaceQuestion } from '../panels/KnownPlace.tsx'
import { usePreferences, useWords } from '../react/use-words.ts'
import { Choices, Dialog } from './Dialog.tsx'

const RADII = [20, 40, 80, 150, 300]

interface AskPlaceProps {
  question: PlaceQuestion
  ticket: Ticket
  onDone(): void
}

/** Asks what is known of a ticket's place, or what is to become of one thing that is. */
export function AskPlace({ question, ticket, onDone }: AskPlaceProps) {
  const words = useWords().known
  const { locale } = usePreferences()
  if (question.ask === 'note')
    return (
      <Dialog title={words.title} onClose={onDone}>
        {ticket.position === null ? (
          <p className="new-ticket-place">{words.nowhere}</p>
        ) : (
          <NoteForm ticket={ticket} onDone={onDone} />
        )}
      </Dialog>
    )
  const { known } = question
  const what = domainWords[locale].place[known.category]
  if (question.ask === 'correct')
    return (
      <Dialog title={words.correctTitle(what)} onClose={onDone}>
        <CorrectForm ticket={ticket} known={known} onDone={onDone} />
      </Dialog>
    )
  const choices = withdrawalReasons
    .filter((reason) => reason !== 'undo')
    .map((reason) => ({
      key: reason,
      text: domainWords[locale].withdrawal[reason],
      onChoose: () => withdrawPlaceNote(known, ticket.id, reason),
    }))
  return (
    <Dialog title={words.withdrawTitle(what)} onClose={onDone}>
      <Choices choices={choices} onDone={onDone} />
    </Dialog>
  )
}

/** Sends once at a time; what was refused stays written. */
function useSubmit(act: () => Promise<boolean>, onDone: () => void) {
  const [busy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    const done = await act()
    setBusy(false)
    if (done) onDone()
  }
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    form.current?.requestSubmit()
  }
  return { busy, form, submit, press }
}

function NoteForm({ ticket, onDone }: { ticket: Ticket; onDone(): void }) {
  const words = useWords().known
  const [draft, setDraft] = useState(() => newPlaceDraft('dog'))
  const change = (part: Partial<PlaceDraft>) => setDraft((written) => ({ ...written, ...part }))
  const { busy, form, submit, press } = useSubmit(() => notePlace(ticket, draft), onDone)
  return (
    <form ref={form} className="ask-form note-place" onSubmit={submit} onKeyDown={press}>
      <Categories
        chosen={draft.category}
        onChoose={(category) =>
          change({ category, ...(kindOf(category) !== kindOf(draft.category) && { span: null }) })
        }
      />
      <label>
        {isSaid({ ...draft, text: '' }) ? words.text : words.textNeeded}
        <textarea
          className="field"
          rows={2}
          value={draft.text}
          maxLength={LONGEST_PLACE_TEXT}
          required={!isSaid({ ...draft, text: '' })}
          aria-describedby="place-advice"
          onChange={(event) => change({ text: event.target.value })}
        />
      </label>
      <p className="caption" id="place-advice">
        {words.advice}
      </p>
      <HowFarAndLong draft={draft} onChange={change} />
      <button type="submit" className="button primary" aria-disabled={busy}>
        {words.save} <kbd className="key">Ctrl ↵</kbd>
      </button>
    </form>
  )
}

interface CategoriesProps {
  chosen: PlaceCategory
  onChoose(category: PlaceCategory): void
}

function Categories({ chosen, onChoose }: CategoriesProps) {
  const words = useWords().known
  const { locale } = usePreferences()
  return placeNoteKinds.map((kind) => (
    <fieldset key={kind} className={kind}>
      <legend>{words.kinds[kind]}</legend>
      <div className="place-categories">
        {placeCategories[kind].map((category) => (
          <label key={category}>
            <input
              type="radio"
              name="place-category"
              checked={category === chosen}
              onChange={() => onChoose(category)}
            />
            <Icon name={kind === 'hazard' ? 'warning' : 'key'} size={14} />
            {domainWords[locale].place[category]}
          </label>
        ))}
      </div>
    </fieldset>
  ))
}

function HowFarAndLong({
  draft,
  onChange,
}: {
  draft: PlaceDraft
  onChange(part: Partial<PlaceDraft>): void
}) {
  const words = useWords().known
  const spans = spansOf(draft.category)
  return (
    <div className="place-span">
      <label>
        {words.radius}
        <select
          className="field"
          value={draft.radius}
          onChange={(event) => onChange({ radius: Number(event.target.value) })}
        >
          {RADII.map((metres) => (
            <option key={metres} value={metres}>
              {words.metres(metres)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {words.holds}
        <select
          className="field"
          value={draft.span ?? spans.at(-1)}
          onChange={(event) => onChange({ span: spans.find((span) => span === event.target.value) ?? null })}
        >
          {spans.map((span) => (
            <option key={span} value={span}>
              {words.spans[span]}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}

function CorrectForm({ ticket, known, onDone }: { ticket: Ticket; known: KnownPlace; onDone(): void }) {
  const words = useWords().known
  const [text, setText] = useState(known.text ?? '')
  const { busy, form, submit, press } = useSubmit(() => correctPlaceNote(known, ticket.id, text), onDone)
  return (
    <form ref={form} className="ask-form note-place" onSubmit={submit} onKeyDown={press}>
      <label>
        {words.textNeeded}
        <textarea
          className="field"
          rows={3}
          required
          value={text}
          maxLength={LONGEST_PLACE_TEXT}
          aria-describedby="place-advice"
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <p className="caption" id="place-advice">
        {words.advice}
      </p>
      <button type="submit" className="button primary" aria-disabled={busy}>
        {words.correct} <kbd className="key">Ctrl ↵</kbd>
      </button>
    </form>
  )
}
