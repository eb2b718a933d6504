import { describe, expect, it } from 'vitest'
import { tilesAround } from './tiles-around.ts'

const CAPITOLE = { lon: 1.4442, lat: 43.6045 }

describe('[OF-13] the tiles kept for a place', () => {
  it('hold the tile of the place itself, and reach as far as asked', () => {
    // From the definition of the tiles: 2^14 · (lon + 180) / 360, and the same of the Mercator latitude.
    expect(tilesAround(CAPITOLE, 1, [14])).toEqual([{ z: 14, x: 8257, y: 5982 }])
    // A tile of zoom 16 is 443 m wide there: 1 km is two or three on each side.
    const tiles = tilesAround(CAPITOLE, 1_000, [16])
    expect(new Set(tiles.map(({ x }) => x)).size).toBeGreaterThanOrEqual(5)
    expect(new Set(tiles.map(({ x }) => x)).size).toBeLessThanOrEqual(6)
  })

  it('are in number what the area needs', () => {
    expect(tilesAround(CAPITOLE, 3_000, [11, 12, 13, 14, 15, 16]).length).toBeLessThan(400)
  })

  it('go on across the antimeridian, and stop at the poles', () => {
    const fiji = tilesAround({ lon: 180, lat: -17 }, 1_000, [14])
    expect(new Set(fiji.map(({ x }) => x))).toEqual(new Set([16383, 0]))
    for (const { y } of tilesAround({ lon: 0, lat: 90 }, 3_000, [10])) expect(y).toBeGreaterThanOrEqual(0)
  })
})
