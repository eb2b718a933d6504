import { describe, expect, it } from 'vitest'
import { type Event, type EventOf, eventSchema, type StoredEvent } from '../event.ts'
import { type Instant, instant, MINUTE } from '../instant.ts'
import {
  anAssignment,
  assignmentId,
  aTicket,
  aTransfer,
  callOutId,
  crewId,
  NOW,
  noteId,
  personId,
  stored,
  ticketId,
} from '../test-board.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { followStepSchema, requesterId, stepOf, stepsOf, stepsOfJoined } from './step.ts'

const minute = (number: number): Instant => instant(NOW + number * MINUTE)
const of = (number: number) => ({
  assignmentId: assignmentId(number),
  ticketId: ticketId(1),
  crewId: crewId(number),
})
const received: Event = { type: 'ticket_received', ticketId: ticketId(1), ticket: aTicket(1), reportId: null }
const sent = (number: number): Event => ({
  type: 'crew_dispatched',
  ...of(number),
  assignment: anAssignment(number, 'dispatched'),
  suggestion: null,
})
const recalled = (number: number, reason: EventOf<'assignment_recalled'>['reason']): Event => ({
  type: 'assignment_recalled',
  ...of(number),
  reason,
})
const cleared = (number: number, outcome: 'done' | 'not_done'): Event => ({
  type: 'assignment_cleared',
  ...of(number),
  outcome,
})
const closed: Event = { type: 'ticket_closed', ticketId: ticketId(1), outcome: 'done' }
const reopened: Event = {
  type: 'ticket_reopened',
  ticketId: ticketId(1),
  ticket: aTicket(1),
  reason: 'encore',
}

/** Events a minute apart; those of an array within are of one command. */
function happened(...commands: (Event | Event[])[]): StoredEvent[] {
  return commands.flatMap((events, index) =>
    [events].flat().map((event) => stored(index + 1, event, minute(index))),
  )
}
const told = (...commands: (Event | Event[])[]) =>
  stepsOf(happened(...commands), ticketId(1)).map(({ step }) => step)

describe('where a ticket stands, for whoever asked', () => {
  it('[SU-1] is told from its taking to its end', () => {
    const steps = stepsOf(
      happened(
        received,
        sent(1),
        { type: 'crew_en_route', ...of(1) },
        { type: 'crew_on_scene', ...of(1) },
        { type: 'spot_secured', ...of(1) },
        [cleared(1, 'done'), closed],
      ),
      ticketId(1),
    )
    expect(steps).toEqual([
      { step: 'received', at: minute(0) },
      { step: 'sent', at: minute(1) },
      { step: 'on_scene', at: minute(3) },
      { step: 'secured', at: minute(4) },
      { step: 'done', at: minute(5) },
    ])
  })

  it('[SU-1] says nothing of a second crew, and waits again when the last one leaves', () => {
    const arrived = (number: number): Event => ({ type: 'crew_on_scene', ...of(number) })
    expect(
      told(
        received,
        sent(1),
        sent(2),
        arrived(1),
        arrived(2),
        recalled(2, 'more_urgent'),
        cleared(1, 'not_done'),
        sent(3),
        arrived(3),
      ),
    ).toEqual(['received', 'sent', 'on_scene', 'waiting', 'sent', 'on_scene'])
  })

  it('[SU-1] forgets a crew that was sent by mistake, and tells of one that is needed elsewhere', () => {
    expect(told(received, sent(1), recalled(1, 'undo'))).toEqual(['received'])
    expect(told(received, sent(1), recalled(1, 'mistake'), sent(2))).toEqual(['received', 'sent'])
    expect(told(received, sent(1), recalled(1, 'diverted'))).toEqual(['received', 'sent', 'waiting'])
  })

  it('[SU-1] begins anew when it is opened again', () => {
    expect(told(received, closed, reopened, sent(1), [cleared(1, 'done'), closed])).toEqual([
      'received',
      'done',
      'reopened',
      'sent',
      'done',
    ])
  })

  it('[SU-1] tells of a withdrawal alone, not of the crews that it recalls', () => {
    const cancelled: Event = { type: 'ticket_cancelled', ticketId: ticketId(1), reason: 'erreur' }
    expect(told(received, sent(1), [recalled(1, 'ticket_cancelled'), cancelled])).toEqual([
      'received',
      'sent',
      'cancelled',
    ])
  })

  it('[SU-1] tells what whoever asked has added, not what posts and crews note', () => {
    const note: Event = { type: 'note_added', ticketId: ticketId(1), noteId: noteId(1) }
    const [first, theirs, ours] = happened(received, note, note)
    if (first === undefined || theirs === undefined || ours === undefined) throw new Error('none happened')
    const said = (number: number) => ({
      ...theirs,
      actor: { ...theirs.actor, id: requesterId(ticketId(number)) },
    })
    expect(stepsOf([first, said(1), said(2), ours], ticketId(1))).toEqual([
      { step: 'received', at: minute(0) },
      { step: 'told_more', at: minute(1) },
    ])
  })

  it('[SU-5] of a report that was joined goes on with the ticket that it is dealt with as', () => {
    const own = [
      { step: 'received', at: minute(5) },
      { step: 'joined', at: minute(5) },
    ] as const
    const holders = [
      { step: 'received', at: minute(0) },
      { step: 'sent', at: minute(1) },
      { step: 'on_scene', at: minute(8) },
      { step: 'done', at: minute(9) },
    ] as const
    expect(stepsOfJoined(own, holders)).toEqual([
      ...own,
      { step: 'sent', at: minute(5) },
      { step: 'on_scene', at: minute(8) },
      { step: 'done', at: minute(9) },
    ])
    expect(stepsOfJoined(own, [holders[0]])).toEqual(own)
    expect(stepsOfJoined([own[0]], holders)).toEqual([own[0]])
  })

  it('[SU-1] tells of whoever is on call as of a crew, and waits again where they are called off', () => {
    const by = { callOutId: callOutId(1), ticketId: ticketId(1), calleeId: personId(1) }
    const accepted: Event = { type: 'on_call_accepted', ...by, expectedAt: minute(20) }
    const there: Event = { type: 'on_call_on_scene', ...by }
    const safe: Event = { type: 'on_call_secured', ...by }
    const { calleeId: _person, ...ofCall } = by
    const stopped: Event = { type: 'call_out_stopped', ...ofCall, reason: 'un équipage y va' }
    expect(told(received, accepted, there, safe)).toEqual(['received', 'sent', 'on_scene', 'secured'])
    expect(told(received, accepted, accepted)).toEqual(['received', 'sent'])
    expect(told(received, accepted, stopped)).toEqual(['received', 'sent', 'waiting'])
    expect(told(received, stopped)).toEqual(['received'])
    expect(told(received, accepted, sent(1), stopped)).toEqual(['received', 'sent'])
    expect(told(received, accepted, there, safe, stopped)).toEqual([
      'received',
      'sent',
      'on_scene',
      'secured',
    ])
  })

  it('[SU-1] waits again where whoever is on call does not come after all, and tells of who comes instead', () => {
    const of = { callOutId: callOutId(1), ticketId: ticketId(1) }
    const by = (number: number) => ({ ...of, calleeId: personId(number) })
    const accepted = (number: number): Event => ({
      type: 'on_call_accepted',
      ...by(number),
      expectedAt: minute(20),
    })
    const released = (number: number): Event => ({ type: 'on_call_passed_over', ...by(number) })
    const declined = (number: number): Event => ({
      type: 'on_call_declined',
      ...by(number),
      reason: 'malade',
    })
    const waits = ['received', 'sent', 'waiting']
    expect(told(received, accepted(1), released(1))).toEqual(waits)
    expect(told(received, accepted(1), declined(1))).toEqual(waits)
    expect(told(received, accepted(1), declined(1), accepted(2))).toEqual([...waits, 'sent'])
    expect(told(received, accepted(1), declined(2))).toEqual(['received', 'sent'])
    expect(told(received, released(1), declined(2), accepted(3))).toEqual(['received', 'sent'])
    expect(told(received, accepted(1), sent(1), released(1))).toEqual(['received', 'sent'])
  })

  it('[SU-1] tells each time that it is handed over, and given back', () => {
    const handed: Event = {
      type: 'ticket_transferred',
      ticketId: ticketId(1),
      agency: 'cleanliness',
      outside: false,
      reason: null,
      channel: null,
    }
    const back: Event = {
      type: 'ticket_returned',
      ticketId: ticketId(1),
      ticket: aTicket(1),
      agency: 'cleanliness',
      reason: 'pas pour nous',
    }
    expect(told([received, handed], back, handed, back, sent(1))).toEqual([
      'received',
      'handed_over',
      'waiting',
      'handed_over',
      'waiting',
      'sent',
    ])
  })

  it('[SU-1] is when it was done, where a tablet told it later', () => {
    const [first, late] = happened(received, { type: 'crew_on_scene', ...of(1) })
    if (first === undefined || late === undefined) throw new Error('none happened')
    const after = { ...late, at: minute(30), deviceAt: minute(2) }
    expect(stepsOf([first, after], ticketId(1)).at(-1)).toEqual({ step: 'on_scene', at: minute(2) })
  })

  it('[SU-5] separated, it waits, or is again with whoever had it', () => {
    const joined: Event = { type: 'ticket_joined', ticketId: ticketId(1), intoTicketId: ticketId(2) }
    const apart = (ticket: Partial<Ticket>): Event => ({
      type: 'ticket_separated',
      ticketId: ticketId(1),
      ticket: aTicket(1, ticket),
      fromTicketId: ticketId(2),
    })
    expect(told(received, joined, apart({}))).toEqual(['received', 'joined', 'waiting'])
    expect(told(received, joined, apart({ status: 'transferred', transfer: aTransfer() }))).toEqual([
      'received',
      'joined',
      'handed_over',
    ])
  })

  it('[SU-2] tells of these events alone, and of no others', () => {
    const about: object = { outcome: 'done', ticket: aTicket(1) }
    const telling = eventSchema.options
      .map(({ shape }) => shape.type.value)
      .filter((type) => stepOf({ ...about, type } as Event) !== null)
    expect(telling).toEqual([
      'ticket_received',
      'ticket_closed',
      'ticket_reopened',
      'ticket_cancelled',
      'ticket_transferred',
      'ticket_returned',
      'ticket_joined',
      'ticket_separated',
      'crew_on_scene',
      'spot_secured',
      'on_call_accepted',
      'on_call_on_scene',
      'on_call_secured',
    ])
    const outcomes = ['done', 'nothing_found', 'handed_over', 'not_done', 'radio_available'] as const
    for (const outcome of outcomes)
      expect(followStepSchema.options).toContain(
        stepOf({ type: 'ticket_closed', ticketId: ticketId(1), outcome }),
      )
  })
})
