import { readFileSync } from 'node:fs'
import type { FeatureCollection, Polygon } from 'geojson'
import { expect, it } from 'vitest'
import { districtNamesOf } from './district-names.ts'

const collection = (features: [string | null, number[][]][]): FeatureCollection<Polygon> => ({
  type: 'FeatureCollection',
  features: features.map(([name, ring]) => ({
    type: 'Feature',
    properties: name === null ? { layer: 'boundary' } : { layer: 'district', name },
    geometry: { type: 'Polygon', coordinates: [ring] },
  })),
})

const square = [
  [1.44, 43.6],
  [1.46, 43.6],
  [1.46, 43.61],
  [1.44, 43.61],
  [1.44, 43.6],
]

it('[V-28] writes the name of a district once, at its centre of mass', () => {
  const { features } = districtNamesOf(
    collection([
      [null, square],
      ['Capitole', square],
    ]),
  )
  expect(features).toHaveLength(1)
  expect(features[0]?.properties).toEqual({ name: 'Capitole' })
  expect(features[0]?.geometry.coordinates[0]).toBeCloseTo(1.45, 9)
  expect(features[0]?.geometry.coordinates[1]).toBeCloseTo(43.605, 9)
})

it('[V-28] gives every district of the demonstration one point, within the city', () => {
  const city = JSON.parse(readFileSync(new URL('../../fixtures/toulouse/city.json', import.meta.url), 'utf8'))
  const named = city.districts.map(({ short, polygon }: { short: string; polygon: Polygon }) => [
    short,
    polygon.coordinates[0],
  ])
  const { features } = districtNamesOf(collection(named))
  expect(features).toHaveLength(named.length)
  const [west, south, east, north] = city.bounds
  for (const { geometry } of features) {
    const [lon = 0, lat = 0] = geometry.coordinates
    expect(lon > west && lon < east && lat > south && lat < north).toBe(true)
  }
})

it('[V-28] does not fail on a polygon without an inside', () => {
  expect(
    districtNamesOf(
      collection([
        [
          'Vide',
          [
            [1, 43],
            [1, 43],
          ],
        ],
      ]),
    ).features[0]?.geometry.coordinates,
  ).toEqual([1, 43])
})
