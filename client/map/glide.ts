import { isFarther, type LonLat } from '../../shared/geo.ts'

/** A mark is never drawn longer than this behind what is known. */
const LONGEST_SECONDS = 1
const SHORTEST_SECONDS = 0.25
/** Over more than this nobody knows the way: the mark jumps, rather than show a drive that was not. */
const FARTHEST_METRES = 300

/**
 * How one mark goes from where it was drawn to its last fix: each new one is glided to from there, never a jump back.
 * Degrees; seconds since the page began.
 */
export class Glide {
  lon: number
  lat: number
  previousLon: number
  previousLat: number
  leavesAt: number
  arrivesAt: number

  /** A mark begins where it is first seen. Without `animated` it jumps. */
  constructor(
    { lon, lat }: LonLat,
    now: number,
    private readonly animated: boolean,
  ) {
    this.lon = lon
    this.lat = lat
    this.previousLon = lon
    this.previousLat = lat
    this.leavesAt = now
    this.arrivesAt = now
  }

  /** Leaves at `now` for the last fix, if that is a new one. */
  to({ lon, lat }: LonLat, now: number): void {
    if (this.lon === lon && this.lat === lat) return
    const left = this.left(now)
    this.previousLon = this.lon + (this.previousLon - this.lon) * left
    this.previousLat = this.lat + (this.previousLat - this.lat) * left
    this.lon = lon
    this.lat = lat
    const seconds = Math.min(LONGEST_SECONDS, Math.max(SHORTEST_SECONDS, now - this.leavesAt))
    this.leavesAt = now
    this.arrivesAt = now + seconds
    if (this.animated && !isFarther(lon, lat, this.previousLon, this.previousLat, FARTHEST_METRES)) return
    this.previousLon = lon
    this.previousLat = lat
    this.arrivesAt = now
  }

  /** Where the mark is drawn at `now`. */
  at(now: number): LonLat {
    const { lon, lat } = this
    const left = this.left(now)
    return { lon: lon + (this.previousLon - lon) * left, lat: lat + (this.previousLat - lat) * left }
  }

  /** The share of the way that is still to go, from 1 to 0. */
  private left(now: number): number {
    const { leavesAt, arrivesAt } = this
    return arrivesAt <= now ? 0 : 1 - Math.max(0, now - leavesAt) / (arrivesAt - leavesAt)
  }
}
