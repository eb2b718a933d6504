import type { Board } from '../board.ts'
import type { Decision, DecisionContext } from '../decision.ts'
import type { Event } from '../event.ts'
import type { PersonId } from '../id.ts'
import { after, type Instant, MINUTE } from '../instant.ts'
import { onCallAt } from '../on-call/rota.ts'
import type { Turn } from '../on-call/turn.ts'
import type { Refusal } from '../refusal.ts'
import { findTicket } from '../ticket/decide.ts'
import { type Call, type CallOut, isUnderWay, ringing, takenBy } from './call-out.ts'
import { type Callee, chainOf } from './chain.ts'
import type { CallOutCommand, CallOutCommandOf } from './command.ts'
import { type CallOutAction, callOutMachine } from './machine.ts'

const ACTIONS: Record<
  Exclude<CallOutCommand['type'], 'start_call_out' | 'report_call_failure' | 'abandon_call'>,
  CallOutAction
> = {
  advance_call_out: 'advance',
  call_next: 'next',
  call_person: 'call',
  accept_call: 'accept',
  decline_call: 'decline',
  arrive_on_call: 'arrive',
  secure_on_call: 'secure',
  take_call_out_alarm: 'take_alarm',
  stop_call_out: 'stop',
}

/** What a command on a call-out causes. `board` holds every turn that has someone on call at `now`. */
export function decideCallOut(board: Board, command: CallOutCommand, { now }: DecisionContext): Decision {
  const ticket = findTicket(board, command.ticketId, 'dispatch')
  if ('code' in ticket) return ticket
  const callOut = board.callOuts.get(ticket.id)
  if (command.type === 'start_call_out') {
    if (callOut?.id === command.callOutId) return { code: 'already_exists' }
    if (callOut !== undefined && isUnderWay(callOut))
      return { code: 'call_out_under_way', ticketNumber: ticket.number }
    return start(board, command, now)
  }
  if (callOut?.id !== command.callOutId) return { code: 'unknown_call_out' }
  if (command.type === 'report_call_failure' || command.type === 'abandon_call')
    return failed(callOut, command)
  if (callOutMachine[callOut.status][ACTIONS[command.type]] === 'refuse')
    return { code: 'call_step_refused', status: callOut.status }
  return carryOut(board, callOut, command, now)
}

function start(board: Board, command: CallOutCommandOf<'start_call_out'>, now: Instant): Decision {
  const { callOutId, ticketId, domain, plan } = command
  const fresh = { id: callOutId, ticketId, domain, plan, calls: [] }
  const hole = onCallAt(rotaOf(board), domain, now).length === 0
  return [{ type: 'call_out_started', callOutId, ticketId, domain, plan, hole }, onward(board, fresh, now)]
}

type Carried = Exclude<CallOutCommand, { type: 'start_call_out' | 'report_call_failure' | 'abandon_call' }>

function carryOut(board: Board, callOut: CallOut, command: Carried, now: Instant): Decision {
  const on = { callOutId: callOut.id, ticketId: callOut.ticketId }
  switch (command.type) {
    case 'advance_call_out':
      return command.step === callOut.step ? advance(board, callOut, now) : { code: 'call_moved_on' }
    case 'call_next': {
      const current = currentOf(callOut)
      if ((current?.personId ?? null) !== command.calleeId) return { code: 'call_moved_on' }
      if (current === undefined && chainOf(callOut, rotaOf(board), now).length === 0)
        return { code: 'nobody_left' }
      return [...passOver(callOut, current), onward(board, callOut, now)]
    }
    case 'call_person': {
      const callee = calleeByHand(board, callOut, command.calleeId, now)
      if (callee === undefined) return { code: 'unknown_person' }
      const current = currentOf(callOut)
      if (current?.personId === callee.personId) return { code: 'nothing_changes' }
      return [...passOver(callOut, current), { type: 'on_call_called', ...on, callee }]
    }
    case 'accept_call': {
      const call = callOf(callOut, command.calleeId)
      if ('code' in call) return call
      const expectedAt = after(now, command.minutes * MINUTE)
      const current = currentOf(callOut)
      // Someone called before answers late: whoever rings now need not.
      const other = current?.personId === call.personId ? undefined : current
      return [
        ...passOver(callOut, other),
        { type: 'on_call_accepted', ...on, calleeId: call.personId, expectedAt },
      ]
    }
    case 'decline_call':
      return decline(board, callOut, command, now)
    case 'arrive_on_call':
    case 'secure_on_call': {
      const { calleeId } = command
      if (takenBy(callOut)?.personId !== calleeId) return { code: 'not_called' }
      const type = command.type === 'arrive_on_call' ? 'on_call_on_scene' : 'on_call_secured'
      return [{ type, ...on, calleeId }]
    }
    case 'take_call_out_alarm':
      if (callOut.alarm === null || callOut.alarm.takenAt !== null) return { code: 'nothing_changes' }
      return [{ type: 'call_out_alarm_taken', ...on }]
    case 'stop_call_out':
      return [{ type: 'call_out_stopped', ...on, reason: command.reason }]
  }
}

/** The due step: whoever rings is called again, or passed over; whoever accepted is late. */
function advance(board: Board, callOut: CallOut, now: Instant): Decision {
  const on = { callOutId: callOut.id, ticketId: callOut.ticketId }
  const call = ringing(callOut)
  if (call === undefined) return [{ type: 'call_out_alarmed', ...on, reason: 'late' }]
  const { personId: calleeId } = call
  if (call.attempts < callOut.plan.attempts.length)
    return [{ type: 'on_call_called_again', ...on, calleeId, attempt: call.attempts + 1 }]
  return [{ type: 'on_call_unanswered', ...on, calleeId }, onward(board, callOut, now)]
}

function decline(
  board: Board,
  callOut: CallOut,
  { calleeId, reason }: CallOutCommandOf<'decline_call'>,
  now: Instant,
): Decision {
  const call = callOf(callOut, calleeId)
  if ('code' in call) return call
  const declined: Event = {
    type: 'on_call_declined',
    callOutId: callOut.id,
    ticketId: callOut.ticketId,
    calleeId,
    reason,
  }
  return currentOf(callOut)?.personId === calleeId ? [declined, onward(board, callOut, now)] : [declined]
}

/** It is told once for each person and way: what cannot be delivered at all would be told at every attempt. */
function failed(
  callOut: CallOut,
  { type, calleeId, channel }: CallOutCommandOf<'report_call_failure' | 'abandon_call'>,
): Decision {
  const call = callOf(callOut, calleeId)
  if ('code' in call) return call
  const { id: callOutId, ticketId } = callOut
  const on = { callOutId, ticketId, calleeId, channel }
  return [{ type: type === 'abandon_call' ? 'call_abandoned' : 'call_not_delivered', ...on }]
}

/** The next of the chain is called, or the PC Radio alarmed. */
function onward(
  board: Board,
  callOut: Pick<CallOut, 'id' | 'ticketId' | 'domain' | 'plan' | 'calls'>,
  now: Instant,
): Event {
  const on = { callOutId: callOut.id, ticketId: callOut.ticketId }
  if (callOut.plan.attempts.length === 0) return { type: 'call_out_alarmed', ...on, reason: 'no_gateway' }
  const [callee] = chainOf(callOut, rotaOf(board), now)
  return callee === undefined
    ? { type: 'call_out_alarmed', ...on, reason: 'nobody_left' }
    : { type: 'on_call_called', ...on, callee }
}

/** Whose call rings, or who has it in hand. */
function currentOf(callOut: CallOut): Call | undefined {
  return callOut.status === 'accepted' ? takenBy(callOut) : ringing(callOut)
}

function passOver({ id: callOutId, ticketId }: CallOut, call: Call | undefined): Event[] {
  return call === undefined
    ? []
    : [{ type: 'on_call_passed_over', callOutId, ticketId, calleeId: call.personId }]
}

/** The last call of a person who may answer it. */
function callOf({ calls }: CallOut, personId: PersonId): Call | Refusal {
  const call = calls.findLast((one) => one.personId === personId)
  return call === undefined || call.state === 'declined' ? { code: 'not_called' } : call
}

/** A person whom a post chose, as whom they are on call, if they are. */
function calleeByHand(
  board: Board,
  { domain }: CallOut,
  personId: PersonId,
  now: Instant,
): Callee | undefined {
  if (board.people.get(personId)?.retiredAt !== null) return undefined
  const onCall = chainOf({ domain, calls: [] }, rotaOf(board), now)
  return onCall.find((callee) => callee.personId === personId) ?? { personId, domain, order: null }
}

function rotaOf({ turns }: Board): Turn[] {
  return [...turns.values()].filter(({ removedAt }) => removedAt === null)
}
