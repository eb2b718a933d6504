import { type CallOut, takenBy } from '../../shared/call-out/call-out.ts'
import type { CallOutEvent } from '../../shared/call-out/event.ts'
import type { Event, StoredEvent } from '../../shared/event.ts'
import type { PersonId, TicketId } from '../../shared/id.ts'
import { SECOND } from '../../shared/instant.ts'
import type { Locale } from '../../shared/text.ts'
import { roughDuration, unbroken } from '../../shared/typography.ts'
import { domainWords } from '../../shared/words.ts'
import type { Words } from '../words/fr.ts'
import type { EventContext, EventText } from './event-context.ts'

export function isOfCallOut(event: Event): event is CallOutEvent {
  return 'callOutId' in event
}

/** What happened to a call-out, in words. Whom it is about is said as whom they are on call, never by name. */
export function callOutText(
  event: CallOutEvent,
  { actor, at }: Pick<StoredEvent, 'actor' | 'at'>,
  context: EventContext,
): EventText {
  const { words, locale } = context
  const said = words.event.callOut
  const labels = domainWords[locale]
  const byPerson = actor.role !== 'system'
  const told = (strong: string, ...rest: string[]): EventText => ({
    strong,
    rest: [...rest, ...(byPerson ? [words.event.by(unbroken(actor.label))] : [])].join(', '),
    by: byPerson ? 'person' : 'system',
  })
  switch (event.type) {
    case 'call_out_started':
      return told(said.call_out_started(labels.onCall[event.domain]), ...(event.hole ? [said.hole] : []))
    case 'on_call_called':
      return told(said.on_call_called(calleeName(event.callee, context)))
    case 'on_call_called_again':
      return told(said.on_call_called_again(nameOf(event, context), event.attempt))
    case 'on_call_accepted': {
      const within = said.within(roughDuration((event.expectedAt - at) / SECOND))
      return told(said.on_call_accepted(nameOf(event, context)), within)
    }
    case 'on_call_declined':
      return told(words.event.with(said.on_call_declined(nameOf(event, context)), event.reason))
    case 'on_call_unanswered':
    case 'on_call_passed_over':
    case 'on_call_on_scene':
    case 'on_call_secured':
      return told(said[event.type](nameOf(event, context)))
    case 'call_out_alarmed':
      return told(said.call_out_alarmed, labels.alarm[event.reason])
    case 'call_out_alarm_taken':
      return told(said.call_out_alarm_taken)
    case 'call_out_stopped':
      return told(said.call_out_stopped, event.reason)
    case 'call_not_delivered':
      return told(said.call_not_delivered(labels.callChannel[event.channel], nameOf(event, context)))
  }
}

function nameOf(
  { ticketId, calleeId }: { ticketId: TicketId; calleeId: PersonId },
  context: EventContext,
): string {
  const calls = context.board.callOuts.get(ticketId)?.calls
  const call = calls?.findLast(({ personId }) => personId === calleeId)
  return call === undefined ? context.words.event.callOut.someone : calleeName(call, context)
}

/** « Voirie 1er » */
export function calleeName(
  { domain, order }: Pick<Extract<CallOutEvent, { type: 'on_call_called' }>['callee'], 'domain' | 'order'>,
  { words, locale }: Pick<EventContext, 'words' | 'locale'>,
): string {
  return words.event.callOut.callee(domainWords[locale].onCall[domain], order)
}

/**
 * A call-out in a row of the queue: « 1er, appel en cours », whom of its own domain goes without saying; null once it is over.
 */
export function callOutMark(
  callOut: CallOut,
  words: Words,
  locale: Locale,
): { text: string; alarmed: boolean } | null {
  const { status, alarm } = callOut
  if (status === 'stopped') return null
  if (alarm !== null) return { text: words.callOut.alarmed, alarmed: true }
  const call = takenBy(callOut) ?? callOut.calls.at(-1)
  const who = call === undefined ? words.callOut.title : shortName(call, callOut, words, locale)
  return { text: words.callOut.row(who, domainWords[locale].callOut[status]), alarmed: false }
}

/** « 1er » of the domain that is called; « Cadres 1er » of another, and whoever has no place in an order. */
function shortName(
  { domain, order }: CallOut['calls'][number],
  callOut: CallOut,
  words: Words,
  locale: Locale,
): string {
  const isOwn = domain === callOut.domain && order !== null
  return isOwn ? words.callOut.nth(order) : calleeName({ domain, order }, { words, locale })
}
