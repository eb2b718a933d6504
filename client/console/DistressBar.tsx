import { type FormEvent, useEffect, useRef, useState } from 'react'
import { DISTRESS } from '../../shared/catalogue/service.ts'
import type { Crew } from '../../shared/crew/crew.ts'
import { nameIn } from '../../shared/crew/fleet.ts'
import { SECOND } from '../../shared/instant.ts'
import { duration, roughDuration, unbroken } from '../../shared/typography.ts'
import { clockTime } from '../design/format.ts'
import { Icon } from '../design/Icon.tsx'
import { endDistress, takeChargeOfDistress } from '../intent/dispatch.ts'
import { select } from '../intent/select.ts'
import { useFleet } from '../react/use-fleet.ts'
import { useNow } from '../react/use-now.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { muteFor, play } from '../sound/sound.ts'
import { positions } from '../store/positions.ts'
import { Dialog } from './Dialog.tsx'

const SOUND_MS = 1_100
const MUTE_MS = 30_000

/** Over everything while a crew is in distress: who, where, since when, and who takes it in charge. */
export function DistressBar({ crew }: { crew: Crew }) {
  const words = useWords()
  const { locale } = usePreferences()
  const now = useNow()
  const { vehicles } = useFleet()
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  const role = useScreen((state) => state.session?.role)
  const ticket = useScreen((state) =>
    [...state.board.tickets.values()].find(
      (one) => one.serviceCode === DISTRESS.code && one.address === crew.callSign,
    ),
  )
  const [muted, setMuted] = useState(false)
  const [ending, setEnding] = useState(false)
  const distress = crew.distress
  const taken = distress !== null && distress.takenBy !== null
  useEffect(() => {
    if (taken || muted) return
    const timer = setInterval(() => play('distress'), SOUND_MS)
    return () => clearInterval(timer)
  }, [taken, muted])
  if (distress === null) return null
  const position = positions.of(crew.number)
  const mute = () => {
    muteFor(MUTE_MS)
    setMuted(true)
    setTimeout(() => setMuted(false), MUTE_MS)
  }
  const mayEnd = role === 'supervisor' || role === 'administrator'
  return (
    <section className="distress-bar" aria-label={`${words.distress.title} ${unbroken(crew.callSign)}`}>
      <svg width={44} height={44} viewBox="-12 -12 24 24" aria-hidden="true">
        <path
          d="M-4.1-10H4.1L10-4.1V4.100L4.100 10H-4.100L-10 4.100V-4.100Z"
          fill="none"
          stroke="#fff"
          strokeWidth={1.6}
        />
        <path d="M0-5V1.400M0 4.800V5" stroke="#fff" strokeWidth={2.4} strokeLinecap="round" />
      </svg>
      <h1 className="distress-who">
        <small>{words.distress.title}</small>
        <span className="call-sign">{unbroken(crew.callSign)}</span>
      </h1>
      <p className="distress-where">
        {taken
          ? words.distress.takenBy(
              distress.takenBy ?? '',
              clockTime(distress.takenAt ?? distress.at, timeZone, locale),
            )
          : null}
        <span>
          {position === undefined
            ? words.distress.noPosition
            : words.distress.position(
                roughDuration(Math.max(0, now - position.at) / SECOND),
                position.accuracy,
              )}
          {crew.vehicle !== null && ` · ${nameIn(vehicles, crew.vehicle, locale)}`}
        </span>
      </p>
      <p className="distress-since num">
        <small>{words.distress.raised(clockTime(distress.at, timeZone, locale))}</small>
        {duration((now - distress.at) / SECOND)}
      </p>
      {!taken && <TakeCharge crew={crew} />}
      {ticket !== undefined && (
        <button type="button" className="distress-quiet" onClick={() => select(ticket.id)}>
          {words.distress.show}
        </button>
      )}
      {!taken && (
        <button type="button" className="distress-quiet" onClick={mute} disabled={muted}>
          <Icon name="muted" /> {words.distress.mute}
        </button>
      )}
      {taken && mayEnd && (
        <button type="button" className="distress-quiet" onClick={() => setEnding(true)}>
          {words.distress.end}
        </button>
      )}
      {taken && !mayEnd && <small className="distress-rule">{words.distress.endBy}</small>}
      {ending && <EndDistress crew={crew} onClose={() => setEnding(false)} />}
    </section>
  )
}

/** Has the focus as soon as it is there: Enter takes charge. */
function TakeCharge({ crew }: { crew: Crew }) {
  const words = useWords()
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => button.current?.focus(), [])
  return (
    <button
      ref={button}
      type="button"
      className="distress-take"
      onClick={() => takeChargeOfDistress(crew.id)}
    >
      {words.distress.takeCharge} <kbd className="key">Entrée</kbd>
    </button>
  )
}

function EndDistress({ crew, onClose }: { crew: Crew; onClose(): void }) {
  const words = useWords()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const reason = String(new FormData(event.currentTarget).get('reason')).trim()
    if (reason === '') return
    endDistress(crew.id, reason)
    onClose()
  }
  return (
    <Dialog title={`${words.distress.end} : ${unbroken(crew.callSign)}`} onClose={onClose}>
      <form className="ask-form" onSubmit={submit}>
        <label>
          {words.distress.endReason}
          <input className="field" name="reason" required maxLength={200} />
        </label>
        <button type="submit" className="button primary">
          {words.confirm}
        </button>
      </form>
    </Dialog>
  )
}
