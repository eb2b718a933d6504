import { describe, expect, it } from 'vitest'
import { type Board, evolve, evolveBoard } from '../board.ts'
import { assess } from '../catalogue/assess.ts'
import type { Service } from '../catalogue/service.ts'
import { list } from '../catalogue/test-catalogue.ts'
import { commandSchema } from '../command.ts'
import { decide } from '../decide.ts'
import { isRefusal } from '../decision.ts'
import { eventSchema } from '../event.ts'
import { instant, MINUTE } from '../instant.ts'
import {
  aBoard,
  aTicket,
  aTransfer,
  DISPATCHER,
  HOLE,
  NOISE,
  NOW,
  published,
  stored,
  ticketId,
} from '../test-board.ts'
import { BALMA, CAPITOLE, TOWN, UNKNOWN } from '../test-town.ts'
import { circumstancesOf } from '../town.ts'
import { receiverOf } from './hand-off.ts'
import type { Ticket } from './ticket.ts'

const LATER = instant(NOW + 5 * MINUTE)
const LITTER: Service = { ...NOISE, code: 'LITTER', agency: 'cleanliness', priority: 4 }
const FUSE: Service = { ...NOISE, code: 'FUSE', agency: 'grid', priority: 3 }
/** Must be made safe within the hour. */
const GLASS: Service = { ...HOLE, code: 'GLASS', agency: 'cleanliness', priority: 3 }
const SIGN: Service = {
  ...GLASS,
  code: 'SIGN',
  deadlines: { acknowledged: 5, onScene: 40, secured: 1_440 },
}
const BINS: Service = {
  ...LITTER,
  code: 'BINS',
  questions: [list('Q')],
  rules: [
    {
      when: { question: 'Q', is: ['A'] },
      where: { districts: [], jurisdictions: ['balma'] },
      agency: 'grid',
    },
    { where: { districts: ['6.3'], jurisdictions: [] }, agency: 'municipal_police' },
  ],
}
const known = published(NOISE, LITTER, FUSE, GLASS, SIGN, BINS, HOLE)
const context = { ...known, serviceOf: known.serviceOf, agencyOf: known.agencyOf, town: TOWN }

const run = (board: Board, command: object) =>
  decide(board, commandSchema.parse(command), {
    ...context,
    now: LATER,
    actor: DISPATCHER,
    nextTicketNumber: 2050,
  })
function eventsOf(board: Board, command: object) {
  const decision = run(board, command)
  if (isRefusal(decision)) throw new Error(decision.code)
  return decision.map((event, index) => stored(index + 1, eventSchema.parse(event), LATER))
}
const typesOf = (board: Board, command: object) => eventsOf(board, command).map(({ event }) => event.type)

const on = { ticketId: ticketId(1) }
const of = ({ code, priority }: Service, given: Partial<Ticket> = {}, answers = {}): Ticket => {
  const service = known.serviceOf({ serviceCode: code, catalogueVersion: 1 }) ?? NOISE
  const where = { position: CAPITOLE.position, district: CAPITOLE.district, ...given }
  const { needs } = assess(service, answers, circumstancesOf(TOWN, where, NOW))
  return aTicket(1, { serviceCode: code, priority, needs, ...where, ...given })
}
const held = (service: Service, agency: string, given: Partial<Ticket> = {}) =>
  aBoard([
    of(service, {
      status: 'transferred',
      transfer: aTransfer({ agency, outside: agency === 'grid' }),
      ...given,
    }),
  ])
const qualify = (given: object) => ({ type: 'qualify_ticket', ...on, ...given })
const locate = ({ position, district }: typeof CAPITOLE | typeof BALMA) => ({
  type: 'locate_ticket',
  ...on,
  position,
  address: null,
  district,
})

describe('a ticket in other hands that changes', () => {
  it.each([
    ['stays where it is as urgent as before', LITTER, 'cleanliness', { priority: 3 }, null],
    ['comes back where it has become urgent', LITTER, 'cleanliness', { priority: 2 }, 'urgent'],
    ['comes back from a partner too', FUSE, 'grid', { priority: 1 }, 'urgent'],
    ['comes back where it is a hazard now', LITTER, 'cleanliness', { serviceCode: 'GLASS' }, 'hazard'],
    ['stays where it is no hazard', LITTER, 'cleanliness', { serviceCode: 'SIGN' }, null],
    [
      'comes back where it is the police’s now',
      LITTER,
      'cleanliness',
      { serviceCode: 'NOISE', priority: 3 },
      'receiver',
    ],
    ['comes back where it is another’s now', LITTER, 'cleanliness', { serviceCode: 'FUSE' }, 'receiver'],
    ['stays where a person put it', LITTER, 'roads', { serviceCode: 'SIGN' }, null],
    ['comes back from where a person put it once it has risen', NOISE, 'roads', { priority: 1 }, 'urgent'],
  ] as const)('[RO-9] %s', (_what, service, agency, change, because) => {
    const board = held(service, agency)
    const types = typesOf(board, qualify(change))
    expect(types).toEqual(because === null ? ['ticket_qualified'] : ['ticket_qualified', 'ticket_returned'])
    if (because === null) return
    const events = eventsOf(board, qualify(change))
    expect(events[1]?.event).toMatchObject({ because, reason: null, agency })
    // A board that did not hold it has it, as it was qualified; the same as whoever held it.
    const live = evolveBoard(aBoard(), events).tickets.get(ticketId(1))
    expect(live).toMatchObject({ status: 'open', transfer: null, statusAt: LATER })
    expect(live).toEqual(evolve(board, events).tickets.get(ticketId(1)))
  })

  it('[RO-9] that is located goes by the rules of its place, with the answers that were given', () => {
    const answered = of(BINS, UNKNOWN, { Q: 'A' })
    expect(answered.needs).toMatchObject({ agency: 'cleanliness', rules: [1, 2] })
    const [located] = eventsOf(aBoard([answered]), locate(BALMA))
    expect(located?.event).toMatchObject({ type: 'ticket_located', needs: { agency: 'grid' } })
    const other = of(BINS, UNKNOWN, { Q: 'B' })
    expect(eventsOf(aBoard([other]), locate(BALMA))[0]?.event).not.toHaveProperty('needs')
    const mirail = { position: { lon: 1.4, lat: 43.57 }, district: '6.3' }
    expect(typesOf(held(BINS, 'cleanliness'), locate(CAPITOLE))).toEqual(['ticket_located'])
    expect(typesOf(held(BINS, 'cleanliness'), locate(mirail))).toEqual(['ticket_located', 'ticket_returned'])
  })
})

describe('a ticket of the PC Radio’s that changes', () => {
  it('[RO-10] is another’s by rule once it is located or lowered, and is not moved by itself', () => {
    const lost = of(LITTER, UNKNOWN)
    expect(receiverOf(lost, context)).toBeNull()
    const events = eventsOf(aBoard([lost]), locate(CAPITOLE))
    expect(events.map(({ event }) => event.type)).toEqual(['ticket_located'])
    const found = evolve(aBoard([lost]), events).tickets.get(ticketId(1))
    expect(found && receiverOf(found, context)?.code).toBe('cleanliness')
    const raised = aBoard([of(LITTER, { priority: 2 })])
    const lowered = eventsOf(raised, qualify({ priority: 4 }))
    expect(lowered.map(({ event }) => event.type)).toEqual(['ticket_qualified'])
    const now = evolve(raised, lowered).tickets.get(ticketId(1))
    expect(now && receiverOf(now, context)?.code).toBe('cleanliness')
    expect(receiverOf(of(NOISE, { priority: 4 }), context)).toBeNull()
  })

  it('[RO-1] a hazard is the PC Radio’s, which wakes people, whoever deals with it', () => {
    const deadline = { kind: 'secured', startedAt: NOW, dueAt: instant(NOW + 60 * MINUTE) } as const
    expect(receiverOf(of(GLASS, { deadline }), context)).toBeNull()
    const long = { ...deadline, dueAt: instant(NOW + 1_440 * MINUTE) }
    expect(receiverOf(of(SIGN, { deadline: long }), context)?.code).toBe('cleanliness')
  })
})

describe('a report of what a service has in hand', () => {
  const receive = (given: object = {}) => ({
    type: 'receive_ticket',
    ticketId: ticketId(2),
    serviceCode: 'LITTER',
    position: CAPITOLE.position,
    address: null,
    district: null,
    channel: 'web',
    report: { id: ticketId(9), description: null, firstName: null, lastName: null, phone: null, email: null },
    joins: { ticketId: ticketId(1), score: 0.95 },
    ...given,
  })

  it('[DU-13] joins it there, and it stays in those hands', () => {
    const board = held(LITTER, 'cleanliness')
    expect(typesOf(board, receive())).toEqual(['ticket_received', 'ticket_joined', 'reports_added'])
    const holder = evolve(board, eventsOf(board, receive())).tickets.get(ticketId(1))
    expect(holder).toMatchObject({ status: 'transferred', reports: 2, transfer: { agency: 'cleanliness' } })
  })

  it('[DU-13] brings it back where it makes it urgent', () => {
    const board = held(LITTER, 'cleanliness')
    const urgent = receive({ serviceCode: 'NOISE' })
    const events = eventsOf(board, urgent)
    expect(events.map(({ event }) => event.type)).toEqual([
      'ticket_received',
      'ticket_joined',
      'reports_added',
      'ticket_returned',
    ])
    expect(events[3]?.event).toMatchObject({ because: 'urgent', ticket: { reports: 2, priority: 2 } })
  })

  it('[DU-13] stands by itself where a partner has it', () => {
    const board = held(FUSE, 'grid')
    expect(typesOf(board, receive({ serviceCode: 'FUSE' }))).toEqual([
      'ticket_received',
      'ticket_transferred',
    ])
  })
})
