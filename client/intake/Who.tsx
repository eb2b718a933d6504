import type { KeyboardEvent } from 'react'
import { mayReachCallers } from '../../shared/authority.ts'
import { phoneKey } from '../../shared/intake/phone.ts'
import type { KnownCaller } from '../../shared/protocol/intake.ts'
import { ticketReference } from '../../shared/ticket/ticket.ts'
import { domainWords } from '../../shared/words.ts'
import { Icon } from '../design/Icon.tsx'
import { fetchCaller } from '../feed/intake.ts'
import { attachCall, changeCall } from '../intent/call-taking.ts'
import { type Asked, useAnswer } from '../react/use-answer.ts'
import { useCalls } from '../react/use-calls.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { LONGEST_NAME, LONGEST_PHONE } from '../store/call.ts'
import { servicesInForce } from '../store/screen-store.ts'
import { Aside } from './Aside.tsx'
import { ColumnHead } from './ColumnHead.tsx'
import { goOnAfter, goTo } from './step.ts'

/** A number that is being typed is not looked up at each digit: each look is kept. */
const SETTLED_MS = 400

/** Whoever rang with the number of this call before; not asked where this account may not know. */
export function useCaller(): Asked<KnownCaller> {
  const phone = useCalls(({ call }) => call.phone)
  const may = useScreen(({ session }) => session !== null && mayReachCallers(session.role))
  return useAnswer(may ? phoneKey(phone) : null, fetchCaller, SETTLED_MS)
}

/** Who calls: a number, and a name where it is useful; kept apart from the ticket. */
export function Who({ caller }: { caller: Asked<KnownCaller> }) {
  const words = useWords().intake.who
  const phone = useCalls(({ call }) => call.phone)
  const name = useCalls(({ call }) => call.name)
  const wrong = phone.trim() !== '' && phoneKey(phone) === null
  const on = (step: string) => (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey) return
    event.preventDefault()
    event.stopPropagation()
    if (step === 'phone' && wrong) goTo('phone')
    else goOnAfter(step)
  }
  return (
    <section className="intake-who" aria-label={words.title}>
      <ColumnHead rank={3} title={words.title} hint={`Alt 3 · ${words.apart}`} />
      <div className="intake-who-fields">
        <label className="intake-field">
          <Icon name="phone" />
          <span className="visually-hidden">{words.phone}</span>
          <input
            data-step="phone"
            data-done={phone !== '' && !wrong}
            className="field num"
            type="tel"
            placeholder={words.phone}
            value={phone}
            maxLength={LONGEST_PHONE}
            autoComplete="off"
            aria-invalid={wrong}
            aria-describedby="intake-phone-wrong"
            onChange={({ target }) => changeCall({ phone: target.value })}
            onKeyDown={on('phone')}
          />
        </label>
        <label className="intake-field bare">
          <span className="visually-hidden">{words.nameLabel}</span>
          <input
            data-step="name"
            data-done="true"
            className="field"
            placeholder={words.name}
            value={name}
            maxLength={LONGEST_NAME}
            autoComplete="off"
            onChange={({ target }) => changeCall({ name: target.value })}
            onKeyDown={on('name')}
          />
        </label>
      </div>
      <p id="intake-phone-wrong" role="alert" className={wrong ? 'intake-wrong' : 'visually-hidden'}>
        {wrong && words.wrong}
      </p>
      <Agreed />
      <CallerKnown caller={caller} name={name} />
      <Aside />
      <p className="intake-privacy caption">
        <Icon name="lock" size={14} /> {words.privacy}
      </p>
    </section>
  )
}

/** What the caller agrees to, as they say it: to be rung back, and to be sent the link to follow it. */
function Agreed() {
  const words = useWords().intake.who
  const { phone, mayCallBack, sendsLink } = useCalls(({ call }) => call)
  const known = phoneKey(phone) !== null
  return (
    <div className="intake-agreed">
      <fieldset>
        <legend>{words.mayCallBack}</legend>
        {([true, false] as const).map((agrees) => (
          <label key={String(agrees)}>
            <input
              type="radio"
              name="may-call-back"
              checked={mayCallBack === agrees}
              onChange={() => changeCall({ mayCallBack: agrees })}
            />
            {agrees ? words.yes : words.no}
          </label>
        ))}
      </fieldset>
      <label>
        <input
          type="checkbox"
          checked={sendsLink}
          onChange={({ target }) => changeCall({ sendsLink: target.checked })}
        />
        {words.sendsLink}
        {sendsLink && !known && <span className="caption">{words.sendsLinkNumber}</span>}
      </label>
    </div>
  )
}

function CallerKnown({ caller, name }: { caller: Asked<KnownCaller>; name: string }) {
  const words = useWords().intake.who
  if (caller.state === 'none') return null
  if (caller.state === 'asking') return <p className="caption">{words.looking}</p>
  if (caller.state === 'failed') return <p className="caption">{words.lookUpFailed}</p>
  const { tickets, name: told } = caller.answer
  if (tickets.length === 0) return <p className="caption">{words.first}</p>
  return (
    <div className="intake-caller">
      {told !== null && name === '' && (
        <button type="button" className="button" onClick={() => changeCall({ name: told })}>
          {words.takeName(told)}
        </button>
      )}
      <ul>
        {tickets.map((ticket) => (
          <CallerTicket key={ticket.id} ticket={ticket} />
        ))}
      </ul>
    </div>
  )
}

function CallerTicket({ ticket }: { ticket: KnownCaller['tickets'][number] }) {
  const words = useWords().intake.who
  const { locale } = usePreferences()
  const services = useScreen(servicesInForce)
  const { id, serviceCode, status, address } = ticket
  const type = services.find(({ code }) => code === serviceCode)?.name[locale] ?? serviceCode
  const reference = ticketReference(ticket)
  return (
    <li>
      <p>
        <b>{type}</b>
        <span>{[reference, domainWords[locale].ticket[status], address].filter(Boolean).join(' · ')}</span>
      </p>
      {status === 'open' && (
        <button
          type="button"
          className="button"
          aria-label={words.attach(reference)}
          onClick={() => attachCall(id)}
        >
          {words.attachShort}
        </button>
      )}
    </li>
  )
}
