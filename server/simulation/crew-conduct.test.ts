import { describe, expect, it } from 'vitest'
import type { Assignment } from '../../shared/assignment/assignment.ts'
import { instant, MINUTE, SECOND } from '../../shared/instant.ts'
import { aCrew, aCrewOn, anAssignment, aTicket, NOW } from '../../shared/test-board.ts'
import { type ConductOptions, CrewConduct, type Situation } from './crew-conduct.ts'
import { randomFrom } from './random.ts'

const conduct = (given: Partial<ConductOptions> = {}) =>
  new CrewConduct({
    random: randomFrom(1),
    speed: 1,
    usualMinutesOnScene: () => 20,
    hoursBetweenDistress: null,
    ...given,
  })
const situation = (given: Partial<Situation> = {}): Situation => ({
  crew: aCrew(1),
  current: undefined,
  ticket: undefined,
  there: false,
  now: NOW,
  ...given,
})

/** Asks every simulated second until a word comes; how many seconds it took. */
function wordAfter(one: CrewConduct, current: Assignment, given: Partial<Situation> = {}) {
  for (let seconds = 0; seconds < 3600; seconds++) {
    const now = instant(NOW + seconds * SECOND)
    const word = one.next(situation({ current, ticket: aTicket(1), now, ...given }), 1)
    if (word !== null) return { word, seconds }
  }
  return null
}

describe('what a simulated crew says', () => {
  it('[S-7] comes on duty', () => {
    expect(conduct().next(situation({ crew: aCrewOn(1, 'off') }), 1)).toEqual({ say: 'come_on_duty' })
  })

  it('[S-7] acknowledges within 3 to 20 s, then goes', () => {
    for (let seed = 0; seed < 30; seed++) {
      const one = conduct({ random: randomFrom(seed) })
      const answer = wordAfter(one, anAssignment(1, 'dispatched'))
      expect(answer?.word).toEqual({ say: 'acknowledge' })
      expect(answer?.seconds).toBeGreaterThanOrEqual(3)
      expect(answer?.seconds).toBeLessThanOrEqual(20)
      expect(wordAfter(one, anAssignment(1, 'acknowledged'))?.word).toEqual({ say: 'go_en_route' })
    }
  })

  it('[S-7] says that it is there when it is, not before', () => {
    const current = anAssignment(1, 'en_route')
    expect(conduct().next(situation({ current, ticket: aTicket(1), there: false }), 1)).toBeNull()
    expect(conduct().next(situation({ current, ticket: aTicket(1), there: true }), 1)).toEqual({
      say: 'arrive',
    })
  })

  it('[S-7] makes the spot safe first where that is what is promised, then clears it', () => {
    const deadline = { kind: 'secured', startedAt: NOW, dueAt: instant(NOW + 60 * MINUTE) } as const
    const ticket = aTicket(1, { deadline })
    const one = conduct()
    expect(wordAfter(one, anAssignment(1, 'on_scene'), { ticket })?.word).toEqual({ say: 'secure' })
    expect(wordAfter(one, anAssignment(1, 'secured'), { ticket })?.word).toMatchObject({ say: 'clear' })
    expect(wordAfter(conduct(), anAssignment(1, 'on_scene'))?.word).toMatchObject({ say: 'clear' })
  })

  it('[S-7] declines now and then, and never what is urgent', () => {
    const words = (priority: 2 | 4) =>
      Array.from({ length: 400 }, (_, seed) => {
        const ticket = aTicket(1, { priority })
        return wordAfter(conduct({ random: randomFrom(seed) }), anAssignment(1, 'dispatched'), { ticket })
          ?.word
      })
    const declined = words(4).filter((word) => word?.say === 'decline')
    expect(declined.length).toBeGreaterThan(2)
    expect(declined.length).toBeLessThan(30)
    expect(words(2).filter((word) => word?.say === 'decline')).toHaveLength(0)
  })

  it('[S-7] takes a break in the second hour, never with work in hand, and comes back', () => {
    const resting = (seed: number) => {
      const one = conduct({ random: randomFrom(seed) })
      for (let minute = 0; minute < 240; minute++) {
        const word = one.next(situation({ now: instant(NOW + minute * MINUTE) }), 60)
        if (word !== null) return { word, minute }
      }
      return null
    }
    const breaks = Array.from({ length: 40 }, (_, seed) => resting(seed))
    expect(breaks.filter((one) => one?.word.say === 'take_break').length).toBeGreaterThan(15)
    expect(breaks.every((one) => (one?.minute ?? 60) >= 40)).toBe(true)
    const current = anAssignment(1, 'en_route')
    expect(conduct().next(situation({ current, now: instant(NOW + 200 * MINUTE) }), 60)).toBeNull()
    const away = situation({ crew: aCrewOn(1, 'on_break'), now: instant(NOW + 16 * MINUTE) })
    expect(conduct().next(away, 1)).toEqual({ say: 'make_available' })
  })

  it('[S-8] calls for help about as often as it is told to, and not at all otherwise', () => {
    const calls = (hoursBetweenDistress: number | null) => {
      const one = conduct({ hoursBetweenDistress })
      let raised = 0
      for (let second = 0; second < 600 * 360; second += 10) {
        if (one.next(situation(), 10)?.say === 'raise_distress') raised += 1
      }
      return raised
    }
    expect(calls(6)).toBeGreaterThan(2)
    expect(calls(6)).toBeLessThan(25)
    expect(calls(null)).toBe(0)
  })

  it('[S-7] is the same for the same seed', () => {
    const play = () => wordAfter(conduct({ random: randomFrom(12) }), anAssignment(1, 'on_scene'))
    expect(play()).toEqual(play())
  })

  it('[S-7] stays silent in distress', () => {
    expect(conduct().next(situation({ crew: aCrewOn(1, 'distress') }), 60)).toBeNull()
  })
})
