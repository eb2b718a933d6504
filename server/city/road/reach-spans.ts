import type { Reached, Stretch } from './reach-search.ts'
import { onLine, pointOnLine } from './road-route.ts'
import { simplifyLine } from './simplify-line.ts'
import type { StreetGraph } from './street-graph.ts'
import type { StreetLines } from './street-lines.ts'

/**
 * Stretches of the street lines that all modes share: where each begins and ends in turn, ascending, apart from each other.
 * A place is a point's number, plus the share of the segment that follows. No stretch goes from one street to the next.
 */
export type Spans = number[]

/** The stretches reached within `seconds` of the graph. An edge that is partly reached is cut to the metre. */
export function spansWithin(graph: StreetGraph, reached: Reached, seconds: number): Spans {
  const spans: Spans = []
  const within = new Map<number, Stretch[]>()
  for (const stretch of reached.within)
    within.set(stretch.edge, [...(within.get(stretch.edge) ?? []), stretch])
  for (let edge = 0; edge < graph.edges; edge++) {
    const whole = graph.seconds[edge] as number
    const up = shareOf(seconds - (reached.fromStart[edge] as number), whole)
    const down = shareOf(seconds - (reached.fromEnd[edge] as number), whole)
    const own = within.get(edge)
    if (up < 0 && down < 0 && own === undefined) continue
    const shares = own === undefined ? [] : own.flatMap((stretch) => stretchOf(stretch, seconds, whole))
    if (up >= 0) shares.push([0, up])
    if (down >= 0) shares.push([1 - down, 1])
    for (const [from, to] of shares.sort(([a], [b]) => a - b))
      extend(spans, placeOn(graph, edge, from), placeOn(graph, edge, to))
  }
  return spans
}

/** How much of an edge that takes `whole` is passed in what is `left`; below 0 where none. */
function shareOf(left: number, whole: number): number {
  if (left < 0) return -1
  return left >= whole ? 1 : left / whole
}

function stretchOf({ along, up, seconds: at }: Stretch, seconds: number, whole: number): [number, number][] {
  const share = shareOf(seconds - at, whole)
  if (share < 0) return []
  return [up ? [along, Math.min(1, along + share)] : [Math.max(0, along - share), along]]
}

function placeOn(graph: StreetGraph, edge: number, along: number): number {
  // The ends exactly: there the stretches of two edges become one.
  if (along <= 0) return graph.first[edge] as number
  if (along >= 1) return graph.lastOf(edge)
  const { segment, share } = onLine(graph, { edge, along })
  return segment + share
}

/** Adds a stretch that begins no earlier than the last; two that touch become one. */
function extend(spans: Spans, from: number, to: number): void {
  const end = spans.length - 1
  if (end >= 0 && from <= (spans[end] as number)) spans[end] = Math.max(spans[end] as number, to)
  else spans.push(from, to)
}

/** What is in one or the other. */
export function union(one: Spans, other: Spans): Spans {
  const spans: Spans = []
  for (let a = 0, b = 0; a < one.length || b < other.length; ) {
    const first = b >= other.length || (a < one.length && (one[a] as number) <= (other[b] as number))
    const [list, at] = first ? [one, a] : [other, b]
    extend(spans, list[at] as number, list[at + 1] as number)
    if (first) a += 2
    else b += 2
  }
  return spans
}

/** What is in `whole` and not in `part`, all of which is in `whole`. */
export function without(whole: Spans, part: Spans): Spans {
  const spans: Spans = []
  let place = 0
  for (let at = 0; at < whole.length; at += 2) {
    let from = whole[at] as number
    const to = whole[at + 1] as number
    for (; place < part.length && (part[place] as number) <= to; place += 2) {
      if ((part[place] as number) > from) spans.push(from, part[place] as number)
      from = Math.max(from, part[place + 1] as number)
    }
    if (from < to) spans.push(from, to)
  }
  return spans
}

/** The stretches as lines of [lon, lat], corners kept to about 5 m. */
export function* linesOf(lines: StreetLines, spans: Spans): Generator<[number, number][]> {
  for (let at = 0; at < spans.length; at += 2) {
    const from = spans[at] as number
    const to = spans[at + 1] as number
    const line = [pointOnLine(lines, from)]
    for (let point = Math.floor(from) + 1; point < to; point++) line.push(pointOnLine(lines, point))
    line.push(pointOnLine(lines, to))
    yield line.length > 2 ? simplifyLine(line) : line
  }
}
