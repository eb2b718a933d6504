import fc from 'fast-check'
import { expect, it } from 'vitest'
import { nearestOn, pointOn } from '../../../shared/geo.ts'
import type { Street } from './street.ts'
import { StreetIndex } from './street-index.ts'
import { METRES_PER_DEGREE, StreetLines } from './street-lines.ts'
import { aStreet } from './test-streets.ts'

/** Degrees from the town's corner: 3 km of streets, and places around them too. */
const coordinate = (least: number, most: number) =>
  fc.double({ min: least, max: most, noNaN: true, noDefaultInfinity: true })
const streetsOf = fc.array(
  fc.array(fc.tuple(coordinate(0, 0.03), coordinate(0, 0.03)), { minLength: 2, maxLength: 5 }),
  { minLength: 1, maxLength: 40 },
)

it('[R-41] finds the segment that is nearest when all are measured one by one', () => {
  fc.assert(
    fc.property(
      streetsOf,
      coordinate(-0.01, 0.04),
      coordinate(-0.01, 0.04),
      fc.integer({ min: 1, max: 3 }),
      (drawn, dx, dy, every) => {
        const streets = drawn.map(
          (line, index): Street =>
            aStreet(
              index + 1,
              line.map((_, at) => index * 10 + at),
              line.map(([x, y]) => [1.4 + x, 43.6 + y] as const),
            ),
        )
        const lines = new StreetLines(streets)
        const place = { lon: 1.4 + dx, lat: 43.6 + dy }
        const taken = (point: number) => point % every === 0
        const found = new StreetIndex(lines).nearest(place, 500, taken)
        let least = 500
        for (let street = 0; street < streets.length; street++)
          for (let point = lines.first[street] ?? 0; point + 1 < (lines.first[street + 1] ?? 0); point++)
            if (taken(point)) least = Math.min(least, metresTo(lines, point, place))
        if (found === null) expect(least).toBeGreaterThanOrEqual(499.9)
        else expect(found.metres).toBeCloseTo(least, 1)
      },
    ),
    { numRuns: 500 },
  )
})

function metresTo(lines: StreetLines, point: number, place: { lon: number; lat: number }): number {
  const line = [point, point + 1].map((one): [number, number] => {
    const { lon, lat } = lines.lonLat(one)
    return [lon, lat]
  })
  const { segment, along } = nearestOn(line, place)
  const { lon, lat } = pointOn(line, segment, along)
  const east = (lon - place.lon) * Math.cos((place.lat * Math.PI) / 180)
  return Math.hypot(east, lat - place.lat) * METRES_PER_DEGREE
}
