import { describe, expect, it } from 'vitest'
import { assignmentStatuses } from '../assignment/assignment.ts'
import { DISTRESS } from '../catalogue/service.ts'
import { instant, MINUTE } from '../instant.ts'
import { aBoard, aCrew, aCrewOn, anAssignment, aTicket, HOLE, NOISE, NOW } from '../test-board.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { eligible } from './eligible.ts'
import { exclusionSchema } from './suggestion.ts'

const HERE = { lon: 1.44, lat: 43.6 }
const fresh = { ...HERE, at: NOW }
const stale = { ...HERE, at: instant(NOW - 5 * MINUTE) }
const ticket = aTicket(9)
/** What keeps one crew from a ticket that needs road signs in district 1.1; undefined when nothing does. */
function causeOf(
  crew: ReturnType<typeof aCrew>,
  fix: typeof fresh | undefined = fresh,
  board = aBoard([ticket], [crew]),
) {
  const found = eligible(ticket, HOLE, board, () => fix, NOW)
  expect(found.eligible.length + found.excluded.length).toBe(1)
  return found.excluded[0]?.cause
}
const able = aCrew(1, { skills: ['road_signs'], territory: ['1.1'] })

describe('who can be sent', () => {
  it('[N-1] a crew available, free, able, of the district and with a fresh position', () => {
    expect(causeOf(able)).toBeUndefined()
    expect(causeOf({ ...able, territory: null })).toBeUndefined()
  })

  it.each([
    ['off', 'off_duty'],
    ['on_break', 'on_break'],
    ['unavailable', 'unavailable'],
    ['distress', 'in_distress'],
  ] as const)('[N-1] not a crew whose duty is %s: %s', (duty, cause) => {
    expect(causeOf({ ...able, duty })).toBe(cause)
  })

  it.each(['dispatched', 'acknowledged', 'en_route', 'on_scene', 'secured'] as const)(
    '[N-4] not a crew that is %s on another ticket: engaged',
    (status) => {
      expect(causeOf(able, fresh, aBoard([ticket, aTicket(1)], [able], [anAssignment(1, status)]))).toBe(
        'engaged',
      )
    },
  )

  it.each(['cleared', 'recalled', 'declined'] as const)(
    '[N-4] a crew whose assignment is %s is free',
    (status) => {
      expect(
        causeOf(able, fresh, aBoard([ticket, aTicket(1)], [able], [anAssignment(1, status)])),
      ).toBeUndefined()
    },
  )

  it('[N-2] not a crew without the skill, of another district, without a position or with an old one', () => {
    expect(causeOf({ ...able, skills: ['police'] })).toBe('skills')
    expect(causeOf({ ...able, territory: ['2.1'] })).toBe('territory')
    expect(eligible(ticket, HOLE, aBoard([ticket], [able]), () => undefined, NOW).excluded).toEqual([
      { crewId: able.id, cause: 'no_position' },
    ])
    expect(causeOf(able, stale)).toBe('stale_position')
    expect(causeOf(able, { ...HERE, at: instant(stale.at + 1) })).toBeUndefined()
  })

  it('[N-15] names the first cause there is, in the order of the wire format', () => {
    const order: string[] = []
    // Everything is wrong with this crew; each cause is put right in its turn.
    let crew = aCrew(1, { duty: 'off', skills: [], territory: ['2.1'] })
    let board = aBoard([ticket, aTicket(1)], [crew], [anAssignment(1, 'on_scene')])
    const note = (fix: typeof fresh | undefined) => {
      const found = eligible(ticket, HOLE, { ...board, crews: new Map([[crew.id, crew]]) }, () => fix, NOW)
      order.push(found.excluded[0]?.cause ?? 'none')
    }
    for (const duty of ['off', 'on_break', 'unavailable', 'distress', 'available'] as const) {
      crew = { ...crew, duty }
      note(undefined)
    }
    board = aBoard([ticket])
    note(undefined)
    crew = { ...crew, skills: ['road_signs'] }
    note(undefined)
    crew = { ...crew, territory: ['1.1'] }
    note(undefined)
    note(stale)
    note(fresh)
    const causes = exclusionSchema.options.filter((cause) => cause !== 'unreachable')
    expect(order).toEqual([...causes, 'none'])
  })

  it('[N-2] a ticket whose district is not known is everyone’s', () => {
    const nowhere: Ticket = { ...ticket, district: null }
    const elsewhere = { ...able, territory: ['2.1'] }
    expect(eligible(nowhere, HOLE, aBoard([nowhere], [elsewhere]), () => fresh, NOW).eligible).toHaveLength(1)
  })

  it('[N-5] a crew already on this ticket is neither proposed nor counted, whatever its step', () => {
    for (const status of assignmentStatuses.slice(0, 5)) {
      const on = anAssignment(1, status, { ticketId: ticket.id })
      const found = eligible(ticket, NOISE, aBoard([ticket], [aCrew(1)], [on]), () => fresh, NOW)
      expect(found).toEqual({ eligible: [], divertible: [], excluded: [] })
    }
  })
})

describe('who can be sent to a colleague in distress', () => {
  const call = aTicket(9, { serviceCode: DISTRESS.code, priority: 1 })

  it('[N-6] also the busy ones, whatever their skills and districts', () => {
    const busy = aCrew(1, { skills: [], territory: ['2.1'] })
    const board = aBoard([call, aTicket(1)], [busy], [anAssignment(1, 'on_scene')])
    const found = eligible(call, DISTRESS, board, () => fresh, NOW)
    expect(found.eligible.map(({ crew }) => crew.id)).toEqual([busy.id])
    expect(found.divertible).toEqual([])
  })

  it('[N-6] never the crew in distress itself, nor one off duty or lost from sight', () => {
    const crews = [aCrewOn(1, 'distress'), aCrewOn(2, 'off'), aCrew(3), aCrew(4)]
    const fixes = new Map([
      [1, fresh],
      [2, fresh],
      [3, stale],
    ])
    const found = eligible(call, DISTRESS, aBoard([call], crews), ({ number }) => fixes.get(number), NOW)
    expect(found.eligible).toEqual([])
    expect(found.excluded.map(({ cause }) => cause)).toEqual([
      'in_distress',
      'off_duty',
      'stale_position',
      'no_position',
    ])
  })
})

describe('who can be diverted', () => {
  const urgent = aTicket(9, { priority: 2 })
  const divertible = (given: Partial<Ticket>, status: (typeof assignmentStatuses)[number], crew = aCrew(1)) =>
    eligible(
      urgent,
      NOISE,
      aBoard([urgent, aTicket(1, given)], [crew], [anAssignment(1, status)]),
      () => fresh,
      NOW,
    ).divertible

  it('[N-4] one that has not arrived, on something strictly less urgent; it counts as engaged all the same', () => {
    for (const status of ['dispatched', 'acknowledged', 'en_route'] as const)
      expect(divertible({ priority: 3 }, status)).toHaveLength(1)
    for (const status of ['on_scene', 'secured'] as const)
      expect(divertible({ priority: 3 }, status)).toEqual([])
    for (const priority of [1, 2] as const) expect(divertible({ priority }, 'en_route')).toEqual([])
  })

  it('[N-4] only where all that it has is less urgent and nothing is begun', () => {
    const crew = aCrew(1)
    const also = (priority: 1 | 4, status: 'dispatched' | 'on_scene') => {
      const tickets = [urgent, aTicket(1, { priority: 3 }), aTicket(2, { priority })]
      const inHand = [anAssignment(1, 'en_route'), anAssignment(2, status, { crewId: crew.id })]
      return eligible(urgent, NOISE, aBoard(tickets, [crew], inHand), () => fresh, NOW).divertible
    }
    expect(also(4, 'dispatched')[0]?.from.number).toBe(2001)
    expect(also(1, 'dispatched')).toEqual([])
    expect(also(4, 'on_scene')).toEqual([])
  })

  it('[N-4] needs duty, skills, territory and a fresh position like any other', () => {
    const board = (crew: ReturnType<typeof aCrew>) =>
      aBoard([urgent, aTicket(1, { priority: 4 })], [crew], [anAssignment(1, 'en_route')])
    for (const crew of [aCrew(1, { duty: 'unavailable' }), aCrew(1, { territory: ['2.1'] }), aCrew(1)]) {
      const service = crew.duty === 'available' && crew.territory === null ? HOLE : NOISE
      expect(eligible(urgent, service, board(crew), () => fresh, NOW).divertible).toEqual([])
    }
    expect(eligible(urgent, NOISE, board(aCrew(1)), () => stale, NOW).divertible).toEqual([])
  })
})
