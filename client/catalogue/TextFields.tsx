import type { Localized } from '../../shared/text.ts'
import { useWords } from '../react/use-words.ts'
import { type FieldName, Labelled, useControl, Wrong } from './Labelled.tsx'

interface FieldProps<T> {
  field: FieldName
  place: string
  value: T
  onChange(value: T): void
}

export function CodeField({
  field,
  place,
  value,
  onChange,
  fixed = false,
}: FieldProps<string> & { fixed?: boolean }) {
  const control = useControl(place)
  return (
    <Labelled field={field} place={place}>
      <input
        {...control}
        className="field cat-code"
        value={value}
        readOnly={fixed}
        spellCheck={false}
        autoComplete="off"
        onChange={({ target }) => onChange(target.value)}
      />
    </Labelled>
  )
}

/** A text in both languages, side by side. */
export function LocalizedField({ field, place, value, onChange }: FieldProps<Localized>) {
  return (
    <Labelled field={field} place={place} group wide>
      <div className="cat-pair">
        <Language
          field={field}
          place={`${place}.fr`}
          language="fr"
          value={value.fr}
          onChange={(fr) => onChange({ ...value, fr })}
        />
        <Language
          field={field}
          place={`${place}.en`}
          language="en"
          value={value.en}
          onChange={(en) => onChange({ ...value, en })}
        />
      </div>
    </Labelled>
  )
}

/** A text in both languages that may be left out: emptied in both it is not there. */
export function OptionalLocalizedField({
  value,
  onChange,
  ...others
}: Omit<FieldProps<Localized | undefined>, 'place'> & { place: string }) {
  const change = (text: Localized) => onChange(text.fr === '' && text.en === '' ? undefined : text)
  return <LocalizedField {...others} value={value ?? { fr: '', en: '' }} onChange={change} />
}

function Language({
  field,
  place,
  language,
  value,
  onChange,
}: FieldProps<string> & { language: 'fr' | 'en' }) {
  const words = useWords().catalogue
  const control = useControl(place)
  return (
    <div className="cat-language">
      <i aria-hidden="true">{language}</i>
      <input
        {...control}
        className="field"
        lang={language}
        value={value}
        aria-label={`${words.fields[field].label}, ${words.languages[language]}`}
        autoComplete="off"
        onChange={({ target }) => onChange(target.value)}
      />
      <Wrong place={place} />
    </div>
  )
}
