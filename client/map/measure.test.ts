import { expect, it } from 'vitest'
import { measuredOf, totalsOf } from './measure.ts'

const capitole = { lon: 1.4436, lat: 43.6045 }
const north = { lon: 1.4436, lat: 43.6135 }

it('[MT-14] adds up the lengths along the points', () => {
  expect(totalsOf([])).toEqual([])
  const [start = -1, there = 0, back = 0] = totalsOf([capitole, north, capitole])
  expect(start).toBe(0)
  expect(Math.abs(there - 1000.8)).toBeLessThan(1)
  expect(back).toBeCloseTo(2 * there, 6)
})

it('[MT-14] draws a line from the second point on, and says how far it is to each', () => {
  expect(measuredOf([], 'fr').features).toEqual([])
  expect(measuredOf([capitole], 'fr').features.map(({ geometry }) => geometry.type)).toEqual(['Point'])
  const { features } = measuredOf([capitole, north], 'fr')
  expect(features.map(({ geometry }) => geometry.type)).toEqual(['LineString', 'Point', 'Point'])
  expect(features.at(-1)?.properties?.total).toBe('1,00\u202fkm')
})
