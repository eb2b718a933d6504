import { describe, expect, it } from 'vitest'
import type { Crew } from '../crew/crew.ts'
import { instant, MINUTE, SECOND } from '../instant.ts'
import { aCrew, anAssignment, aTicket, crewId, HOLE, NOISE, NOW, ticketId } from '../test-board.ts'
import type { Eligibility, Fix } from './eligible.ts'
import { noSuggestion, rank, type Travel } from './rank.ts'

const fix: Fix = { lon: 1.44, lat: 43.6, at: NOW }
const free = (number: number, given: Partial<Crew> = {}, at = NOW) => ({
  crew: aCrew(number, given),
  fix: { ...fix, at },
})
const busy = (number: number, priority: 3 | 4 = 4) => ({
  crew: aCrew(number, { freeAt: null }),
  fix,
  assignment: anAssignment(number, 'en_route'),
  from: aTicket(number, { priority }),
})
const travel = (number: number, seconds: number): Travel => ({
  crewId: crewId(number),
  seconds,
  metres: seconds * 10,
  basis: 'straight',
  learned: false,
})
const sorted = (given: Partial<Eligibility>): Eligibility => ({
  eligible: [],
  divertible: [],
  excluded: [],
  ...given,
})
const ticket = aTicket(9)
const numbers = (found: ReturnType<typeof rank>) =>
  found.proposals.map((proposal) => Number(proposal.crewId.slice(-4)))

describe('the order of the proposed', () => {
  it('[N-7] is by time to arrive, five at most', () => {
    const able = sorted({ eligible: [1, 2, 3, 4, 5, 6, 7].map((number) => free(number)) })
    const travels = [70, 20, 60, 30, 50, 40, 10].map((seconds, index) => travel(index + 1, seconds))
    expect(numbers(rank(ticket, NOISE, able, travels, NOW))).toEqual([7, 2, 4, 6, 5])
  })

  it('[N-7] between equals puts the fresher position first, then the call sign', () => {
    const able = sorted({
      eligible: [
        free(1, { callSign: 'BRAVO 1' }),
        free(2, { callSign: 'ALPHA 2' }),
        free(3, { callSign: 'ALPHA 1' }, instant(NOW - SECOND)),
      ],
    })
    const travels = [travel(1, 60), travel(2, 60), travel(3, 60)]
    expect(numbers(rank(ticket, NOISE, able, travels, NOW))).toEqual([2, 1, 3])
  })

  it('[N-7] says how old each position is, never less than nothing', () => {
    const able = sorted({ eligible: [free(1, {}, instant(NOW - 8_000)), free(2, {}, instant(NOW + 3_000))] })
    const { proposals } = rank(ticket, NOISE, able, [travel(1, 10), travel(2, 20)], NOW)
    expect(proposals.map(({ positionAge }) => positionAge)).toEqual([8, 0])
    expect(proposals[0]?.from).toEqual({ lon: fix.lon, lat: fix.lat })
  })

  it('[N-10] leaves out, as out of reach, those without a travel time or with an endless one', () => {
    const able = sorted({
      eligible: [free(1), free(2), free(3)],
      excluded: [{ crewId: crewId(8), cause: 'skills' }],
    })
    const found = rank(ticket, NOISE, able, [travel(1, 60), travel(2, Infinity)], NOW)
    expect(numbers(found)).toEqual([1])
    expect(found.excluded).toEqual([
      { crewId: crewId(8), cause: 'skills' },
      { crewId: crewId(2), cause: 'unreachable' },
      { crewId: crewId(3), cause: 'unreachable' },
    ])
  })

  it('[N-10] does not take for out of reach those that an engine left out because five were faster', () => {
    const able = sorted({ eligible: [1, 2, 3, 4, 5, 6].map((number) => free(number)) })
    const travels = [1, 2, 3, 4, 5].map((number) => travel(number, number))
    expect(rank(ticket, NOISE, able, travels, NOW).excluded).toEqual([])
  })
})

describe('the deadline of a proposal', () => {
  const due = (minutes: number, kind: 'on_scene' | 'secured') =>
    aTicket(9, { deadline: { kind, startedAt: NOW, dueAt: instant(NOW + minutes * MINUTE) } })
  const breach = (given: ReturnType<typeof aTicket>, seconds: number, service = NOISE) =>
    rank(given, service, sorted({ eligible: [free(1)] }), [travel(1, seconds)], NOW).proposals[0]
      ?.breachSeconds

  it('[N-11] counts the travel where a crew must be on scene', () => {
    expect(breach(due(10, 'on_scene'), 600)).toBe(0)
    expect(breach(due(10, 'on_scene'), 690)).toBe(90)
    expect(breach(due(-1, 'on_scene'), 30)).toBe(90)
  })

  it('[N-11] also counts the usual time on scene where the spot must be safe', () => {
    const minutes = HOLE.usualMinutesOnScene
    expect(breach(due(10 + minutes, 'secured'), 600, HOLE)).toBe(0)
    expect(breach(due(10, 'secured'), 600, HOLE)).toBe(minutes * 60)
  })

  it('[N-11] no longer matters once the target was reached', () => {
    expect(breach({ ...due(-30, 'on_scene'), onSceneAt: NOW }, 600)).toBe(0)
  })

  it('[N-11] names the skills that the crew brings', () => {
    const able = sorted({ eligible: [free(1, { skills: ['police', 'road_signs'] })] })
    expect(rank(ticket, HOLE, able, [travel(1, 1)], NOW).proposals[0]?.matchingSkills).toEqual(['road_signs'])
  })
})

describe('the diversion', () => {
  const diversion = (free_: number | null, ...busyAt: number[]) =>
    rank(
      ticket,
      NOISE,
      sorted({
        eligible: free_ === null ? [] : [free(1)],
        divertible: busyAt.map((_, index) => busy(index + 2)),
      }),
      [
        ...(free_ === null ? [] : [travel(1, free_)]),
        ...busyAt.map((seconds, index) => travel(index + 2, seconds)),
      ],
      NOW,
    ).diversion

  it('[N-9] is the fastest busy crew, where it is sooner than every free one or there is none', () => {
    expect(diversion(100, 90, 80)?.crewId).toBe(crewId(3))
    expect(diversion(null, 900)?.crewId).toBe(crewId(2))
    expect(diversion(80, 80)).toBeNull()
    expect(diversion(80)).toBeNull()
  })

  it('[N-9] says what it would be taken off', () => {
    expect(diversion(100, 90)).toMatchObject({
      fromTicketId: ticketId(2),
      fromTicketNumber: 2002,
      fromPriority: 4,
      seconds: 90,
      metres: 900,
      basis: 'straight',
    })
  })
})

it('[N-7] a ticket that nobody can be ranked for says why', () => {
  expect(noSuggestion(ticket, 'not_located', NOW)).toMatchObject({
    problem: 'not_located',
    proposals: [],
    excluded: [],
  })
})
