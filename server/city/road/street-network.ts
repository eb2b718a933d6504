import { CarSpeeds } from './car-speeds.ts'
import type { Street, TrafficSignal, TurnRestriction } from './street.ts'
import { type Mode, modes } from './street.ts'
import { buildStreetGraph, type StreetGraph } from './street-graph.ts'
import { StreetIndex } from './street-index.ts'
import { StreetLines } from './street-lines.ts'
import { islands, numberNodes } from './street-nodes.ts'
import { StreetPlacement } from './street-placement.ts'
import { type StreetSpeeds, usualSpeeds } from './street-speeds.ts'

/** A city's streets, ready to be searched: one graph for each mode over the same lines. */
export interface StreetNetwork {
  lines: StreetLines
  index: StreetIndex
  placement: StreetPlacement
  graphs: Record<Mode, StreetGraph>
  /** The town's table. */
  speeds: StreetSpeeds
  /** How fast cars are now, which changes with what is learned. */
  carSpeeds: CarSpeeds
  /** Bytes of all its typed arrays. */
  bytes: number
}

/** Builds the network in memory (Porto: 2.9 s of processor time on a busy machine). Throws on a street whose points and nodes do not match. */
export function buildStreetNetwork(
  streets: readonly Street[],
  restrictions: readonly TurnRestriction[],
  signals: readonly TrafficSignal[] = [],
  speeds: StreetSpeeds = usualSpeeds,
): StreetNetwork {
  const lines = new StreetLines(streets)
  const nodes = numberNodes(streets)
  const index = new StreetIndex(lines)
  const placement = new StreetPlacement(streets, lines, index, islands(streets, nodes))
  const graphOf = (mode: Mode) => buildStreetGraph(mode, streets, restrictions, signals, lines, nodes, speeds)
  const graphs = { car: graphOf('car'), bicycle: graphOf('bicycle'), foot: graphOf('foot') }
  const carSpeeds = new CarSpeeds(streets, graphs.car, speeds)
  const bytes = [lines, index, carSpeeds, ...modes.map((mode) => graphs[mode])].reduce(
    (sum, one) => sum + one.bytes,
    0,
  )
  return { lines, index, placement, graphs, speeds, carSpeeds, bytes }
}
