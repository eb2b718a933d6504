import type { StreetSpeeds } from './street-speeds.ts'

/**
 * What was seen of one class of street at one hour of the day (0 to 23, the town's): sums only, of metres, of the seconds
 * that a crew of pace 1 needs for them on a street of the class without a sign, turns left out, and of how many legs. No crew, no place, no day of any of them. Faded: a sum of
 * 28 days ago counts half.
 */
export interface SpeedSum {
  class: string
  hour: number
  metres: number
  seconds: number
  observations: number
}

/** By class of the table of cars: how many times as fast as it says. A class that is not named stays as the table has it. */
export type Corrections = Readonly<Record<string, number>>

/**
 * From what on sums say something: about five drives of two kilometres each. The legs of one drive meet the same traffic,
 * so thirty of them could be one driver's; these cannot.
 */
export const LEAST_OBSERVATIONS = 100
export const LEAST_METRES = 10_000
/** Days after which what was seen counts half. */
export const HALF_LIFE_DAYS = 28
/** Beyond these the matching is in doubt, not the table. */
export const SLOWEST_CORRECTION = 0.4
export const FASTEST_CORRECTION = 1.6

/** Hours around the one asked for whose sums answer, the first that hold enough: its own, its neighbours', the day's. */
const WINDOWS = [0, 1, 12] as const

/** The corrections of an hour, for the classes of which enough is known. */
export function correctionsAt(hour: number, sums: readonly SpeedSum[], speeds: StreetSpeeds): Corrections {
  const corrections: Record<string, number> = {}
  for (const [name, usual] of Object.entries(speeds.car)) {
    const own = sums.filter((sum) => sum.class === name)
    for (const window of WINDOWS) {
      const factor = factorOf(
        own.filter((sum) => hoursBetween(sum.hour, hour) <= window),
        usual,
      )
      if (factor === null) continue
      corrections[name] = factor
      break
    }
  }
  return corrections
}

/** Speed seen over speed in the table (km/h), to a hundredth: nobody is told another time for less. Null below the floor. */
function factorOf(sums: readonly SpeedSum[], usual: number): number | null {
  const total = (of: 'metres' | 'seconds' | 'observations') => sums.reduce((sum, one) => sum + one[of], 0)
  const [metres, seconds] = [total('metres'), total('seconds')]
  if (!(total('observations') >= LEAST_OBSERVATIONS && metres >= LEAST_METRES && seconds > 0)) return null
  const factor = (metres / seconds) * (3.6 / usual)
  if (!Number.isFinite(factor)) return null
  return Math.round(100 * Math.min(FASTEST_CORRECTION, Math.max(SLOWEST_CORRECTION, factor))) / 100
}

function hoursBetween(a: number, b: number): number {
  const apart = Math.abs(a - b)
  return Math.min(apart, 24 - apart)
}
