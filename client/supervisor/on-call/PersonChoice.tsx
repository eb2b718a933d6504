import type { Ref } from 'react'
import type { PersonId } from '../../../shared/id.ts'
import { useWords } from '../../react/use-words.ts'
import type { Contacts } from './use-contacts.ts'

interface PersonChoiceProps {
  contacts: Contacts
  value: PersonId | null
  onChange(personId: PersonId): void
  ref?: Ref<HTMLSelectElement>
}

/** One of those who may be on call, by name. */
export function PersonChoice({ contacts: { byId }, value, onChange, ref }: PersonChoiceProps) {
  const { onCall: words } = useWords()
  const choose = (text: string) => {
    const chosen = [...(byId?.keys() ?? [])].find((id) => id === text)
    if (chosen !== undefined) onChange(chosen)
  }
  return (
    <label>
      {words.person}
      <select
        ref={ref}
        className="field"
        required
        value={value ?? ''}
        onChange={({ target }) => choose(target.value)}
      >
        <option value="" disabled hidden />
        {[...(byId?.values() ?? [])].map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
