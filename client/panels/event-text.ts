import type { AssignmentStatus } from '../../shared/assignment/assignment.ts'
import type { Outfit } from '../../shared/crew/outfit.ts'
import { type EventOf, type StoredEvent, ticketOf } from '../../shared/event.ts'
import type { TicketId } from '../../shared/id.ts'
import { SECOND } from '../../shared/instant.ts'
import { type Ticket, ticketReference } from '../../shared/ticket/ticket.ts'
import { roughDuration, share, unbroken } from '../../shared/typography.ts'
import { domainWords } from '../../shared/words.ts'
import { timeToCome } from '../design/format.ts'
import { callOutText, isOfCallOut } from './call-out-text.ts'
import { agencyName, deliveryText, isOfDelivery } from './delivery-text.ts'
import type { EventContext, EventText } from './event-context.ts'
import { outfitText } from './outfit-text.ts'

const STATUS = {
  assignment_acknowledged: 'acknowledged',
  crew_en_route: 'en_route',
  crew_on_scene: 'on_scene',
  spot_secured: 'secured',
} as const

/** An event in words. */
export function eventText(stored: StoredEvent, context: EventContext): EventText {
  const { event, actor, at } = stored
  if (isOfCallOut(event)) return callOutText(event, stored, context)
  if (isOfDelivery(event)) return deliveryText(event, stored, context)
  const { board, words, locale, timeZone } = context
  const said = words.event
  const labels = domainWords[locale]
  const callSign = 'crewId' in event ? unbroken(board.crews.get(event.crewId)?.callSign ?? '') : ''
  const by = said.by(unbroken(actor.label))
  const reference = (id: TicketId) => {
    const ticket = board.tickets.get(id)
    return ticket === undefined ? said.another : ticketReference(ticket)
  }
  const agencyOf = ({ agency }: { agency: string }) => agencyName(agency, context)
  const person = (strong: string, rest = by): EventText => ({ strong, rest, by: 'person' })
  const spoken = (strong: string): EventText => ({
    strong,
    rest: by,
    by: actor.role === 'crew' ? 'crew' : 'person',
  })
  switch (event.type) {
    case 'ticket_received':
      return { strong: said.ticket_received(labels.channel[event.ticket.channel]), rest: by, by: 'system' }
    case 'ticket_qualified':
      return person(said.ticket_qualified(event.priorityBefore, event.priority))
    case 'ticket_located':
      return person(said.ticket_located)
    case 'ticket_closed':
      return { strong: said.ticket_closed(labels.outcome[event.outcome]), rest: '', by: 'system' }
    case 'ticket_reopened':
      return person(said.ticket_reopened(event.reason))
    case 'ticket_cancelled':
      return person(said.ticket_cancelled(event.reason))
    case 'ticket_transferred':
      return person(
        said.ticket_transferred(agencyOf(event)),
        [
          ...(event.channel === null ? [] : [words.deliveries.by[event.channel]]),
          event.reason === null ? said.byRule : by,
        ].join(', '),
      )
    case 'transfer_accepted':
      return person(said.transfer_accepted(timeToCome(event.dueAt, at, timeZone, locale)))
    case 'ticket_returned':
      return event.reason === null
        ? person(said.ticket_came_back(agencyOf(event), event.because ?? 'receiver'), said.byRule)
        : person(said.ticket_returned(agencyOf(event), event.reason))
    case 'ticket_joined':
      return person(said.ticket_joined(reference(event.intoTicketId)))
    case 'reports_added':
      return person(
        said.reports_added(event.reports, event.score === null ? null : share(event.score, locale)),
      )
    case 'ticket_separated':
      return person(said.ticket_separated(reference(event.fromTicketId)))
    case 'reports_removed':
      return person(said.reports_removed)
    case 'note_added':
      return person(said.note_added)
    case 'follow_link_told':
      return { strong: said.follow_link_told[event.outcome], rest: '', by: 'system' }
    case 'caller_called_back':
      return person(said.caller_called_back)
    case 'photograph_added':
      return person(said.photograph_added)
    case 'photograph_received':
      return { strong: said.photograph_received, rest: '', by: 'system' }
    case 'photograph_removed':
      return person(said.photograph_removed)
    case 'crew_dispatched':
      return person(said.crew_dispatched(callSign))
    case 'choice_explained':
      return person(said.choice_explained(labels.choice[event.reason]))
    case 'assignment_acknowledged':
    case 'crew_en_route':
    case 'crew_on_scene':
    case 'spot_secured':
      return { strong: callSign, rest: labels.assignment[STATUS[event.type]], by: 'crew' }
    case 'assignment_cleared':
      return {
        strong: callSign,
        rest: said.with(labels.assignment.cleared, outcomeText(event, context)),
        by: 'crew',
      }
    case 'assignment_recalled': {
      const reason =
        event.reason in labels.recall ? labels.recall[event.reason as keyof typeof labels.recall] : ''
      return {
        strong: callSign,
        rest: [labels.assignment.recalled, reason, by].filter(Boolean).join(', '),
        by: 'person',
      }
    }
    case 'assignment_declined':
      return { strong: callSign, rest: said.with(labels.assignment.declined, event.reason), by: 'crew' }
    case 'contact_confirmed': {
      const silence = said.afterSilence(roughDuration((at - event.silentSince) / SECOND))
      return person(said.contact_confirmed(callSign), `${silence}, ${by}`)
    }
    case 'reinforcement_asked':
    case 'other_order_asked':
      return { strong: callSign, rest: said[event.type], by: 'crew' }
    case 'crew_registered':
      return { strong: said.crew_registered(event.crew.callSign), rest: '', by: 'system' }
    case 'outfit_changed':
    case 'shift_taken_over':
      return { strong: callSign, rest: said.with(said[event.type], outfitText(event, context)), by: 'crew' }
    case 'shift_handed_over':
      return { strong: callSign, rest: said.shift_handed_over, by: 'crew' }
    case 'duty_changed': {
      const outfit = outfitIn(event)
      if (outfit !== null)
        return {
          strong: callSign,
          rest: said.with(said.comes_on_duty, outfitText(outfit, context)),
          by: 'crew',
        }
      return {
        strong: callSign,
        rest:
          event.reason === null ? labels.duty[event.duty] : said.with(labels.duty[event.duty], event.reason),
        by: 'crew',
      }
    }
    case 'distress_raised':
      return { strong: said.distress_raised(callSign), rest: '', by: 'crew' }
    case 'distress_taken':
      return person(said.distress_taken(callSign))
    case 'distress_ended':
      return person(said.distress_ended(callSign), `${event.reason}, ${by}`)
    case 'catalogue_published':
      return person(said.catalogue_published(event.catalogueVersion))
    case 'street_closed':
      return person(said.street_closed, `${event.closure.reason}, ${by}`)
    case 'place_noted':
      return spoken(said.with(said.place_noted[event.note.kind], labels.place[event.note.category]))
    case 'place_note_confirmed':
    case 'place_note_corrected':
    case 'place_note_disputed':
      return spoken(said.with(said[event.type], labels.place[event.note.category]))
    case 'place_note_withdrawn': {
      const what = said.with(said[event.type], labels.place[event.note.category])
      return person(what, `${labels.withdrawal[event.reason]}, ${by}`)
    }
    case 'street_opened':
      return actor.role === 'system'
        ? { strong: said.street_opened, rest: said.ran_out, by: 'system' }
        : person(said.street_opened)
    case 'turns_planned':
      return person(said.turns_planned(event.turns.length))
    case 'turns_removed':
      return person(said.turns_removed(event.turnIds.length))
    case 'on_call_person_registered':
    case 'on_call_person_retired':
    case 'turn_changed':
    case 'turn_handed_over':
    case 'turn_taken_back':
      return person(said[event.type])
  }
}

/** An event in the words of its crew's own day, which does not say its call sign again. */
export function crewEventText(stored: StoredEvent, context: EventContext): EventText {
  const { event, actor } = stored
  const { words, locale } = context
  const by = words.event.by(unbroken(actor.label))
  const said = (status: AssignmentStatus, rest = ''): EventText => {
    return { strong: words.crew.stepsSaid[status], rest, by: 'crew' }
  }
  switch (event.type) {
    case 'crew_dispatched':
      return { ...said('dispatched', by), by: 'person' }
    case 'assignment_acknowledged':
    case 'crew_en_route':
    case 'crew_on_scene':
    case 'spot_secured':
      return said(STATUS[event.type])
    case 'assignment_cleared':
      return said('cleared', outcomeText(event, context))
    case 'assignment_recalled':
      return { ...said('recalled', by), by: 'person' }
    case 'assignment_declined':
      return said('declined', event.reason)
    case 'contact_confirmed':
      return { ...eventText(stored, context), strong: words.crew.contact }
    case 'reinforcement_asked':
    case 'other_order_asked':
      return { strong: capitalised(words.event[event.type]), rest: '', by: 'crew' }
    case 'outfit_changed':
    case 'shift_taken_over':
      return { strong: capitalised(words.event[event.type]), rest: outfitText(event, context), by: 'crew' }
    case 'shift_handed_over':
      return { strong: capitalised(words.event.shift_handed_over), rest: '', by: 'crew' }
    case 'duty_changed': {
      const outfit = outfitIn(event)
      if (outfit !== null)
        return {
          strong: capitalised(words.event.comes_on_duty),
          rest: outfitText(outfit, context),
          by: 'crew',
        }
      return {
        strong: capitalised(domainWords[locale].duty[event.duty]),
        rest: event.reason ?? '',
        by: 'crew',
      }
    }
    default:
      return eventText(stored, context)
  }
}

/** With what a crew came on duty; null of other changes of duty, and of those told before there was a fleet. */
function outfitIn({ members, vehicle, equipment }: EventOf<'duty_changed'>): Outfit | null {
  return vehicle === undefined || equipment === undefined ? null : { members, vehicle, equipment }
}

/** « réglé, enrobé à froid »: the outcome, and what was told with it. */
function outcomeText(
  { outcome, details }: EventOf<'assignment_cleared'>,
  { catalogues, locale, words }: EventContext,
): string {
  const fields = (details && catalogues.serviceOf(details))?.details ?? []
  const told = Object.entries(details?.answers ?? {}).map(([code, answer]) => {
    const field = fields.find((one) => one.code === code)
    const choice = field?.kind === 'choice' ? field.choices.find((one) => one.code === answer) : undefined
    return choice?.label[locale] ?? words.event.with(field?.label[locale] ?? code, String(answer))
  })
  return [domainWords[locale].outcome[outcome], ...told].join(', ')
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/** The ticket an event is about, as it is spoken of; null where it is about none. */
export function referenceIn({ event }: StoredEvent, tickets: ReadonlyMap<string, Ticket>): string | null {
  if ('ticket' in event) return ticketReference(event.ticket)
  if ('handedAt' in event) return ticketReference(event)
  const ticket = tickets.get(ticketOf(event) ?? '')
  return ticket === undefined ? null : `F-${ticket.number}`
}
