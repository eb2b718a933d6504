import { type LonLat, mercatorNorth } from '../../shared/geo.ts'
import { STEP_NUMBERS } from '../layers/rows.ts'

/** A place on a crew's way. */
export interface TrailPoint extends LonLat {
  /** Milliseconds since 1970, on the server's clock. */
  at: number
  /** How far the crew had come, on a plane on which the earth is 512 wide (Web Mercator). */
  along: number
}

/** Where a crew's way was left: every step up to `end` has its row, that to `next` comes with the one behind it. */
interface Way {
  end: TrailPoint
  next: TrailPoint
}

/** For how long a step is shown. */
const TRAIL_MS = 5 * 60_000
const STEP_MS = 3_000
const FEWEST = 1_024
/** More than 2,600 crews at once make in five minutes: the oldest steps then go sooner. */
const MOST = 2 ** 18

/**
 * The ways of all crews in the last five minutes, as the rows of one array in the order in which they came: what draws
 * them reads only rows that it has not read. When the array is full, rows that are shown no more are written over.
 */
export class Trails {
  /** See `TrailSteps`; seconds count from `origin`. */
  rows = new Float64Array(FEWEST * STEP_NUMBERS)
  /** How many rows were ever added; row n is at n modulo the capacity. */
  added = 0
  /** Raised when rows changed that had been read. */
  rewritten = 0
  /** Raised when the end of a way is another. */
  ended = 0
  /** The first instant that it was told of, in milliseconds since 1970. */
  private origin: number | null = null
  private readonly ways = new Map<number, Way>()

  /** An instant in the seconds of the rows. */
  secondsAt(instant: number): number {
    return (instant - (this.origin ?? instant)) / 1000
  }

  /** From when on steps are shown at `now`: the oldest there is, or five minutes before. */
  shownFrom(now: number): number {
    const oldest = this.added > this.capacity ? this.added % this.capacity : 0
    const latest = this.secondsAt(now - TRAIL_MS)
    return this.added === 0 ? latest : Math.max(latest, this.rows[oldest * STEP_NUMBERS + 4] ?? latest)
  }

  /** How many rows there is room for; those that were never added are of no crew. */
  get capacity(): number {
    return this.rows.length / STEP_NUMBERS
  }

  /** A crew was somewhere: a step of its way, if it is three seconds after the one before and elsewhere. */
  take(crew: number, { lon, lat }: LonLat, at: number): void {
    this.origin ??= at
    const way = this.ways.get(crew)
    if (way === undefined || at - way.next.at > TRAIL_MS) {
      const start = { lon, lat, at, along: 0 }
      this.ways.set(crew, { end: start, next: start })
      this.ended += 1
      return
    }
    const { end, next } = way
    if (at - next.at < STEP_MS) return
    if (next.lon === lon && next.lat === lat) {
      next.at = at
      return
    }
    if (end !== next) {
      this.add(crew, end, next)
      this.ended += 1
    }
    way.end = next
    way.next = { lon, lat, at, along: next.along + planeLength(next, { lon, lat }) }
  }

  /** Where the way of a crew goes on from to where it is drawn. */
  endOf(crew: number): TrailPoint | undefined {
    return this.ways.get(crew)?.end
  }

  forget(crew: number): void {
    this.ways.delete(crew)
    this.ended += 1
    for (let row = 0; row < this.capacity; row += 1) {
      const first = row * STEP_NUMBERS
      const last = first + STEP_NUMBERS - 1
      if (this.rows[last] === crew) this.rows.fill(0, first, last + 1)
    }
    this.rewritten += 1
  }

  forgetAll(): void {
    this.ways.clear()
    this.ended += 1
    this.rows = new Float64Array(FEWEST * STEP_NUMBERS)
    this.added = 0
    this.rewritten += 1
  }

  private add(crew: number, from: TrailPoint, to: TrailPoint): void {
    const { added, capacity } = this
    const oldest = this.rows[(added % capacity) * STEP_NUMBERS + 4] ?? 0
    if (added >= capacity && capacity < MOST && oldest > this.secondsAt(to.at - TRAIL_MS)) this.grow()
    const row = (this.added % this.capacity) * STEP_NUMBERS
    const second = this.secondsAt(from.at)
    this.rows.set([from.lon, from.lat, to.lon, to.lat, second, from.along, crew], row)
    this.added += 1
  }

  /** Twice as many rows, the oldest first again: where they had not come around yet, each is where it was. */
  private grow(): void {
    const rows = new Float64Array(2 * this.rows.length)
    const oldest = (this.added % this.capacity) * STEP_NUMBERS
    rows.set(this.rows.subarray(oldest))
    rows.set(this.rows.subarray(0, oldest), this.rows.length - oldest)
    this.added = this.capacity
    this.rows = rows
    if (oldest > 0) this.rewritten += 1
  }
}

/** Between two places, on Web Mercator's plane, on which the earth is 512 wide. */
function planeLength(from: LonLat, to: LonLat): number {
  return 512 * Math.hypot((to.lon - from.lon) / 360, mercatorNorth(to.lat) - mercatorNorth(from.lat))
}
