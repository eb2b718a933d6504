import { useState } from 'react'
import { plainText } from '../../shared/text.ts'
import { Icon } from '../design/Icon.tsx'
import { useWords } from '../react/use-words.ts'
import { Labelled } from './Labelled.tsx'

interface KeywordsFieldProps {
  place: string
  value: { fr: string[]; en: string[] }
  onChange(value: { fr: string[]; en: string[] }): void
}

/** What people call it, in each language. */
export function KeywordsField({ place, value, onChange }: KeywordsFieldProps) {
  return (
    <Labelled field="keywords" place={place} group wide>
      <div className="cat-pair">
        <Words
          place={`${place}.fr`}
          language="fr"
          value={value.fr}
          onChange={(fr) => onChange({ ...value, fr })}
        />
        <Words
          place={`${place}.en`}
          language="en"
          value={value.en}
          onChange={(en) => onChange({ ...value, en })}
        />
      </div>
    </Labelled>
  )
}

interface WordsProps {
  place: string
  language: 'fr' | 'en'
  value: string[]
  onChange(value: string[]): void
}

function Words({ place, language, value, onChange }: WordsProps) {
  const words = useWords().catalogue
  const [typed, setTyped] = useState('')
  const add = (text: string) => {
    const added = text
      .split(/[,;\n]/)
      .map(plainText)
      .filter((one) => one !== '' && !value.includes(one))
    setTyped('')
    if (added.length > 0) onChange([...value, ...new Set(added)])
  }
  return (
    <div className="cat-language cat-keywords">
      <i aria-hidden="true">{language}</i>
      <div className="field cat-chips" lang={language}>
        {value.map((one) => (
          <button
            key={one}
            type="button"
            className="chip"
            aria-label={`${words.item.remove} ${one}`}
            onClick={() => onChange(value.filter((other) => other !== one))}
          >
            {one} <Icon name="close" size={10} />
          </button>
        ))}
        <input
          id={place}
          value={typed}
          aria-label={`${words.fields.keywords.label}, ${words.languages[language]}`}
          autoComplete="off"
          onChange={({ target }) => setTyped(target.value)}
          onPaste={(event) => {
            event.preventDefault()
            add(typed + event.clipboardData.getData('text'))
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' || event.key === ',') {
              event.preventDefault()
              add(typed)
            } else if (event.key === 'Backspace' && typed === '') onChange(value.slice(0, -1))
          }}
          // What is typed is never lost.
          onBlur={() => add(typed)}
        />
      </div>
    </div>
  )
}
