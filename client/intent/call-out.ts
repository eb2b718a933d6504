import { grantOf } from '../../shared/authority.ts'
import { type CallOut, isUnderWay, ringing, takenBy } from '../../shared/call-out/call-out.ts'
import { domainOf } from '../../shared/call-out/hazard.ts'
import { planOf } from '../../shared/call-out/plan.ts'
import { callOutIdSchema, type PersonId } from '../../shared/id.ts'
import type { OnCallDomain } from '../../shared/on-call/turn.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { type ScreenState, screen } from '../store/screen-store.ts'
import { send } from './send.ts'

type Of = Pick<CallOut, 'id' | 'ticketId'>
const on = ({ id: callOutId, ticketId }: Of) => ({ callOutId, ticketId })

/** For which domain a post may have people called for a ticket, where none are being called; null where it may not. */
export function domainToCall(
  ticket: Ticket,
  { board, catalogues, city, session }: Pick<ScreenState, 'board' | 'catalogues' | 'city' | 'session'>,
): OnCallDomain | null {
  const service = catalogues.serviceOf(ticket)
  if (session === null || city === null || service === undefined) return null
  const callOut = board.callOuts.get(ticket.id)
  if (grantOf('start_call_out', session.role) !== 'yes' || ticket.securedAt !== null) return null
  return callOut !== undefined && isUnderWay(callOut) ? null : domainOf(ticket, service, city.onCall)
}

export function startCallOut(ticket: Ticket, domain: OnCallDomain): void {
  const { city } = screen.getState()
  if (city === null) return
  const callOutId = callOutIdSchema.parse(crypto.randomUUID())
  const plan = planOf(city.onCall.callOut)
  send({ type: 'start_call_out', callOutId, ticketId: ticket.id, domain, plan })
}

/** Calls the next after whoever rings or has accepted now. */
export function callNext(callOut: CallOut): void {
  const current = callOut.status === 'accepted' ? takenBy(callOut) : ringing(callOut)
  send({ type: 'call_next', ...on(callOut), calleeId: current?.personId ?? null })
}

export function callPerson(callOut: Of, calleeId: PersonId): void {
  send({ type: 'call_person', ...on(callOut), calleeId })
}

/** What a person said on the telephone to whoever called them by hand. */
export function acceptFor(callOut: Of, calleeId: PersonId, minutes: number): void {
  send({ type: 'accept_call', ...on(callOut), calleeId, minutes })
}

export function stepFor(callOut: CallOut, step: 'arrive_on_call' | 'secure_on_call'): void {
  const taken = takenBy(callOut)
  if (taken !== undefined) send({ type: step, ...on(callOut), calleeId: taken.personId })
}

export function takeAlarm(callOut: Of): void {
  send({ type: 'take_call_out_alarm', ...on(callOut) })
}

export function stopCallOut(callOut: Of, reason: string): void {
  send({ type: 'stop_call_out', ...on(callOut), reason })
}

/** What the key does: starts a call-out, calls the next, takes the alarm; false where there is nothing to do. */
export function callOutKey(ticket: Ticket): boolean {
  const state = screen.getState()
  const domain = domainToCall(ticket, state)
  const callOut = state.board.callOuts.get(ticket.id)
  if (domain !== null) startCallOut(ticket, domain)
  else if (callOut?.alarm?.takenAt === null) takeAlarm(callOut)
  else if (callOut?.status === 'calling') callNext(callOut)
  else return false
  return true
}

/** The alarms that no post has taken, the oldest first. */
export function alarmsOf(callOuts: Iterable<CallOut>): CallOut[] {
  return [...callOuts]
    .filter(({ alarm }) => alarm !== null && alarm.takenAt === null)
    .sort((one, other) => (one.alarm?.at ?? 0) - (other.alarm?.at ?? 0))
}
