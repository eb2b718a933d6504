import { useEffect, useRef } from 'react'
import type { TicketId } from '../../shared/id.ts'
import { attachCall, putCallAside, sendCall } from '../intent/call-taking.ts'
import { obstacleOf } from '../store/call.ts'
import { calls } from '../store/calls-store.ts'
import { screen, servicesInForce } from '../store/screen-store.ts'
import { goTo } from './step.ts'

export interface Actions {
  send(): void
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
      else latest.current.send()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
  return actions
}

const STEPS = { Digit1: 'what', Digit2: 'where', Digit3: 'phone' } as const

/** Which of the keys that work everywhere was pressed. Digits by their place, as everywhere; letters by what they write. */
function keyOf({ key, code, altKey, ctrlKey, metaKey }: KeyboardEvent): string | null {
  if (key === 'Escape') return key
  if (key === 'Enter') return ctrlKey || metaKey ? key : null
  if (!altKey || ctrlKey || metaKey) return null
  if (code in STEPS) return code
  const letter = key.toLowerCase()
  return letter === 'a' || letter === 'r' ? letter : null
}

function sendUnlessHindered(then: 'end' | 'another'): void {
  const { call } = calls.getState()
  const { serviceCode } = call.subject
  const service = servicesInForce(screen.getState()).find(({ code }) => code === serviceCode)
  const obstacle = obstacleOf(call, service)
  if (obstacle === null) sendCall(then)
  goTo(obstacle === 'phone' ? 'phone' : 'what')
}
