import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Duty, duties } from '../../shared/crew/crew.ts'
import type { LonLat } from '../../shared/geo.ts'
import { type Instant, instant, MINUTE, SECOND } from '../../shared/instant.ts'
import { positionReportSchema } from '../../shared/protocol/live.ts'
import { aCrew, NOW } from '../../shared/test-board.ts'
import { Positions } from './positions.ts'

const crew = aCrew(1)
const CAPITOLE = { lon: 1.4442, lat: 43.6045 }
/** A point so many metres north of another. */
const north = (metres: number, { lon, lat }: LonLat = CAPITOLE) => ({ lon, lat: lat + metres / 111_195 })
const later = (seconds: number): Instant => instant(NOW + seconds * SECOND)

/** A report of `place`, fixed and received so many seconds after the start, unless said otherwise. */
function report(
  positions: Positions,
  place: LonLat,
  seconds: number,
  given: { accuracy?: number; received?: number; who?: typeof crew; session?: string } = {},
) {
  const { accuracy = 8, received = seconds, who = crew, session = who.id } = given
  const fix = { ...place, accuracy, heading: null, speed: null, at: later(seconds) }
  return positions.report(who, fix, later(received), session)
}

const place = (positions: Positions) => {
  const presence = positions.of(crew)
  return presence && { lon: presence.lon, lat: presence.lat }
}

describe('a fix that can be believed', () => {
  it('[P-3] is where the crew is, at the instant of the fix', () => {
    const positions = new Positions()
    expect(report(positions, CAPITOLE, 0, { received: 2 })).toBe('accepted')
    expect(positions.of(crew)).toMatchObject({
      ...CAPITOLE,
      at: NOW,
      receivedAt: later(2),
      clockAhead: false,
    })
    expect(report(positions, north(100), 10)).toBe('accepted')
    expect(place(positions)).toEqual(north(100))
  })

  it('[P-4] is not one older than the last, one told twice, or one of ten minutes ago', () => {
    const positions = new Positions()
    expect(report(positions, CAPITOLE, -601, { received: 0 })).toBe('late')
    expect(report(positions, CAPITOLE, 10)).toBe('accepted')
    expect(report(positions, north(50), 9, { received: 11 })).toBe('late')
    expect(report(positions, CAPITOLE, 10, { received: 12 })).toBe('late')
    expect(positions.of(crew)?.receivedAt).toBe(later(10))
  })

  it('[P-5] of a clock more than five seconds ahead counts from reception, and says so', () => {
    const positions = new Positions()
    expect(report(positions, CAPITOLE, 4, { received: 0 })).toBe('accepted')
    expect(positions.of(crew)).toMatchObject({ at: NOW, clockAhead: false })
    expect(report(positions, CAPITOLE, 3_605, { received: 5 })).toBe('accepted')
    expect(positions.of(crew)).toMatchObject({ at: later(5), clockAhead: true })
    expect(report(positions, north(20), 3_610, { received: 10 })).toBe('accepted')
    expect(report(positions, north(40), 15)).toBe('accepted')
    expect(positions.of(crew)).toMatchObject({ at: later(15), clockAhead: false })
  })

  it('[P-5] of a clock ahead is still judged by the time that passed here', () => {
    const positions = new Positions()
    report(positions, CAPITOLE, 0)
    expect(report(positions, north(20_000), 7_200, { received: 5 })).toBe('teleport')
  })
})

describe('a fix that cannot be believed', () => {
  it('[P-6] is dropped at 0, 0', () => {
    const positions = new Positions()
    expect(report(positions, { lon: 0, lat: 0 }, 0)).toBe('null_island')
    expect(report(positions, { lon: 0.0004, lat: -0.0004 }, 1)).toBe('null_island')
    expect(positions.apart(crew)).toBeUndefined()
    expect(report(positions, { lon: 0, lat: 43.6 }, 2)).toBe('accepted')
  })

  it('[P-7] is kept apart when its radius is above two kilometres, and told in the frame', () => {
    const positions = new Positions()
    expect(report(positions, CAPITOLE, 0, { accuracy: 2_001 })).toBe('inaccurate')
    expect(positions.of(crew)).toBeUndefined()
    expect(positions.apart(crew)).toMatchObject({ cause: 'inaccurate', fix: { accuracy: 2_001 } })
    expect(report(positions, CAPITOLE, 1, { accuracy: 2_000 })).toBe('accepted')
    expect(positions.apart(crew)).toBeUndefined()
    report(positions, north(100), 2, { accuracy: 50_000 })
    expect(positions.of(crew)).toMatchObject({ ...CAPITOLE, at: later(1), newerApart: true })
    report(positions, north(50), 3)
    expect(positions.of(crew)).toMatchObject({ newerApart: false })
  })

  it('[P-8] is kept apart when it is more than 300 m away at more than 90 m/s', () => {
    const jump = (metres: number, seconds: number) => {
      const positions = new Positions()
      report(positions, CAPITOLE, 0)
      return report(positions, north(metres), seconds)
    }
    expect(jump(299, 1)).toBe('accepted')
    expect(jump(301, 1)).toBe('teleport')
    expect(jump(895, 10)).toBe('accepted')
    expect(jump(905, 10)).toBe('teleport')
  })

  it('[P-8] stays apart until a second one agrees with it; the trail begins anew there', () => {
    const positions = new Positions()
    report(positions, CAPITOLE, 0)
    expect(report(positions, north(5_000), 5)).toBe('teleport')
    expect(place(positions)).toEqual(CAPITOLE)
    expect(positions.of(crew)?.newerApart).toBe(true)
    expect(report(positions, north(5_150), 10)).toBe('accepted')
    expect(place(positions)).toEqual(north(5_150))
    expect(positions.apart(crew)).toBeUndefined()
    expect(positions.trail(crew, later(10))).toEqual([{ ...north(5_150), at: later(10) }])
  })

  it('[P-8] is also confirmed by one far from it, where a crew at speed can have got', () => {
    const positions = new Positions()
    report(positions, CAPITOLE, 0)
    expect(report(positions, north(5_000), 5)).toBe('teleport')
    expect(report(positions, north(5_600), 20)).toBe('accepted')
  })

  it('[P-8] does not confirm itself when it is told twice, nor is it forgotten for a vague one', () => {
    const positions = new Positions()
    report(positions, CAPITOLE, 0)
    report(positions, north(5_000), 5)
    expect(report(positions, north(5_000), 5, { received: 6 })).toBe('late')
    expect(report(positions, north(5_000), 7, { accuracy: 9_000 })).toBe('inaccurate')
    expect(positions.apart(crew)?.cause).toBe('teleport')
    expect(report(positions, north(5_010), 8)).toBe('accepted')
  })

  it('[P-8] is withdrawn by a return to where the crew was', () => {
    const positions = new Positions()
    report(positions, CAPITOLE, 0)
    for (const seconds of [5, 15, 25]) {
      expect(report(positions, north(50_000), seconds)).toBe('teleport')
      expect(report(positions, north(10), seconds + 5)).toBe('accepted')
    }
    expect(place(positions)).toEqual(north(10))
  })

  it('[P-8] has another measure where a simulation runs faster than time', () => {
    const positions = new Positions(60)
    report(positions, CAPITOLE, 0)
    expect(report(positions, north(540), 1)).toBe('accepted')
  })

  it('[P-9] never passes the door: outside ±180, ±90, or not a number', () => {
    const fix = { ...CAPITOLE, accuracy: 8, heading: null, speed: null, at: NOW }
    expect(positionReportSchema.safeParse(fix).success).toBe(true)
    for (const wrong of [{ lon: 181 }, { lat: -91 }, { lat: Number.NaN }, { lon: null }, { accuracy: -1 }])
      expect(positionReportSchema.safeParse({ ...fix, ...wrong }).success).toBe(false)
  })
})

describe('a session that talks too much', () => {
  it('[P-10] is heard five times a second', () => {
    const positions = new Positions()
    const heard = Array.from({ length: 20 }, (_, index) => report(positions, CAPITOLE, index / 10))
    expect(heard.map((verdict) => (verdict === 'accepted' ? 1 : 0)).join('')).toBe('11111000001111100000')
    expect(heard).not.toContain('late')
  })

  it('[P-10] does not silence another that speaks for the same crew', () => {
    const positions = new Positions()
    for (const at of [0, 0.1, 0.2, 0.3, 0.4]) report(positions, CAPITOLE, at, { session: 'noisy' })
    expect(report(positions, CAPITOLE, 0.5, { session: 'noisy' })).toBe('too_often')
    expect(report(positions, CAPITOLE, 0.6, { session: 'calm' })).toBe('accepted')
  })
})

describe('a crew that is off duty', () => {
  it('[P-11] leaves no position, no trail, and no trace of what was kept apart', () => {
    const positions = new Positions()
    expect(report(positions, CAPITOLE, 0, { who: aCrew(1, { duty: 'off' }) })).toBe('off_duty')
    expect(positions.of(crew)).toBeUndefined()
    report(positions, CAPITOLE, 1)
    report(positions, north(50_000), 2)
    positions.forget(crew)
    expect(positions.of(crew)).toBeUndefined()
    expect(positions.apart(crew)).toBeUndefined()
    expect(positions.trail(crew, later(2))).toEqual([])
    expect(positions.all(later(2))).toEqual([])
    expect(positions.changedSince(0)).toEqual([])
  })

  it('[P-11] is the only one whose fixes are not taken', () => {
    const taken = (duty: Duty) =>
      report(new Positions(), CAPITOLE, 0, { who: aCrew(1, { duty }) }) === 'accepted'
    expect(duties.filter(taken)).toEqual(['available', 'on_break', 'unavailable', 'distress'])
  })
})

describe('the trail', () => {
  it('[P-12] keeps a step every three seconds for five minutes, and no more', () => {
    const positions = new Positions()
    for (let seconds = 0; seconds <= 1_200; seconds += 1) report(positions, north(seconds), seconds)
    const trail = positions.trail(crew, later(1_200))
    expect(trail).toHaveLength(100)
    expect(trail[0]).toEqual({ ...north(903), at: later(903) })
    expect(trail.at(-1)).toEqual({ ...north(1_200), at: later(1_200) })
    expect(positions.trail(crew, instant(later(1_200) + 4 * MINUTE))).toHaveLength(20)
    expect(positions.trail(crew, instant(later(1_200) + 5 * MINUTE))).toEqual([])
  })
})

describe('what changed', () => {
  const second = aCrew(2)

  it('[P-13] is told once to each reader by its own mark, and nothing when nothing did', () => {
    const positions = new Positions()
    report(positions, CAPITOLE, 0)
    report(positions, CAPITOLE, 0, { who: second })
    const mark = positions.revision
    expect(positions.changedSince(0).map(({ crew: number }) => number)).toEqual([1, 2])
    expect(positions.changedSince(mark)).toEqual([])
    report(positions, north(10), 5, { who: second })
    expect(positions.changedSince(mark).map(({ crew: number }) => number)).toEqual([2])
    expect(report(positions, north(20), 4, { received: 6 })).toBe('accepted')
    expect(report(positions, north(30), 3, { received: 7 })).toBe('late')
    expect(positions.changedSince(mark)).toHaveLength(2)
  })

  it('[P-13] includes that a newer fix was kept apart, once', () => {
    const positions = new Positions()
    report(positions, CAPITOLE, 0)
    const mark = positions.revision
    report(positions, north(50_000), 1)
    expect(positions.changedSince(mark)).toMatchObject([{ ...CAPITOLE, newerApart: true }])
    const after = positions.revision
    report(positions, north(100_000), 2)
    expect(positions.revision).toBe(after)
  })

  it('[P-13] is framed with the age of the fix at the frame’s instant', () => {
    const positions = new Positions()
    report(positions, CAPITOLE, 0, { received: 1 })
    expect(positions.all(later(8))).toEqual([
      {
        crew: 1,
        ...CAPITOLE,
        accuracy: 8,
        heading: null,
        speed: null,
        age: 8,
        clockAhead: false,
        newerApart: false,
      },
    ])
  })

  it('[P-13] includes what was stored before this process started', () => {
    const positions = new Positions()
    report(positions, CAPITOLE, 0)
    const [presence] = positions.changedSince(0)
    const restarted = new Positions()
    if (presence !== undefined) restarted.put(presence)
    expect(restarted.of(crew)).toEqual(presence)
    expect(restarted.revision).toBe(1)
    expect(report(restarted, north(50_000), 5)).toBe('teleport')
  })
})

describe('whatever a device reports', () => {
  const reports = fc.array(
    fc.record({
      metres: fc.integer({ min: 0, max: 60_000 }),
      fixed: fc.integer({ min: -700, max: 4_000 }),
      received: fc.integer({ min: 1, max: 30 }),
      accuracy: fc.constantFrom(5, 50, 2_000, 2_001, 90_000),
    }),
    { maxLength: 40 },
  )

  it('[P-3] a position is never of the future, never goes back in time, and was never vague', () => {
    fc.assert(
      fc.property(reports, (given) => {
        const positions = new Positions()
        let received = 0
        let last = 0
        for (const one of given) {
          received += one.received
          const verdict = report(positions, north(one.metres), received + one.fixed, { ...one, received })
          const presence = positions.of(crew)
          if (presence === undefined) continue
          expect(presence.at).toBeLessThanOrEqual(later(received))
          expect(presence.at).toBeGreaterThanOrEqual(last)
          expect(presence.accuracy).toBeLessThanOrEqual(2_000)
          if (verdict === 'accepted') expect(presence.receivedAt).toBe(later(received))
          last = presence.at
        }
      }),
    )
  })
})
