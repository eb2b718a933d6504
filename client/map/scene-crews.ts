import type { Crew } from '../../shared/crew/crew.ts'
import { trustOf } from '../../shared/crew/position-age.ts'
import { isFarther, type LonLat } from '../../shared/geo.ts'
import { isPointed } from '../design/crew-glyph.ts'
import type { CrewMark, Crews, Motion } from '../layers/rows.ts'
import { appearanceAt, type CrewRow } from '../store/crew-row.ts'
import type { Located } from '../store/positions.ts'
import { Glide } from './glide.ts'
import { HeadingMemory } from './heading-memory.ts'

/** A crew of the board that has a position. */
export interface Placed {
  row: CrewRow
  position: Located
  readonly glide: Glide
  readonly headings: HeadingMemory
  /** Degrees clockwise from north; null draws it still. */
  heading: number | null
  mark: CrewMark
  /** Nothing but its age and its heading can change what it looks like. */
  plain: boolean
  /** Of its crew, which is asked for with every fix. */
  readonly kind: Crew['kind']
  /** Its place among the marks. */
  index: number
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
  positionOf(crew: number): Located | undefined
}

/** A crew on scene this near its ticket, in px, would cover it: it is drawn beside. */
const COVERED_PX = 26
/** A scale that is nearly the same changes nothing of that. */
const SCALE_SHARE = 0.01

/** Metres a second that a kind may have driven since its last fix. */
const DOUBT: Record<CrewRow['crew']['kind'], number> = {
  patrol: 8,
  motorcycle: 10,
  bicycle: 4,
  foot: 1.4,
  dog: 8,
  mediation: 1.4,
  roads: 8,
  lighting: 8,
  cleaning: 8,
}

/** What a crew is until it is looked at. */
const UNSEEN: Omit<CrewMark, 'id' | 'number' | 'callSign'> = {
  appearance: 'free',
  age: 0,
  doubt: 0,
  still: true,
  onTicket: false,
  dimmed: false,
}

/**
 * The crews as the map draws them. A crew that only drove has its numbers written again and keeps its mark; one that did
 * nothing keeps all it has. Everyone is looked at anew for another board, second or scale.
 */
export class SceneCrews {
  /** In the order of the board. */
  placed: readonly Placed[] = []
  private crews: Crews = { marks: [], moved: roomFor(0) }
  private rows: readonly CrewRow[] = []
  private unplaced: readonly CrewRow[] = []
  private looked: CrewOptions | null = null
  private latest = 0

  /** Without `animated` crews jump. */
  constructor(private readonly animated: boolean) {}

  of(rows: readonly CrewRow[], options: CrewOptions): Crews {
    const { positionOf } = options
    const appeared = this.unplaced.some(({ crew }) => positionOf(crew.number) !== undefined)
    const replaced = rows !== this.rows || appeared
    if (replaced) this.replace(rows, options)
    const all = replaced || this.looked === null || !looksAlike(this.looked, options)
    if (all) this.looked = options
    const driven: Placed[] = []
    let changed = replaced
    for (const one of this.placed) {
      const position = positionOf(one.mark.number) ?? one.position
      const drove = position !== one.position
      if (!drove && !all) continue
      one.position = position
      if (drove) driven.push(one)
      if (!all && this.onlyDrove(one, options)) continue
      if (this.update(one, drove, options)) changed = true
    }
    if (changed) this.arrange()
    else if (driven.length > 0) this.move(driven)
    return this.crews
  }

  /** True while some crew is on its way. */
  moving(now: number): boolean {
    return now < this.latest
  }

  /** Takes the crews of another board; who was there goes on from where it is drawn, who is gone is forgotten. */
  private replace(rows: readonly CrewRow[], options: CrewOptions): void {
    const known = new Map(this.placed.map((one) => [one.row.crew.id, one]))
    const placed: Placed[] = []
    const unplaced: CrewRow[] = []
    for (const row of rows) {
      const position = options.positionOf(row.crew.number)
      const before = known.get(row.crew.id)
      if (position === undefined) unplaced.push(row)
      else if (before !== undefined) placed.push(Object.assign(before, { row }))
      else placed.push(this.place(row, position, options))
    }
    this.rows = rows
    this.placed = placed
    this.unplaced = unplaced
  }

  private place(row: CrewRow, position: Located, { pageNow, metresPerPixel }: CrewOptions): Placed {
    const { id, number, callSign, kind } = row.crew
    const start = coveredTicket(row, position, metresPerPixel) ?? position
    const glide = new Glide(start, pageNow, this.animated)
    const mark = { ...UNSEEN, id, number, callSign }
    const headings = new HeadingMemory()
    return { row, position, glide, headings, heading: null, mark, plain: false, kind, index: 0 }
  }

  /** Moves a crew that looks as it did, which most do most of the time; false where it may look otherwise. */
  private onlyDrove(one: Placed, { now, pageNow }: CrewOptions): boolean {
    const { position, glide, headings, heading } = one
    if (!one.plain || trustOf(one.kind, now - position.at) !== 'fresh') return false
    one.heading = headings.of(position.heading, position.speed, pageNow)
    if ((one.heading === null) !== (heading === null)) return false
    glide.to(position, pageNow)
    this.latest = Math.max(this.latest, glide.arrivesAt)
    return true
  }

  /** Brings one crew up to date; true where its mark is another, or what is drawn around it must follow. */
  private update(one: Placed, drove: boolean, options: CrewOptions): boolean {
    const { row, position, glide } = one
    const { pageNow, metresPerPixel } = options
    const covered = coveredTicket(row, position, metresPerPixel)
    glide.to(covered ?? position, pageNow)
    this.latest = Math.max(this.latest, glide.arrivesAt)
    one.heading = one.headings.of(position.heading, position.speed, pageNow)
    const mark = markOf(one, covered !== null, options)
    const changed = mark !== one.mark
    one.mark = mark
    one.plain = isPlain(one)
    return changed || (drove && (mark.doubt > 0 || mark.appearance === 'distress'))
  }

  /** Puts the marks in their order and writes all numbers: those nobody acknowledged are drawn last, on top. */
  private arrange(): void {
    const isSent = ({ mark }: Placed) => mark.appearance === 'sent'
    const order = [...this.placed.filter((one) => !isSent(one)), ...this.placed.filter(isSent)]
    const before = this.crews.moved
    const enough = before.angles.length >= order.length
    const moved = enough ? { ...before } : roomFor(Math.ceil(order.length * 1.25))
    for (const [index, one] of order.entries()) {
      one.index = index
      write(one, moved)
    }
    this.crews = { marks: order.map(({ mark }) => mark), moved }
  }

  private move(driven: readonly Placed[]): void {
    const moved = { ...this.crews.moved }
    for (const one of driven) write(one, moved)
    this.crews = { ...this.crews, moved }
  }
}

/** Not near a ticket that it may cover, with nothing drawn around it. */
function isPlain({ row, mark }: Placed): boolean {
  const still = row.appearance === 'on_scene' || row.appearance === 'secured' || row.appearance === 'distress'
  return !still && mark.doubt === 0
}

function looksAlike(before: CrewOptions, now: CrewOptions): boolean {
  const sameSecond = Math.floor(before.now / 1000) === Math.floor(now.now / 1000)
  const scale = now.metresPerPixel / before.metresPerPixel
  return sameSecond && before.strong === now.strong && Math.abs(scale - 1) < SCALE_SHARE
}

/** The mark of a crew: the one that it has, where that would be the same. */
function markOf(
  { row, position, heading, mark }: Placed,
  onTicket: boolean,
  { now, strong }: CrewOptions,
): CrewMark {
  const { id, number, callSign, kind } = row.crew
  const aged = Math.max(0, now - position.at)
  const fresh = trustOf(kind, aged) === 'fresh'
  const age = fresh ? 0 : aged / 1000
  const appearance = fresh ? row.appearance : appearanceAt(row, position.at, now)
  const still = heading === null
  const dimmed = strong !== null && !strong.has(id)
  const same =
    mark.appearance === appearance &&
    mark.age === age &&
    mark.still === still &&
    mark.onTicket === onTicket &&
    mark.dimmed === dimmed &&
    mark.callSign === callSign
  if (same) return mark
  return { id, number, callSign, appearance, age, doubt: age * DOUBT[kind], still, onTicket, dimmed }
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

function write({ index, glide, heading, mark }: Placed, { to, from, times, angles }: Motion): void {
  to[2 * index] = glide.lon
  to[2 * index + 1] = glide.lat
  from[2 * index] = glide.previousLon
  from[2 * index + 1] = glide.previousLat
  times[2 * index] = glide.leavesAt
  times[2 * index + 1] = glide.arrivesAt
  angles[index] = heading !== null && isPointed(mark.appearance) ? -heading : 0
}
