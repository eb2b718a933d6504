import type { StreetGraph } from './street-graph.ts'
import { METRES_PER_DEGREE } from './street-lines.ts'
import type { Placement } from './street-placement.ts'

/** The line of a way along the streets, [lon, lat], from a place on its first edge to one on its last. */
export function lineOfWay(
  graph: StreetGraph,
  way: readonly number[],
  from: Placement,
  to: Placement,
): [number, number][] {
  const { lines } = graph
  const start = positionOf(graph, from)
  const end = positionOf(graph, to)
  const line = [start.at]
  for (const [place, directed] of way.entries()) {
    const edge = directed >> 1
    const along = (directed & 1) === 0
    const [entered, left] = along
      ? [graph.first[edge], graph.last[edge]]
      : [graph.last[edge], graph.first[edge]]
    const first = place > 0 ? (entered ?? 0) : start.segment + (along ? 1 : 0)
    const last = place < way.length - 1 ? (left ?? 0) : end.segment + (along ? 0 : 1)
    for (let point = first; along ? point <= last : point >= last; point += along ? 1 : -1) {
      const { lon, lat } = lines.lonLat(point)
      line.push([lon, lat])
    }
  }
  line.push(end.at)
  return line.filter(([lon, lat], place) => {
    const before = line[place - 1]
    return before === undefined || before[0] !== lon || before[1] !== lat
  })
}

/** Where a placement is, [lon, lat], and the first point of the segment it is on. */
function positionOf(
  graph: StreetGraph,
  { edge, along }: Placement,
): { segment: number; at: [number, number] } {
  const { lines } = graph
  const last = (graph.last[edge] ?? 0) - 1
  let segment = graph.first[edge] ?? 0
  let left = along * (graph.metres[edge] ?? 0)
  for (; segment < last && left > lines.metresAfter(segment); segment++) left -= lines.metresAfter(segment)
  const share = Math.min(1, left / Math.max(lines.metresAfter(segment), 1 / METRES_PER_DEGREE))
  const mix = (values: Int32Array) =>
    (values[segment] ?? 0) + share * ((values[segment + 1] ?? 0) - (values[segment] ?? 0))
  const { lon, lat } = lines.degrees(mix(lines.x), mix(lines.y))
  return { segment, at: [lon, lat] }
}
