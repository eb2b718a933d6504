import type { CallOutStatus } from './call-out.ts'

export type CallOutAction =
  | 'advance'
  | 'next'
  | 'call'
  | 'accept'
  | 'decline'
  | 'arrive'
  | 'secure'
  | 'take_alarm'
  | 'stop'

/** `chain`: the next person is called, or the PC Radio alarmed where there is none. `same`: the status stays. */
type Cell = CallOutStatus | 'chain' | 'same' | 'refuse'

const OVER: Record<CallOutAction, Cell> = {
  advance: 'refuse',
  next: 'refuse',
  call: 'refuse',
  accept: 'refuse',
  decline: 'refuse',
  arrive: 'refuse',
  secure: 'refuse',
  take_alarm: 'refuse',
  stop: 'refuse',
}

/** Every status × every action. */
export const callOutMachine: Record<CallOutStatus, Record<CallOutAction, Cell>> = {
  calling: {
    advance: 'chain',
    next: 'chain',
    call: 'calling',
    accept: 'accepted',
    decline: 'chain',
    arrive: 'refuse',
    secure: 'refuse',
    take_alarm: 'refuse',
    stop: 'stopped',
  },
  alarmed: {
    advance: 'refuse',
    next: 'chain',
    call: 'calling',
    accept: 'accepted',
    decline: 'same',
    arrive: 'refuse',
    secure: 'refuse',
    take_alarm: 'same',
    stop: 'stopped',
  },
  accepted: {
    advance: 'same',
    next: 'chain',
    call: 'calling',
    accept: 'refuse',
    decline: 'chain',
    arrive: 'on_scene',
    secure: 'refuse',
    take_alarm: 'same',
    stop: 'stopped',
  },
  on_scene: {
    advance: 'refuse',
    next: 'refuse',
    call: 'refuse',
    accept: 'refuse',
    decline: 'refuse',
    arrive: 'refuse',
    secure: 'secured',
    take_alarm: 'refuse',
    stop: 'stopped',
  },
  secured: OVER,
  stopped: OVER,
}
