import { metresBetween } from '../../shared/geo.ts'
import type { Instant } from '../../shared/instant.ts'
import { SECOND } from '../../shared/instant.ts'
import type { Doing, Track } from '../../shared/track.ts'
import { rounded, simplified } from '../city/road/simplify-line.ts'
import type { PassedFix } from '../projection/position-history.ts'
import { GAP, type Stop } from './track-stops.ts'

/** What a crew does from an instant on. */
export interface Change {
  at: Instant
  doing: Doing
}

type Leg = Track['legs'][number]
type Line = [lon: number, lat: number][]

/** Metres; doubled until the whole has few enough points. */
const FINEST = 8
const COARSEST = 2_000
const MOST_POINTS = 800
/** Metres and metres a second beyond which two fixes are not one way: the first of them was wrong. */
const JUMP = 300
const FASTEST = 90

/**
 * The way of a crew, cut where it did something else and where nothing is known, each part to a few metres. `changes` are
 * in order; what came before the first is not drawn. While it stood, its receiver wandered: that is one point.
 */
export function legsOf(
  fixes: readonly PassedFix[],
  stops: readonly Stop[],
  changes: readonly Change[],
): Leg[] {
  const legs = cut(settled(fixes, stops), changes)
  for (let tolerance = FINEST; ; tolerance *= 2) {
    const drawn = legs.map(({ doing, line }) => ({ doing, line: simplified(line, tolerance) }))
    const points = drawn.reduce((sum, { line }) => sum + line.length, 0)
    if (points <= MOST_POINTS || tolerance >= COARSEST)
      return drawn.map(({ doing, line }) => ({
        doing,
        line: line.map(([lon, lat]) => [rounded(lon), rounded(lat)]),
      }))
  }
}

/** The fixes, with those of each stop at its place. */
function settled(fixes: readonly PassedFix[], stops: readonly Stop[]): PassedFix[] {
  const all = [...fixes]
  for (const {
    first,
    last,
    at: { lon, lat },
  } of stops)
    for (let index = first; index <= last; index += 1) {
      const fix = all[index]
      if (fix !== undefined) all[index] = { lon, lat, at: fix.at }
    }
  return all
}

function cut(fixes: readonly PassedFix[], changes: readonly Change[]): Leg[] {
  const legs: Leg[] = []
  let leg: { doing: Doing; line: Line } | null = null
  let before: PassedFix | null = null
  let next = 0
  for (const fix of fixes) {
    while ((changes[next]?.at ?? Number.POSITIVE_INFINITY) <= fix.at) next += 1
    const doing = changes[next - 1]?.doing ?? 'off'
    const point: Line[number] = [fix.lon, fix.lat]
    if (before === null || leg === null || !leadsTo(before, fix)) leg = { doing, line: [point] }
    else {
      if (doing !== leg.doing) leg = { doing, line: [[before.lon, before.lat]] }
      const [lon, lat] = leg.line.at(-1) ?? []
      if (lon !== fix.lon || lat !== fix.lat) leg.line.push(point)
    }
    if (leg.line.length === 2) legs.push(leg)
    before = fix
  }
  return legs
}

/** Whether a crew went from one fix to the other, as far as anyone knows. */
function leadsTo(before: PassedFix, fix: PassedFix): boolean {
  const lasted = fix.at - before.at
  if (lasted > GAP) return false
  const metres = metresBetween(before, fix)
  return metres <= JUMP || metres <= (FASTEST * lasted) / SECOND
}
