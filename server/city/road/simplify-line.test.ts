import { expect, it } from 'vitest'
import { simplifyLine } from './simplify-line.ts'

it('[R-20] keeps the corners of a way, drops what nobody sees, and never has more than 100 points', () => {
  const corner: [number, number][] = [
    [1.44, 43.6],
    [1.44001, 43.601],
    [1.44, 43.602],
    [1.446, 43.602],
  ]
  expect(simplifyLine(corner)).toEqual([corner[0], corner[2], corner[3]])
  const zigzag = Array.from({ length: 3_000 }, (_, at): [number, number] => [
    1.4 + at / 1e4,
    43.6 + (at % 2) / 1e3,
  ])
  const short = simplifyLine(zigzag)
  expect(short.length).toBeLessThanOrEqual(100)
  expect([short[0], short.at(-1)]).toEqual([zigzag[0], [1.6999, 43.601]])
})
