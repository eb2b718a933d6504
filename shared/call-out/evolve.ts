import type { StoredEvent } from '../event.ts'
import type { PersonId } from '../id.ts'
import type { Instant } from '../instant.ts'
import type { Call, CallOut } from './call-out.ts'

/** The call-out of a ticket after an event that is about that ticket; undefined where it has none. */
export function evolveCallOut(callOut: CallOut | undefined, stored: StoredEvent): CallOut | undefined {
  const { event, at } = stored
  if (event.type === 'call_out_started') {
    const { callOutId: id, ticketId, domain, plan } = event
    const fresh = { calls: [], expectedAt: null, alarm: null, step: 0 }
    return { id, ticketId, domain, plan, status: 'calling', startedAt: at, statusAt: at, ...fresh }
  }
  if (callOut === undefined) return undefined
  if ('callOutId' in event)
    return event.callOutId === callOut.id ? { ...changed(callOut, stored), step: callOut.step + 1 } : callOut
  return ended(callOut, stored)
}

/** What ends a call-out from outside: the ticket goes, or a crew has made the spot safe. */
function ended(callOut: CallOut, { event, at }: StoredEvent): CallOut {
  switch (event.type) {
    case 'ticket_closed':
    case 'ticket_cancelled':
    case 'ticket_transferred':
    case 'ticket_joined':
    case 'spot_secured': {
      const isOver = callOut.status === 'secured' || callOut.status === 'stopped'
      if (isOver) return callOut
      const calls = callOut.calls.map((call) =>
        call.state === 'calling' ? inState(call, 'passed_over', at) : call,
      )
      return { ...callOut, calls, status: 'stopped', statusAt: at, alarm: null, step: callOut.step + 1 }
    }
    default:
      return callOut
  }
}

function changed(callOut: CallOut, { event, at, actor }: StoredEvent): CallOut {
  switch (event.type) {
    case 'on_call_called': {
      const call: Call = {
        ...event.callee,
        startedAt: at,
        attempts: 1,
        state: 'calling',
        stateAt: at,
        reason: null,
      }
      return {
        ...callOut,
        status: 'calling',
        statusAt: at,
        calls: [...callOut.calls, call],
        expectedAt: null,
        alarm: null,
      }
    }
    case 'on_call_called_again':
      return withCall(callOut, event.calleeId, (call) => ({ ...call, attempts: event.attempt }))
    case 'on_call_unanswered':
      return withCall(callOut, event.calleeId, (call) => inState(call, 'unanswered', at))
    case 'on_call_passed_over':
      return withCall(callOut, event.calleeId, (call) =>
        inState(call, call.state === 'accepted' ? 'released' : 'passed_over', at),
      )
    case 'on_call_declined':
      return withCall(callOut, event.calleeId, (call) => ({
        ...inState(call, 'declined', at),
        reason: event.reason,
      }))
    case 'on_call_accepted': {
      const taken = withCall(callOut, event.calleeId, (call) => inState(call, 'accepted', at))
      return { ...taken, status: 'accepted', statusAt: at, expectedAt: event.expectedAt, alarm: null }
    }
    case 'on_call_on_scene':
      return { ...callOut, status: 'on_scene', statusAt: at, alarm: null }
    case 'on_call_secured':
      return { ...callOut, status: 'secured', statusAt: at }
    case 'call_out_alarmed': {
      const alarm = { reason: event.reason, at, takenAt: null, takenBy: null }
      return event.reason === 'late'
        ? { ...callOut, alarm }
        : { ...callOut, alarm, status: 'alarmed', statusAt: at }
    }
    case 'call_out_alarm_taken':
      return { ...callOut, alarm: callOut.alarm && { ...callOut.alarm, takenAt: at, takenBy: actor.label } }
    case 'call_out_stopped':
      return { ...callOut, status: 'stopped', statusAt: at, alarm: null }
    default:
      return callOut
  }
}

/** Changes the last call of a person. */
function withCall(callOut: CallOut, personId: PersonId, change: (call: Call) => Call): CallOut {
  const last = callOut.calls.findLastIndex((call) => call.personId === personId)
  return { ...callOut, calls: callOut.calls.map((call, index) => (index === last ? change(call) : call)) }
}

function inState(call: Call, state: Call['state'], at: Instant): Call {
  return { ...call, state, stateAt: at }
}
