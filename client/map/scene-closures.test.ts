import { expect, it } from 'vitest'
import { aClosure, closureId } from '../../shared/test-board.ts'
import { closureMarks } from './scene-closures.ts'

it('[CL-6] draws a closure where it was drawn, its sign half way along the line or amid the zone', () => {
  const ring: [number, number][] = [
    [1, 43],
    [3, 43],
    [3, 45],
    [1, 45],
    [1, 43],
  ]
  const [line, zone] = closureMarks([
    aClosure(1),
    aClosure(2, { shape: { type: 'Polygon', coordinates: [ring] } }),
  ])
  expect(line?.id).toBe(closureId(1))
  expect(line?.middle[1]).toBeCloseTo(43.601, 6)
  expect(zone).toEqual({ id: closureId(2), path: ring, middle: [2, 44] })
})
