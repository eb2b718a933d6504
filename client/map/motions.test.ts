import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { metresBetween } from '../../shared/geo.ts'
import type { Motion } from '../layers/rows.ts'
import { Motions } from './motions.ts'

const CREW = 700
const capitole = { lon: 1.4436, lat: 43.6045 }
/** 80 m to the east of it. */
const east = { lon: 1.4446, lat: 43.6045 }

function begun(now = 0, animated = true): Motions {
  const motions = new Motions(animated)
  motions.begin(CREW, capitole, now)
  return motions
}

/** The crew's row as the graphics card is given it. */
function rowOf(motions: Motions, isPointed = true) {
  const motion: Motion = {
    to: new Float64Array(2),
    from: new Float64Array(2),
    times: new Float32Array(2),
    angles: new Float32Array(1),
  }
  motions.write(CREW, 0, isPointed, motion)
  const [to, from, times, angles] = [motion.to, motion.from, motion.times, motion.angles].map((one) => [
    ...one,
  ])
  return { to, from, times, angles }
}

describe('how a crew glides between two fixes', () => {
  it('[V-21] begins where it is first seen, without coming from anywhere', () => {
    const place = [capitole.lon, capitole.lat]
    expect(rowOf(begun(5))).toEqual({ to: place, from: place, times: [5, 5], angles: [0] })
    expect(begun(5).at(CREW, 5)).toEqual(capitole)
  })

  it('[V-22] takes as long as fixes are apart, and a second at most', () => {
    const motions = begun()
    motions.glide(CREW, east.lon, east.lat, 0.5)
    expect(rowOf(motions).times).toEqual([0.5, 1])
    expect(motions.at(CREW, 0.75).lon).toBeCloseTo((capitole.lon + east.lon) / 2, 9)
    expect([motions.moving(0.9), motions.moving(1)]).toEqual([true, false])
    motions.glide(CREW, capitole.lon, capitole.lat, 60)
    expect(rowOf(motions).times).toEqual([60, 61])
  })

  it('[V-23] keeps its leg while the fix is the same one', () => {
    const motions = begun()
    motions.glide(CREW, east.lon, east.lat, 1)
    const leg = rowOf(motions)
    motions.glide(CREW, east.lon, east.lat, 1.5)
    expect(rowOf(motions)).toEqual(leg)
  })

  it('[V-24] jumps where the way is not known, and always where the person asked for stillness', () => {
    const motions = begun()
    motions.glide(CREW, 1.46, 43.6045, 1)
    expect(rowOf(motions)).toMatchObject({ from: [1.46, 43.6045], times: [1, 1] })
    const still = begun(0, false)
    still.glide(CREW, east.lon, east.lat, 1)
    expect(still.at(CREW, 1)).toEqual(east)
    expect(rowOf(still).times).toEqual([1, 1])
  })

  it('[V-25] never moves a mark at the instant a fix comes, however the fixes fall', () => {
    const step = fc.tuple(fc.double({ min: 0.01, max: 2, noNaN: true }), fc.integer({ min: -20, max: 20 }))
    fc.assert(
      fc.property(fc.array(step, { minLength: 2, maxLength: 20 }), (steps) => {
        let now = 0
        let lon = capitole.lon
        const motions = begun(now)
        for (const [seconds, metres] of steps) {
          now += seconds
          lon += metres * 1.2e-5
          const before = motions.at(CREW, now)
          motions.glide(CREW, lon, capitole.lat, now)
          expect(metresBetween(before, motions.at(CREW, now))).toBeLessThan(0.01)
        }
      }),
    )
  })

  it('[V-25] goes on as it did when crews of higher numbers come', () => {
    const motions = begun()
    motions.glide(CREW, east.lon, east.lat, 1)
    const leg = rowOf(motions)
    motions.begin(65_535, capitole, 1)
    expect(rowOf(motions)).toEqual(leg)
    expect(motions.at(65_535, 1)).toEqual(capitole)
  })
})

describe('where a crew heads', () => {
  const unknown = Number.NaN

  it('[V-27] is trusted above 1 m/s, kept for a minute, then the crew is drawn still', () => {
    const motions = begun()
    const turned = (heading: number, speed: number, now: number) => [
      motions.turn(CREW, heading, speed, now),
      motions.heading(CREW),
    ]
    expect(turned(90, 0.4, 0)).toEqual([false, unknown])
    expect(turned(90, 8, 10)).toEqual([true, 90])
    expect(turned(120, 8, 11)).toEqual([false, 120])
    expect(turned(200, 0.2, 30)).toEqual([false, 120])
    expect(turned(unknown, 0, 70.9)).toEqual([false, 120])
    expect(turned(unknown, 0, 71)).toEqual([true, unknown])
    expect(turned(unknown, 0, 72)).toEqual([false, unknown])
  })

  it('[V-27] is trusted where the device tells no speed', () => {
    const motions = begun()
    motions.turn(CREW, 45, unknown, 0)
    expect(motions.heading(CREW)).toBe(45)
  })

  it('[V-27] turns the marks that point, counter-clockwise', () => {
    const motions = begun()
    motions.turn(CREW, 45, 9, 0)
    expect([rowOf(motions).angles, rowOf(motions, false).angles]).toEqual([[-45], [0]])
  })
})
