import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { metresBetween } from '../../shared/geo.ts'
import { Glide } from './glide.ts'

const capitole = { lon: 1.4436, lat: 43.6045 }
/** 80 m to the east of it. */
const east = { lon: 1.4446, lat: 43.6045 }

describe('how a crew glides between two fixes', () => {
  it('[V-21] begins where it is first seen, without coming from anywhere', () => {
    const glide = new Glide(capitole, 5, true)
    expect(glide).toMatchObject({ previousLon: capitole.lon, leavesAt: 5, arrivesAt: 5 })
    expect(glide.at(5)).toEqual(capitole)
  })

  it('[V-22] takes as long as fixes are apart, and a second at most', () => {
    const glide = new Glide(capitole, 0, true)
    glide.to(east, 0.5)
    expect(glide.arrivesAt).toBe(1)
    expect(glide.at(0.75).lon).toBeCloseTo((capitole.lon + east.lon) / 2, 9)
    glide.to(capitole, 60)
    expect(glide.arrivesAt).toBe(61)
  })

  it('[V-23] keeps its leg while the fix is the same one', () => {
    const glide = new Glide(capitole, 0, true)
    glide.to(east, 1)
    const leg = { ...glide }
    glide.to({ ...east }, 1.5)
    expect({ ...glide }).toEqual(leg)
  })

  it('[V-24] jumps where the way is not known, and always where the person asked for stillness', () => {
    const far = { lon: 1.46, lat: 43.6045 }
    const glide = new Glide(capitole, 0, true)
    glide.to(far, 1)
    expect(glide).toMatchObject({ previousLon: far.lon, arrivesAt: 1 })
    const still = new Glide(capitole, 0, false)
    still.to(east, 1)
    expect(still.at(1)).toEqual(east)
    expect(still.arrivesAt).toBe(1)
  })

  it('[V-25] never moves a mark at the instant a fix comes, however the fixes fall', () => {
    const step = fc.tuple(fc.double({ min: 0.01, max: 2, noNaN: true }), fc.integer({ min: -20, max: 20 }))
    fc.assert(
      fc.property(fc.array(step, { minLength: 2, maxLength: 20 }), (steps) => {
        let now = 0
        let lon = capitole.lon
        const glide = new Glide(capitole, now, true)
        for (const [seconds, metres] of steps) {
          now += seconds
          lon += metres * 1.2e-5
          const before = glide.at(now)
          glide.to({ lon, lat: capitole.lat }, now)
          expect(metresBetween(before, glide.at(now))).toBeLessThan(0.01)
        }
      }),
    )
  })
})
