import type { LonLat } from '../../../shared/geo.ts'
import { METRES_PER_DEGREE, STEPS, type StreetLines } from './street-lines.ts'

/** A place on a segment of the lines: the segment is named by its first point, `along` goes from 0 to 1 on it. */
export interface OnSegment {
  point: number
  along: number
  metres: number
}

/** Segments a cell holds on average, where a city's streets were spread evenly. */
const PER_CELL = 4
const SMALLEST_CELL_METRES = 60

/** Finds segments of the street lines near a place, through a grid of square cells. */
export class StreetIndex {
  private readonly lines: StreetLines
  private readonly west: number
  private readonly south: number
  private readonly columns: number
  private readonly rows: number
  /** A cell's sides in steps, east and north. */
  private readonly width: number
  private readonly height: number
  private readonly cellMetres: number
  /** The segments of cell c are `segments[start[c]]` to `segments[start[c + 1]]`. */
  private readonly start: Int32Array
  private readonly segments: Int32Array

  constructor(lines: StreetLines) {
    this.lines = lines
    const { west, south, east, north } = boxOf(lines)
    const scale = Math.cos((((south + north) / 2 / STEPS) * Math.PI) / 180)
    const area = (((east - west) * scale) / STEPS) * ((north - south) / STEPS) * METRES_PER_DEGREE ** 2
    this.cellMetres = Math.max(
      SMALLEST_CELL_METRES,
      Math.sqrt((area * PER_CELL) / Math.max(1, lines.x.length)),
    )
    this.height = (this.cellMetres / METRES_PER_DEGREE) * STEPS
    this.width = this.height / scale
    this.west = west
    this.south = south
    this.columns = Math.floor((east - west) / this.width) + 1
    this.rows = Math.floor((north - south) / this.height) + 1
    this.start = new Int32Array(this.columns * this.rows + 1)
    this.eachPlace((cell) => {
      this.start[cell + 1] = (this.start[cell + 1] ?? 0) + 1
    })
    for (let cell = 0; cell < this.columns * this.rows; cell++)
      this.start[cell + 1] = (this.start[cell + 1] ?? 0) + (this.start[cell] ?? 0)
    const next = this.start.slice()
    this.segments = new Int32Array(this.start.at(-1) ?? 0)
    this.eachPlace((cell, point) => {
      this.segments[next[cell] ?? 0] = point
      next[cell] = (next[cell] ?? 0) + 1
    })
  }

  get bytes(): number {
    return this.start.byteLength + this.segments.byteLength
  }

  /** The nearest segment within `reach` metres that `accept` takes; null where there is none. */
  nearest({ lon, lat }: LonLat, reach: number, accept: (point: number) => boolean): OnSegment | null {
    const x = this.lines.eastOf(lon)
    const y = lat * STEPS
    const north = METRES_PER_DEGREE / STEPS
    const east = north * Math.cos((lat * Math.PI) / 180)
    const column = this.columnOf(x)
    const row = this.rowOf(y)
    // What is not in rings 0 to r is as far as the side of its own cell, and r cells more, by a cell's narrower side.
    const [cellEast, cellNorth] = [this.width * east, this.height * north]
    const ringMetres = Math.min(cellEast, cellNorth)
    const side = Math.min(
      toSide((x - this.west) / this.width, column) * cellEast,
      toSide((y - this.south) / this.height, row) * cellNorth,
    )
    const best = { point: -1, along: 0, squared: reach * reach }
    for (let ring = 0; ring === 0 || (side + (ring - 1) * ringMetres) ** 2 <= best.squared; ring++) {
      const firstRow = Math.max(0, row - ring)
      const lastRow = Math.min(this.rows - 1, row + ring)
      for (let r = firstRow; r <= lastRow; r++) {
        // Of a row between the first and the last, only its two ends are in the ring.
        const step = Math.abs(r - row) === ring ? 1 : 2 * ring
        for (let c = column - ring; c <= column + ring; c += step) {
          if (c < 0 || c >= this.columns) continue
          const cell = r * this.columns + c
          const end = this.start[cell + 1] as number
          for (let place = this.start[cell] as number; place < end; place++)
            this.compare(this.segments[place] as number, x, y, east, north, best, accept)
        }
      }
    }
    return best.point < 0 ? null : { point: best.point, along: best.along, metres: Math.sqrt(best.squared) }
  }

  /** The segments whose cells touch the box around `places`, in degrees east of the lines' origin and north. */
  within(places: readonly (readonly [number, number])[]): Set<number> {
    const columns = places.map(([east]) => this.columnOf(east * STEPS))
    const rows = places.map(([, lat]) => this.rowOf(lat * STEPS))
    const found = new Set<number>()
    for (let row = Math.max(0, Math.min(...rows)); row <= Math.min(this.rows - 1, Math.max(...rows)); row++) {
      const last = Math.min(this.columns - 1, Math.max(...columns))
      for (let column = Math.max(0, Math.min(...columns)); column <= last; column++) {
        const cell = row * this.columns + column
        for (let place = this.start[cell] ?? 0; place < (this.start[cell + 1] ?? 0); place++)
          found.add(this.segments[place] ?? 0)
      }
    }
    return found
  }

  /** Puts a segment into `best` if it is nearer to (x, y) than what is there; `east` and `north`: metres a step. */
  private compare(
    point: number,
    x: number,
    y: number,
    east: number,
    north: number,
    best: { point: number; along: number; squared: number },
    accept: (point: number) => boolean,
  ): void {
    const { x: xs, y: ys } = this.lines
    const ax = ((xs[point] as number) - x) * east
    const ay = ((ys[point] as number) - y) * north
    const dx = ((xs[point + 1] as number) - (xs[point] as number)) * east
    const dy = ((ys[point + 1] as number) - (ys[point] as number)) * north
    const length = dx * dx + dy * dy
    const along = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length))
    const squared = (ax + along * dx) ** 2 + (ay + along * dy) ** 2
    if (squared >= best.squared || !accept(point)) return
    best.point = point
    best.along = along
    best.squared = squared
  }

  /** Calls `visit` for each cell of the box around each segment. */
  private eachPlace(visit: (cell: number, point: number) => void): void {
    const { first, x, y } = this.lines
    for (let street = 0; street + 1 < first.length; street++) {
      for (let point = first[street] ?? 0; point + 1 < (first[street + 1] ?? 0); point++) {
        const [left = 0, right = 0] = ordered(this.columnOf(x[point]), this.columnOf(x[point + 1]))
        const [bottom = 0, top = 0] = ordered(this.rowOf(y[point]), this.rowOf(y[point + 1]))
        for (let row = bottom; row <= top; row++)
          for (let column = left; column <= right; column++) visit(row * this.columns + column, point)
      }
    }
  }

  private columnOf(x = 0): number {
    return Math.floor((x - this.west) / this.width)
  }

  private rowOf(y = 0): number {
    return Math.floor((y - this.south) / this.height)
  }
}

/** How far inside a cell a coordinate is from the cell's nearer side, in cells: 0 to a half. */
function toSide(coordinate: number, cell: number): number {
  const inside = coordinate - cell
  return Math.max(0, Math.min(inside, 1 - inside))
}

function ordered(a: number, b: number): [number, number] {
  return a < b ? [a, b] : [b, a]
}

function boxOf({ x, y }: StreetLines): { west: number; south: number; east: number; north: number } {
  if (x.length === 0) return { west: 0, south: 0, east: 0, north: 0 }
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let point = 0; point < x.length; point++) {
    west = Math.min(west, x[point] ?? 0)
    east = Math.max(east, x[point] ?? 0)
    south = Math.min(south, y[point] ?? 0)
    north = Math.max(north, y[point] ?? 0)
  }
  return { west, south, east, north }
}
