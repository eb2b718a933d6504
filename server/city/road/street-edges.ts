import { directionsOf, type Mode, type Street } from './street.ts'
import type { StreetLines } from './street-lines.ts'
import type { StreetNodes } from './street-nodes.ts'
import { type StreetSpeeds, speedIn } from './street-speeds.ts'

/**
 * A mode's streets cut at its junctions: edge e runs along its street's line from point `first` to point `last`. What
 * lies between has one way in and one way out, and is only kept as a line. Directed edge 2e runs along the line, 2e + 1
 * against it.
 */
export interface StreetEdges {
  count: number
  street: Int32Array
  first: Int32Array
  last: Int32Array
  metres: Float32Array
  seconds: Float32Array
  /** By directed edge: whether it may be taken, and the junctions it leaves and reaches. */
  open: Uint8Array
  from: Int32Array
  to: Int32Array
  /** How many junctions there are, and which one each node is; -1 for those within an edge. */
  junctions: number
  junctionOf: Int32Array
}

/** Cuts where a line ends, where lines meet, and at the `kept` nodes. */
export function cutEdges(
  streets: readonly Street[],
  lines: StreetLines,
  nodes: StreetNodes,
  mode: Mode,
  kept: Iterable<number>,
  speeds: StreetSpeeds,
): StreetEdges {
  const { junctionOf, junctions } = findJunctions(streets, lines, nodes, mode, kept)
  const edges = {
    street: [],
    first: [],
    last: [],
    metres: [],
    seconds: [],
    open: [],
    from: [],
    to: [],
  } as Record<'street' | 'first' | 'last' | 'metres' | 'seconds' | 'open' | 'from' | 'to', number[]>
  for (const [index, street] of streets.entries()) {
    const { along, against } = directionsOf(street, mode)
    if (!along && !against) continue
    const speed = speedIn(street, mode, speeds)
    const end = (lines.first[index + 1] ?? 0) - 1
    let first = lines.first[index] ?? 0
    let metres = 0
    for (let point = first + 1; point <= end; point++) {
      metres += lines.metresAfter(point - 1)
      const junction = junctionOf[nodes.of[point] ?? 0] ?? -1
      if (junction < 0) continue
      const start = junctionOf[nodes.of[first] ?? 0] ?? -1
      edges.street.push(index)
      edges.first.push(first)
      edges.last.push(point)
      edges.metres.push(metres)
      // As the graph keeps lengths, so that it times an edge anew to the same figure.
      edges.seconds.push(Math.fround(metres) / speed)
      edges.open.push(along ? 1 : 0, against ? 1 : 0)
      edges.from.push(start, junction)
      edges.to.push(junction, start)
      first = point
      metres = 0
    }
  }
  return {
    count: edges.first.length,
    street: Int32Array.from(edges.street),
    first: Int32Array.from(edges.first),
    last: Int32Array.from(edges.last),
    metres: Float32Array.from(edges.metres),
    seconds: Float32Array.from(edges.seconds),
    open: Uint8Array.from(edges.open),
    from: Int32Array.from(edges.from),
    to: Int32Array.from(edges.to),
    junctions,
    junctionOf,
  }
}

function findJunctions(
  streets: readonly Street[],
  lines: StreetLines,
  nodes: StreetNodes,
  mode: Mode,
  kept: Iterable<number>,
): { junctionOf: Int32Array; junctions: number } {
  const visits = new Uint8Array(nodes.count)
  const visit = (node: number, times: number) => {
    visits[node] = Math.min(2, (visits[node] ?? 0) + times)
  }
  for (const [index, street] of streets.entries()) {
    if (!street[mode]) continue
    const first = lines.first[index] ?? 0
    const last = (lines.first[index + 1] ?? 0) - 1
    for (let point = first; point <= last; point++)
      visit(nodes.of[point] ?? 0, point === first || point === last ? 2 : 1)
  }
  for (const node of kept) visit(node, visits[node] === 0 ? 0 : 2)
  let junctions = 0
  const junctionOf = Int32Array.from(visits, (times) => (times === 2 ? junctions++ : -1))
  return { junctionOf, junctions }
}
