import { type FormEvent, useState } from 'react'
import type { PersonId } from '../../../shared/id.ts'
import { isOrdered, type Swap, type Turn } from '../../../shared/on-call/turn.ts'
import { dateAndHour } from '../../design/format.ts'
import { Icon } from '../../design/Icon.tsx'
import { fromLocalInput, toLocalInput } from '../../design/local-input.ts'
import { handingOver, takingBack } from '../../intent/rota.ts'
import { usePreferences, useWords } from '../../react/use-words.ts'
import { InstantField } from './InstantField.tsx'
import { PersonChoice } from './PersonChoice.tsx'
import type { Contacts } from './use-contacts.ts'
import type { RotaView } from './use-rota.ts'
import type { RotaWork } from './use-rota-work.ts'

interface SwapsProps {
  turn: Turn
  rota: RotaView
  contacts: Contacts
  work: RotaWork
  onDone(): void
}

/** The parts of a turn that others take, and one more. */
export function Swaps({ turn, rota, contacts, work, onDone }: SwapsProps) {
  const { onCall: words } = useWords()
  const { locale } = usePreferences()
  const { timeZone } = rota.city
  const [personId, setPersonId] = useState<PersonId | null>(null)
  const [from, setFrom] = useState(toLocalInput(turn.from, timeZone))
  const [until, setUntil] = useState(toLocalInput(turn.until, timeZone))
  const span = { from: fromLocalInput(from, timeZone), until: fromLocalInput(until, timeZone) }
  const ordered =
    span.from !== null && span.until !== null && isOrdered({ from: span.from, until: span.until })
      ? { from: span.from, until: span.until }
      : null
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (ordered === null || personId === null) return
    if (await work.perform(handingOver(turn, personId, ordered), words.done.handedOver)) onDone()
  }
  const takeBack = async (swap: Swap) => {
    if (await work.perform(takingBack(turn, swap), words.done.takenBack)) onDone()
  }
  const time = (at: number) => dateAndHour(at, timeZone, locale)
  return (
    <section className="turn-swaps" aria-label={words.swaps}>
      <h4>{words.swaps}</h4>
      <p className="caption">{words.handOverHint}</p>
      <ul>
        {turn.swaps.map((swap) => {
          const name = contacts.byId?.get(swap.personId)?.name ?? words.unknown
          return (
            <li key={swap.id}>
              <Icon name="transfer" /> <b>{name}</b> {words.span(time(swap.from), time(swap.until))}
              <button
                type="button"
                className="button"
                aria-label={words.takeBackWhich(name)}
                disabled={work.busy}
                onClick={() => takeBack(swap)}
              >
                {words.takeBack}
              </button>
            </li>
          )
        })}
      </ul>
      <form onSubmit={submit}>
        <PersonChoice contacts={contacts} value={personId} onChange={setPersonId} />
        <InstantField label={words.begins} value={from} onChange={setFrom} />
        <InstantField label={words.ends} value={until} onChange={setUntil} />
        <button
          type="submit"
          className="button"
          disabled={ordered === null || personId === null || work.busy}
        >
          {words.handOver}
        </button>
      </form>
    </section>
  )
}
