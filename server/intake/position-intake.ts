import type { Crew } from '../../shared/crew/crew.ts'
import type { LonLat } from '../../shared/geo.ts'
import type { CrewId } from '../../shared/id.ts'
import type { Instant } from '../../shared/instant.ts'
import type { PositionReport } from '../../shared/protocol.ts'
import type { LiveBoard } from '../broadcast/live-board.ts'
import type { Positions, PositionVerdict } from '../broadcast/positions.ts'
import type { SpeedLearning } from '../city/road/speed-learning.ts'

export interface PositionIntakeDependencies {
  live: LiveBoard
  positions: Positions
  learning: Pick<SpeedLearning, 'take'>
  now: () => Instant
}

/** Where every fix passes, whatever brought it: it is judged, and what is believed teaches how fast streets are. */
export class PositionIntake {
  constructor(private readonly dependencies: PositionIntakeDependencies) {}

  /** A fix that a crew's own page tells on a session: at most five a second of each are looked at. */
  report(crewId: CrewId, sessionId: string, report: PositionReport): void {
    const { positions, now } = this.dependencies
    this.take(crewId, (crew) => positions.report(crew, report, now(), sessionId))
  }

  /** The fixes that one message of a device brings, late ones among them: each at its own instant. */
  takeAll(crewId: CrewId, fixes: readonly PositionReport[]): void {
    const { positions, now } = this.dependencies
    for (const fix of fixes.toSorted((a, b) => a.at - b.at))
      this.take(crewId, (crew) => positions.take(crew, fix, now()))
  }

  /** Where a crew was last believed to be. */
  lastOf(crewId: CrewId): LonLat | null {
    const { live, positions } = this.dependencies
    const crew = live.board.crews.get(crewId)
    const presence = crew && positions.of(crew)
    return presence === undefined ? null : { lon: presence.lon, lat: presence.lat }
  }

  private take(crewId: CrewId, judge: (crew: Crew) => PositionVerdict): void {
    const { live, positions, learning } = this.dependencies
    const crew = live.board.crews.get(crewId)
    if (crew === undefined) return
    const verdict = judge(crew)
    const presence = positions.of(crew)
    if (verdict === 'accepted' && presence !== undefined) learning.take(crew, presence)
  }
}
