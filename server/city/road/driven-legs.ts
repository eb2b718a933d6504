import type { CrewKind } from '../../../shared/crew/crew.ts'
import { type LonLat, metresBetween } from '../../../shared/geo.ts'
import { type Instant, SECOND } from '../../../shared/instant.ts'

/** Where a crew was at an instant of the server's clock; `accuracy` is the radius in metres. */
export interface DrivenFix extends LonLat {
  at: Instant
  accuracy: number
  /** The device's clock is ahead: `at` is only when the fix arrived. */
  clockAhead: boolean
}

/** A stretch that somebody drove. It says neither who nor when, but for the hour of the day. */
export interface Leg {
  from: LonLat
  to: LonLat
  seconds: number
  kind: CrewKind
  /** 0 to 23, in the town's time zone. */
  hour: number
}

/** Metres: a fix less sure than this may lie on the next street. */
const WORST_ACCURACY = 25
/** Seconds from one fix to the next: what lies nearer is measured badly, what lies farther is not known. */
const SHORTEST_GAP = 2
const LONGEST_GAP = 20
/** Metres as the crow flies: what fixes are off by, some 5 m each, is then little of it, and drifting is no driving. */
const LEG_METRES = 100
/** Who gets no farther within so many seconds is parked; a red light takes less. */
const LONGEST_LEG = 120
/** Metres: who was parked drives again once this far from where that was. */
const LEAVING_METRES = 15
/** Metres a second that a leg must reach at least once: nobody walks so fast, nor drifts on the spot. */
const DRIVING = 3
/** A way longer than so many times the straight line, and this many metres, went somewhere else in between. */
const LONGEST_DETOUR = 1.3
const DETOUR_SLACK_METRES = 20
/** Metres a second that no crew reaches in a city: a fix that jumped. */
const FASTEST = 45

interface Under {
  start: DrivenFix
  last: DrivenFix
  /** Metres since `start`, from fix to fix, without those at a walk. */
  driven: number
  parked: boolean
}

/**
 * Makes legs of the fixes of crews under way by car. A leg begins and ends in motion, so that the waits on the way, at
 * lights and corners, are in it, and the time parked is not.
 */
export class DrivenLegs<Id> {
  private readonly under = new Map<Id, Under>()

  /** The leg that this fix completes, without its kind and hour; null for none. */
  take(id: Id, fix: DrivenFix): Pick<Leg, 'from' | 'to' | 'seconds'> | null {
    const before = this.under.get(id)
    if (!isSure(fix)) return this.forget(id)
    const gap = before === undefined ? Number.POSITIVE_INFINITY : (fix.at - before.last.at) / SECOND
    if (gap < SHORTEST_GAP && gap >= 0) return null
    const step = before === undefined ? 0 : metresBetween(before.last, fix)
    const pace = step / gap
    if (before === undefined || !(gap > 0 && gap <= LONGEST_GAP) || !(pace <= FASTEST))
      return this.begin(id, fix, true)
    if (before.parked && metresBetween(before.start, fix) < LEAVING_METRES) return this.begin(id, fix, true)
    const { start } = before
    const driven = before.driven + (pace >= DRIVING ? step : 0)
    const seconds = (fix.at - start.at) / SECOND
    if (seconds > LONGEST_LEG) return this.begin(id, fix, true)
    const straight = metresBetween(start, fix)
    if (straight >= LEG_METRES) {
      this.begin(id, fix, false)
      const isOne = driven > 0 && driven <= longestWay(straight)
      return isOne ? { from: placeOf(start), to: placeOf(fix), seconds } : null
    }
    this.under.set(id, { start, last: fix, driven, parked: false })
    return null
  }

  /** What is known of a crew that is not under way any more is gone. */
  forget(id: Id): null {
    this.under.delete(id)
    return null
  }

  /** Of how many crews a place is kept. */
  get size(): number {
    return this.under.size
  }

  private begin(id: Id, fix: DrivenFix, parked: boolean): null {
    this.under.set(id, { start: fix, last: fix, driven: 0, parked })
    return null
  }
}

/** Metres of the longest way that can have been driven between two fixes of a leg. */
export function longestWay(straight: number): number {
  return LONGEST_DETOUR * straight + DETOUR_SLACK_METRES
}

function isSure({ lon, lat, at, accuracy, clockAhead }: DrivenFix): boolean {
  return !clockAhead && accuracy <= WORST_ACCURACY && [lon, lat, at].every(Number.isFinite)
}

function placeOf({ lon, lat }: LonLat): LonLat {
  return { lon, lat }
}
