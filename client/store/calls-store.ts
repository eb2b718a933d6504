import { createStore } from 'zustand/vanilla'
import type { IncomingCall } from '../../shared/protocol/live.ts'
import type { KeptCall } from '../device/kept-calls.ts'
import { type Call, newCall } from './call.ts'

/** What a screen that takes calls has in hand. */
export interface CallsState {
  call: Call
  /** Those interrupted, and those on their way to the server, the last first. */
  aside: readonly KeptCall[]
  /** The telephone rings, and nobody has taken it yet. */
  ringing: IncomingCall | null
  /** The device could not store something: what is not sent is lost with the page. */
  unkept: boolean
  /** Where the last calls of this screen were, the last first. */
  places: readonly NonNullable<Call['subject']['place']>[]
}

export const calls = createStore<CallsState>(noCalls)

function noCalls(): CallsState {
  return { call: newCall(), aside: [], ringing: null, unkept: false, places: [] }
}

/** Forgets all of it: the next person at this screen may not see it. */
export function forgetAllCalls(): void {
  calls.setState(noCalls())
}
