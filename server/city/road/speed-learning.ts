import type { Crew } from '../../../shared/crew/crew.ts'
import type { CrewId } from '../../../shared/id.ts'
import { type Instant, MINUTE } from '../../../shared/instant.ts'
import type { LiveBoard } from '../../broadcast/live-board.ts'
import type { Database } from '../../db/pool.ts'
import { type DrivenFix, DrivenLegs, type Leg } from './driven-legs.ts'
import { hourOfDay } from './hour-of-day.ts'
import { type Corrections, correctionsAt, type SpeedSum } from './learned-speeds.ts'
import type { RoadEngine } from './road-engine.ts'
import { addSpeeds, loadSpeeds } from './speed-store.ts'
import { usualSpeeds } from './street-speeds.ts'
import { isUnderWay } from './under-way.ts'

/** How often legs are put on streets, and it is looked whether another hour has begun. */
const LOOK_MS = 1_000
/** How often what was seen is stored, and the corrections are computed anew. */
const STORE_MS = MINUTE

export interface SpeedLearningDependencies {
  database: Database
  live: LiveBoard
  roads: Pick<RoadEngine, 'observe' | 'correct'>
  /** The town's, such as Europe/Paris. */
  timeZone: string
  /** Whether fixes teach anything: those of simulated crews would teach the simulation's speeds. */
  learns: boolean
  now(): Instant
  onFault(error: unknown, what: string): void
}

/**
 * Learns how fast the town's streets are from the crews that drive them, and corrects the network's speeds by it. Places
 * are in memory only, two of each crew under way; what is kept are sums by class of street and hour of the day, which
 * several servers add to. What is driven while no network stands is not learned.
 */
export class SpeedLearning {
  private readonly timer: NodeJS.Timeout
  private readonly stopListening: () => void
  private readonly hourOf: (at: Instant) => number
  private readonly legs = new DrivenLegs<CrewId>()
  private driven: Leg[] = []
  /** Seen and not yet stored, by class and hour. */
  private unstored = new Map<string, SpeedSum>()
  private stored: readonly SpeedSum[] = []
  private storedAt: Instant
  private applied: { hour: number; corrections: Corrections } = { hour: -1, corrections: {} }
  private working: Promise<void> | null = null

  private constructor(private readonly dependencies: SpeedLearningDependencies) {
    const { live, timeZone, now } = dependencies
    this.hourOf = hourOfDay(timeZone)
    this.storedAt = now()
    this.timer = setInterval(() => this.look(), LOOK_MS)
    this.stopListening = live.onFold((events) =>
      this.forgetArrived(events.flatMap(({ event }) => ('crewId' in event ? [event.crewId] : []))),
    )
  }

  /** Corrects by what is stored already; rejects where that cannot be read. */
  static async start(dependencies: SpeedLearningDependencies): Promise<SpeedLearning> {
    const stored = await loadSpeeds(dependencies.database, dependencies.now())
    const learning = new SpeedLearning(dependencies)
    learning.stored = stored
    learning.apply()
    return learning
  }

  /** Takes a believed fix of a crew. */
  take(crew: Crew, fix: DrivenFix): void {
    const { live, learns } = this.dependencies
    if (!learns) return
    if (!isUnderWay(crew, live.board, usualSpeeds)) return void this.legs.forget(crew.id)
    const leg = this.legs.take(crew.id, fix)
    if (leg !== null) this.driven.push({ ...leg, kind: crew.kind, hour: this.hourOf(fix.at) })
  }

  /** Puts what was driven on streets, stores what that says, and corrects by it. Settles when done; never rejects. */
  async flush(): Promise<void> {
    await this.working
    await this.run(() => this.store())
  }

  /** Stores what is left, and stops. */
  async stop(): Promise<void> {
    clearInterval(this.timer)
    this.stopListening()
    await this.flush()
  }

  private look(): void {
    if (this.working !== null) return
    const { now } = this.dependencies
    // A clock that was set back counts as time gone by.
    if (Math.abs(now() - this.storedAt) >= STORE_MS) this.run(() => this.store())
    else this.run(() => this.observe())
    if (this.hourOf(now()) !== this.applied.hour) this.apply()
  }

  private run(work: () => Promise<void>): Promise<void> {
    this.working = work().finally(() => {
      this.working = null
    })
    return this.working
  }

  private async observe(): Promise<void> {
    const legs = this.driven
    if (legs.length === 0) return
    this.driven = []
    for (const seen of (await this.dependencies.roads.observe(legs)) ?? []) add(this.unstored, seen)
  }

  private async store(): Promise<void> {
    const { database, now, onFault } = this.dependencies
    await this.observe()
    const sums = this.unstored
    this.unstored = new Map()
    this.storedAt = now()
    try {
      await addSpeeds(database, [...sums.values()], now())
    } catch (error) {
      for (const sum of sums.values()) add(this.unstored, sum)
      return onFault(error, 'learned speeds could not be stored; trying again in a minute')
    }
    try {
      this.stored = await loadSpeeds(database, now())
      this.apply()
    } catch (error) {
      onFault(error, 'learned speeds could not be read; those of a minute ago stay')
    }
  }

  /** Corrects by what is known of this hour, where that is something else than a minute ago. */
  private apply(): void {
    const { roads, now } = this.dependencies
    const hour = this.hourOf(now())
    const corrections = correctionsAt(hour, this.stored, usualSpeeds)
    const same = JSON.stringify(corrections) === JSON.stringify(this.applied.corrections)
    this.applied = { hour, corrections }
    if (!same) roads.correct(corrections)
  }

  private forgetArrived(crewIds: readonly CrewId[]): void {
    const { board } = this.dependencies.live
    for (const crewId of new Set(crewIds)) {
      const crew = board.crews.get(crewId)
      if (crew === undefined || !isUnderWay(crew, board, usualSpeeds)) this.legs.forget(crewId)
    }
  }
}

function add(sums: Map<string, SpeedSum>, seen: SpeedSum): void {
  const key = `${seen.class} ${seen.hour}`
  const sum = sums.get(key)
  if (sum === undefined) return void sums.set(key, { ...seen })
  sum.metres += seen.metres
  sum.seconds += seen.seconds
  sum.observations += seen.observations
}
