import {
  type Direction,
  directionOf,
  LOSS_STEPS,
  leastOf,
  lightsLoss,
  lossOf,
  stops,
} from './junction-losses.ts'
import type { Corrections } from './learned-speeds.ts'
import { directionsOf, type Mode, type Street, type TrafficSignal, type TurnRestriction } from './street.ts'
import { StreetLines } from './street-lines.ts'
import { type Losses, lossesOf, type StreetSpeeds, speedIn, tabled } from './street-speeds.ts'

/**
 * Dijkstra as in the textbook, to compare with in tests; nothing else imports this. Forward, over every segment of every
 * street in both directions, each turn asked of the restrictions as they are written, and of what it loses by all the others
 * there: no contraction, no expansion, no component, no reverse.
 */

/** A place on a segment: `point` counts along all streets' lines, `share` from 0 to 1 along the segment. */
export interface Spot {
  point: number
  share: number
}

interface Segment {
  street: Street
  point: number
  from: number
  to: number
  seconds: number
  along: boolean
  /** Whether it leaves from an end of its street, or arrives at one. */
  leavesEnd: boolean
  reachesEnd: boolean
  direction: Direction
}

export class PlainNetwork {
  private readonly segments: Segment[] = []
  private readonly outOf = new Map<number, number[]>()
  private readonly at = new Map<number, number[]>()
  private readonly visits = new Map<number, number>()
  /** How many ends of segments of the mode's streets are at a node. */
  private readonly arms = new Map<number, number>()
  private readonly into = new Map<number, number[]>()
  private readonly arrivals = new Map<number, number>()
  private readonly departures = new Map<number, number>()
  private readonly losses: Losses | null
  private readonly lights: ReadonlyMap<number, number>
  private readonly restrictions = new Map<number, TurnRestriction[]>()

  /** Segments that `isUsable` denies, by their first point, cannot be passed. */
  constructor(
    streets: readonly Street[],
    restrictions: readonly TurnRestriction[],
    mode: Mode,
    speeds: StreetSpeeds,
    isUsable: (point: number) => boolean,
    corrections: Corrections = {},
    signals: readonly TrafficSignal[] = [],
  ) {
    const lines = new StreetLines(streets)
    this.losses = lossesOf(mode, speeds)
    this.lights = new Map(signals.map(({ node, direction }) => [node, direction]))
    if (mode !== 'foot')
      for (const one of restrictions)
        this.restrictions.set(one.viaNode, [...(this.restrictions.get(one.viaNode) ?? []), one])
    for (const [index, street] of streets.entries()) {
      if (!street[mode]) continue
      const { along, against } = directionsOf(street, mode)
      const last = street.nodes.length - 2
      for (const node of [...street.nodes, street.nodes[0] ?? 0, street.nodes.at(-1) ?? 0])
        this.visits.set(node, (this.visits.get(node) ?? 0) + 1)
      for (let place = 0; place <= last; place++) {
        const point = (lines.first[index] ?? 0) + place
        const [from = 0, to = 0] = street.nodes.slice(place, place + 2)
        for (const node of [from, to]) this.arms.set(node, (this.arms.get(node) ?? 0) + 1)
        // A closed street takes no one, but a sign that commands it still stands.
        const seconds = isUsable(point)
          ? lines.metresAfter(point) /
            speedIn(street, mode, speeds, mode === 'car' ? corrections[tabled(street, mode, speeds)] : 1)
          : Number.POSITIVE_INFINITY
        const [first, final] = [place === 0, place === last]
        const common = { street, point, seconds }
        const direction = directionOf(lines, point, point + 1)
        const back = directionOf(lines, point + 1, point)
        if (along)
          this.add({ ...common, from, to, along: true, leavesEnd: first, reachesEnd: final, direction })
        if (against)
          this.add({
            ...common,
            from: to,
            to: from,
            along: false,
            leavesEnd: final,
            reachesEnd: first,
            direction: back,
          })
      }
    }
  }

  /** Seconds from a place to any other; Infinity where there is no way. */
  timesFrom(start: Spot): (to: Spot) => number {
    const entered = new Float64Array(this.segments.length).fill(Number.POSITIVE_INFINITY)
    const queue = new Queue()
    const leave = (segment: number, seconds: number) => {
      for (const next of this.outOf.get(this.segments[segment]?.to ?? 0) ?? []) {
        const turned = seconds + this.lostBetween(segment, next)
        if (turned >= (entered[next] as number) || !this.mayTurn(segment, next)) continue
        entered[next] = turned
        queue.push({ seconds: turned, segment: next })
      }
    }
    for (const segment of this.at.get(start.point) ?? [])
      leave(segment, (1 - this.shareOf(segment, start)) * this.secondsOf(segment))
    for (let top = queue.pop(); top !== undefined; top = queue.pop())
      if (top.seconds === entered[top.segment]) leave(top.segment, top.seconds + this.secondsOf(top.segment))
    return (to) => {
      const times = (this.at.get(to.point) ?? []).flatMap((segment) => {
        const ahead = this.shareOf(segment, to) - this.shareOf(segment, start)
        const direct = start.point === to.point && ahead >= 0 ? [ahead * this.secondsOf(segment)] : []
        return [(entered[segment] ?? 0) + this.shareOf(segment, to) * this.secondsOf(segment), ...direct]
      })
      return Math.min(Number.POSITIVE_INFINITY, ...times)
    }
  }

  private add(segment: Segment): void {
    const number = this.segments.push(segment) - 1
    this.outOf.set(segment.from, [...(this.outOf.get(segment.from) ?? []), number])
    this.into.set(segment.to, [...(this.into.get(segment.to) ?? []), number])
    this.at.set(segment.point, [...(this.at.get(segment.point) ?? []), number])
  }

  /** Seconds from one segment to the next: what everybody loses arriving by the one, and leaving by the other. */
  private lostBetween(from: number, to: number): number {
    const { losses } = this
    const passed = this.segments[from]
    if (losses === null || passed === undefined) return 0
    const waited = stops(this.lights.get(passed.to), passed.along) ? lightsLoss(losses) : 0
    if ((this.arms.get(passed.to) ?? 0) < 3) return waited / LOSS_STEPS
    return (waited + this.arrivalAt(from, losses) + this.departureAt(to, losses)) / LOSS_STEPS
  }

  private arrivalAt(from: number, turns: Losses): number {
    const known = this.arrivals.get(from)
    if (known !== undefined) return known
    const nexts = this.outOf.get(this.segments[from]?.to ?? 0) ?? []
    const lost = leastOf(
      nexts.filter((to) => !this.isBack(from, to)).map((to) => this.turnLoss(from, to, turns)),
    )
    this.arrivals.set(from, lost)
    return lost
  }

  private departureAt(to: number, turns: Losses): number {
    const known = this.departures.get(to)
    if (known !== undefined) return known
    const before = (this.into.get(this.segments[to]?.from ?? 0) ?? []).filter(
      (from) => !this.isBack(from, to),
    )
    const lost = leastOf(before.map((from) => this.turnLoss(from, to, turns) - this.arrivalAt(from, turns)))
    this.departures.set(to, lost)
    return lost
  }

  private turnLoss(from: number, to: number, turns: Losses): number {
    const [a, b] = [this.segments[from], this.segments[to]]
    return a === undefined || b === undefined ? 0 : lossOf(a.direction, b.direction, turns)
  }

  private isBack(from: number, to: number): boolean {
    const [a, b] = [this.segments[from], this.segments[to]]
    return a?.point === b?.point && a?.along !== b?.along
  }

  private secondsOf(segment: number): number {
    return this.segments[segment]?.seconds ?? 0
  }

  private shareOf(segment: number, { share }: Spot): number {
    return this.segments[segment]?.along ? share : 1 - share
  }

  /** Where streets meet or end, and where signs or lights stand: there one may turn round. */
  private isJunction(node: number): boolean {
    return (
      (this.visits.get(node) ?? 0) > 1 ||
      this.restrictions.has(node) ||
      (this.losses !== null && this.lights.has(node))
    )
  }

  private mayTurn(from: number, to: number): boolean {
    const [a, b] = [this.segments[from], this.segments[to]]
    if (a === undefined || b === undefined) return false
    const rules = this.restrictions.get(a.to) ?? []
    if (this.isBack(from, to) && !this.isJunction(a.to)) return false
    if (rules.length === 0) return true
    const speaksOf = ({ fromStreet, toStreet }: TurnRestriction, next: Segment) =>
      a.reachesEnd &&
      next.leavesEnd &&
      fromStreet === a.street.id &&
      toStreet === next.street.id &&
      (fromStreet !== toStreet || (next.point === a.point && next.along !== a.along))
    if (rules.some((rule) => rule.kind === 'no' && speaksOf(rule, b))) return false
    const nexts = (this.outOf.get(a.to) ?? []).map((next) => this.segments[next] as Segment)
    const only = rules.filter((rule) => rule.kind === 'only' && nexts.some((next) => speaksOf(rule, next)))
    return only.length === 0 || only.some((rule) => speaksOf(rule, b))
  }
}

/** A binary heap of objects. */
class Queue {
  private readonly items: { seconds: number; segment: number }[] = []

  push(item: { seconds: number; segment: number }): void {
    let place = this.items.push(item) - 1
    for (; place > 0 && this.less(place, (place - 1) >> 1); place = (place - 1) >> 1)
      this.swap(place, (place - 1) >> 1)
  }

  pop(): { seconds: number; segment: number } | undefined {
    if (this.items.length < 2) return this.items.pop()
    this.swap(0, this.items.length - 1)
    const top = this.items.pop()
    for (let place = 0; ; ) {
      const [left, right] = [2 * place + 1, 2 * place + 2]
      const smaller = this.less(right, left) ? right : left
      if (!this.less(smaller, place)) return top
      this.swap(place, smaller)
      place = smaller
    }
  }

  private less(a: number, b: number): boolean {
    const [one, other] = [this.items[a], this.items[b]]
    return one !== undefined && other !== undefined && one.seconds < other.seconds
  }

  private swap(a: number, b: number): void {
    const kept = this.items[a]
    const other = this.items[b]
    if (kept === undefined || other === undefined) return
    this.items[a] = other
    this.items[b] = kept
  }
}
