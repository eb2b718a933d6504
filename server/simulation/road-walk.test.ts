import { describe, expect, it } from 'vitest'
import { metresBetween } from '../../shared/geo.ts'
import { Roads, Walk } from './road-walk.ts'

/** Two streets that cross, one that leads nowhere, and one that nothing joins. */
const roads = new Roads([
  [
    [1.44, 43.6],
    [1.45, 43.6],
    [1.46, 43.6],
  ],
  [
    [1.45, 43.59],
    [1.45, 43.6],
    [1.45, 43.61],
  ],
  [
    [1.5, 43.5],
    [1.51, 43.5],
  ],
])

describe('walking along the streets', () => {
  it('[S-6] goes by the crossing, not through the houses', () => {
    const way = roads.way({ lon: 1.4401, lat: 43.6001 }, { lon: 1.4501, lat: 43.6101 })
    expect(way).toEqual([
      { lon: 1.4401, lat: 43.6001 },
      { lon: 1.44, lat: 43.6 },
      { lon: 1.45, lat: 43.6 },
      { lon: 1.45, lat: 43.61 },
      { lon: 1.4501, lat: 43.6101 },
    ])
  })

  it('[S-6] never starts from a street that nothing joins', () => {
    const way = roads.way({ lon: 1.505, lat: 43.5 }, { lon: 1.44, lat: 43.6 })
    expect(way.some(({ lat }) => lat === 43.5 && way.length > 2)).toBe(true)
    expect(way).not.toContainEqual({ lon: 1.5, lat: 43.5 })
  })

  it('[S-6] advances by metres, turns its head, and arrives', () => {
    const walk = new Walk(roads.way({ lon: 1.44, lat: 43.6 }, { lon: 1.46, lat: 43.6 }))
    const whole = metresBetween({ lon: 1.44, lat: 43.6 }, { lon: 1.46, lat: 43.6 })
    walk.advance(whole / 2)
    expect(walk.at.lon).toBeCloseTo(1.45, 4)
    expect(walk.heading).toBeCloseTo(90, 0)
    expect(walk.arrived).toBe(false)
    walk.advance(whole)
    expect(walk.arrived).toBe(true)
    expect(walk.at).toEqual({ lon: 1.46, lat: 43.6 })
  })
})
