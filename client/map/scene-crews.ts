import { freshFor } from '../../shared/crew/position-age.ts'
import { isFarther, type LonLat } from '../../shared/geo.ts'
import { isPointed } from '../design/crew-glyph.ts'
import type { CrewMark, Crews, Motion } from '../layers/rows.ts'
import type { CrewRow } from '../store/crew-row.ts'
import type { Positions } from '../store/positions.ts'
import { isPlain, markOf, unseen } from './crew-mark.ts'
import { Motions } from './motions.ts'

/** A crew of the board that has a position. */
export interface Placed {
  row: CrewRow
  mark: CrewMark
  /** Where its mark is drawn, at seconds since the page began. */
  readonly at: (now: number) => LonLat
}

/** What crews look like depends on beside themselves. */
export interface CrewOptions {
  /** Server instant, ms since 1970. */
  now: number
  /** Seconds since the page began. */
  pageNow: number
  metresPerPixel: number
  /** Those that keep their strength while a crew is in distress; null where none is. */
  strong: ReadonlySet<string> | null
}

/** A crew on scene this near its ticket, in px, would cover it: it is drawn beside. */
const COVERED_PX = 26
/** A scale that is nearly the same changes nothing of that. */
const SCALE_SHARE = 0.01

/**
 * The crews as the map draws them. A crew that only drove has its numbers written again and keeps its mark; one that did
 * nothing keeps all it has. For another second or scale everyone is looked at; closely whoever may look otherwise by that, and
 * everyone for another board.
 */
export class SceneCrews {
  /** In the order of the board. */
  placed: readonly Placed[] = []
  private readonly motions: Motions
  private crews: Crews = { marks: [], moved: roomFor(0) }
  /** In the order of the marks; of each the crew's number, and for how old a fix only its heading can change its mark (ms). */
  private drawn: readonly Placed[] = []
  private numbers = new Uint16Array()
  private plainFor = new Float64Array()
  private rows: readonly CrewRow[] = []
  private unplaced: readonly CrewRow[] = []
  private looked: CrewOptions | null = null
  /** What the positions had told, and forgotten, when they were last looked at. */
  private told = 0
  private forgotten = 0

  /** Without `animated` crews jump. */
  constructor(
    private readonly positions: Positions,
    animated: boolean,
  ) {
    this.motions = new Motions(animated)
  }

  of(rows: readonly CrewRow[], options: CrewOptions): Crews {
    const { positions, looked } = this
    const appeared = this.unplaced.some(({ crew }) => positions.isKnown(crew.number))
    const replaced = rows !== this.rows || appeared || positions.forgotten !== this.forgotten
    if (replaced) this.replace(rows, options)
    const anew = replaced || looked === null || looked.strong !== options.strong
    const all = anew || !looksAlike(looked, options)
    if (all) this.looked = options
    const { moved, changed } = this.look(options, anew, all)
    this.told = positions.told
    if (replaced || changed) this.arrange()
    else if (moved) this.crews = { ...this.crews, moved: { ...this.crews.moved } }
    return this.crews
  }

  /** True while some crew is on its way. */
  moving(now: number): boolean {
    return this.motions.moving(now)
  }

  /** Looks at those that drove, or at `all`; closely at those that may look otherwise, or, `anew`, at everyone. */
  private look(options: CrewOptions, anew: boolean, all: boolean): { moved: boolean; changed: boolean } {
    const { positions, motions, told, numbers, plainFor, crews } = this
    const { now, pageNow } = options
    let moved = false
    let changed = false
    for (const [index, one] of this.drawn.entries()) {
      const crew = numbers[index] ?? 0
      const drove = positions.toldOf(crew) > told
      if (!drove && !all) continue
      moved ||= drove
      const turned = motions.turn(crew, positions.heading(crew), positions.speed(crew), pageNow)
      const plain =
        !anew && !turned && now - positions.at(crew) < (plainFor[index] ?? Number.NEGATIVE_INFINITY)
      if (!plain) changed = this.update(one, drove, options) || changed
      else if (drove) motions.glide(crew, positions.lon(crew), positions.lat(crew), pageNow)
      if (drove) motions.write(crew, index, plain || isPointed(one.mark.appearance), crews.moved)
    }
    return { moved, changed }
  }

  /** Takes the crews of another board; who was there goes on from where it is drawn, who is gone is forgotten. */
  private replace(rows: readonly CrewRow[], options: CrewOptions): void {
    const { positions } = this
    const known = new Map(this.placed.map((one) => [one.row.crew.id, one]))
    const placed: Placed[] = []
    const unplaced: CrewRow[] = []
    for (const row of rows) {
      const before = known.get(row.crew.id)
      if (!positions.isKnown(row.crew.number)) unplaced.push(row)
      else if (before !== undefined) placed.push(Object.assign(before, { row }))
      else placed.push(this.place(row, options))
    }
    this.rows = rows
    this.placed = placed
    this.unplaced = unplaced
    this.forgotten = positions.forgotten
    this.draw(placed)
  }

  private place(row: CrewRow, { pageNow, metresPerPixel }: CrewOptions): Placed {
    const { number } = row.crew
    const position = this.placeOf(number)
    this.motions.begin(number, coveredTicket(row, position, metresPerPixel) ?? position, pageNow)
    return { row, mark: unseen(row), at: (now) => this.motions.at(number, now) }
  }

  private placeOf(crew: number): LonLat {
    return { lon: this.positions.lon(crew), lat: this.positions.lat(crew) }
  }

  /** Brings one crew up to date; true where its mark is another, or what is drawn around it must follow. */
  private update(
    one: Placed,
    drove: boolean,
    { now, pageNow, metresPerPixel, strong }: CrewOptions,
  ): boolean {
    const { row, mark: before } = one
    const { number } = row.crew
    const { motions, positions } = this
    const position = this.placeOf(number)
    const covered = coveredTicket(row, position, metresPerPixel)
    const { lon, lat } = covered ?? position
    motions.glide(number, lon, lat, pageNow)
    const still = Number.isNaN(motions.heading(number))
    one.mark = markOf(row, before, {
      at: positions.at(number),
      still,
      onTicket: covered !== null,
      now,
      strong,
    })
    const { doubt, appearance } = one.mark
    return one.mark !== before || (drove && (doubt > 0 || appearance === 'distress'))
  }

  /** Puts the marks in their order and writes all numbers: those nobody acknowledged are drawn last, on top. */
  private arrange(): void {
    const isSent = ({ mark }: Placed) => mark.appearance === 'sent'
    const order = [...this.placed.filter((one) => !isSent(one)), ...this.placed.filter(isSent)]
    this.draw(order)
    const before = this.crews.moved
    const enough = before.angles.length >= order.length
    const moved = enough ? { ...before } : roomFor(Math.ceil(order.length * 1.25))
    for (const [index, { mark }] of order.entries())
      this.motions.write(mark.number, index, isPointed(mark.appearance), moved)
    this.crews = { marks: order.map(({ mark }) => mark), moved }
  }

  private draw(order: readonly Placed[]): void {
    this.drawn = order
    if (this.numbers.length < order.length) {
      this.numbers = new Uint16Array(order.length)
      this.plainFor = new Float64Array(order.length)
    }
    for (const [index, { row, mark }] of order.entries()) {
      this.numbers[index] = row.crew.number
      // A fix may be dated a moment ahead of this clock: less than no age must not be less than this.
      this.plainFor[index] = isPlain(row, mark) ? freshFor(row.crew.kind) : Number.NEGATIVE_INFINITY
    }
  }
}

function looksAlike(before: CrewOptions, now: CrewOptions): boolean {
  const sameSecond = Math.floor(before.now / 1000) === Math.floor(now.now / 1000)
  const scale = now.metresPerPixel / before.metresPerPixel
  return sameSecond && before.strong === now.strong && Math.abs(scale - 1) < SCALE_SHARE
}

/** The place of the ticket that a crew on scene would be drawn over; null where both are seen. */
function coveredTicket(
  { appearance, current }: CrewRow,
  position: LonLat,
  metresPerPixel: number,
): LonLat | null {
  if (appearance !== 'on_scene' && appearance !== 'secured') return null
  const place = current?.ticket?.position
  if (place == null) return null
  return isFarther(place.lon, place.lat, position.lon, position.lat, COVERED_PX * metresPerPixel)
    ? null
    : place
}

function roomFor(crews: number): Motion {
  return {
    to: new Float64Array(2 * crews),
    from: new Float64Array(2 * crews),
    times: new Float32Array(2 * crews),
    angles: new Float32Array(crews),
  }
}
