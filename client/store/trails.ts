import { isFarther, mercatorNorth } from '../../shared/geo.ts'
import { STEP_NUMBERS, type TrailEnds } from '../layers/rows.ts'
import { CrewTable } from './crew-table.ts'

/**
 * Of each crew, two places on its way: every step up to the end has its row, that to the next comes with the one behind it. Of
 * each lon, lat, the instant (ms since 1970), and how far the crew had come, on a plane on which the earth is 512 wide
 * (Web Mercator).
 */
const [LON, LAT, AT, ALONG, NEXT, WIDTH] = [0, 1, 2, 3, 4, 8] as const
/** For how long a step is shown. */
const TRAIL_MS = 5 * 60_000
const STEP_MS = 3_000
/** Nobody drives as far in a step, nor in the demonstration at its fastest: another city is loaded. */
const ELSEWHERE_METRES = 20_000
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
  private readonly ways = new CrewTable(WIDTH)

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
  take(crew: number, lon: number, lat: number, at: number): void {
    this.origin ??= at
    const row = this.ways.rowOf(crew)
    const { numbers } = this.ways
    const next = row + NEXT
    const since = at - (numbers[next + AT] ?? Number.NaN)
    const elsewhere = isFarther(
      lon,
      lat,
      numbers[next + LON] ?? lon,
      numbers[next + LAT] ?? lat,
      ELSEWHERE_METRES,
    )
    if (since < STEP_MS && !elsewhere) return
    // Nothing is known of a crew that is new.
    if (!(since <= TRAIL_MS) || elsewhere) {
      numbers.set([lon, lat, at, 0, lon, lat, at, 0], row)
      this.ended += 1
      return
    }
    const hasEnd = numbers[row + ALONG] !== numbers[next + ALONG]
    if (numbers[next + LON] === lon && numbers[next + LAT] === lat) {
      numbers[next + AT] = at
      if (!hasEnd) numbers[row + AT] = at
      return
    }
    const along = (numbers[next + ALONG] ?? 0) + planeLength(numbers, next, lon, lat)
    if (hasEnd) {
      this.add(crew, numbers, row)
      this.ended += 1
    }
    numbers.copyWithin(row, next, next + NEXT)
    numbers[next + LON] = lon
    numbers[next + LAT] = lat
    numbers[next + AT] = at
    numbers[next + ALONG] = along
  }

  /** Where the ways of crews go on from to where they are drawn, in the order of `crews`; NaN for one that it does not know. */
  endsOf(crews: readonly { number: number }[]): TrailEnds {
    const from = new Float64Array(2 * crews.length)
    const steps = new Float32Array(3 * crews.length)
    for (const [index, { number }] of crews.entries()) {
      const row = this.ways.rowOf(number)
      const { numbers } = this.ways
      from[2 * index] = numbers[row + LON] ?? 0
      from[2 * index + 1] = numbers[row + LAT] ?? 0
      steps[3 * index] = this.secondsAt(numbers[row + AT] ?? 0)
      steps[3 * index + 1] = numbers[row + ALONG] ?? 0
      steps[3 * index + 2] = number
    }
    return { from, steps }
  }

  forget(crew: number): void {
    this.ways.forget(crew)
    this.ended += 1
    for (let row = 0; row < this.capacity; row += 1) {
      const first = row * STEP_NUMBERS
      const last = first + STEP_NUMBERS - 1
      if (this.rows[last] === crew) this.rows.fill(0, first, last + 1)
    }
    this.rewritten += 1
  }

  forgetAll(): void {
    this.ways.forgetAll()
    this.ended += 1
    this.rows = new Float64Array(FEWEST * STEP_NUMBERS)
    this.added = 0
    this.rewritten += 1
  }

  /** The step from where a way was left to the next place; `way` is its row among `numbers`. */
  private add(crew: number, numbers: Float64Array, way: number): void {
    const { added, capacity } = this
    const oldest = this.rows[(added % capacity) * STEP_NUMBERS + 4] ?? 0
    const shown = this.secondsAt((numbers[way + NEXT + AT] ?? 0) - TRAIL_MS)
    if (added >= capacity && capacity < MOST && oldest > shown) this.grow()
    const row = (this.added % this.capacity) * STEP_NUMBERS
    const { rows } = this
    rows[row] = numbers[way + LON] ?? 0
    rows[row + 1] = numbers[way + LAT] ?? 0
    rows[row + 2] = numbers[way + NEXT + LON] ?? 0
    rows[row + 3] = numbers[way + NEXT + LAT] ?? 0
    rows[row + 4] = this.secondsAt(numbers[way + AT] ?? 0)
    rows[row + 5] = numbers[way + ALONG] ?? 0
    rows[row + 6] = crew
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

/** From the place at `row` of `numbers` to another, on Web Mercator's plane, on which the earth is 512 wide. */
function planeLength(numbers: Float64Array, row: number, lon: number, lat: number): number {
  const [fromLon, fromLat] = [numbers[row + LON] ?? 0, numbers[row + LAT] ?? 0]
  return 512 * Math.hypot((lon - fromLon) / 360, mercatorNorth(lat) - mercatorNorth(fromLat))
}
