import { type FormEvent, useState } from 'react'
import { type PersonId, turnIdSchema } from '../../../shared/id.ts'
import { overlaps } from '../../../shared/on-call/rota.ts'
import {
  isOrdered,
  type OnCallDomain,
  onCallDomains,
  type Turn,
  type TurnPlan,
} from '../../../shared/on-call/turn.ts'
import { domainWords } from '../../../shared/words.ts'
import { fromLocalInput, toLocalInput } from '../../design/local-input.ts'
import { changing, planning, removing } from '../../intent/rota.ts'
import { focus } from '../../react/focus.ts'
import { usePreferences, useWords } from '../../react/use-words.ts'
import { InstantField } from './InstantField.tsx'
import { PersonChoice } from './PersonChoice.tsx'
import { Swaps } from './Swaps.tsx'
import type { Contacts } from './use-contacts.ts'
import type { RotaView } from './use-rota.ts'
import type { RotaWork } from './use-rota-work.ts'

const ORDERS = [1, 2, 3, 4]
/** Whose id no turn has: what is being written, where it is compared with those there are. */
const DRAFT = turnIdSchema.parse('00000000-0000-4000-8000-000000000000')

interface TurnFormProps {
  /** Null for a new one. */
  turn: Turn | null
  /** What the fields begin with. */
  draft: Omit<TurnPlan, 'personId'> & { personId: PersonId | null }
  rota: RotaView
  contacts: Contacts
  work: RotaWork
  onLeave(): void
}

/** A turn to plan or to change: what, in which order, who, from when until when. */
export function TurnForm({ turn, draft, rota, contacts, work, onLeave }: TurnFormProps) {
  const { onCall: words, back } = useWords()
  const { locale } = usePreferences()
  const { timeZone } = rota.city
  const [domain, setDomain] = useState<OnCallDomain>(draft.domain)
  const [order, setOrder] = useState(draft.order)
  const [personId, setPersonId] = useState<PersonId | null>(draft.personId)
  const [from, setFrom] = useState(toLocalInput(draft.from, timeZone))
  const [until, setUntil] = useState(toLocalInput(draft.until, timeZone))
  const span = { from: fromLocalInput(from, timeZone), until: fromLocalInput(until, timeZone) }
  const plan = planOf({ domain, order, personId, ...span })
  const backwards = span.from !== null && span.until !== null && plan === null && personId !== null
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (plan === null) return
    const done =
      turn === null
        ? await work.perform(planning([plan]), words.done.planned(1))
        : await work.perform(changing(turn, plan), words.done.changed)
    if (done) onLeave()
  }
  const remove = async (old: Turn) => {
    if (await work.perform(removing(old), words.done.removed)) onLeave()
  }
  const domains = domainWords[locale].onCall
  return (
    <section className="turn-form" aria-label={turn === null ? words.newTurn : words.turn}>
      <h3>
        {turn === null ? words.newTurn : words.turn} <span>{domains[domain]}</span>
      </h3>
      <form onSubmit={submit}>
        {turn === null && (
          <label>
            {words.domain}
            <select
              className="field"
              value={domain}
              onChange={({ target }) =>
                setDomain(onCallDomains.find((one) => one === target.value) ?? domain)
              }
            >
              {onCallDomains.map((one) => (
                <option key={one} value={one}>
                  {domains[one]}
                </option>
              ))}
            </select>
          </label>
        )}
        <PersonChoice contacts={contacts} value={personId} onChange={setPersonId} ref={focus} />
        <label>
          {words.order}
          <select className="field" value={order} onChange={({ target }) => setOrder(Number(target.value))}>
            {ORDERS.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
        <InstantField label={words.begins} value={from} onChange={setFrom} />
        <InstantField label={words.ends} value={until} onChange={setUntil} />
        <Doubts plan={plan} turn={turn} rota={rota} backwards={backwards} />
        <div className="turn-actions">
          <button type="submit" className="button primary" disabled={plan === null || work.busy}>
            {turn === null ? words.addIt : words.save}
          </button>
          {turn !== null && (
            <button type="button" className="button" disabled={work.busy} onClick={() => remove(turn)}>
              {words.remove}
            </button>
          )}
          <button type="button" className="button quiet" onClick={onLeave}>
            {back}
          </button>
        </div>
      </form>
      {turn !== null && <Swaps turn={turn} rota={rota} contacts={contacts} work={work} onDone={onLeave} />}
    </section>
  )
}

function planOf({
  domain,
  order,
  personId,
  from,
  until,
}: { [K in keyof TurnPlan]: TurnPlan[K] | null }): TurnPlan | null {
  if (domain === null || order === null || personId === null || from === null || until === null) return null
  return isOrdered({ from, until }) ? { domain, order, personId, from, until } : null
}

interface DoubtsProps {
  plan: TurnPlan | null
  turn: Turn | null
  rota: RotaView
  backwards: boolean
}

/** What would be wrong with it, said before it is saved. Nothing but its end is refused. */
function Doubts({ plan, turn, rota: { turns }, backwards }: DoubtsProps) {
  const { onCall: words } = useWords()
  const { locale } = usePreferences()
  if (backwards) return <p className="turn-doubt">{words.backwards}</p>
  if (plan === null) return null
  const written: Turn = { id: DRAFT, ...plan, swaps: turn?.swaps ?? [], removedAt: null }
  const others = turns.filter(({ id }) => id !== turn?.id)
  const twice = overlaps([written, ...others], written).filter(
    ({ why, turns: [one] }) => why === 'person' && one.id === DRAFT,
  )
  if (twice.length === 0) return null
  const domains = new Set(twice.map(({ turns: [, other] }) => domainWords[locale].onCall[other.domain]))
  return <p className="turn-doubt">{words.already([...domains].join(', '))}</p>
}
