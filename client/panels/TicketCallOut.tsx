import './ticket-call-out.css'
import { useState } from 'react'
import { type Call, type CallOut, isUnderWay, passesOnAt, ringing } from '../../shared/call-out/call-out.ts'
import { chainOf } from '../../shared/call-out/chain.ts'
import { SECOND } from '../../shared/instant.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { duration, roughDuration } from '../../shared/typography.ts'
import { domainWords } from '../../shared/words.ts'
import { clockTime } from '../design/format.ts'
import { Icon } from '../design/Icon.tsx'
import {
  acceptFor,
  callNext,
  domainToCall,
  startCallOut,
  stepFor,
  stopCallOut,
  takeAlarm,
} from '../intent/call-out.ts'
import { useNow } from '../react/use-now.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { type Contacts, useContacts } from '../supervisor/on-call/use-contacts.ts'
import { CallByHand } from './CallByHand.tsx'
import { calleeName } from './call-out-text.ts'

const BY_TELEPHONE_MINUTES = 20

/** The call-out of the chosen ticket: who is called, who is next and when, and what a post can do; or how to start one. */
export function TicketCallOut({ ticket }: { ticket: Ticket }) {
  const words = useWords().callOut
  const { locale } = usePreferences()
  const state = useScreen((whole) => whole)
  const callOut = state.board.callOuts.get(ticket.id)
  const domain = domainToCall(ticket, state)
  if (callOut === undefined && domain === null) return null
  return (
    <section className="call-out" aria-label={words.title}>
      <header className="panel-head">
        <h3>
          {words.title}
          {callOut !== undefined && ` ${domainWords[locale].onCall[callOut.domain]}`}
        </h3>
      </header>
      {callOut !== undefined && <Course callOut={callOut} />}
      {domain !== null && (
        <button type="button" className="button" onClick={() => startCallOut(ticket, domain)}>
          <Icon name="phone" /> {words.start(domainWords[locale].onCall[domain])} <kbd className="key">K</kbd>
        </button>
      )}
    </section>
  )
}

function Course({ callOut }: { callOut: CallOut }) {
  const words = useWords()
  const { locale } = usePreferences()
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  const contacts = useContacts(callOut.calls.map(({ personId }) => personId).join())
  const { alarm, status, expectedAt } = callOut
  return (
    <>
      {alarm !== null && (
        <p className="call-out-alarm">
          <Icon name="warning" /> {domainWords[locale].alarm[alarm.reason]}
          {alarm.takenBy !== null && `, ${words.callOut.taken(alarm.takenBy)}`}
        </p>
      )}
      <ol>
        {callOut.calls.map((call, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a person may be called a second time
          <CallRow key={index} call={call} callOut={callOut} contacts={contacts} />
        ))}
      </ol>
      {status === 'accepted' && expectedAt !== null && (
        <p className="num">{words.callOut.expected(clockTime(expectedAt, timeZone, locale))}</p>
      )}
      {status === 'calling' && <Next callOut={callOut} contacts={contacts} />}
      {isUnderWay(callOut) && <Actions callOut={callOut} />}
    </>
  )
}

/** « Voirie 1er · Nadia Verbrugge · 06 39 … : appel 2, depuis 1 min 20 » */
function CallRow({ call, callOut, contacts }: { call: Call; callOut: CallOut; contacts: Contacts }) {
  const words = useWords()
  const { locale } = usePreferences()
  const now = useNow()
  const contact = contacts.byId?.get(call.personId)
  const rings = ringing(callOut) === call
  return (
    <li className={rings ? 'rings' : undefined}>
      <Icon name={call.state === 'accepted' ? 'check' : 'phone'} size={14} />
      <span>
        <b>{calleeName(call, { words, locale })}</b>
        {contact !== undefined && (
          <span className="num">
            {' '}
            {contact.name} · {contact.phone}
          </span>
        )}
        <span className="caption num">
          {rings
            ? words.callOut.rings(call.attempts, duration((now - call.startedAt) / SECOND))
            : [words.callOut.states[call.state], call.reason].filter(Boolean).join(', ')}
        </span>
      </span>
    </li>
  )
}

/** Who is called after this one, and in how long. */
function Next({ callOut, contacts }: { callOut: CallOut; contacts: Contacts }) {
  const words = useWords()
  const { locale } = usePreferences()
  const now = useNow()
  const turns = useScreen((state) => state.board.turns)
  const [next] = chainOf(callOut, [...turns.values()], now)
  const at = passesOnAt(callOut)
  const within = roughDuration(Math.max(0, (at ?? now) - now) / SECOND)
  const name = next && contacts.byId?.get(next.personId)?.name
  const who = next && [calleeName(next, { words, locale }), name].filter(Boolean).join(', ')
  return (
    <p className="caption num">
      {who === undefined ? words.callOut.followingAlarm(within) : words.callOut.following(who, within)}
    </p>
  )
}

function Actions({ callOut }: { callOut: CallOut }) {
  const words = useWords().callOut
  const [byHand, setByHand] = useState(false)
  const { status, alarm } = callOut
  const call = ringing(callOut)
  if (byHand) return <CallByHand callOut={callOut} onDone={() => setByHand(false)} />
  return (
    <div className="call-out-actions">
      {alarm !== null && alarm.takenAt === null && (
        <button type="button" className="button primary" onClick={() => takeAlarm(callOut)}>
          {words.take} <kbd className="key">K</kbd>
        </button>
      )}
      {(status === 'calling' || status === 'accepted') && (
        <button type="button" className="button" onClick={() => callNext(callOut)}>
          {words.next} {status === 'calling' && <kbd className="key">K</kbd>}
        </button>
      )}
      {status !== 'on_scene' && (
        <button type="button" className="button" onClick={() => setByHand(true)}>
          {words.byHand}
        </button>
      )}
      {call !== undefined && (
        <button
          type="button"
          className="button"
          onClick={() => acceptFor(callOut, call.personId, BY_TELEPHONE_MINUTES)}
        >
          {words.accepts(BY_TELEPHONE_MINUTES)}
        </button>
      )}
      {status === 'accepted' && (
        <button type="button" className="button" onClick={() => stepFor(callOut, 'arrive_on_call')}>
          {words.onScene}
        </button>
      )}
      {status === 'on_scene' && (
        <button type="button" className="button" onClick={() => stepFor(callOut, 'secure_on_call')}>
          {words.secured}
        </button>
      )}
      <button type="button" className="button quiet" onClick={() => stopCallOut(callOut, words.stopReason)}>
        {words.stop}
      </button>
    </div>
  )
}
