import { type Closure, pointsOf } from '../../shared/closure/closure.ts'
import type { ClosureMark } from '../layers/rows.ts'

/** The closed streets of the board, with the place of their sign. */
export function closureMarks(closures: Iterable<Closure>): ClosureMark[] {
  return [...closures].map(({ id, shape }) => {
    const path = pointsOf(shape).map(([lon, lat]): [number, number] => [lon, lat])
    return { id, path, middle: shape.type === 'LineString' ? middleOf(path) : centreOf(path.slice(1)) }
  })
}

/** Half way along a line; degrees are even enough on the scale of a street. */
function middleOf(path: readonly [number, number][]): [number, number] {
  const lengths = path
    .slice(1)
    .map(([lon, lat], at) => Math.hypot(lon - (path[at]?.[0] ?? 0), lat - (path[at]?.[1] ?? 0)))
  let left = lengths.reduce((sum, length) => sum + length, 0) / 2
  for (const [at, length] of lengths.entries()) {
    const [from = [0, 0], to = [0, 0]] = path.slice(at, at + 2)
    if (left <= length && length > 0) {
      const share = left / length
      return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])]
    }
    left -= length
  }
  return path[0] ?? [0, 0]
}

function centreOf(corners: readonly [number, number][]): [number, number] {
  const mean = (axis: 0 | 1) => corners.reduce((sum, corner) => sum + corner[axis], 0) / corners.length
  return [mean(0), mean(1)]
}
