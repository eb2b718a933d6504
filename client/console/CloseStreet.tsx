import { type FormEvent, type KeyboardEvent, useState } from 'react'
import type { ClosureShape } from '../../shared/closure/closure.ts'
import { ticketReference } from '../../shared/ticket/ticket.ts'
import { type ClosureEnd, closeStreet, closureEnds, hazardChosen } from '../intent/closure.ts'
import { useScreen } from '../react/use-screen.ts'
import { useWords } from '../react/use-words.ts'
import { Dialog } from './Dialog.tsx'

interface CloseStreetProps {
  shape: ClosureShape
  /** Goes back to the drawing. */
  onBack(): void
  onDone(): void
}

/** Why what was drawn is closed, and until when: a digit answers each, Enter closes. */
export function CloseStreet({ shape, onBack, onDone }: CloseStreetProps) {
  const words = useWords().closure
  const hazard = useScreen(hazardChosen)
  const [reason, setReason] = useState(0)
  const [end, setEnd] = useState<ClosureEnd>('two_hours')
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    const closed = await closeStreet(shape, words.reasons[reason] ?? '', end)
    setBusy(false)
    if (closed) onDone()
  }
  const press = (event: KeyboardEvent) => {
    // The Enter that ended the drawing may still be held down.
    if (event.repeat && event.key === 'Enter') event.preventDefault()
    const choice = Number(/^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1] ?? 0) - 1
    const asked = closureEnds[choice - words.reasons.length]
    if (asked !== undefined) setEnd(asked)
    else if (choice >= 0 && choice < words.reasons.length) setReason(choice)
  }
  return (
    <Dialog title={shape.type === 'Polygon' ? words.zone : words.stretch} onClose={onBack}>
      <form className="ask-form close-street" onSubmit={submit} onKeyDown={press}>
        <Radios
          legend={words.reason}
          options={words.reasons}
          chosen={reason}
          firstKey={1}
          onChoose={setReason}
        />
        <Radios
          legend={words.end}
          options={closureEnds.map((one) => words.ends[one])}
          chosen={closureEnds.indexOf(end)}
          firstKey={1 + words.reasons.length}
          onChoose={(index) => setEnd(closureEnds[index] ?? end)}
        />
        {hazard !== null && <p className="caption">{words.forTicket(ticketReference(hazard))}</p>}
        <button type="submit" className="button primary" aria-disabled={busy}>
          {words.submit} <kbd className="key">↵</kbd>
        </button>
      </form>
    </Dialog>
  )
}

interface RadiosProps {
  legend: string
  options: readonly string[]
  chosen: number
  /** The digit that chooses the first of them. */
  firstKey: number
  onChoose(index: number): void
}

function Radios({ legend, options, chosen, firstKey, onChoose }: RadiosProps) {
  return (
    <fieldset>
      <legend>{legend}</legend>
      {options.map((option, index) => (
        <label key={option}>
          <input type="radio" name={legend} checked={index === chosen} onChange={() => onChoose(index)} />
          <kbd className="key">{firstKey + index}</kbd> {option}
        </label>
      ))}
    </fieldset>
  )
}
