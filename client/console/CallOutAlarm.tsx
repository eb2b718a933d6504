import { useEffect } from 'react'
import { ticketReference } from '../../shared/ticket/ticket.ts'
import { domainWords } from '../../shared/words.ts'
import { Icon } from '../design/Icon.tsx'
import { alarmsOf, takeAlarm } from '../intent/call-out.ts'
import { select } from '../intent/select.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { play } from '../sound/sound.ts'
import { announce } from '../store/announcement.ts'

const SOUND_MS = 8_000

/** Across the screen, with its sound, while nobody on call can be reached for a ticket and no post has taken that in hand. */
export function CallOutAlarm() {
  const words = useWords().callOut
  const title = words.alarmTitle
  const { locale } = usePreferences()
  const callOuts = useScreen((state) => state.board.callOuts)
  const tickets = useScreen((state) => state.board.tickets)
  const catalogues = useScreen((state) => state.catalogues)
  const [callOut, ...others] = alarmsOf(callOuts.values())
  const sounds = callOut !== undefined
  useEffect(() => {
    if (!sounds) return
    play('urgent')
    announce(title, true)
    const timer = setInterval(() => play('urgent'), SOUND_MS)
    return () => clearInterval(timer)
  }, [sounds, title])
  const ticket = callOut && tickets.get(callOut.ticketId)
  if (callOut === undefined || callOut.alarm === null || ticket === undefined) return null
  const what = [catalogues.serviceOf(ticket)?.name[locale], ticket.address].filter((part) => part != null)
  return (
    <section className="call-out-bar" aria-label={title}>
      <Icon name="phone" size={24} />
      <p className="ellipsis">
        <b>
          {title} {domainWords[locale].onCall[callOut.domain]},{' '}
          {domainWords[locale].alarm[callOut.alarm.reason]}
        </b>
        {others.length > 0 && <span className="num"> {words.more(others.length)}</span>}
        <br />
        <span>{ticketReference(ticket)}</span> {what.join(', ')}
      </p>
      <button type="button" className="button" onClick={() => select(ticket.id)}>
        {words.show}
      </button>
      <button type="button" className="button primary" onClick={() => takeAlarm(callOut)}>
        {words.take}
      </button>
    </section>
  )
}
