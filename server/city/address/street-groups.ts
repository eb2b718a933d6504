import type { HouseRow, WayRow } from './address-row.ts'
import { Cells, Plane } from './cell-index.ts'

/** What belongs to one street among all that bears its name. */
export interface Piece {
  houses: HouseRow[]
  ways: WayRow[]
  municipality: string | null
}

/** About 450 m: what lies in neighbouring cells is of one street; two streets of one name are farther apart. */
const CELLS = new Cells(0.004)
const REACH_METRES = 400

/**
 * Parts the houses and ways of one name into streets: by gaps of more than some 450 m, then by municipality. A way goes
 * with the municipality of the house nearest to it.
 */
export function streetsAmong(houses: readonly HouseRow[], ways: readonly WayRow[]): Piece[] {
  return clustersOf(houses, ways).flatMap((cluster) => {
    const pieces = new Map<string | null, Piece>()
    for (const house of cluster.houses) {
      const { municipality } = house
      const piece = pieces.get(municipality) ?? { houses: [], ways: [], municipality }
      pieces.set(municipality, piece)
      piece.houses.push(house)
    }
    const [only = null] = pieces.keys()
    if (pieces.size <= 1) return [{ ...cluster, municipality: only }]
    for (const way of cluster.ways) pieces.get(townNear(way, cluster.houses))?.ways.push(way)
    return [...pieces.values()]
  })
}

function clustersOf(houses: readonly HouseRow[], ways: readonly WayRow[]) {
  const parents: number[] = []
  const rootOf = (item: number): number => {
    let root = item
    while ((parents[root] ?? root) !== root) root = parents[root] ?? root
    parents[item] = root
    return root
  }
  const owners = new Map<number, number>()
  const put = (item: number, cell: number, lon: number, lat: number) => {
    const owner = owners.get(cell)
    if (owner !== undefined) {
      parents[rootOf(item)] = rootOf(owner)
      return
    }
    owners.set(cell, item)
    for (const beside of CELLS.within({ lon, lat }, REACH_METRES)) {
      const other = owners.get(beside)
      if (other !== undefined) parents[rootOf(item)] = rootOf(other)
    }
  }
  for (const [item, { lon, lat }] of houses.entries()) {
    parents.push(item)
    put(item, CELLS.at(lon, lat), lon, lat)
  }
  for (const [index, { line }] of ways.entries()) {
    const item = houses.length + index
    parents.push(item)
    walk(line, (lon, lat) => put(item, CELLS.at(lon, lat), lon, lat))
  }
  const clusters = new Map<number, { houses: HouseRow[]; ways: WayRow[] }>()
  const clusterOf = (item: number) => {
    const cluster = clusters.get(rootOf(item)) ?? { houses: [], ways: [] }
    clusters.set(rootOf(item), cluster)
    return cluster
  }
  for (const [item, house] of houses.entries()) clusterOf(item).houses.push(house)
  for (const [index, way] of ways.entries()) clusterOf(houses.length + index).ways.push(way)
  return [...clusters.values()]
}

/** Every point of a line, and points between those that are more than a cell apart. */
function walk(line: readonly number[], visit: (lon: number, lat: number) => void): void {
  for (let at = 0; at + 1 < line.length; at += 2) {
    const [lon = 0, lat = 0, toLon = lon, toLat = lat] = line.slice(at, at + 4)
    const far = Math.max(Math.abs(toLon - lon), Math.abs(toLat - lat)) / 0.003
    const steps = Math.min(200, Math.max(1, Math.ceil(far)))
    for (let step = 0; step < steps; step++) {
      visit(lon + (step / steps) * (toLon - lon), lat + (step / steps) * (toLat - lat))
    }
  }
}

function townNear({ line }: WayRow, houses: readonly HouseRow[]): string | null {
  const middle = Math.floor(line.length / 4) * 2
  const plane = new Plane({ lon: line[middle] ?? 0, lat: line[middle + 1] ?? 0 })
  let best: HouseRow | undefined
  let least = Number.POSITIVE_INFINITY
  for (const house of houses) {
    const metres = plane.distance(house.lon, house.lat)
    if (metres < least) {
      least = metres
      best = house
    }
  }
  return best?.municipality ?? null
}
