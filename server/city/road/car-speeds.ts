import type { Corrections } from './learned-speeds.ts'
import type { Street } from './street.ts'
import type { StreetGraph } from './street-graph.ts'
import { type StreetKind, type StreetSpeeds, speedIn, tabled } from './street-speeds.ts'

/** How fast cars are on the edges of their graph: as the table says, or corrected by what was learned of this hour. */
export class CarSpeeds {
  private readonly graph: StreetGraph
  private readonly speeds: StreetSpeeds
  /** The few combinations of what sets speeds that there are (Porto: 137), and which one each street is of. */
  private readonly kinds: StreetKind[] = []
  private readonly kindOf: Uint8Array | Uint16Array
  /** By kind: whether its speed is a learned one now. */
  private learned: boolean[] = []
  private some = false
  private changes = 0

  constructor(streets: readonly Street[], graph: StreetGraph, speeds: StreetSpeeds) {
    this.graph = graph
    this.speeds = speeds
    const numbers = new Map<string, number>()
    const kindOf = streets.map(({ class: name, link, service, surface, maxSpeed }) => {
      const kind = { class: name, link, service, surface, maxSpeed }
      const key = JSON.stringify(kind)
      const number = numbers.get(key) ?? this.kinds.push(kind) - 1
      numbers.set(key, number)
      return number
    })
    this.kindOf = this.kinds.length <= 256 ? Uint8Array.from(kindOf) : Uint16Array.from(kindOf)
  }

  /** Grows whenever times have changed. */
  get revision(): number {
    return this.changes
  }

  get bytes(): number {
    return this.kindOf.byteLength
  }

  /** Times every edge by the table with `corrections`, at once and in place. */
  correct(corrections: Corrections): void {
    const names = this.kinds.map((kind) => tabled(kind, 'car', this.speeds))
    const speeds = this.kinds.map((kind, number) =>
      speedIn(kind, 'car', this.speeds, corrections[names[number] ?? 'other']),
    )
    const { first, metres, lines } = this.graph
    let street = 0
    // Edges come in the order of their streets.
    this.graph.retime((edge) => {
      while ((lines.first[street + 1] ?? Number.POSITIVE_INFINITY) <= (first[edge] ?? 0)) street++
      return (metres[edge] ?? 0) / (speeds[this.kindOf[street] ?? 0] ?? 1)
    })
    this.learned = names.map((name) => corrections[name] !== undefined)
    this.some = this.learned.includes(true)
    this.changes += 1
  }

  /** Whether the time of a way, as directed edges, rests on learned speeds, on any part of it. */
  isLearned(way: Iterable<number>): boolean {
    for (const directed of way) if (this.learned[this.numberOf(directed >> 1)] === true) return true
    return false
  }

  /** Whether any speed is a learned one now. */
  get anyLearned(): boolean {
    return this.some
  }

  /**
   * The class that driving on an edge teaches something of, and how many times as fast as the class its street is by the table;
   * null on a slip road, and where a sign holds speeds below the class's: there it is the sign that one sees.
   */
  lesson(edge: number): { class: string; ratio: number } | null {
    const kind = this.kinds[this.numberOf(edge)]
    if (kind === undefined || kind.link) return null
    const name = tabled(kind, 'car', this.speeds)
    const usual = this.speeds.car[name] ?? this.speeds.car.other
    if (kind.maxSpeed !== null && kind.maxSpeed < usual) return null
    const plain = { ...kind, surface: null, maxSpeed: null }
    const ratio = speedIn(kind, 'car', this.speeds) / speedIn(plain, 'car', this.speeds)
    return { class: name, ratio }
  }

  /** The number of an edge's kind. */
  private numberOf(edge: number): number {
    const { first, lines } = this.graph
    return this.kindOf[lines.streetOf(first[edge] ?? 0)] ?? 0
  }
}
