import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeLines, encodeLines } from './reach.ts'

const degrees = (most: number) =>
  fc.integer({ min: -most * 1e5, max: most * 1e5 }).map((steps) => steps / 1e5)
const point = fc.tuple(degrees(180), degrees(90))
/** No point twice in a row: such a one is left out. */
const line = fc.uniqueArray(point, { minLength: 2, maxLength: 6, selector: ([lon, lat]) => `${lon} ${lat}` })

describe('lines as text', () => {
  it('[R-24] come back to a metre, wherever they are', () => {
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const text = encodeLines(lines)
        expect(text).toMatch(/^[?-~ ]*$/)
        expect(decodeLines(text)).toEqual(lines.map((one) => one.map(([lon, lat]) => [lon + 0, lat + 0])))
      }),
    )
  })

  it('[R-24] leave out what is shorter than a metre, and refuse a text that is cut', () => {
    const there = [1.44421, 43.60451] as const
    expect(
      encodeLines([
        [there, [1.444211, 43.604512]],
        [there, [1.4443, 43.6046]],
      ]),
    ).toBe(encodeLines([[there, [1.4443, 43.6046]]]))
    expect(() => decodeLines('_')).toThrow('cut')
  })
})
