import type { StreetEdges } from './street-edges.ts'
import type { StreetLines } from './street-lines.ts'
import type { Losses, Turns } from './street-speeds.ts'

/** Losses are kept as whole eighths of a second. */
export const LOSS_STEPS = 8

/**
 * What turning at junctions and waiting at lights takes, in eighths of a second by directed edge, 31.8 s at most: `arrival` at
 * its head whatever one does next, `departure` at its tail from wherever one came. Both empty for a mode that loses nothing.
 */
export interface JunctionLosses {
  arrival: Uint8ClampedArray
  departure: Uint8ClampedArray
}

/** By junction with traffic lights: whom they stop, as `TrafficSignal` says. */
export type Lights = ReadonlyMap<number, number>

/** A way into a junction or out of it, and the direction one drives there. */
interface Arm {
  directed: number
  direction: Direction
}

/** East and north, as a unit vector; both 0 where a line stands still. */
export interface Direction {
  east: number
  north: number
}

/**
 * Where three arms or more meet, each turn takes its seconds, and is told as a sum: what nobody arriving can avoid, and then
 * what nobody leaving can. At a T this is each turn exactly: out of its stem everybody turns, into it too, and along its bar
 * nobody. At a crossing of four it counts none, as there everybody can go straight on. So a turn needs no state of its own.
 * Lights are lost by whoever arrives at them.
 */
export function junctionLosses(
  edges: StreetEdges,
  lines: StreetLines,
  losses: Losses | null,
  lights: Lights,
): JunctionLosses {
  const length = losses === null ? 0 : edges.open.length
  const [arrival, departure] = [new Uint8ClampedArray(length), new Uint8ClampedArray(length)]
  if (losses === null) return { arrival, departure }
  for (const { into, outOf } of crossings(edges, lines)) {
    for (const one of into) arrival[one.directed] = arrivalLoss(one, outOf, losses)
    for (const one of outOf)
      departure[one.directed] = leastOf(
        others(one, into).map(
          (from) => lossOf(from.direction, one.direction, losses) - (arrival[from.directed] ?? 0),
        ),
      )
  }
  for (let directed = 0; directed < length; directed++)
    if (stops(lights.get(edges.to[directed] ?? -1), directed % 2 === 0))
      arrival[directed] = (arrival[directed] ?? 0) + lightsLoss(losses)
  return { arrival, departure }
}

/** Whether lights stop who arrives along the line of the street, or against it. */
export function stops(direction: number | undefined, along: boolean): boolean {
  return direction === 0 || direction === (along ? 1 : -1)
}

/** Eighths of a second that lights take. */
export function lightsLoss({ lights }: Losses): number {
  return Math.round(lights * LOSS_STEPS)
}

function arrivalLoss(one: Arm, outOf: readonly Arm[], turns: Turns): number {
  return leastOf(others(one, outOf).map((to) => lossOf(one.direction, to.direction, turns)))
}

/** All but the way back. */
function others({ directed }: Arm, arms: readonly Arm[]): Arm[] {
  return arms.filter((arm) => arm.directed !== (directed ^ 1))
}

/** The least, not below 0; 0 of none. */
export function leastOf(losses: readonly number[]): number {
  return losses.length === 0 ? 0 : Math.max(0, Math.min(...losses))
}

/** Eighths of a second that a turn takes: the table's at a right angle, none straight on, twice as much right round. */
export function lossOf(from: Direction, to: Direction, { left, right }: Turns): number {
  const ahead = from.east * to.east + from.north * to.north
  const toLeft = from.east * to.north - from.north * to.east
  return Math.round((toLeft > 0 ? left : right) * (1 - ahead) * LOSS_STEPS)
}

/** Whether one drives from `point` to `next` of the lines: the direction of that segment. */
export function directionOf(lines: StreetLines, point: number, next: number): Direction {
  const across = Math.cos((((lines.y[point] ?? 0) / 1e7) * Math.PI) / 180)
  const east = ((lines.x[next] ?? 0) - (lines.x[point] ?? 0)) * across
  const north = (lines.y[next] ?? 0) - (lines.y[point] ?? 0)
  const length = Math.hypot(east, north)
  return length === 0 ? { east: 0, north: 0 } : { east: east / length, north: north / length }
}

/** The ways into and out of each junction where at least three arms meet, one-ways against one included among the arms. */
function* crossings(edges: StreetEdges, lines: StreetLines): Generator<{ into: Arm[]; outOf: Arm[] }> {
  const around = Array.from({ length: edges.junctions }, () => ({
    arms: 0,
    into: [] as Arm[],
    outOf: [] as Arm[],
  }))
  for (let directed = 0; directed < edges.open.length; directed++) {
    const edge = directed >> 1
    const step = (directed & 1) === 0 ? 1 : -1
    const [begin = 0, end = 0] =
      step === 1 ? [edges.first[edge], edges.last[edge]] : [edges.last[edge], edges.first[edge]]
    const from = around[edges.from[directed] ?? -1]
    const to = around[edges.to[directed] ?? -1]
    if (from !== undefined) from.arms += 1
    if (edges.open[directed] === 0) continue
    from?.outOf.push({ directed, direction: directionOf(lines, begin, begin + step) })
    to?.into.push({ directed, direction: directionOf(lines, end - step, end) })
  }
  for (const { arms, into, outOf } of around) if (arms > 2) yield { into, outOf }
}
