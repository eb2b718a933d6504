import { useState } from 'react'
import type { CallOut } from '../../shared/call-out/call-out.ts'
import { personIdSchema } from '../../shared/id.ts'
import { onCallAt } from '../../shared/on-call/rota.ts'
import { onCallDomains } from '../../shared/on-call/turn.ts'
import { callPerson } from '../intent/call-out.ts'
import { useNow } from '../react/use-now.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { useContacts } from '../supervisor/on-call/use-contacts.ts'
import { calleeName } from './call-out-text.ts'

/** Calls anyone whom this post may reach: those of the domain first, each with as whom they are on call. */
export function CallByHand({ callOut, onDone }: { callOut: CallOut; onDone(): void }) {
  const words = useWords()
  const { locale } = usePreferences()
  const now = useNow()
  const turns = useScreen((state) => state.board.turns)
  const { byId } = useContacts('by hand')
  const [chosen, setChosen] = useState('')
  const rota = [...turns.values()]
  const domains = [callOut.domain, ...onCallDomains.filter((domain) => domain !== callOut.domain)]
  const onCall = domains.flatMap((domain) => onCallAt(rota, domain, now).map((one) => ({ ...one, domain })))
  const named = new Set(onCall.map(({ personId }) => personId))
  const others = [...(byId?.values() ?? [])].filter(({ id }) => !named.has(id))
  const call = () => {
    callPerson(callOut, personIdSchema.parse(chosen))
    onDone()
  }
  return (
    <div className="call-out-actions">
      <select
        className="field"
        aria-label={words.callOut.whom}
        value={chosen}
        onChange={(event) => setChosen(event.target.value)}
      >
        <option value="">{words.callOut.whom}</option>
        {onCall.map(({ turnId, personId, ...callee }) => (
          <option key={turnId} value={personId}>
            {[calleeName(callee, { words, locale }), byId?.get(personId)?.name].filter(Boolean).join(', ')}
          </option>
        ))}
        {others.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <button type="button" className="button primary" disabled={chosen === ''} onClick={call}>
        {words.callOut.call}
      </button>
      <button type="button" className="button" onClick={onDone}>
        {words.cancel}
      </button>
    </div>
  )
}
