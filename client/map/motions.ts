import { isFarther, type LonLat } from '../../shared/geo.ts'
import type { Motion } from '../layers/rows.ts'
import { CrewTable } from '../store/crew-table.ts'

/** A mark is never drawn longer than this behind what is known. */
const LONGEST_SECONDS = 1
const SHORTEST_SECONDS = 0.25
/** Over more than this nobody knows the way: the mark jumps, rather than show a drive that was not. */
const FARTHEST_METRES = 300
/** In m/s: below this a receiver's heading is noise. */
const TRUSTED_SPEED = 1
/** Seconds for which a crew that stops keeps pointing where it was last heading. */
const KEPT_SECONDS = 60

/** What the table has of each crew. */
const [LON, LAT, FROM_LON, FROM_LAT, LEAVES, ARRIVES, HEADING, HEADED, WIDTH] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8,
] as const

/**
 * How the marks of crews go: each glides from where it was drawn to its last fix, never a jump back, and points where the crew
 * was last heading. Crews by number, degrees, seconds since the page began.
 */
export class Motions {
  private readonly table = new CrewTable(WIDTH)
  private latest = 0

  /** Without `animated` marks jump. */
  constructor(private readonly animated: boolean) {}

  /** A mark begins where it is first seen, without coming from anywhere, and still. */
  begin(crew: number, { lon, lat }: LonLat, now: number): void {
    const row = this.table.rowOf(crew)
    this.table.numbers.set([lon, lat, lon, lat, now, now, Number.NaN, Number.NaN], row)
  }

  /** Leaves at `now` for the last fix, if that is a new one. */
  glide(crew: number, lon: number, lat: number, now: number): void {
    const row = this.table.rowOf(crew)
    const { numbers } = this.table
    const wasLon = numbers[row + LON] ?? lon
    const wasLat = numbers[row + LAT] ?? lat
    if (wasLon === lon && wasLat === lat) return
    const left = this.left(row, now)
    const fromLon = wasLon + ((numbers[row + FROM_LON] ?? lon) - wasLon) * left
    const fromLat = wasLat + ((numbers[row + FROM_LAT] ?? lat) - wasLat) * left
    const jumps = !this.animated || isFarther(lon, lat, fromLon, fromLat, FARTHEST_METRES)
    const apart = now - (numbers[row + LEAVES] ?? now)
    const arrives = jumps ? now : now + Math.min(LONGEST_SECONDS, Math.max(SHORTEST_SECONDS, apart))
    numbers[row + LON] = lon
    numbers[row + LAT] = lat
    numbers[row + FROM_LON] = jumps ? lon : fromLon
    numbers[row + FROM_LAT] = jumps ? lat : fromLat
    numbers[row + LEAVES] = now
    numbers[row + ARRIVES] = arrives
    if (arrives > this.latest) this.latest = arrives
  }

  /**
   * Takes what the device tells, in degrees clockwise from north and m/s; NaN where it does not. A crew that stops keeps
   * pointing for a minute, and is then drawn still. True when it began or ceased to be.
   */
  turn(crew: number, heading: number, speed: number, now: number): boolean {
    const row = this.table.rowOf(crew)
    const { numbers } = this.table
    const was = numbers[row + HEADING] ?? Number.NaN
    if (!Number.isNaN(heading) && !(speed <= TRUSTED_SPEED)) {
      numbers[row + HEADING] = heading
      numbers[row + HEADED] = now
      return Number.isNaN(was)
    }
    if (Number.isNaN(was) || now - (numbers[row + HEADED] ?? now) < KEPT_SECONDS) return false
    numbers[row + HEADING] = Number.NaN
    return true
  }

  /** Degrees clockwise from north; NaN draws it still. */
  heading(crew: number): number {
    return this.table.numbers[this.table.rowOf(crew) + HEADING] ?? Number.NaN
  }

  /** Where a mark is drawn at `now`. */
  at(crew: number, now: number): LonLat {
    const row = this.table.rowOf(crew)
    const { numbers } = this.table
    const left = this.left(row, now)
    const [lon = 0, lat = 0, fromLon = lon, fromLat = lat] = numbers.subarray(row, row + LEAVES)
    return { lon: lon + (fromLon - lon) * left, lat: lat + (fromLat - lat) * left }
  }

  /** True while some mark is on its way. */
  moving(now: number): boolean {
    return now < this.latest
  }

  /** Puts the numbers of a crew into row `index`; its mark is turned where it is one that points. */
  write(crew: number, index: number, isPointed: boolean, { to, from, times, angles }: Motion): void {
    const row = this.table.rowOf(crew)
    const { numbers } = this.table
    to[2 * index] = numbers[row + LON] ?? 0
    to[2 * index + 1] = numbers[row + LAT] ?? 0
    from[2 * index] = numbers[row + FROM_LON] ?? 0
    from[2 * index + 1] = numbers[row + FROM_LAT] ?? 0
    times[2 * index] = numbers[row + LEAVES] ?? 0
    times[2 * index + 1] = numbers[row + ARRIVES] ?? 0
    const heading = numbers[row + HEADING] ?? Number.NaN
    angles[index] = isPointed && !Number.isNaN(heading) ? -heading : 0
  }

  /** The share of the way that is still to go, from 1 to 0. */
  private left(row: number, now: number): number {
    const { numbers } = this.table
    const leaves = numbers[row + LEAVES] ?? now
    const arrives = numbers[row + ARRIVES] ?? now
    return arrives <= now ? 0 : 1 - Math.max(0, now - leaves) / (arrives - leaves)
  }
}
