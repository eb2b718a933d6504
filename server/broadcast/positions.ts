import type { Crew } from '../../shared/crew/crew.ts'
import { metresBetween } from '../../shared/geo.ts'
import { after, type Instant, instant, SECOND } from '../../shared/instant.ts'
import type { FramePosition } from '../../shared/position-frame.ts'
import type { PositionReport } from '../../shared/protocol.ts'

/** Where a crew is, by its last believable fix. `at` is on the server's clock. */
export interface Presence {
  crewId: Crew['id']
  crew: number
  lon: number
  lat: number
  accuracy: number
  heading: number | null
  speed: number | null
  at: Instant
}

export type PositionVerdict =
  | 'kept'
  | 'off_duty'
  | 'too_often'
  | 'late'
  | 'from_the_future'
  | 'null_island'
  | 'inaccurate'
  | 'teleport'

/** A device's clock may be this far ahead before its fixes are refused; within it they count as of now. */
const CLOCK_TOLERANCE = 60 * SECOND
const OLDEST = 10 * 60 * SECOND
const WORST_ACCURACY = 2_000
/** Faster than any crew drives, in metres a second. */
const FASTEST = 90
const JUMP_METRES = 300
const PER_SECOND = 5
/** A second fix this near a refused jump confirms it: the crew really is there. */
const CONFIRMED_METRES = 200

/**
 * Where every crew on duty is, in memory: presence, not events. What cannot be true is kept apart and told by its
 * verdict, never used as nearest.
 */
export class Positions {
  private readonly byCrew = new Map<number, Presence>()
  private readonly jumps = new Map<number, PositionReport>()
  private readonly recent = new Map<number, number[]>()
  private readonly changed = new Set<number>()
  private readonly unsaved = new Set<number>()

  /** Takes a fix as reported at `now`; only `kept` changes anything. */
  report(crew: Crew, report: PositionReport, now: Instant): PositionVerdict {
    const verdict = this.judge(crew, report, now)
    if (verdict !== 'kept') return verdict
    const { lon, lat, accuracy, heading, speed } = report
    const at = instant(Math.min(report.at, now))
    this.put({ crewId: crew.id, crew: crew.number, lon, lat, accuracy, heading, speed, at })
    this.unsaved.add(crew.number)
    return 'kept'
  }

  /** Puts a position that was stored before this process started. */
  put(presence: Presence): void {
    this.byCrew.set(presence.crew, presence)
    this.changed.add(presence.crew)
  }

  of(crew: Pick<Crew, 'number'>): Presence | undefined {
    return this.byCrew.get(crew.number)
  }

  /** Forgets where a crew is: it went off duty. */
  forget({ number }: Pick<Crew, 'number'>): void {
    for (const kept of [this.byCrew, this.jumps, this.recent]) kept.delete(number)
    this.changed.delete(number)
    this.unsaved.delete(number)
  }

  /** Those that moved since the last call, for the next frame. */
  takeChanged(now: Instant): FramePosition[] {
    return this.take(this.changed).map((presence) => framed(presence, now))
  }

  takeUnsaved(): Presence[] {
    return this.take(this.unsaved)
  }

  /** Gives back what could not be saved, for the next time. */
  keepUnsaved(presences: readonly Presence[]): void {
    for (const { crew } of presences) if (this.byCrew.has(crew)) this.unsaved.add(crew)
  }

  all(now: Instant): FramePosition[] {
    return [...this.byCrew.values()].map((presence) => framed(presence, now))
  }

  private take(numbers: Set<number>): Presence[] {
    const taken = [...numbers].flatMap((number) => this.byCrew.get(number) ?? [])
    numbers.clear()
    return taken
  }

  private judge(crew: Crew, report: PositionReport, now: Instant): PositionVerdict {
    if (crew.duty === 'off') return 'off_duty'
    if (this.tooOften(crew.number, now)) return 'too_often'
    if (report.at > after(now, CLOCK_TOLERANCE)) return 'from_the_future'
    if (report.at < now - OLDEST) return 'late'
    if (report.lon === 0 && report.lat === 0) return 'null_island'
    if (report.accuracy > WORST_ACCURACY) return 'inaccurate'
    const last = this.byCrew.get(crew.number)
    if (last === undefined) return 'kept'
    if (report.at < last.at) return 'late'
    return this.jumped(last, report) ? 'teleport' : 'kept'
  }

  private tooOften(number: number, now: Instant): boolean {
    const recent = (this.recent.get(number) ?? []).filter((at) => at > now - SECOND)
    if (recent.length >= PER_SECOND) return true
    this.recent.set(number, [...recent, now])
    return false
  }

  /** Farther than anyone drives in that time, unless a second fix says the same. */
  private jumped(last: Presence, report: PositionReport): boolean {
    const metres = metresBetween(last, report)
    const seconds = Math.max(1, (report.at - last.at) / SECOND)
    const impossible = metres > JUMP_METRES && metres / seconds > FASTEST
    const before = this.jumps.get(last.crew)
    if (!impossible) this.jumps.delete(last.crew)
    else this.jumps.set(last.crew, report)
    if (!impossible || before === undefined) return impossible
    const confirmed = metresBetween(before, report) < CONFIRMED_METRES
    if (confirmed) this.jumps.delete(last.crew)
    return !confirmed
  }
}

function framed({ crew, lon, lat, heading, speed, accuracy, at }: Presence, now: Instant): FramePosition {
  return { crew, lon, lat, heading, speed, accuracy, age: Math.max(0, now - at) / SECOND }
}
