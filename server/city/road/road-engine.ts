import type { LonLat } from '../../../shared/geo.ts'
import type { Travel } from '../../../shared/nearest-crew/rank.ts'
import type { Leg } from './driven-legs.ts'
import type { Corrections, SpeedSum } from './learned-speeds.ts'
import type { AnswerTo, Asked, Subject } from './road-message.ts'
import { RoadThread } from './road-thread.ts'
import type { ReachAsked, StreetReach } from './road-times.ts'
import type { Closure } from './street-closures.ts'
import { type Limits, type Located, type Route, StraightLine, type TravelTimes } from './travel-times.ts'

/** Whoever waits longer than this for the streets is told the straight line instead. */
const LONGEST_WAIT_MS = 500
/** Nothing answers instead of the streets where a whole city is drawn. */
const LONGEST_REACH_MS = 5_000
const FIRST_RESTART_MS = 500
const LONGEST_RESTART_MS = 30_000

export interface RoadEngineOptions {
  databaseUrl: string
  onFault(error: unknown, what: string): void
  /** The figures may be others now: a network stands, or is gone. */
  onChange?(): void
}

/**
 * Travel times along the streets, computed in a thread of their own so that they never hold up the server. While no
 * network stands, or its thread does not answer in half a second, the straight line answers, and each figure says so. A
 * thread that dies is started again.
 */
export class RoadEngine implements TravelTimes {
  private thread: RoadThread | null = null
  private readonly straight = new StraightLine()
  /** What is closed now, whichever thread answers. */
  private readonly closures = new Map<string, Closure>()
  /** What is learned of this hour, whichever thread answers. */
  private corrections: Corrections = {}
  private restart: NodeJS.Timeout | null = null
  private stopped = false

  constructor(private readonly options: RoadEngineOptions) {}

  get dataVersion(): string {
    return this.thread?.dataVersion ?? this.straight.dataVersion
  }

  /** Whether the streets answer now. */
  get isReady(): boolean {
    return this.thread !== null
  }

  /** Whether a street is closed now. */
  get hasClosures(): boolean {
    return this.closures.size > 0
  }

  /** Starts a thread and answers with it once its network stands; tries again until it does. */
  start(): void {
    this.startAgain(0)
  }

  /** Starts a thread on the city that is loaded now; it answers nobody until it is `adopt`ed. */
  prepare(): Promise<RoadThread> {
    return RoadThread.start(this.options.databaseUrl)
  }

  /** Answers with `thread` from now on, and ends the one before. */
  adopt(thread: RoadThread): void {
    if (this.stopped) return void thread.end()
    const before = this.thread
    this.thread = thread
    if (this.restart !== null) clearTimeout(this.restart)
    // Asked before anything else, so answered before anything else.
    for (const closure of this.closures.values()) this.tell('close', { closure })
    if (Object.keys(this.corrections).length > 0) this.tell('correct', { corrections: this.corrections })
    thread.ended.then((error) => this.lost(thread, error))
    before?.end()
    this.options.onChange?.()
  }

  async nearest(ticket: LonLat, crews: readonly Located[], k: number, limits: Limits): Promise<Travel[]> {
    limits.signal?.throwIfAborted()
    const { maxSeconds } = limits
    const answer = crews.length === 0 ? [] : await this.ask('nearest', { ticket, crews, k, maxSeconds })
    return answer ?? this.straight.nearest(ticket, crews, k, limits)
  }

  async matrix(crews: readonly Located[], tickets: readonly LonLat[]): Promise<Float32Array> {
    return (await this.ask('matrix', { crews, tickets })) ?? this.straight.matrix(crews, tickets)
  }

  async route(crew: Located, ticket: LonLat): Promise<Route | null> {
    const answer = await this.ask('route', { crew, ticket })
    return answer === undefined ? this.straight.route(crew, ticket) : answer
  }

  /** The streets that are reached, along the streets alone. Null: no network stands. Rejects where it fails or takes 5 s. */
  async reach(asked: ReachAsked): Promise<StreetReach | null> {
    return this.thread === null ? null : this.thread.ask('reach', { reach: asked }, LONGEST_REACH_MS)
  }

  /** Closes streets until `reopen`, in this network and in those to come; a known id takes the place of the earlier. */
  close(closure: Closure): void {
    this.closures.set(closure.id, closure)
    this.tell('close', { closure })
  }

  reopen(closureId: string): void {
    this.closures.delete(closureId)
    this.tell('reopen', { closureId })
  }

  /** Times cars by the table with these corrections, in this network and in those to come, until the next. */
  correct(corrections: Corrections): void {
    this.corrections = corrections
    this.tell('correct', { corrections })
    this.options.onChange?.()
  }

  /** What driven legs say of the classes of street they led along; undefined where the streets do not answer. */
  observe(legs: readonly Leg[]): Promise<SpeedSum[] | undefined> {
    return this.ask('observe', { legs }, 'what was driven is not learned from')
  }

  async stop(): Promise<void> {
    this.stopped = true
    if (this.restart !== null) clearTimeout(this.restart)
    const { thread } = this
    this.thread = null
    await thread?.end()
  }

  /** Undefined where the streets do not answer; why is told, once for each time. */
  private async ask<S extends Subject>(
    subject: S,
    asked: Asked<S>,
    instead = 'the straight line answers instead',
  ): Promise<AnswerTo<S> | undefined> {
    if (this.thread === null) return undefined
    try {
      return await this.thread.ask(subject, asked, LONGEST_WAIT_MS)
    } catch (error) {
      if (!this.stopped) this.options.onFault(error, `road times: ${instead}`)
      return undefined
    }
  }

  /** Orders are carried out in their turn, however long the thread is busy. */
  private tell<S extends 'close' | 'reopen' | 'correct'>(subject: S, asked: Asked<S>): void {
    const { thread } = this
    thread?.ask(subject, asked, LONGEST_RESTART_MS).catch((error) => {
      if (!this.stopped && thread === this.thread)
        this.options.onFault(error, `road times: « ${subject} » was not carried out`)
    })
  }

  private lost(thread: RoadThread, error: Error | null): void {
    if (this.stopped || thread !== this.thread) return
    this.thread = null
    this.options.onFault(error, 'the thread of road times died; starting another, the straight line answers')
    this.options.onChange?.()
    this.startAgain(FIRST_RESTART_MS)
  }

  private startAgain(afterMs: number): void {
    this.restart = setTimeout(async () => {
      try {
        this.adopt(await this.prepare())
      } catch (error) {
        if (this.stopped) return
        this.options.onFault(error, 'the thread of road times could not be started; trying again')
        this.startAgain(Math.min(LONGEST_RESTART_MS, Math.max(FIRST_RESTART_MS, 2 * afterMs)))
      }
    }, afterMs)
  }
}
