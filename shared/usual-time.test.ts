import { describe, expect, it } from 'vitest'
import { breachAhead } from './breach-ahead.ts'
import { after, MINUTE, SECOND } from './instant.ts'
import { rank } from './nearest-crew/rank.ts'
import { aCrew, anAssignment, aTicket, HOLE, NOISE, NOW } from './test-board.ts'
import { type UsualTimes, usualStay, usualToSecure } from './usual-time.ts'

const times: UsualTimes = new Map([
  [HOLE.code, { serviceCode: HOLE.code, secured: { seconds: 1_080, interventions: 143 }, ended: null }],
])
const at = (minutes: number) => after(NOW, minutes * MINUTE)

describe('how long interventions usually take', () => {
  it.each([
    ['learned to make safe', usualToSecure(HOLE, times), { duration: 18 * MINUTE, learnedOf: 143 }],
    ['not learned to the end', usualStay(HOLE, times), { duration: 15 * MINUTE, learnedOf: null }],
    ['of a type not learned', usualToSecure(NOISE, times), { duration: 15 * MINUTE, learnedOf: null }],
    ['of an unknown type', usualToSecure(undefined, times), { duration: 0, learnedOf: null }],
  ])('[UT-1] is what was learned of the type, else what the catalogue says: %s', (_what, found, expected) => {
    expect(found).toEqual(expected)
  })

  it('[UT-5] is what a breach is predicted by, of who is on the way and of who could be sent', () => {
    const deadline = { kind: 'secured', startedAt: NOW, dueAt: at(60) } as const
    const hole = aTicket(1, { serviceCode: HOLE.code, priority: 3, deadline })
    const able = [anAssignment(1, 'en_route', { expectedSeconds: 44 * 60 })]
    const onScene = { ...hole, onSceneAt: at(44) }
    const ahead = (known: UsualTimes) =>
      breachAhead(
        onScene,
        HOLE,
        { able, guards: [], callOut: null, nearestSeconds: null },
        usualToSecure(HOLE, known).duration,
        at(44),
      )
    expect(ahead(new Map())).toBeNull()
    expect(ahead(times)).toEqual({ target: 'secured', late: 2 * MINUTE })
    const free = { crew: aCrew(1), fix: { lon: 1.44, lat: 43.6, at: NOW } }
    const travel = {
      crewId: aCrew(1).id,
      seconds: 38 * 60,
      metres: 9_000,
      basis: 'road' as const,
      learned: false,
    }
    const proposed = (known: UsualTimes) =>
      rank(hole, HOLE, { eligible: [free], divertible: [], excluded: [] }, [travel], at(5), known).proposals
    expect(proposed(new Map())[0]?.breachSeconds).toBe(3 * 60)
    expect(proposed(times)[0]?.breachSeconds).toBe((60 * SECOND) / SECOND)
  })
})
