import type { Crew } from '../../shared/crew/crew.ts'
import type { LonLat } from '../../shared/geo.ts'
import type { CrewId } from '../../shared/id.ts'
import { HOUR, type Instant, instant } from '../../shared/instant.ts'
import type { PositionReport } from '../../shared/protocol/live.ts'
import type { LiveBoard } from '../broadcast/live-board.ts'
import type { PositionHistory } from '../broadcast/position-history.ts'
import { isAhead, type Positions, type PositionVerdict } from '../broadcast/positions.ts'
import type { SpeedLearning } from '../city/road/speed-learning.ts'
import type { PastFix } from '../projection/position-history.ts'
import type { Telephone } from '../session/devices.ts'

/** A telephone that was off for longer has nothing to say of this shift. */
const OLDEST_KEPT = 72 * HOUR

export interface PositionIntakeDependencies {
  live: LiveBoard
  positions: Positions
  learning: Pick<SpeedLearning, 'take'>
  history: Pick<PositionHistory, 'add'>
  now: () => Instant
}

/** Where every fix passes, whatever brought it: it is judged and kept, and what is believed teaches how fast streets are. */
export class PositionIntake {
  constructor(private readonly dependencies: PositionIntakeDependencies) {}

  /** A fix that a crew's own page tells on a session: at most five a second of each are looked at. */
  report(crewId: CrewId, sessionId: string, report: PositionReport): void {
    const { positions, now } = this.dependencies
    this.take(crewId, crewId, report, (crew) => positions.report(crew, report, now(), sessionId))
  }

  /** The fixes that one message of a device brings, late ones among them: each at its own instant. */
  takeAll({ id, crewId }: Pick<Telephone, 'id' | 'crewId'>, fixes: readonly PositionReport[]): void {
    const { positions, now } = this.dependencies
    for (const fix of fixes.toSorted((a, b) => a.at - b.at))
      this.take(crewId, id, fix, (crew) => positions.take(crew, fix, now()))
  }

  /** Where a crew was last believed to be. */
  lastOf(crewId: CrewId): LonLat | null {
    const { live, positions } = this.dependencies
    const crew = live.board.crews.get(crewId)
    const presence = crew && positions.of(crew)
    return presence === undefined ? null : { lon: presence.lon, lat: presence.lat }
  }

  private take(
    crewId: CrewId,
    source: string,
    fix: PositionReport,
    judge: (crew: Crew) => PositionVerdict,
  ): void {
    const { live, positions, learning, history, now } = this.dependencies
    const crew = live.board.crews.get(crewId)
    if (crew === undefined) return
    const verdict = judge(crew)
    if (verdict === 'off_duty' || verdict === 'too_often') return
    const receivedAt = now()
    const at = instant(Math.min(fix.at, receivedAt))
    if (at > receivedAt - OLDEST_KEPT) {
      const { lon, lat, accuracy, heading, speed } = fix
      const doubt = doubtOf(verdict, fix.at, receivedAt)
      history.add({ crewId, source, at, receivedAt, lon, lat, accuracy, heading, speed, doubt })
    }
    const presence = positions.of(crew)
    if (verdict === 'accepted' && presence !== undefined) learning.take(crew, presence)
  }
}

function doubtOf(verdict: PositionVerdict, at: Instant, receivedAt: Instant): PastFix['doubt'] {
  if (verdict === 'inaccurate' || verdict === 'teleport' || verdict === 'null_island') return verdict
  return isAhead(at, receivedAt) ? 'clock_ahead' : null
}
