import { type FieldName, Labelled, useControl } from './Labelled.tsx'

interface Choice<T> {
  value: T
  text: string
}

interface SelectFieldProps<T> {
  field: FieldName
  place: string
  value: T
  choices: readonly Choice<T>[]
  onChange(value: T): void
}

/** One of some things; one that is no longer among them is shown as it is. */
export function SelectField<T extends string | number | undefined>({
  field,
  place,
  value,
  choices,
  onChange,
}: SelectFieldProps<T>) {
  const control = useControl(place)
  const known = choices.some((one) => one.value === value)
  const shown = known ? choices : [{ value, text: String(value) }, ...choices]
  return (
    <Labelled field={field} place={place}>
      <select
        {...control}
        className="field"
        value={shown.findIndex((one) => one.value === value)}
        onChange={({ target }) => {
          const chosen = shown[Number(target.value)]
          if (chosen !== undefined) onChange(chosen.value)
        }}
      >
        {shown.map(({ value: one, text }, index) => (
          <option key={String(one)} value={index}>
            {text}
          </option>
        ))}
      </select>
    </Labelled>
  )
}

interface ChecksFieldProps<T> {
  field: FieldName
  place: string
  value: readonly T[]
  choices: readonly Choice<T>[]
  onChange(value: T[]): void
}

/** Some of some things. */
export function ChecksField<T extends string>({
  field,
  place,
  value,
  choices,
  onChange,
}: ChecksFieldProps<T>) {
  return (
    <Labelled field={field} place={place} group wide>
      <Checks value={value} choices={choices} onChange={onChange} />
    </Labelled>
  )
}

type ChecksProps<T> = Pick<ChecksFieldProps<T>, 'value' | 'choices' | 'onChange'>

/** In the order of the choices; what is no longer among them can only be taken away. */
export function Checks<T extends string>({ value, choices, onChange }: ChecksProps<T>) {
  const unknown = value.filter((one) => !choices.some((choice) => choice.value === one))
  const shown = [...choices, ...unknown.map((one) => ({ value: one, text: one }))]
  const toggle = (one: T) => {
    const chosen = value.includes(one) ? value.filter((other) => other !== one) : [...value, one]
    onChange(shown.map((choice) => choice.value).filter((other) => chosen.includes(other)))
  }
  return (
    <div className="cat-checks">
      {shown.map(({ value: one, text }) => (
        <label key={one} className="cat-check">
          <input type="checkbox" checked={value.includes(one)} onChange={() => toggle(one)} />
          <span>{text}</span>
        </label>
      ))}
    </div>
  )
}

interface SwitchFieldProps {
  field: FieldName
  place: string
  value: boolean
  onChange(value: boolean): void
}

export function SwitchField({ field, place, value, onChange }: SwitchFieldProps) {
  const control = useControl(place)
  return (
    <Labelled field={field} place={place}>
      <span className="cat-switch">
        <input
          type="checkbox"
          {...control}
          checked={value}
          onChange={({ target }) => onChange(target.checked)}
        />
      </span>
    </Labelled>
  )
}
