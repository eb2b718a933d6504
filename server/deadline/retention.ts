import type { Instant } from '../../shared/instant.ts'
import { purgeLinks } from '../call-out/link.ts'
import type { Database } from '../db/pool.ts'
import { purgeGivenUp } from '../job/job.ts'
import { purgeHoleNotices } from '../projection/hole-notice.ts'
import { purgeHandOverNotes } from '../projection/note.ts'
import { purgePhotographs } from '../projection/photograph.ts'
import { purgePlaceTexts } from '../projection/place-note.ts'
import { purgePositionHistory } from '../projection/position-history.ts'
import { purgeCallers } from '../projection/report.ts'

const EVERY_MS = 3_600_000
/** Days that who came in, and when, is kept: between the six and the twelve months of the law. */
const ACCESS_LOG_DAYS = 365
/** Days that what a team left to the next is kept: as long as positions usually are. */
const HAND_OVER_DAYS = 60
/** Days that what could not be delivered is kept, for a person to see. */
const GIVEN_UP_DAYS = 30
/** Days that it is kept who was told of a hole in the rota: longer than any turn may be. */
const HOLE_NOTICE_DAYS = 60

export interface RetentionDependencies {
  database: Database
  /** How many days positions are kept. */
  positionDays: number
  /** How many days the pixels of photographs are kept. */
  photographDays: number
  /** How many days who called, and what they said, are kept. */
  callerDays: number
  now: () => Instant
  onFault(error: unknown, what: string): void
}

/** Forgets what the law says must be forgotten, at the start and every hour: a night without the server loses nothing. */
export class Retention {
  private readonly timer: NodeJS.Timeout
  private working: Promise<void>

  constructor(private readonly dependencies: RetentionDependencies) {
    this.working = this.purge()
    this.timer = setInterval(() => {
      this.working = this.purge()
    }, EVERY_MS)
  }

  /** Settles when nothing is under way. */
  async stop(): Promise<void> {
    clearInterval(this.timer)
    await this.working
  }

  private async purge(): Promise<void> {
    const { database, positionDays, photographDays, callerDays, now, onFault } = this.dependencies
    try {
      await purgePositionHistory(database, positionDays, now())
      await purgePhotographs(database, photographDays, now())
      await purgeCallers(database, callerDays, now())
      await purgePlaceTexts(database, now())
      await purgeHandOverNotes(database, HAND_OVER_DAYS, now())
      await purgeLinks(database, now())
      await purgeHoleNotices(database, HOLE_NOTICE_DAYS, now())
      await purgeGivenUp(database, GIVEN_UP_DAYS, now())
      await database.query(`delete from access_log where at < now() - interval '${ACCESS_LOG_DAYS} days'`)
    } catch (error) {
      onFault(error, 'what must be forgotten could not be; trying again in an hour')
    }
  }
}
