import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { metresBetween } from '../../shared/geo.ts'
import { Glide } from './glide.ts'

const capitole = { lon: 1.4436, lat: 43.6045 }
/** 80 m to the east of it. */
const east = { lon: 1.4446, lat: 43.6045 }

describe('how a crew glides between two fixes', () => {
  it('[V-21] begins where it is first seen, without coming from anywhere', () => {
    const glide = new Glide(true)
    expect(glide.to('a', capitole, 5)).toMatchObject({ previousLon: capitole.lon, leavesAt: 5, arrivesAt: 5 })
    expect(glide.at('a', 5)).toEqual(capitole)
    expect(glide.moving(5)).toBe(false)
  })

  it('[V-22] takes as long as fixes are apart, and a second at most', () => {
    const glide = new Glide(true)
    glide.to('a', capitole, 0)
    expect(glide.to('a', east, 0.5).arrivesAt).toBe(1)
    expect(glide.at('a', 0.75)?.lon).toBeCloseTo((capitole.lon + east.lon) / 2, 9)
    expect(glide.to('a', capitole, 60).arrivesAt).toBe(61)
    expect(glide.moving(60.9)).toBe(true)
  })

  it('[V-23] keeps its leg while the fix is the same one', () => {
    const glide = new Glide(true)
    glide.to('a', capitole, 0)
    const leg = glide.to('a', east, 1)
    expect(glide.to('a', { ...east }, 1.5)).toEqual(leg)
  })

  it('[V-24] jumps where the way is not known, and always where the person asked for stillness', () => {
    const far = { lon: 1.46, lat: 43.6045 }
    const glide = new Glide(true)
    glide.to('a', capitole, 0)
    expect(glide.to('a', far, 1)).toMatchObject({ previousLon: far.lon, arrivesAt: 1 })
    const still = new Glide(false)
    still.to('a', capitole, 0)
    still.to('a', east, 1)
    expect(still.at('a', 1)).toEqual(east)
    expect(still.moving(1)).toBe(false)
  })

  it('[V-25] never moves a mark at the instant a fix comes, however the fixes fall', () => {
    const step = fc.tuple(fc.double({ min: 0.01, max: 2, noNaN: true }), fc.integer({ min: -20, max: 20 }))
    fc.assert(
      fc.property(fc.array(step, { minLength: 2, maxLength: 20 }), (steps) => {
        const glide = new Glide(true)
        let now = 0
        let lon = capitole.lon
        glide.to('a', capitole, now)
        for (const [seconds, metres] of steps) {
          now += seconds
          lon += metres * 1.2e-5
          const before = glide.at('a', now)
          glide.to('a', { lon, lat: capitole.lat }, now)
          const after = glide.at('a', now)
          if (before === undefined || after === undefined) throw new Error('lost')
          expect(metresBetween(before, after)).toBeLessThan(0.01)
        }
      }),
    )
  })

  it('[V-26] forgets those that are no longer there', () => {
    const glide = new Glide(true)
    glide.to('a', capitole, 0)
    glide.keep(new Set())
    expect(glide.at('a', 0)).toBeUndefined()
  })
})
