import type { ReactNode } from 'react'
import { explainProblem } from '../../shared/catalogue/explain-problem.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import type { CatalogueWords } from '../words/fr-catalogue.ts'
import { useFlawsAt } from './use-desk.ts'

export type FieldName = keyof CatalogueWords['fields']

interface LabelledProps {
  field: FieldName
  /** Where in the catalogue it is: also the id of what is typed in. */
  place: string
  /** What is in it has several controls of its own. */
  group?: boolean
  wide?: boolean
  children: ReactNode
}

/** A field with its name, what it is for, and what is wrong in it. */
export function Labelled({ field, place, group = false, wide = false, children }: LabelledProps) {
  const { label, help } = useWords().catalogue.fields[field]
  const className = wide ? 'cat-field wide' : 'cat-field'
  const content = (
    <>
      {help !== '' && (
        <span className="caption" id={`${place}:help`}>
          {help}
        </span>
      )}
      {children}
      <Wrong place={place} />
    </>
  )
  if (group)
    return (
      <fieldset className={className} id={place}>
        <legend>{label}</legend>
        {content}
      </fieldset>
    )
  return (
    <div className={className}>
      <label htmlFor={place}>{label}</label>
      {content}
    </div>
  )
}

/** What is wrong at a place. */
export function Wrong({ place }: { place: string }) {
  const { locale } = usePreferences()
  const flaws = useFlawsAt(place)
  return flaws.map((flaw) => (
    <span key={`${flaw.code} ${flaw.about}`} className="cat-wrong" id={`${place}:wrong`}>
      {explainProblem(flaw, locale)}
    </span>
  ))
}

/** What a control of a place tells a screen reader. */
export function useControl(place: string) {
  const wrong = useFlawsAt(place).length > 0
  return {
    id: place,
    'aria-invalid': wrong,
    'aria-describedby': wrong ? `${place}:help ${place}:wrong` : `${place}:help`,
  }
}
