import { useEffect, useRef } from 'react'
import type { TicketId } from '../../shared/id.ts'
import { attachCall, changeCall, putCallAside, sendCall } from '../intent/call-taking.ts'
import { knownAlike, subjectKey } from '../store/alike.ts'
import { obstacleOf, sameOf } from '../store/call.ts'
import { calls } from '../store/calls-store.ts'
import { serverNow } from '../store/clock.ts'
import { screen, servicesInForce } from '../store/screen-store.ts'
import { circumstancesOfCall } from '../store/town.ts'
import { goTo } from './step.ts'

export interface Actions {
  /** Sends it, as one more report of the ticket that it is taken for. */
  send(): void
  /** Sends it as a ticket of its own. */
  sendApart(): void
  /** Sends what was told, and asks the same caller for the next thing. */
  another(): void
  putAside(): void
  /** The call is about the newest open ticket of this caller; null where there is none. */
  attach: (() => void) | null
}

/** What can be done with the call in hand, and the keys of it, wherever the focus is. */
export function useActions(about: TicketId | null): Actions {
  const actions: Actions = {
    send: () => sendUnlessHindered('end'),
    sendApart: () => {
      changeCall({ same: 'none' })
      sendUnlessHindered('end')
    },
    another: () => sendUnlessHindered('another'),
    putAside: () => {
      putCallAside()
      goTo('what')
    },
    attach: about === null ? null : () => attachCall(about).then(() => goTo('what')),
  }
  const latest = useRef(actions)
  latest.current = actions
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const pressed = keyOf(event)
      if (pressed === null) return
      event.preventDefault()
      if (pressed in STEPS) goTo(STEPS[pressed as keyof typeof STEPS])
      else if (pressed === 'Escape') latest.current.putAside()
      else if (pressed === 'a') latest.current.another()
      else if (pressed === 'r') latest.current.attach?.()
      else if (pressed === 'Shift Enter') latest.current.sendApart()
      else latest.current.send()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
  return actions
}

const STEPS = { Digit1: 'what', Digit2: 'where', Digit3: 'phone' } as const

/** Which of the keys that work everywhere was pressed. Digits by their place, as everywhere; letters by what they write. */
function keyOf({ key, code, altKey, ctrlKey, metaKey, shiftKey, target }: KeyboardEvent): string | null {
  if (key === 'Escape') return key
  // In words of several lines it begins the next one.
  if (key === 'Enter' && shiftKey) return target instanceof HTMLTextAreaElement ? null : 'Shift Enter'
  if (key === 'Enter') return ctrlKey || metaKey ? key : null
  if (!altKey || ctrlKey || metaKey) return null
  if (code in STEPS) return code
  const letter = key.toLowerCase()
  return letter === 'a' || letter === 'r' ? letter : null
}

function sendUnlessHindered(then: 'end' | 'another'): void {
  const { call } = calls.getState()
  const { serviceCode, place } = call.subject
  const state = screen.getState()
  const service = servicesInForce(state).find(({ code }) => code === serviceCode)
  const same = sameOf(call.subject, knownAlike(subjectKey(serviceCode, place), state.board))
  const circumstances = circumstancesOfCall(call.subject, state.city, serverNow())
  const obstacle = obstacleOf(call, service, same === null ? circumstances : null)
  if (obstacle === null) sendCall(then, same && { ticketId: same.ticket.id, score: same.score })
  goTo(obstacle === 'phone' ? 'phone' : 'what')
}
