import { expect, it } from 'vitest'
import { metresBetween } from '../../shared/geo.ts'
import { Walk } from './walk.ts'

const [start, corner, end] = [
  { lon: 1.44, lat: 43.6 },
  { lon: 1.45, lat: 43.6 },
  { lon: 1.45, lat: 43.61 },
]

it('[S-6] advances along a way by metres, turns its head, and arrives', () => {
  const walk = new Walk([start, corner, end])
  const first = metresBetween(start, corner)
  walk.advance(first / 2)
  expect(walk.at.lon).toBeCloseTo(1.445, 4)
  expect(walk.heading).toBeCloseTo(90, 0)
  walk.advance(first / 2 + metresBetween(corner, end) / 2)
  expect(walk.at).toMatchObject({ lon: 1.45, lat: expect.closeTo(43.605, 4) })
  expect(walk.heading).toBeCloseTo(0, 0)
  expect(walk.arrived).toBe(false)
  walk.advance(10_000)
  expect([walk.at, walk.arrived]).toEqual([end, true])
})

it('[S-6] goes the short way round, across the antimeridian too', () => {
  const walk = new Walk([
    { lon: 179.9, lat: 0 },
    { lon: -179.9, lat: 0 },
  ])
  walk.advance(5_000)
  expect(walk.at.lon).toBeCloseTo(179.945, 3)
  expect(walk.heading).toBeCloseTo(90, 0)
  walk.advance(10_000)
  expect(walk.at.lon).toBeCloseTo(-179.965, 3)
})
