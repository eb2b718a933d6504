import { useState } from 'react'
import type { CallLinkAction, CallLinkView } from '../../shared/protocol/on-call.ts'
import { useWords } from '../react/use-words.ts'

const ESTIMATES = [10, 15, 20, 30, 45, 60]
const USUAL = 20

interface CallAnswerProps {
  view: CallLinkView
  busy: boolean
  onSay(action: CallLinkAction): void
}

/** What whoever is called can say next: one large button, and the way out below it. */
export function CallAnswer({ view, busy, onSay }: CallAnswerProps) {
  const { state } = view
  const [declining, setDeclining] = useState(false)
  const words = useWords().call
  if (state === 'ringing' || state === 'accepted') {
    if (declining) return <Decline busy={busy} onSay={onSay} onBack={() => setDeclining(false)} />
    return (
      <div className="call-answer">
        {state === 'ringing' ? (
          <Accept busy={busy} onSay={onSay} />
        ) : (
          <button
            type="button"
            className="button primary step"
            disabled={busy}
            onClick={() => onSay({ type: 'arrive' })}
          >
            {words.arrive}
          </button>
        )}
        <button type="button" className="button" disabled={busy} onClick={() => setDeclining(true)}>
          {words.cannot}
        </button>
      </div>
    )
  }
  return state === 'on_scene' ? <Secure busy={busy} onSay={onSay} /> : null
}

type PartProps = Omit<CallAnswerProps, 'view'>

function Accept({ busy, onSay }: PartProps) {
  const words = useWords().call
  const [minutes, setMinutes] = useState(USUAL)
  return (
    <>
      <fieldset className="call-choices">
        <legend>{words.estimate}</legend>
        {ESTIMATES.map((one) => (
          <label key={one}>
            <input type="radio" name="minutes" checked={one === minutes} onChange={() => setMinutes(one)} />
            {words.minutes(one)}
          </label>
        ))}
      </fieldset>
      <button
        type="button"
        className="button primary step"
        disabled={busy}
        onClick={() => onSay({ type: 'accept', minutes })}
      >
        {words.accept(minutes)}
      </button>
    </>
  )
}

function Decline({ busy, onSay, onBack }: PartProps & { onBack(): void }) {
  const words = useWords().call
  const [reason, setReason] = useState<string | null>(null)
  return (
    <div className="call-answer">
      <fieldset className="call-choices reasons">
        <legend>{words.why}</legend>
        {words.reasons.map((one) => (
          <label key={one}>
            <input type="radio" name="reason" checked={one === reason} onChange={() => setReason(one)} />
            {one}
          </label>
        ))}
      </fieldset>
      <button
        type="button"
        className="button primary step"
        disabled={busy || reason === null}
        onClick={() => reason !== null && onSay({ type: 'decline', reason })}
      >
        {words.decline}
      </button>
      <button type="button" className="button" onClick={onBack}>
        {words.back}
      </button>
    </div>
  )
}

/** It stops the clock of the ticket: asked twice. */
function Secure({ busy, onSay }: PartProps) {
  const words = useWords().call
  const [asked, setAsked] = useState(false)
  return (
    <div className="call-answer">
      <button
        type="button"
        className="button primary step"
        disabled={busy}
        onClick={() => (asked ? onSay({ type: 'secure' }) : setAsked(true))}
      >
        {asked ? words.confirmSecure : words.secure}
      </button>
      {asked && (
        <button type="button" className="button" onClick={() => setAsked(false)}>
          {words.notYet}
        </button>
      )}
    </div>
  )
}
