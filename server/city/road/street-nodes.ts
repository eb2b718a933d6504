import type { Street } from './street.ts'

/** The nodes of all streets numbered from 0: `of` gives the number at each point of their lines, end to end. */
export interface StreetNodes {
  of: Int32Array
  count: number
  number: ReadonlyMap<number, number>
}

export function numberNodes(streets: readonly Street[]): StreetNodes {
  const number = new Map<number, number>()
  const of = new Int32Array(streets.reduce((sum, { nodes }) => sum + nodes.length, 0))
  let point = 0
  for (const { nodes } of streets) {
    for (const id of nodes) {
      let found = number.get(id)
      if (found === undefined) {
        found = number.size
        number.set(id, found)
      }
      of[point++] = found
    }
  }
  return { of, count: number.size, number }
}

/**
 * Which streets hang together with most others, whatever the mode and direction; the rest (1) are on an island, or drawn
 * without a connection.
 */
export function islands(streets: readonly Street[], nodes: StreetNodes): Uint8Array {
  const parent = Int32Array.from({ length: nodes.count }, (_, node) => node)
  const root = (node: number): number => {
    let at = node
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] ?? 0] ?? 0
      at = parent[at] ?? 0
    }
    return at
  }
  const firstNode = new Int32Array(streets.length)
  let point = 0
  for (const [street, { nodes: line }] of streets.entries()) {
    firstNode[street] = nodes.of[point] ?? 0
    for (const end = point + line.length; point < end; point++)
      parent[root(nodes.of[point] ?? 0)] = root(firstNode[street] ?? 0)
  }
  const size = new Int32Array(nodes.count)
  let main = -1
  for (let node = 0; node < nodes.count; node++) {
    const at = root(node)
    size[at] = (size[at] ?? 0) + 1
    if (main < 0 || (size[at] ?? 0) > (size[main] ?? 0)) main = at
  }
  return Uint8Array.from(firstNode, (node) => (root(node) === main ? 0 : 1))
}
