import { useState } from 'react'
import { type FieldName, Labelled, useControl } from './Labelled.tsx'

interface NumberFieldProps {
  field: FieldName
  place: string
  value: number | undefined
  /** Whether it may be left out. */
  optional?: boolean
  onChange(value: number | undefined): void
}

/** A number: what was typed stays as it is until the number is another one. Without digits it is none, or 0 where there must be one. */
export function NumberField({ field, place, value, optional = false, onChange }: NumberFieldProps) {
  const control = useControl(place)
  const [typed, setTyped] = useState(textOf(value))
  const nothing = optional ? undefined : 0
  const shown = numberIn(typed, nothing) === value ? typed : textOf(value)
  return (
    <Labelled field={field} place={place}>
      <input
        {...control}
        className="field num cat-number"
        inputMode="decimal"
        maxLength={12}
        value={shown}
        autoComplete="off"
        onChange={({ target }) => {
          setTyped(target.value)
          onChange(numberIn(target.value, nothing))
        }}
      />
    </Labelled>
  )
}

function textOf(value: number | undefined): string {
  return value === undefined ? '' : String(value)
}

function numberIn(typed: string, nothing: number | undefined): number | undefined {
  const text = typed.replace(/\s/g, '').replace(',', '.')
  return /^\d+(\.\d*)?$/.test(text) ? Number(text) : nothing
}
