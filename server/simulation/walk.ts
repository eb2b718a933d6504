import { type LonLat, metresBetween, pointOn, wrapped } from '../../shared/geo.ts'

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
        this.at = between(this.at, next, left / apart)
        return
      }
    }
  }
}

function between(from: LonLat, to: LonLat, share: number): LonLat {
  const line = [from, to].map(({ lon, lat }) => [lon, lat] as const)
  const { lon, lat } = pointOn(line, 0, share)
  return { lon: wrapped(lon), lat }
}

function bearing(from: LonLat, to: LonLat): number {
  const east = wrapped(to.lon - from.lon) * Math.cos((from.lat * Math.PI) / 180)
  return ((Math.atan2(east, to.lat - from.lat) * 180) / Math.PI + 360) % 360
}
