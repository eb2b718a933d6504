import { useEffect, useRef, useState } from 'react'
import type { Crew } from '../../shared/crew/crew.ts'
import { ticketIdSchema } from '../../shared/id.ts'
import { send } from '../intent/send.ts'
import { useWords } from '../react/use-words.ts'
import type { DevicePosition } from './position-watch.ts'

const HOLD_MS = 1_500

/** Held for a second and a half, so that no pocket calls for help; once sent, it says so as loudly as it can. */
export function DistressButton({ crew, position }: { crew: Crew; position: DevicePosition }) {
  const words = useWords()
  const [holding, setHolding] = useState(false)
  const [sending, setSending] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const raise = async () => {
    setHolding(false)
    setSending(true)
    navigator.vibrate?.([400, 100, 400])
    const ticketId = ticketIdSchema.parse(crypto.randomUUID())
    const at = position.state === 'known' ? { lon: position.lon, lat: position.lat } : null
    await send({ type: 'raise_distress', crewId: crew.id, ticketId, position: at })
    setSending(false)
  }
  const press = () => {
    if (timer.current !== null || sending || crew.duty === 'distress') return
    setHolding(true)
    navigator.vibrate?.(60)
    timer.current = setTimeout(() => {
      timer.current = null
      raise()
    }, HOLD_MS)
  }
  const release = () => {
    if (timer.current === null) return
    clearTimeout(timer.current)
    timer.current = null
    setHolding(false)
  }
  useEffect(() => () => (timer.current === null ? undefined : clearTimeout(timer.current)), [])
  return (
    <>
      <button
        type="button"
        className={`tablet-tool distress-button${holding ? ' holding' : ''}`}
        onPointerDown={press}
        onPointerUp={release}
        onPointerLeave={release}
        onPointerCancel={release}
        onKeyDown={(event) => (event.key === 'Enter' || event.key === ' ') && !event.repeat && press()}
        onKeyUp={release}
        onContextMenu={(event) => event.preventDefault()}
      >
        <svg width={24} height={24} viewBox="-12 -12 24 24" aria-hidden="true">
          <path
            d="M-4.100-10H4.100L10-4.100V4.100L4.100 10H-4.100L-10 4.100V-4.100Z"
            fill="var(--distress)"
          />
          <path d="M0-5V1.400M0 4.800V5" stroke="#fff" strokeWidth={2.4} strokeLinecap="round" />
        </svg>
        {words.tablet.distress}
        <small>{words.tablet.longPress}</small>
      </button>
      {(sending || crew.distress !== null) && <DistressState crew={crew} sending={sending} />}
    </>
  )
}

function DistressState({ crew, sending }: { crew: Crew; sending: boolean }) {
  const words = useWords()
  const { distress } = crew
  return (
    <div className={`distress-state${distress === null ? ' pending' : ''}`} role="alert">
      <strong>{distress === null ? words.tablet.distressPending : words.tablet.distressSent}</strong>
      {distress !== null && (
        <p>
          {distress.takenBy === null
            ? words.tablet.distressSentHint
            : words.tablet.distressTaken(distress.takenBy)}
        </p>
      )}
      {sending && distress === null && <p>{words.link.connecting}</p>}
    </div>
  )
}
