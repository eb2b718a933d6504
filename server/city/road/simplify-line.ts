import { METRES_PER_DEGREE } from './street-lines.ts'

type Position = [lon: number, lat: number]

const TOLERANCE_METRES = 5
const MOST_POINTS = 100

/** What a map shows of a line: at most 100 of its points, none farther than about 5 m from what is left. */
export function simplifyLine(line: readonly Position[]): Position[] {
  for (let tolerance = TOLERANCE_METRES; ; tolerance *= 2) {
    const kept = simplified(line, tolerance)
    if (kept.length <= MOST_POINTS) return kept.map(([lon, lat]) => [rounded(lon), rounded(lat)])
  }
}

/** To a metre. */
export function rounded(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5
}

/** The points of a line that keep the others within `tolerance` metres; its ends always (Douglas-Peucker). */
export function simplified(line: readonly Position[], tolerance: number): Position[] {
  const across = Math.cos(((line[0]?.[1] ?? 0) * Math.PI) / 180)
  const plane = line.map(
    ([lon, lat]): Position => [lon * across * METRES_PER_DEGREE, lat * METRES_PER_DEGREE],
  )
  const kept = new Set([0, line.length - 1])
  const open: [number, number][] = [[0, line.length - 1]]
  for (let span = open.pop(); span !== undefined; span = open.pop()) {
    const [from, to] = span
    let farthest = from
    let most = tolerance
    for (let at = from + 1; at < to; at++) {
      const off = distance(plane[at], plane[from], plane[to])
      if (off > most) [farthest, most] = [at, off]
    }
    if (farthest === from) continue
    kept.add(farthest)
    open.push([from, farthest], [farthest, to])
  }
  return line.filter((_, at) => kept.has(at))
}

/** From a point to the segment between two others, in metres. */
function distance(
  [x, y]: Position = [0, 0],
  [ax, ay]: Position = [0, 0],
  [bx, by]: Position = [0, 0],
): number {
  const [dx, dy] = [bx - ax, by - ay]
  const length = dx * dx + dy * dy
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length))
  return Math.hypot(x - ax - share * dx, y - ay - share * dy)
}
