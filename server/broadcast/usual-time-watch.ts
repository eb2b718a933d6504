import type { Instant } from '../../shared/instant.ts'
import type { UsualTime, UsualTimes } from '../../shared/usual-time.ts'
import type { Database } from '../db/pool.ts'
import { readUsualTimes } from '../read/usual-times.ts'

interface Dependencies {
  database: Database
  /** Of the catalogue in force. */
  serviceCodes(): readonly string[]
  /** Of the loaded city: [west, south, east, north] in degrees. */
  bounds(): readonly [number, number, number, number]
  now: () => Instant
  /** Told of all of them when one is another. */
  emit(times: readonly UsualTime[]): void
  onFault(error: unknown, what: string): void
}

const EVERY_MS = 3_600_000
/** A reading that failed is made again. */
const AGAIN_MS = 60_000

/** How long interventions usually take: read from the town's history at the start, each hour, and of another city at once. */
export class UsualTimeWatch {
  private known: readonly UsualTime[] = []
  private byCode: UsualTimes = new Map()
  private timer: NodeJS.Timeout | undefined
  private reading: Promise<void> | null = null
  private readAgain = false
  private stopped = false

  constructor(private readonly dependencies: Dependencies) {
    this.read()
  }

  /** As far as it is known now. */
  all(): readonly UsualTime[] {
    return this.known
  }

  times(): UsualTimes {
    return this.byCode
  }

  /** Reads them, again where that is under way. Settles when done; never rejects. */
  read(): Promise<void> {
    this.readAgain = this.reading !== null
    this.reading ??= this.look()
    return this.reading
  }

  /** Settles when nothing is under way. */
  async stop(): Promise<void> {
    this.stopped = true
    clearTimeout(this.timer)
    await this.reading
  }

  private async look(): Promise<void> {
    clearTimeout(this.timer)
    const { database, serviceCodes, bounds, now, onFault } = this.dependencies
    let again = EVERY_MS
    try {
      do {
        this.readAgain = false
        this.take(await readUsualTimes(database, serviceCodes(), bounds(), now()))
      } while (this.readAgain && !this.stopped)
    } catch (error) {
      again = AGAIN_MS
      onFault(error, 'how long interventions usually take could not be read; trying again in a minute')
    }
    this.reading = null
    if (!this.stopped) this.timer = setTimeout(() => this.read(), again)
  }

  private take(times: readonly UsualTime[]): void {
    if (JSON.stringify(times) === JSON.stringify(this.known)) return
    this.known = times
    this.byCode = new Map(times.map((one) => [one.serviceCode, one]))
    this.dependencies.emit(times)
  }
}
