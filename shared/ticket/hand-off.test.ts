import { describe, expect, it } from 'vitest'
import { type Board, evolve, evolveBoard } from '../board.ts'
import { commandSchema } from '../command.ts'
import { decide } from '../decide.ts'
import { isRefusal } from '../decision.ts'
import { type Actor, eventSchema } from '../event.ts'
import { DAY, HOUR, instant, MINUTE } from '../instant.ts'
import {
  aBoard,
  aCrew,
  anAssignment,
  aTicket,
  aTransfer,
  crewId,
  DISPATCHER,
  NOISE,
  NOW,
  noteId,
  published,
  stored,
  ticketId,
} from '../test-board.ts'
import { ticketStatuses } from './ticket.ts'

const LATER = instant(NOW + 5 * MINUTE)
const ROADS: Actor = { id: 's', role: 'service', label: 'Voirie', crewId: null, agency: 'roads' }
const LITTER = { ...NOISE, code: 'LITTER', agency: 'cleanliness', priority: 4 as const }
const FUSE = { ...NOISE, code: 'FUSE', agency: 'grid', priority: 3 as const }
const BONFIRE = { ...LITTER, code: 'BONFIRE', priority: 2 as const }
const known = published(NOISE, LITTER, FUSE, BONFIRE)

const run = (board: Board, command: object, actor: Actor = DISPATCHER) =>
  decide(board, commandSchema.parse(command), {
    now: LATER,
    actor,
    serviceOf: known.serviceOf,
    agencyOf: known.agencyOf,
    nextTicketNumber: 2050,
  })
const told = (...given: Parameters<typeof run>) => {
  const decision = run(...given)
  return isRefusal(decision) ? decision.code : decision.map(({ type }) => type).join()
}
function eventsOf(...given: Parameters<typeof run>) {
  const decision = run(...given)
  if (isRefusal(decision)) throw new Error(decision.code)
  const [, , actor = DISPATCHER] = given
  return decision.map((event, index) => ({
    ...stored(index + 1, eventSchema.parse(event), LATER),
    actor,
  }))
}
const folded = (...given: Parameters<typeof run>) => evolve(given[0], eventsOf(...given))

const on = { ticketId: ticketId(1) }
const dueAt = instant(LATER + 2 * DAY)
const report = { description: 'x', firstName: null, lastName: null, phone: null, email: null }
const receive = (serviceCode: string, given: object = {}) => ({
  type: 'receive_ticket',
  ...on,
  serviceCode,
  position: { lon: 1.44, lat: 43.6 },
  address: null,
  district: null,
  channel: 'phone',
  report: { id: noteId(1), ...report },
  ...given,
})
const inHands = (given: Parameters<typeof aTransfer>[0] = {}) =>
  aBoard([aTicket(1, { status: 'transferred', transfer: aTransfer(given) })])

describe('a ticket that is another’s by rule', () => {
  it.each([
    ['LITTER', 'ticket_received,ticket_transferred'],
    ['FUSE', 'ticket_received,ticket_transferred'],
    ['NOISE', 'ticket_received'],
    ['BONFIRE', 'ticket_received'],
  ])('[RO-2] %s: %s', (code, types) => {
    expect(told(aBoard(), receive(code))).toBe(types)
  })

  it('[RO-2] leaves the board in the same breath, with its number, its clock and the hands that it is in', () => {
    const ticket = folded(aBoard(), receive('LITTER')).tickets.get(ticketId(1))
    expect(ticket).toMatchObject({
      number: 2050,
      status: 'transferred',
      deadline: { dueAt: LATER + 20 * MINUTE },
      transfer: { agency: 'cleanliness', at: LATER, acceptedAt: null },
    })
    expect(evolveBoard(aBoard(), eventsOf(aBoard(), receive('LITTER'))).tickets.size).toBe(0)
    expect(run(aBoard(), receive('LITTER'))).toContainEqual(
      expect.objectContaining({ type: 'ticket_transferred', agency: 'cleanliness', reason: null }),
    )
  })

  it('[RO-3] stays at the PC Radio without a place, of a publication that is not known, and on view of a crew', () => {
    expect(told(aBoard(), receive('LITTER', { position: null }))).toBe('ticket_received')
    const unpublished = { ...aBoard([], [aCrew(1)]), catalogueVersion: 2 }
    const decision = decide(unpublished, commandSchema.parse(receive('LITTER')), {
      now: LATER,
      actor: DISPATCHER,
      serviceOf: () => LITTER,
      agencyOf: known.agencyOf,
      nextTicketNumber: 2050,
    })
    expect(decision).toHaveLength(1)
  })

  it('[RO-4] is joined, and goes nowhere, where it is one more report of an open one', () => {
    const joins = { ticketId: ticketId(2), score: 0.95 }
    const open = aBoard([aTicket(2)])
    expect(told(open, receive('LITTER', { joins }))).toBe('ticket_received,ticket_joined,reports_added')
    const gone = aBoard([aTicket(2, { status: 'closed' })])
    expect(told(gone, receive('LITTER', { joins }))).toBe('ticket_received,ticket_transferred')
  })
})

describe('a ticket in other hands', () => {
  const commands = {
    transfer: { type: 'transfer_ticket', ...on, agency: 'roads', reason: 'leur affaire' },
    accept: { type: 'accept_transfer', ...on, dueAt },
    return: { type: 'return_ticket', ...on, reason: 'pas chez nous' },
    close: { type: 'close_ticket', ...on, outcome: 'done' },
    reopen: { type: 'reopen_ticket', ...on, reason: 'encore' },
    cancel: { type: 'cancel_ticket', ...on, reason: 'erreur' },
    note: { type: 'add_note', ...on, noteId: noteId(1), text: 'un mot' },
  }
  const actors = {
    service: ROADS,
    other: { ...ROADS, agency: 'cleanliness' },
    post: DISPATCHER,
  }
  /** `state command actor → outcome`, of a ticket that the roads have or had; every other cell is `not_allowed`. */
  const EXPECTED: Record<string, string> = {
    'open transfer post': 'ticket_transferred',
    'open accept service': 'ticket_not_open',
    'open return service': 'ticket_not_open',
    'open close service': 'ticket_closed',
    'open close post': 'ticket_closed',
    'open reopen post': 'ticket_already_open',
    'open cancel post': 'ticket_cancelled',
    'transferred transfer post': 'ticket_not_open',
    'transferred accept service': 'transfer_accepted',
    'transferred return service': 'ticket_returned',
    'transferred close service': 'ticket_closed',
    'transferred close post': 'ticket_closed',
    'transferred reopen post': 'ticket_reopened',
    'transferred cancel post': 'ticket_not_open',
  }
  for (const status of ticketStatuses) {
    EXPECTED[`${status} note service`] = 'note_added'
    EXPECTED[`${status} note post`] = 'note_added'
    if (status === 'open' || status === 'transferred') continue
    for (const command of ['accept', 'return', 'close'])
      EXPECTED[`${status} ${command} service`] = 'ticket_not_open'
    for (const command of ['transfer', 'close', 'cancel'])
      EXPECTED[`${status} ${command} post`] = 'ticket_not_open'
    EXPECTED[`${status} reopen post`] = status === 'joined' ? 'ticket_not_open' : 'ticket_reopened'
  }
  const cells = ticketStatuses.flatMap((status) =>
    Object.keys(commands).flatMap((command) =>
      Object.keys(actors).map((actor) => [status, command, actor] as const),
    ),
  )

  it.each(cells)('[HO-1] [HO-2] %s × %s by %s', (status, command, actor) => {
    const board = aBoard([aTicket(1, { status, transfer: aTransfer() })])
    const outcome = told(
      board,
      commands[command as keyof typeof commands],
      actors[actor as keyof typeof actors],
    )
    expect(outcome).toBe(EXPECTED[`${status} ${command} ${actor}`] ?? 'not_allowed')
  })

  it('[HO-1] is handed to an agency of the catalogue in force, and to nobody else', () => {
    const board = aBoard([aTicket(1)])
    expect(run(board, { ...commands.transfer, agency: 'unicorns' })).toEqual({
      code: 'unknown_agency',
      agency: 'unicorns',
    })
    expect(folded(board, commands.transfer).tickets.get(ticketId(1))?.transfer).toEqual(
      aTransfer({ at: LATER }),
    )
  })

  it('[HO-3] is taken by an instant to come, which may be changed, and keeps since when and who said it last', () => {
    const first = folded(inHands(), commands.accept, ROADS)
    expect(first.tickets.get(ticketId(1))?.transfer).toEqual(
      aTransfer({ acceptedAt: LATER, acceptedBy: 'Voirie', dueAt }),
    )
    expect(told(first, commands.accept, ROADS)).toBe('nothing_changes')
    const sooner = instant(LATER + HOUR)
    const taken = inHands({ acceptedAt: NOW, acceptedBy: 'Voirie', dueAt })
    const second = folded(taken, { ...commands.accept, dueAt: sooner }, { ...ROADS, label: 'Voirie 2' })
    expect(second.tickets.get(ticketId(1))?.transfer).toEqual(
      aTransfer({ acceptedAt: NOW, acceptedBy: 'Voirie 2', dueAt: sooner }),
    )
    for (const wrong of [LATER, NOW, instant(LATER + 91 * DAY)])
      expect(told(inHands(), { ...commands.accept, dueAt: wrong }, ROADS)).toBe('due_refused')
  })

  it('[HO-4] comes back on the board as it was, with its clock, in nobody’s hands', () => {
    const events = eventsOf(inHands(), commands.return, ROADS)
    const live = evolveBoard(aBoard(), events)
    expect(live.tickets.get(ticketId(1))).toEqual(aTicket(1, { statusAt: LATER }))
    expect(events[0]?.event).toMatchObject({ agency: 'roads', reason: 'pas chez nous' })
  })

  it('[HO-5] an agency’s is closed where it is, and the PC Radio takes back what it must', () => {
    const closed = folded(inHands(), commands.close, ROADS).tickets.get(ticketId(1))
    expect(closed).toMatchObject({ status: 'closed', outcome: 'done', transfer: { agency: 'roads' } })
    const back = folded(inHands(), commands.reopen).tickets.get(ticketId(1))
    expect(back).toMatchObject({ status: 'open', transfer: null })
  })

  it('[HO-6] what was handed over in words before there were codes is folded and kept as it was said', () => {
    const words = { type: 'ticket_transferred', ...on, agency: 'Voirie · équipe de jour', reason: 'la nuit' }
    const event = stored(1, eventSchema.parse(words))
    expect(evolve(aBoard([aTicket(1)]), [event]).tickets.get(ticketId(1))?.transfer?.agency).toBe(
      'Voirie · équipe de jour',
    )
  })

  it('[HO-1] takes its crews off it while none has arrived', () => {
    const board = (status: 'en_route' | 'on_scene') =>
      aBoard([aTicket(1)], [aCrew(1)], [anAssignment(1, status, { crewId: crewId(1) })])
    expect(told(board('en_route'), commands.transfer)).toBe('assignment_recalled,ticket_transferred')
    expect(told(board('on_scene'), commands.transfer)).toBe('assignments_open')
  })
})
