import type { StreetGraph } from './street-graph.ts'
import { METRES_PER_DEGREE, type StreetLines } from './street-lines.ts'
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
      ? [graph.first[edge], graph.lastOf(edge)]
      : [graph.lastOf(edge), graph.first[edge]]
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
function positionOf(graph: StreetGraph, placement: Placement): { segment: number; at: [number, number] } {
  const { segment, share } = onLine(graph, placement)
  return { segment, at: pointOnLine(graph.lines, segment + share) }
}

/** A place on an edge as one on its street's line: a segment, named by its first point, and how far along it, 0 to 1. */
export function onLine(
  graph: StreetGraph,
  { edge, along }: Pick<Placement, 'edge' | 'along'>,
): { segment: number; share: number } {
  const { lines, first, metres } = graph
  const final = graph.lastOf(edge) - 1
  let segment = first[edge] ?? 0
  let left = along * (metres[edge] ?? 0)
  for (; segment < final && left > lines.metresAfter(segment); segment++) left -= lines.metresAfter(segment)
  return { segment, share: Math.min(1, left / Math.max(lines.metresAfter(segment), 1 / METRES_PER_DEGREE)) }
}

/** [lon, lat] of a place on the lines: its whole part is a point, the rest a share of the segment that follows. */
export function pointOnLine(lines: StreetLines, place: number): [number, number] {
  const point = Math.floor(place)
  const share = place - point
  const mix = (values: Int32Array) =>
    share === 0
      ? (values[point] ?? 0)
      : (values[point] ?? 0) + share * ((values[point + 1] ?? 0) - (values[point] ?? 0))
  const { lon, lat } = lines.degrees(mix(lines.x), mix(lines.y))
  return [lon, lat]
}
