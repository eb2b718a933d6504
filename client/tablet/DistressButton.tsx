import { type MouseEvent, useEffect, useRef, useState } from 'react'
import type { Crew } from '../../shared/crew/crew.ts'
import { ticketIdSchema } from '../../shared/id.ts'
import { send } from '../intent/send.ts'
import { useScreen } from '../react/use-screen.ts'
import { useWords } from '../react/use-words.ts'
import { DistressState } from './DistressState.tsx'
import type { DevicePosition } from './position-watch.ts'
import { Sheet } from './Sheet.tsx'

const HOLD_MS = 1_500
const HOLDING_VIBRATION = 60
const SENT_VIBRATION = [400, 100, 400]

interface DistressButtonProps {
  crew: Crew
  position: DevicePosition
}

/** Held for a second and a half, so that no pocket calls for help; once sent, it says so as loudly as it can. */
export function DistressButton({ crew, position }: DistressButtonProps) {
  const words = useWords()
  // Until it is answered, were it said by a page that was closed since.
  const sending = useScreen((state) =>
    state.outbox.waiting.some(({ command }) => command.type === 'raise_distress'),
  )
  const [confirming, setConfirming] = useState(false)
  const raise = () => {
    setConfirming(false)
    navigator.vibrate?.(SENT_VIBRATION)
    const ticketId = ticketIdSchema.parse(crypto.randomUUID())
    const at = position.state === 'known' ? { lon: position.lon, lat: position.lat } : null
    send({ type: 'raise_distress', crewId: crew.id, ticketId, position: at })
  }
  const raised = sending || crew.duty === 'distress'
  const { holding, press, release } = useHold(raise, raised)
  // A screen reader presses without a finger on the glass: it is asked instead.
  const byReader = ({ detail }: MouseEvent) => {
    if (detail === 0 && !raised) setConfirming(true)
  }
  return (
    <>
      <button
        type="button"
        className={`tablet-tool distress-button${holding ? ' holding' : ''}`}
        disabled={raised}
        onPointerDown={press}
        onPointerUp={release}
        onPointerLeave={release}
        onPointerCancel={release}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== ' ') return
          event.preventDefault()
          if (!event.repeat) press()
        }}
        onKeyUp={(event) => {
          if (event.key === ' ') event.preventDefault()
          release()
        }}
        onBlur={release}
        onClick={byReader}
        onContextMenu={(event) => event.preventDefault()}
      >
        <Octagon />
        {words.tablet.distress}
        <small>{words.tablet.longPress}</small>
      </button>
      {raised && <DistressState crew={crew} located={position.state === 'known'} sending={sending} />}
      {confirming && (
        <Sheet title={words.tablet.distress} onClose={() => setConfirming(false)}>
          <button type="button" className="tablet-button primary" onClick={raise}>
            {words.tablet.distressConfirm}
          </button>
        </Sheet>
      )}
    </>
  )
}

/** Calls `done` once something was held long enough; released before, nothing happens. */
function useHold(done: () => void, disabled: boolean) {
  const [holding, setHolding] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const latest = useRef(done)
  latest.current = done
  const release = () => {
    if (timer.current !== null) clearTimeout(timer.current)
    timer.current = null
    setHolding(false)
  }
  const press = () => {
    if (timer.current !== null || disabled) return
    setHolding(true)
    navigator.vibrate?.(HOLDING_VIBRATION)
    timer.current = setTimeout(() => {
      release()
      latest.current()
    }, HOLD_MS)
  }
  useEffect(() => () => (timer.current === null ? undefined : clearTimeout(timer.current)), [])
  return { holding, press, release }
}

/** The sign of distress, in a ring that fills while it is held. */
function Octagon() {
  return (
    <svg width={36} height={36} viewBox="-18 -18 36 36" aria-hidden="true">
      <circle className="distress-ring" r={16} fill="none" strokeWidth={3} pathLength={1} />
      <path d="M-4.1-10H4.1L10-4.1V4.1L4.1 10H-4.1L-10 4.1V-4.1Z" fill="var(--distress)" />
      <path d="M0-5V1.4M0 4.8V5" stroke="#fff" strokeWidth={2.4} strokeLinecap="round" />
    </svg>
  )
}
