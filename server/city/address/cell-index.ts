import type { LonLat } from '../../../shared/geo.ts'

const METRES_PER_DEGREE = 111_320

/** Cells of `size` degrees each way; their numbers go round the antimeridian. */
export class Cells {
  private readonly columns: number

  constructor(private readonly size: number) {
    this.columns = Math.ceil(360 / size)
  }

  /** The number of the cell around a point. */
  at(lon: number, lat: number): number {
    return this.number(Math.floor((lon + 180) / this.size), Math.floor((lat + 90) / this.size))
  }

  /** The cells that a straight stretch passes, and at most a few beside it. */
  along(lon: number, lat: number, toLon: number, toLat: number): Set<number> {
    const steps = Math.ceil(Math.max(Math.abs(toLon - lon), Math.abs(toLat - lat)) / this.size) || 1
    const cells = new Set<number>()
    for (let step = 0; step < steps; step++) {
      const [x, y] = [step / steps, (step + 1) / steps].map((share) => lon + share * (toLon - lon)) as Pair
      const [v, w] = [step / steps, (step + 1) / steps].map((share) => lat + share * (toLat - lat)) as Pair
      for (const column of [x, y]) for (const row of [v, w]) cells.add(this.at(column, row))
    }
    return cells
  }

  /** The cells within `metres` of a point, itself included. */
  within({ lon, lat }: LonLat, metres: number): number[] {
    const rows = metres / METRES_PER_DEGREE
    const columns = Math.min(180, rows / Math.max(0.01, Math.cos((lat * Math.PI) / 180)))
    const cells: number[] = []
    for (let row = this.step(lat + 90 - rows); row <= this.step(lat + 90 + rows); row++) {
      for (let column = this.step(lon + 180 - columns); column <= this.step(lon + 180 + columns); column++) {
        cells.push(this.number(column, row))
      }
    }
    return cells
  }

  private step(degrees: number): number {
    return Math.floor(degrees / this.size)
  }

  private number(column: number, row: number): number {
    return row * this.columns + (((column % this.columns) + this.columns) % this.columns)
  }
}

type Pair = [number, number]

/** Which of many things are near a point: each is listed in the cells it touches, all lists in one array. */
export class CellIndex {
  private readonly slots = new Map<number, number>()
  private readonly starts: Int32Array
  private readonly items: Int32Array

  /** `cellsOf` is asked twice for each of `count` things and must answer the same. */
  constructor(
    private readonly cells: Cells,
    count: number,
    cellsOf: (item: number) => Iterable<number>,
  ) {
    const sizes: number[] = []
    for (let item = 0; item < count; item++) {
      for (const cell of cellsOf(item)) {
        const slot = this.slots.get(cell) ?? this.slots.size
        this.slots.set(cell, slot)
        sizes[slot] = (sizes[slot] ?? 0) + 1
      }
    }
    this.starts = new Int32Array(sizes.length + 1)
    for (const [slot, size] of sizes.entries()) this.starts[slot + 1] = (this.starts[slot] ?? 0) + size
    this.items = new Int32Array(this.starts.at(-1) ?? 0)
    const free = this.starts.slice()
    for (let item = 0; item < count; item++) {
      for (const cell of cellsOf(item)) {
        const slot = this.slots.get(cell) ?? 0
        const at = free[slot] ?? 0
        this.items[at] = item
        free[slot] = at + 1
      }
    }
  }

  /** What may be within `metres` of the point, some of it farther; a thing may come several times. */
  *near(point: LonLat, metres: number): Generator<number> {
    for (const cell of this.cells.within(point, metres)) {
      const slot = this.slots.get(cell)
      if (slot !== undefined) yield* this.items.subarray(this.starts[slot], this.starts[slot + 1])
    }
  }
}

/** A flat picture of the ground around a point: metres east and north of it. Good to 0.1 % within 10 km. */
export class Plane {
  private readonly east: number

  constructor(private readonly origin: LonLat) {
    this.east = METRES_PER_DEGREE * Math.cos((origin.lat * Math.PI) / 180)
  }

  x(lon: number): number {
    const degrees = lon - this.origin.lon
    return this.east * (degrees > 180 ? degrees - 360 : degrees < -180 ? degrees + 360 : degrees)
  }

  y(lat: number): number {
    return METRES_PER_DEGREE * (lat - this.origin.lat)
  }

  /** Metres from the origin. */
  distance(lon: number, lat: number): number {
    return Math.hypot(this.x(lon), this.y(lat))
  }

  /** The point of a stretch nearest to the origin, as a share of the way along it, and its distance in metres. */
  nearestOn(lon: number, lat: number, toLon: number, toLat: number): { share: number; metres: number } {
    const [ax, ay] = [this.x(lon), this.y(lat)]
    const [dx, dy] = [this.x(toLon) - ax, this.y(toLat) - ay]
    const length = dx * dx + dy * dy
    const share = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length))
    return { share, metres: Math.hypot(ax + share * dx, ay + share * dy) }
  }
}
