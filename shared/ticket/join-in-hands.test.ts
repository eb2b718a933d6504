import { describe, expect, it } from 'vitest'
import { type Board, evolve } from '../board.ts'
import { commandSchema } from '../command.ts'
import { decide } from '../decide.ts'
import { isRefusal } from '../decision.ts'
import { type Actor, eventSchema } from '../event.ts'
import { instant, MINUTE } from '../instant.ts'
import {
  aBoard,
  aTicket,
  aTransfer,
  DISPATCHER,
  NOISE,
  NOW,
  published,
  stored,
  ticketId,
} from '../test-board.ts'
import { receivedAs } from '../test-decide.ts'
import type { Ticket } from './ticket.ts'

const LATER = instant(NOW + 5 * MINUTE)
const LITTER = { ...NOISE, code: 'LITTER', agency: 'cleanliness', priority: 4 as const }
const { serviceOf, agencyOf } = published(NOISE, LITTER)
const LITTER_NEEDS = { skills: [], equipment: [], agency: 'cleanliness' }
const CLEANSING: Actor = { id: 's', role: 'service', label: 'Propreté', crewId: null, agency: 'cleanliness' }
const OPERATOR: Actor = { ...DISPATCHER, role: 'operator' }
const CREW: Actor = { ...DISPATCHER, role: 'crew' }

/** Where a ticket may be. */
const PLACES: Record<string, Partial<Ticket>> = {
  board: {},
  own: { status: 'transferred', transfer: aTransfer({ agency: 'cleanliness' }) },
  roads: { status: 'transferred', transfer: aTransfer({ agency: 'roads' }) },
  partner: { status: 'transferred', transfer: aTransfer({ agency: 'grid', outside: true }) },
  closed: { status: 'closed', transfer: aTransfer({ agency: 'cleanliness' }) },
  cancelled: { status: 'cancelled' },
  joined: { status: 'joined', joinedTo: ticketId(3), transfer: aTransfer({ agency: 'cleanliness' }) },
}
/** Which of two tickets in such places a post joins to the other; a service, none but `own own`. */
const JOINED_BY_POSTS = new Set(['board', 'own', 'roads'])

const run = (board: Board, command: object, actor: Actor) =>
  decide(board, commandSchema.parse(command), {
    now: LATER,
    actor,
    serviceOf,
    agencyOf,
    nextTicketNumber: 2050,
  })
const told = (...given: Parameters<typeof run>) => {
  const decision = run(...given)
  return isRefusal(decision) ? decision.code : decision.map(({ type }) => type).join()
}
const folded = (...given: Parameters<typeof run>): Board => {
  const decision = run(...given)
  if (isRefusal(decision)) throw new Error(decision.code)
  return evolve(
    given[0],
    decision.map((event, index) => stored(index + 1, eventSchema.parse(event), LATER)),
  )
}
const ticketOf = (board: Board, number: number) => board.tickets.get(ticketId(number))
const joining = (one: number, into: number) => ({
  type: 'join_ticket',
  ticketId: ticketId(one),
  intoTicketId: ticketId(into),
  score: 0.8,
})
const separating = (one: number) => ({ type: 'separate_ticket', ticketId: ticketId(one) })
const places = Object.keys(PLACES)
const pairs = places.flatMap((one) => places.map((other) => [one, other] as const))

describe('tickets in the hands of a service', () => {
  it.each(pairs)('[DU-16] who joins one that is %s to one that is %s', (one, other) => {
    const board = aBoard([aTicket(1, PLACES[one]), aTicket(2, PLACES[other]), aTicket(3)])
    const may = (actor: Actor) => told(board, joining(1, 2), actor)
    const done = JOINED_BY_POSTS.has(one) && JOINED_BY_POSTS.has(other)
    for (const actor of [DISPATCHER, OPERATOR])
      expect(may(actor)).toBe(done ? 'ticket_joined,reports_added' : 'ticket_not_open')
    const has = ['own', 'closed', 'joined']
    const hasBoth = has.includes(one) && has.includes(other)
    const byService = one === 'own' && other === 'own' ? 'ticket_joined,reports_added' : 'ticket_not_open'
    expect(may(CLEANSING)).toBe(hasBoth ? byService : 'not_allowed')
    expect(may(CREW)).toBe('not_allowed')
  })

  it('[DU-17] joined and separated it is in the hands that had it, as it was', () => {
    const transfer = aTransfer({
      agency: 'cleanliness',
      acceptedAt: NOW,
      acceptedBy: 'Propreté',
      dueAt: LATER,
    })
    const [one, other] = [aTicket(1, PLACES.own), aTicket(2, { ...PLACES.own, transfer, reports: 2 })]
    const joined = folded(aBoard([one, other]), joining(2, 1), CLEANSING)
    expect(ticketOf(joined, 1)).toMatchObject({ status: 'transferred', reports: 3 })
    expect(ticketOf(joined, 2)).toMatchObject({ status: 'joined', joinedTo: ticketId(1) })
    const apart = folded(joined, separating(2), CLEANSING)
    expect(ticketOf(apart, 2)).toEqual({ ...other, statusAt: LATER })
    expect(ticketOf(apart, 1)).toMatchObject({ status: 'transferred', reports: 1 })
  })

  it.each([
    ['of its own, joined to its own', 'own', 'own', true],
    ['of its own, that a post joined to one of the board', 'own', 'board', true],
    ["of the PC Radio's, joined to its own", 'board', 'own', true],
    ["of another service's, joined to its own", 'roads', 'own', true],
    ["of another service's, joined to that one's", 'roads', 'roads', false],
    ["of the PC Radio's, joined on the board", 'board', 'board', false],
  ])('[DU-17] whether a service separates one %s', (_what, one, other, may) => {
    const joined = folded(
      aBoard([aTicket(1, PLACES[other]), aTicket(2, PLACES[one])]),
      joining(2, 1),
      DISPATCHER,
    )
    expect(told(joined, separating(2), CLEANSING)).toBe(
      may ? 'ticket_separated,reports_removed' : 'not_allowed',
    )
    expect(told(joined, separating(2), OPERATOR)).toBe('ticket_separated,reports_removed')
    expect(ticketOf(folded(joined, separating(2), DISPATCHER), 2)?.status).toBe(
      one === 'board' ? 'open' : 'transferred',
    )
  })

  it('[DU-17] from what it was joined to through another, too', () => {
    const board = aBoard([aTicket(1, PLACES.own), aTicket(2, PLACES.roads), aTicket(3)])
    const near = folded(board, joining(3, 2), DISPATCHER)
    expect(told(near, separating(3), CLEANSING)).toBe('not_allowed')
    const far = folded(near, joining(2, 1), DISPATCHER)
    expect(told(far, separating(3), CLEANSING)).toBe('ticket_separated,reports_removed,reports_removed')
  })

  it('[DU-17] a report that was received as one more of another goes where its type sends it', () => {
    const held = aTicket(1, { ...PLACES.own, serviceCode: LITTER.code, needs: LITTER_NEEDS, priority: 4 })
    const received = folded(aBoard([held]), receivedAs(2, LITTER, 1), {
      ...DISPATCHER,
      role: 'administrator',
    })
    expect(ticketOf(received, 2)).toMatchObject({ status: 'joined', transfer: null })
    const apart = folded(received, separating(2), CLEANSING)
    expect(ticketOf(apart, 2)).toMatchObject({ status: 'transferred', transfer: { agency: 'cleanliness' } })
  })

  it('[DU-16] what it joins may make it the PC Radio’s', () => {
    const urgent = aTicket(2, { ...PLACES.own, priority: 2 })
    const low = aTicket(1, { ...PLACES.own, serviceCode: LITTER.code, needs: LITTER_NEEDS, priority: 4 })
    expect(told(aBoard([low, urgent]), joining(2, 1), CLEANSING)).toBe(
      'ticket_joined,reports_added,ticket_returned',
    )
  })
})
