import type { Crew } from '../../shared/crew/crew.ts'
import { type LonLat, metresBetween } from '../../shared/geo.ts'
import { after, type Instant, instant, MINUTE, SECOND } from '../../shared/instant.ts'
import type { FramePosition } from '../../shared/position-frame.ts'
import type { PositionReport } from '../../shared/protocol/live.ts'
import { type Step, Trail } from './trail.ts'

/** Where a crew is, by its last believable fix. Metres, degrees, metres a second. */
export interface Presence extends LonLat {
  crewId: Crew['id']
  /** The crew's number. */
  crew: number
  accuracy: number
  heading: number | null
  speed: number | null
  /** Instant of the fix on the server's clock, never after `receivedAt`. */
  at: Instant
  receivedAt: Instant
  /** The device's clock is ahead: `at` is the instant of reception. */
  clockAhead: boolean
  /** A newer fix was kept apart; this is the one before. */
  newerApart: boolean
}

/** Why a fix is not where the crew is taken to be. */
type Apart = 'inaccurate' | 'teleport'

export type PositionVerdict = 'accepted' | 'off_duty' | 'too_often' | 'late' | 'null_island' | Apart

/** A device's clock this far ahead is worth telling; nearer, it is only a network's delay misjudged. */
const CLOCK_TOLERANCE = 5 * SECOND
/** An older fix says nothing of now, even where there is none. */
const OLDEST = 10 * MINUTE
/** Metres. */
const WORST_ACCURACY = 2_000
/** Metres a second. */
const FASTEST = 90
/** Metres: what a receiver between façades may be off by. */
const JUMP = 300
const A_SECOND = 5
/** Degrees around 0, 0: where receivers without a fix say they are. */
const NULL_ISLAND = 0.001

/** All that is known of one crew. */
interface Seen {
  presence?: Presence
  /** `positions.revision` when `presence` last changed. */
  revision: number
  apart?: { fix: Presence; cause: Apart }
  readonly trail: Trail
  /** Instants of the fixes looked at in the last second, by session. */
  readonly recent: Map<string, Instant[]>
}

/**
 * Where every crew on duty is, in memory: presence, not events. What cannot be true is kept apart and told by its
 * verdict, never used as nearest. Nothing is kept of a crew that is off duty.
 */
export class Positions {
  private readonly byCrew = new Map<number, Seen>()
  private changes = 0

  /** Metres a second beyond which a crew cannot have moved. */
  private readonly fastest: number

  /** `timesRealTime`: how much faster than time a simulation moves its crews. */
  constructor(timesRealTime = 1) {
    this.fastest = FASTEST * timesRealTime
  }

  /** Grows with every change of any position. */
  get revision(): number {
    return this.changes
  }

  /** Takes a fix received at `now` on a session; at most five a second of each are looked at. */
  report(crew: Crew, report: PositionReport, now: Instant, session: string = crew.id): PositionVerdict {
    if (crew.duty === 'off') return 'off_duty'
    return tooOften(this.seenOf(crew.number).recent, session, now)
      ? 'too_often'
      : this.take(crew, report, now)
  }

  /** Takes a fix received at `now` from a device whose pace is kept elsewhere. */
  take(crew: Crew, report: PositionReport, now: Instant): PositionVerdict {
    if (crew.duty === 'off' || report.at < (crew.onDutyAt ?? 0)) return 'off_duty'
    const seen = this.seenOf(crew.number)
    if (Math.abs(report.lon) < NULL_ISLAND && Math.abs(report.lat) < NULL_ISLAND) return 'null_island'
    const fix = fixOf(crew, report, now)
    const verdict = this.judge(fix, seen, now)
    if (verdict === 'accepted') this.accept(seen, fix)
    else if (verdict !== 'late') this.keepApart(seen, fix, verdict)
    return verdict
  }

  /** Puts a position that was stored before this process started. */
  put(presence: Presence): void {
    this.accept(this.seenOf(presence.crew), presence)
  }

  of({ number }: Pick<Crew, 'number'>): Presence | undefined {
    return this.byCrew.get(number)?.presence
  }

  /** A fix newer than the crew's position that could not be believed, and why. */
  apart({ number }: Pick<Crew, 'number'>): { fix: Presence; cause: Apart } | undefined {
    return this.byCrew.get(number)?.apart
  }

  /** Where a crew went in the last five minutes, the oldest first, a step every three seconds. */
  trail({ number }: Pick<Crew, 'number'>, now: Instant): Step[] {
    return this.byCrew.get(number)?.trail.since(now) ?? []
  }

  /** Forgets where a crew is and was: it went off duty. */
  forget({ number }: Pick<Crew, 'number'>): void {
    this.byCrew.delete(number)
  }

  /** The positions that changed after `revision`. */
  changedSince(revision: number): Presence[] {
    const changed: Presence[] = []
    for (const { presence, revision: at } of this.byCrew.values())
      if (presence !== undefined && at > revision) changed.push(presence)
    return changed
  }

  /** Every position, as frames carry them. */
  all(now: Instant): FramePosition[] {
    return this.changedSince(0).map((presence) => framed(presence, now))
  }

  private seenOf(number: number): Seen {
    const seen = this.byCrew.get(number) ?? { revision: 0, trail: new Trail(), recent: new Map() }
    this.byCrew.set(number, seen)
    return seen
  }

  private judge(fix: Presence, { presence, apart }: Seen, now: Instant): 'accepted' | 'late' | Apart {
    if (fix.at < now - OLDEST) return 'late'
    if (presence !== undefined && fix.at <= presence.at) return 'late'
    // A fix told twice does not confirm itself.
    if (fix.at === apart?.fix.at) return 'late'
    if (fix.accuracy > WORST_ACCURACY) return 'inaccurate'
    if (presence === undefined || this.canHaveMoved(presence, fix)) return 'accepted'
    const confirmed = apart?.cause === 'teleport' && this.canHaveMoved(apart.fix, fix)
    return confirmed ? 'accepted' : 'teleport'
  }

  /** Whether a crew can be at one place, then at the other. */
  private canHaveMoved(from: Presence, to: Presence): boolean {
    const metres = metresBetween(from, to)
    return metres <= JUMP || metres <= (this.fastest * (to.at - from.at)) / SECOND
  }

  private accept(seen: Seen, fix: Presence): void {
    if (seen.presence !== undefined && !this.canHaveMoved(seen.presence, fix)) seen.trail.restart()
    delete seen.apart
    seen.trail.extend(fix)
    this.change(seen, fix)
  }

  private keepApart(seen: Seen, fix: Presence, cause: Apart): void {
    // A jump waits for the fix that confirms it; one too vague to do so does not take its place.
    if (cause === 'teleport' || seen.apart?.cause !== 'teleport') seen.apart = { fix, cause }
    if (seen.presence !== undefined && !seen.presence.newerApart)
      this.change(seen, { ...seen.presence, newerApart: true })
  }

  private change(seen: Seen, presence: Presence): void {
    this.changes += 1
    seen.presence = presence
    seen.revision = this.changes
  }
}

function tooOften(recent: Map<string, Instant[]>, session: string, now: Instant): boolean {
  const lately = (recent.get(session) ?? []).filter((at) => at > now - SECOND)
  if (lately.length >= A_SECOND) return true
  recent.set(session, [...lately, now])
  return false
}

/** Field by field: thousands come in a second, and copying what an object has costs ten times as much. */
function fixOf(
  crew: Crew,
  { lon, lat, accuracy, heading, speed, at }: PositionReport,
  now: Instant,
): Presence {
  return {
    crewId: crew.id,
    crew: crew.number,
    lon,
    lat,
    accuracy,
    heading,
    speed,
    at: instant(Math.min(at, now)),
    receivedAt: now,
    clockAhead: isAhead(at, now),
    newerApart: false,
  }
}

/** Whether a device's clock is ahead by more than a network's delay misjudged. */
export function isAhead(at: Instant, now: Instant): boolean {
  return at > after(now, CLOCK_TOLERANCE)
}

/** A position as a frame of `now` carries it. */
export function framed({ crewId, at, receivedAt, ...position }: Presence, now: Instant): FramePosition {
  return { ...position, age: Math.max(0, now - at) / SECOND }
}
