import { type FormEvent, useState } from 'react'
import type { OnCallContact } from '../../../shared/protocol/on-call.ts'
import { Icon } from '../../design/Icon.tsx'
import { calendarLink } from '../../feed/on-call.ts'
import { registering, retiring } from '../../intent/rota.ts'
import { focus } from '../../react/focus.ts'
import { usePreferences, useWords } from '../../react/use-words.ts'
import type { Contacts } from './use-contacts.ts'
import type { RotaWork } from './use-rota-work.ts'

interface PeopleProps {
  contacts: Contacts
  work: RotaWork
  onLeave(): void
}

/** Who may be on call, and how to reach them. */
export function People({ contacts, work, onLeave }: PeopleProps) {
  const { onCall: words, back } = useWords()
  const { locale } = usePreferences()
  /** Who is being changed, a new one, or nobody. */
  const [writing, setWriting] = useState<OnCallContact | 'new' | null>(null)
  const [asking, setAsking] = useState<OnCallContact['id'] | null>(null)
  if (writing !== null)
    return (
      <PersonForm person={writing === 'new' ? null : writing} work={work} onLeave={() => setWriting(null)} />
    )
  const people = [...(contacts.byId?.values() ?? [])]
  return (
    <section className="on-call-people" aria-label={words.people}>
      <div className="on-call-actions">
        <button type="button" className="button primary" ref={focus} onClick={() => setWriting('new')}>
          <Icon name="plus" /> {words.addPerson}
        </button>
        <button type="button" className="button" onClick={onLeave}>
          {back}
        </button>
      </div>
      {people.length === 0 && contacts.byId !== null && <p>{words.noPeople}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keys must reach its end */}
      <ul tabIndex={0}>
        {people.map((person) => (
          <li key={person.id}>
            {asking === person.id ? (
              <Question
                name={person.name}
                onKeep={() => setAsking(null)}
                onRetire={() => {
                  setAsking(null)
                  work.say(retiring(person.id))
                }}
              />
            ) : (
              <>
                <b>{person.name}</b>
                <span className="num">{person.phone}</span>
                <a
                  className="button"
                  href={calendarLink({ person: person.id }, locale)}
                  download
                  aria-label={words.calendarOf(person.name)}
                >
                  <Icon name="calendar" /> {words.calendar}
                </a>
                <button
                  type="button"
                  className="button"
                  aria-label={words.changePerson(person.name)}
                  onClick={() => setWriting(person)}
                >
                  {words.change}
                </button>
                <button
                  type="button"
                  className="button"
                  aria-label={words.retireWhich(person.name)}
                  onClick={() => setAsking(person.id)}
                >
                  {words.retire}
                </button>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Question({ name, onKeep, onRetire }: { name: string; onKeep(): void; onRetire(): void }) {
  const { onCall: words, devices } = useWords()
  return (
    <div className="person-question">
      <Icon name="warning" />
      <p>
        <b>{words.retireQuestion(name)}</b> {words.retireHint}
      </p>
      <button type="button" className="button" ref={focus} onClick={onKeep}>
        {devices.keep}
      </button>
      <button type="button" className="button primary" onClick={onRetire}>
        {words.retire}
      </button>
    </div>
  )
}

interface PersonFormProps {
  person: OnCallContact | null
  work: RotaWork
  onLeave(): void
}

function PersonForm({ person, work, onLeave }: PersonFormProps) {
  const { onCall: words, back } = useWords()
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const written = { name: String(form.get('name')).trim(), phone: String(form.get('phone')).trim() }
    if (await work.say(registering(person === null ? written : { id: person.id, ...written }))) onLeave()
  }
  return (
    <section
      className="turn-form"
      aria-label={person === null ? words.addPerson : words.changePerson(person.name)}
    >
      <form onSubmit={submit}>
        <label>
          {words.name}
          <input
            ref={focus}
            className="field"
            name="name"
            required
            maxLength={80}
            autoComplete="off"
            defaultValue={person?.name}
          />
        </label>
        <label>
          {words.phone}
          <input
            className="field num"
            name="phone"
            type="tel"
            required
            maxLength={40}
            autoComplete="off"
            defaultValue={person?.phone}
          />
        </label>
        <div className="turn-actions">
          <button type="submit" className="button primary" disabled={work.busy}>
            {person === null ? words.addIt : words.save}
          </button>
          <button type="button" className="button quiet" onClick={onLeave}>
            {back}
          </button>
        </div>
      </form>
    </section>
  )
}
