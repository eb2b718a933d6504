import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instant, MINUTE, SECOND } from '../instant.ts'
import { rank } from '../nearest-crew/rank.ts'
import { aCrew, aTicket, crewId, NOISE, NOW } from '../test-board.ts'
import { type CrewKind, crewKinds } from './crew.ts'
import { doubtSeconds, trustOf } from './position-age.ts'

describe('[P-19] how far a position can be believed', () => {
  it.each<[CrewKind, number, number]>([
    ['patrol', 30, 5],
    ['motorcycle', 30, 5],
    ['bicycle', 45, 8],
    ['foot', 60, 10],
    ['mediation', 60, 10],
  ])('%s: as it is for %i s, not any more from %i min', (kind, seconds, minutes) => {
    expect(trustOf(kind, seconds * SECOND - 1)).toBe('fresh')
    expect(trustOf(kind, seconds * SECOND)).toBe('ageing')
    expect(trustOf(kind, minutes * MINUTE - 1)).toBe('ageing')
    expect(trustOf(kind, minutes * MINUTE)).toBe('stale')
  })

  it('only ever less, as it grows older', () => {
    const order = ['fresh', 'ageing', 'stale']
    const ages = fc.integer({ min: 0, max: 20 * MINUTE })
    fc.assert(
      fc.property(fc.constantFrom(...crewKinds), ages, ages, (kind, one, other) => {
        const [younger, older] = [Math.min(one, other), Math.max(one, other)]
        expect(order.indexOf(trustOf(kind, younger))).toBeLessThanOrEqual(order.indexOf(trustOf(kind, older)))
        expect(doubtSeconds(kind, instant(NOW - younger), NOW)).toBeLessThanOrEqual(
          doubtSeconds(kind, instant(NOW - older), NOW),
        )
      }),
    )
  })
})

describe('[N-21] a crew whose position is no longer fresh', () => {
  const order = (age: number, lead: number) => {
    const at = (ago: number) => ({ lon: 1.44, lat: 43.6, at: instant(NOW - ago * SECOND) })
    const travel = (number: number, seconds: number) => ({
      crewId: crewId(number),
      seconds,
      metres: 1,
      basis: 'road' as const,
      learned: false,
    })
    const suggestion = rank(
      aTicket(9),
      NOISE,
      {
        eligible: [
          { crew: aCrew(1), fix: at(age) },
          { crew: aCrew(2), fix: at(1) },
        ],
        divertible: [],
        excluded: [],
      },
      [travel(1, 100), travel(2, 100 + lead)],
      NOW,
    )
    return suggestion.proposals.map(({ crewId: id }) => (id === crewId(1) ? 'old' : 'fresh'))
  }

  it('stands behind one that is there within that age of it, and before any other', () => {
    expect(order(120, 119)).toEqual(['fresh', 'old'])
    expect(order(120, 121)).toEqual(['old', 'fresh'])
  })

  it('stands where it stood while its position is fresh', () => {
    expect(order(29, 1)).toEqual(['old', 'fresh'])
  })
})
