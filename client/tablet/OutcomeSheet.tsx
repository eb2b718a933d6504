import { useState } from 'react'
import { type Assignment, type Outcome, outcomes } from '../../shared/assignment/assignment.ts'
import { areComplete, type DetailField, type Details } from '../../shared/catalogue/detail.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { domainWords } from '../../shared/words.ts'
import { send } from '../intent/send.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { Sheet } from './Sheet.tsx'

interface OutcomeSheetProps {
  assignment: Assignment
  ticket: Ticket
  onClose(): void
}

/** How the crew leaves: the outcomes of this type of request, then what it asks of one that has dealt with it. */
export function OutcomeSheet({ assignment, ticket, onClose }: OutcomeSheetProps) {
  const words = useWords().tablet
  const { locale } = usePreferences()
  const service = useScreen((state) => state.catalogues.serviceOf(ticket))
  const [done, setDone] = useState(false)
  const fields = service?.details ?? []
  const clear = (outcome: Outcome, details?: Details) => {
    onClose()
    send({ type: 'clear', assignmentId: assignment.id, outcome, ...(details && { details }) })
  }
  if (done)
    return <DetailSheet fields={fields} onTold={(details) => clear('done', details)} onClose={onClose} />
  const choose = (outcome: Outcome) => {
    if (outcome === 'done' && fields.length > 0) setDone(true)
    else clear(outcome)
  }
  return (
    <Sheet title={words.outcomeTitle} onClose={onClose}>
      {(service?.outcomes ?? outcomes)
        .filter((outcome) => outcome !== 'radio_available')
        .map((outcome) => (
          <button key={outcome} type="button" className="tablet-button" onClick={() => choose(outcome)}>
            {domainWords[locale].outcome[outcome]}
          </button>
        ))}
    </Sheet>
  )
}

interface DetailSheetProps {
  fields: readonly DetailField[]
  onTold(details: Details): void
  onClose(): void
}

function DetailSheet({ fields, onTold, onClose }: DetailSheetProps) {
  const words = useWords().tablet
  const { locale } = usePreferences()
  const [details, setDetails] = useState<Details>({})
  const tell = (code: string) => (answer: string | number) => setDetails({ ...details, [code]: answer })
  return (
    <Sheet title={domainWords[locale].outcome.done} onClose={onClose}>
      {fields.map((field) => (
        <Field key={field.code} field={field} answer={details[field.code]} onAnswer={tell(field.code)} />
      ))}
      <button
        type="button"
        className="tablet-button primary"
        disabled={!areComplete(fields, details)}
        onClick={() => onTold(details)}
      >
        {words.steps.cleared}
      </button>
    </Sheet>
  )
}

interface FieldProps {
  field: DetailField
  answer: string | number | undefined
  onAnswer(answer: string | number): void
}

function Field({ field, answer, onAnswer }: FieldProps) {
  const words = useWords().tablet
  const { locale } = usePreferences()
  const label = field.required ? field.label[locale] : words.optional(field.label[locale])
  if (field.kind === 'choice')
    return (
      <fieldset className="tablet-detail">
        <legend>{label}</legend>
        {field.choices.map((choice) => (
          <button
            key={choice.code}
            type="button"
            className="tablet-button"
            aria-pressed={answer === choice.code}
            onClick={() => onAnswer(choice.code)}
          >
            {choice.label[locale]}
          </button>
        ))}
      </fieldset>
    )
  const count = typeof answer === 'number' ? answer : 0
  const step = (by: number) => () => onAnswer(Math.min(field.max, Math.max(0, count + by)))
  return (
    <div className="tablet-members">
      <span id={field.code}>{label}</span>
      <button type="button" className="tablet-button" aria-label={`${label} −`} onClick={step(-1)}>
        −
      </button>
      <output className="num" aria-labelledby={field.code}>
        {answer === undefined ? '–' : count}
      </output>
      <button type="button" className="tablet-button" aria-label={`${label} +`} onClick={step(1)}>
        +
      </button>
    </div>
  )
}
