import { type LonLat, metresBetween } from '../../shared/geo.ts'

interface Arc {
  to: number
  metres: number
}

/** The streets as a graph: where lines share a point, one can turn. Good enough to move about plausibly. */
export class Roads {
  private readonly points: LonLat[] = []
  private readonly arcs: Arc[][] = []

  /** `lines` are streets as arrays of `[lon, lat]`. */
  constructor(lines: readonly (readonly (readonly number[])[])[]) {
    const known = new Map<string, number>()
    const nodeAt = ([lon = 0, lat = 0]: readonly number[]) => {
      const key = `${lon.toFixed(4)},${lat.toFixed(4)}`
      const node = known.get(key) ?? this.points.push({ lon, lat }) - 1
      known.set(key, node)
      this.arcs[node] ??= []
      return node
    }
    for (const line of lines) {
      for (const [index, end] of line.entries()) {
        const start = line[index - 1]
        if (start !== undefined) this.join(nodeAt(start), nodeAt(end))
      }
    }
    this.keepLargest()
  }

  /** The way from one point to another along the streets, both ends included; straight where there is none. */
  way(from: LonLat, to: LonLat): LonLat[] {
    const start = this.nearest(from)
    const goal = this.nearest(to)
    const before = this.search(start, goal)
    const nodes: number[] = []
    for (let node = goal; node !== start; node = before.get(node) ?? start) nodes.push(node)
    const way = [start, ...nodes.reverse()].flatMap((node) => this.points[node] ?? [])
    return [from, ...way, to]
  }

  private join(a: number, b: number): void {
    const [from, to] = [this.points[a], this.points[b]]
    if (from === undefined || to === undefined) return
    const metres = metresBetween(from, to)
    this.arcs[a]?.push({ to: b, metres })
    this.arcs[b]?.push({ to: a, metres })
  }

  /** Takes away what cannot be reached from the main network, so that every way exists. */
  private keepLargest(): void {
    const component = new Int32Array(this.points.length).fill(-1)
    const sizes: number[] = []
    for (const start of this.points.keys()) {
      if (component[start] !== -1) continue
      const stack = [start]
      sizes.push(0)
      for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
        if (component[node] !== -1) continue
        component[node] = sizes.length - 1
        sizes[sizes.length - 1] = (sizes.at(-1) ?? 0) + 1
        stack.push(...(this.arcs[node] ?? []).map(({ to }) => to))
      }
    }
    const largest = sizes.indexOf(Math.max(...sizes))
    for (const node of this.points.keys()) if (component[node] !== largest) this.arcs[node] = []
  }

  private nearest(point: LonLat): number {
    let best = 0
    let least = Number.POSITIVE_INFINITY
    for (const [node, at] of this.points.entries()) {
      if (this.arcs[node]?.length === 0) continue
      const apart = (at.lon - point.lon) ** 2 * 0.52 + (at.lat - point.lat) ** 2
      if (apart < least) {
        least = apart
        best = node
      }
    }
    return best
  }

  /** Dijkstra from `start` until `goal`: for each node reached, the one before it. */
  private search(start: number, goal: number): Map<number, number> {
    const before = new Map<number, number>()
    const metresTo = new Map([[start, 0]])
    const open = new Set([start])
    while (open.size > 0) {
      let node = -1
      for (const one of open)
        if (node === -1 || (metresTo.get(one) ?? 0) < (metresTo.get(node) ?? 0)) node = one
      open.delete(node)
      if (node === goal) break
      for (const { to, metres } of this.arcs[node] ?? []) {
        const total = (metresTo.get(node) ?? 0) + metres
        if (total >= (metresTo.get(to) ?? Number.POSITIVE_INFINITY)) continue
        metresTo.set(to, total)
        before.set(to, node)
        open.add(to)
      }
    }
    return before
  }
}

/** Someone moving along a way at a steady speed. */
export class Walk {
  private readonly way: LonLat[]
  at: LonLat
  /** Degrees clockwise from north of the last move, null before the first. */
  heading: number | null = null

  constructor(way: readonly LonLat[]) {
    const [first, ...rest] = way
    if (first === undefined) throw new Error('A way has at least one point.')
    this.at = first
    this.way = rest
  }

  get arrived(): boolean {
    return this.way.length === 0
  }

  /** Moves on by so many metres, or to the end. */
  advance(metres: number): void {
    let left = metres
    for (let next = this.way[0]; next !== undefined && left > 0; next = this.way[0]) {
      const apart = metresBetween(this.at, next)
      if (apart > 1) this.heading = bearing(this.at, next)
      if (apart <= left) {
        this.at = next
        this.way.shift()
        left -= apart
      } else {
        const share = left / apart
        const lon = this.at.lon + (next.lon - this.at.lon) * share
        this.at = { lon, lat: this.at.lat + (next.lat - this.at.lat) * share }
        return
      }
    }
  }
}

function bearing(from: LonLat, to: LonLat): number {
  const east = (to.lon - from.lon) * Math.cos((from.lat * Math.PI) / 180)
  return ((Math.atan2(east, to.lat - from.lat) * 180) / Math.PI + 360) % 360
}
