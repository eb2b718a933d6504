import { type LonLat, metresBetween } from '../../shared/geo.ts'

/** How a mark goes from where it was drawn to its last fix; seconds since the page began, degrees. */
export interface Leg {
  previousLon: number
  previousLat: number
  leavesAt: number
  arrivesAt: number
}

/** A mark is never drawn longer than this behind what is known. */
const LONGEST_SECONDS = 1
const SHORTEST_SECONDS = 0.25
/** Over more than this nobody knows the way: the mark jumps, rather than show a drive that was not. */
const FARTHEST_METRES = 300

/** Remembers where every mark is drawn, so that each new fix is glided to from there: never a jump back. */
export class Glide {
  private readonly legs = new Map<string, Leg & LonLat>()
  private latest = 0

  constructor(private readonly animated: boolean) {}

  /** The leg of mark `id` to its last fix, which begins at `now` if that fix is new. */
  to(id: string, { lon, lat }: LonLat, now: number): Leg {
    const known = this.legs.get(id)
    if (known !== undefined && known.lon === lon && known.lat === lat) return known
    const from = this.startOf(known, { lon, lat }, now)
    const since = known === undefined ? 0 : now - known.leavesAt
    const seconds = Math.min(LONGEST_SECONDS, Math.max(SHORTEST_SECONDS, since))
    const arrivesAt = from === null ? now : now + seconds
    const { lon: previousLon, lat: previousLat } = from ?? { lon, lat }
    const leg = { lon, lat, previousLon, previousLat, leavesAt: now, arrivesAt }
    this.legs.set(id, leg)
    this.latest = Math.max(this.latest, arrivesAt)
    return leg
  }

  /** Where mark `id` is drawn at `now`. */
  at(id: string, now: number): LonLat | undefined {
    const leg = this.legs.get(id)
    return leg && pointOf(leg, now)
  }

  /** True while some mark is on its way. */
  moving(now: number): boolean {
    return now < this.latest
  }

  /** Forgets every mark but those of `ids`. */
  keep(ids: ReadonlySet<string>): void {
    for (const id of this.legs.keys()) if (!ids.has(id)) this.legs.delete(id)
  }

  private startOf(known: (Leg & LonLat) | undefined, target: LonLat, now: number): LonLat | null {
    if (known === undefined || !this.animated) return null
    const from = pointOf(known, now)
    return metresBetween(from, target) > FARTHEST_METRES ? null : from
  }
}

function pointOf(
  { lon, lat, previousLon, previousLat, leavesAt, arrivesAt }: Leg & LonLat,
  now: number,
): LonLat {
  const left = arrivesAt <= now ? 0 : 1 - Math.max(0, now - leavesAt) / (arrivesAt - leavesAt)
  return { lon: lon + (previousLon - lon) * left, lat: lat + (previousLat - lat) * left }
}
