import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DISTRESS } from '../catalogue/service.ts'
import type { Crew, Duty } from '../crew/crew.ts'
import { duties } from '../crew/crew.ts'
import { type Instant, instant, MINUTE, SECOND } from '../instant.ts'
import {
  aBoard,
  aCrew,
  aCrewOn,
  anAssignment,
  aTicket,
  crewId,
  FLEET,
  HOLE,
  NOISE,
  NOW,
  ticketId,
} from '../test-board.ts'
import { eligible, type Fix } from './eligible.ts'
import { exclusionSummary, reasonsOf } from './explain.ts'
import { rank, type Travel } from './rank.ts'
import { suggestionSchema } from './suggestion.ts'

const now: Instant = instant(NOW + 10 * MINUTE)
const fresh: Fix = { lon: 1.44, lat: 43.6, at: instant(now - 4 * SECOND) }
const sort = (
  crews: Crew[],
  fix: Fix | undefined = fresh,
  ticket = aTicket(1),
  service = NOISE,
  assignments = [] as ReturnType<typeof anAssignment>[],
) =>
  eligible(ticket, service, aBoard([ticket, aTicket(2, { priority: 4 })], crews, assignments), () => fix, now)
const causeOf = (...given: Parameters<typeof sort>) => sort(...given).excluded[0]?.cause ?? 'eligible'
const travel = (number: number, seconds: number): Travel => ({
  crewId: crewId(number),
  seconds,
  metres: seconds * 8,
  basis: 'straight',
  learned: false,
})

describe('who can be sent', () => {
  const CAUSES: Record<Duty, string> = {
    available: 'eligible',
    off: 'off_duty',
    on_break: 'on_break',
    unavailable: 'unavailable',
    distress: 'in_distress',
  }
  it.each(duties)('[N-1] by duty: %s', (duty) => {
    expect(causeOf([aCrewOn(1, duty)])).toBe(CAUSES[duty])
  })

  it('[N-2] needs every skill of the service, and the district among its own', () => {
    expect(causeOf([aCrew(1)], fresh, aTicket(1), HOLE)).toBe('skills')
    expect(causeOf([aCrew(1, { skills: ['police', 'road_signs'] })], fresh, aTicket(1), HOLE)).toBe(
      'eligible',
    )
    expect(causeOf([aCrew(1, { territory: ['2.1'] })])).toBe('territory')
    expect(causeOf([aCrew(1, { territory: ['1.1'] })])).toBe('eligible')
    expect(causeOf([aCrew(1, { territory: ['2.1'] })], fresh, aTicket(1, { district: null }))).toBe(
      'eligible',
    )
  })

  it('[N-3] never believes a position of five minutes or more', () => {
    expect(causeOf([aCrew(1)], { ...fresh, at: instant(now - 5 * MINUTE) })).toBe('stale_position')
    expect(causeOf([aCrew(1)], { ...fresh, at: instant(now - 5 * MINUTE + 1) })).toBe('eligible')
    const nowhere = eligible(aTicket(1), NOISE, aBoard([aTicket(1)], [aCrew(1)]), () => undefined, now)
    expect(nowhere.excluded).toEqual([{ crewId: crewId(1), cause: 'no_position' }])
  })

  it('[N-4] counts a busy crew out, and proposes to divert it only from what is less urgent and not reached', () => {
    for (const status of ['dispatched', 'acknowledged', 'en_route', 'on_scene', 'secured'] as const) {
      const busy = sort([aCrew(1)], fresh, aTicket(1), NOISE, [
        anAssignment(2, status, { crewId: crewId(1) }),
      ])
      expect(busy.excluded, status).toEqual([{ crewId: crewId(1), cause: 'engaged' }])
      expect(busy.divertible.length, status).toBe(status === 'on_scene' || status === 'secured' ? 0 : 1)
    }
    const equal = sort([aCrew(1)], fresh, aTicket(1, { priority: 4 }), NOISE, [
      anAssignment(2, 'en_route', { crewId: crewId(1) }),
    ])
    expect(equal.divertible).toEqual([])
  })

  it('[N-5] says nothing of a crew that is on this ticket already', () => {
    const sorted = sort([aCrew(1)], fresh, aTicket(1), NOISE, [anAssignment(1, 'en_route')])
    expect([sorted.eligible.length, sorted.excluded.length]).toEqual([0, 0])
  })

  it('[N-6] takes anyone near for a colleague in distress, busy or not, but the one in distress', () => {
    const crews = [aCrew(1, { skills: [], territory: ['9'] }), aCrew(2), aCrewOn(3, 'distress')]
    const sorted = sort(crews, fresh, aTicket(1), DISTRESS, [anAssignment(2, 'on_scene')])
    expect(sorted.eligible.map(({ crew }) => crew.number)).toEqual([1, 2])
    expect(sorted.excluded).toEqual([{ crewId: crewId(3), cause: 'in_distress' }])
  })
})

describe('in which order', () => {
  const crews = [1, 2, 3, 4, 5, 6, 7].map((number) => aCrew(number))

  it('[N-7] proposes five, the first to arrive first, then the fresher position, then the call sign', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 7, maxLength: 7 }), (seconds) => {
        const travels = seconds.map((one, index) => travel(index + 1, one * 60))
        const suggestion = rank(aTicket(1), NOISE, sort(crews), travels, now)
        expect(suggestionSchema.parse(suggestion)).toEqual(suggestion)
        const times = suggestion.proposals.map((proposal) => proposal.seconds)
        expect(times).toEqual(
          [...seconds]
            .map((one) => one * 60)
            .sort((a, b) => a - b)
            .slice(0, 5),
        )
      }),
    )
  })

  it('[N-8] is not changed by a slower crew coming in', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 10, max: 900 }), { minLength: 6, maxLength: 6 }), (seconds) => {
        const travels = seconds.map((one, index) => travel(index + 1, one))
        const before = rank(aTicket(1), NOISE, sort(crews.slice(0, 6)), travels, now)
        const after = rank(aTicket(1), NOISE, sort(crews), [...travels, travel(7, 901)], now)
        expect(after.proposals[0]).toEqual(before.proposals[0])
      }),
    )
  })

  it('[N-9] proposes to divert only who would be there sooner than anyone free', () => {
    const busy = [anAssignment(2, 'en_route')]
    const sorted = sort([aCrew(1), aCrew(2)], fresh, aTicket(1), NOISE, busy)
    const sooner = rank(aTicket(1), NOISE, sorted, [travel(1, 300), travel(2, 120)], now)
    expect(sooner.diversion).toMatchObject({
      crewId: crewId(2),
      fromTicketNumber: 2002,
      fromPriority: 4,
      fromTicketId: ticketId(2),
    })
    expect(rank(aTicket(1), NOISE, sorted, [travel(1, 100), travel(2, 120)], now).diversion).toBeNull()
  })

  it('[N-10] counts as unreachable whom no way leads from', () => {
    expect(rank(aTicket(1), NOISE, sort([aCrew(1)]), [], now).excluded).toEqual([
      { crewId: crewId(1), cause: 'unreachable' },
    ])
  })

  it('[N-11] foresees a breach, time to make safe included where that is the promise', () => {
    const due = (minutes: number) =>
      aTicket(1, { deadline: { kind: 'on_scene', startedAt: NOW, dueAt: instant(NOW + minutes * MINUTE) } })
    const first = (ticket: ReturnType<typeof aTicket>) =>
      rank(ticket, NOISE, sort([aCrew(1)]), [travel(1, 180)], now).proposals[0]
    expect(first(due(13))?.breachSeconds).toBe(0)
    expect(first(due(12))?.breachSeconds).toBe(60)
    const secured = { ...due(13), deadline: { ...due(13).deadline, kind: 'secured' as const } }
    expect(first(secured)?.breachSeconds).toBe(15 * 60)
  })
})

describe('why, in words', () => {
  const proposal = rank(
    aTicket(1),
    HOLE,
    sort([aCrew(1, { skills: ['road_signs'] })], fresh, aTicket(1), HOLE),
    [travel(1, 180)],
    now,
  ).proposals[0]
  const crew = aCrew(1, { equipment: ['radio', 'cones'] })

  it('[N-12] says the age of the position, since when it is free, and what it brings', () => {
    const texts = proposal && reasonsOf(proposal, crew, HOLE, FLEET, now, 'fr').map(({ text }) => text)
    expect(texts).toEqual([
      'position il y a 4\u202fs',
      'libre depuis 10\u202fmin',
      'équipement balisage',
      '2\u00a0agents',
    ])
  })

  it('[N-13] says what is unusual first, as a warning', () => {
    const old = proposal && { ...proposal, positionAge: 95, breachSeconds: 180 }
    const reasons = old && reasonsOf(old, crew, HOLE, FLEET, now, 'fr')
    expect(reasons?.slice(0, 2)).toEqual([
      { text: 'arrive 3\u202fmin après l’échéance', exception: true },
      { text: 'position il y a 1\u202fmin', exception: true },
    ])
  })

  it('[N-14] counts who is left out by cause', () => {
    const excluded = [...Array(12).fill({ cause: 'engaged' }), ...Array(4).fill({ cause: 'unavailable' })]
    expect(exclusionSummary(excluded, 'fr')).toBe(
      '16\u00a0écartés\u00a0: 12\u00a0engagés, 4\u00a0indisponibles',
    )
    expect(exclusionSummary([], 'fr')).toBeNull()
  })
})
