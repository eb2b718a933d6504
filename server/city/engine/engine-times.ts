import type { LonLat } from '../../../shared/geo.ts'
import type { Instant } from '../../../shared/instant.ts'
import type { Travel } from '../../../shared/nearest-crew/rank.ts'
import type { RoadEngine } from '../road/road-engine.ts'
import { type Mode, modes } from '../road/street.ts'
import { usualSpeeds } from '../road/street-speeds.ts'
import type { Limits, Located, Route, TravelTimes } from '../road/travel-times.ts'
import { askInParts } from './ask-in-parts.ts'
import { type TableEngine, Unanswerable } from './table-engine.ts'

/** Whoever waits longer than this for the engine is answered by our own streets. */
const LONGEST_WAIT_MS = 400
/** After a failure the engine is left alone for so long. */
const REST_MS = 5_000
/** What it cannot answer may come with every question: it is told no more often than this. */
const BETWEEN_REFUSALS_MS = 600_000

/** `untried` until its first answer; `resting` from a failure until it answers again. */
type EngineState = 'untried' | 'answering' | 'resting'

interface EngineTimesOptions {
  engine: TableEngine
  /** What answers where the engine does not, and draws every way. */
  own: TravelTimes & Pick<RoadEngine, 'hasClosures'>
  /** 400 where it is not said. */
  longestWaitMs?: number
  now(): Instant
  onFault(error: unknown, what: string): void
  /** The figures may be others now. */
  onChange(): void
}

/** Whole seconds and metres to each ticket; null where no way leads there. */
interface Row {
  seconds: (number | null)[]
  metres: (number | null)[]
}

/**
 * Travel times by a routing server of the town's own, and each figure says so. Ours answer instead where it does not in
 * time, where it does not know a place, and while a street is closed, of which it knows nothing. Ways are always ours.
 */
export class EngineTimes implements TravelTimes {
  private state: EngineState = 'untried'
  private restUntil = 0
  private refusalToldAt = Number.NEGATIVE_INFINITY

  constructor(private readonly options: EngineTimesOptions) {}

  get dataVersion(): string {
    return `${this.options.engine.name}+${this.options.own.dataVersion}`
  }

  /** For whoever looks after the server. */
  get health(): { name: TableEngine['name']; state: EngineState } {
    return { name: this.options.engine.name, state: this.state }
  }

  /** Whether it answers now. */
  get isReady(): boolean {
    return this.state === 'answering' && !this.options.own.hasClosures
  }

  async nearest(ticket: LonLat, crews: readonly Located[], k: number, limits: Limits): Promise<Travel[]> {
    limits.signal?.throwIfAborted()
    const { own, engine } = this.options
    const { timed, others } = this.share(crews)
    const rows = await this.ask(timed, [ticket])
    if (rows === undefined) return own.nearest(ticket, crews, k, limits)
    const travels = timed.flatMap((crew): Travel[] => {
      const [seconds, metres] = [rows.get(crew)?.seconds[0], rows.get(crew)?.metres[0]]
      if (seconds == null || seconds > limits.maxSeconds) return []
      return [{ crewId: crew.crewId, seconds, metres: metres ?? 0, basis: engine.name, learned: false }]
    })
    if (others.length > 0) travels.push(...(await own.nearest(ticket, others, k, limits)))
    return travels.sort((a, b) => a.seconds - b.seconds).slice(0, k)
  }

  async matrix(crews: readonly Located[], tickets: readonly LonLat[]): Promise<Float32Array> {
    const { own } = this.options
    const { timed, others } = this.share(crews)
    const rows = await this.ask(timed, tickets)
    if (rows === undefined) return own.matrix(crews, tickets)
    const byOurs = others.length === 0 ? new Float32Array() : await own.matrix(others, tickets)
    const ourRow = new Map(others.map((crew, row) => [crew, row * tickets.length]))
    return Float32Array.from(
      crews.flatMap((crew) => {
        const row = ourRow.get(crew)
        if (row !== undefined) return [...byOurs.subarray(row, row + tickets.length)]
        return tickets.map((_, column) => rows.get(crew)?.seconds[column] ?? Number.POSITIVE_INFINITY)
      }),
    )
  }

  /** Its figures are ours too: a way and its time belong together. */
  route(crew: Located, ticket: LonLat): Promise<Route | null> {
    return this.options.own.route(crew, ticket)
  }

  /** Those whose means the engine can time, and the others. */
  private share(crews: readonly Located[]): { timed: Located[]; others: Located[] } {
    const can = (crew: Located) => this.options.engine.modes.includes(modeOf(crew))
    return { timed: crews.filter(can), others: crews.filter((crew) => !can(crew)) }
  }

  /** A row for each crew, undefined where the engine does not answer. */
  private async ask(
    crews: readonly Located[],
    tickets: readonly LonLat[],
  ): Promise<ReadonlyMap<Located, Row> | undefined> {
    const { own, longestWaitMs = LONGEST_WAIT_MS } = this.options
    if (crews.length === 0 || tickets.length === 0 || !this.mayAsk()) return undefined
    const inTime = AbortSignal.timeout(longestWaitMs)
    try {
      const rows = await Promise.all(modes.map((mode) => this.rowsOf(mode, crews, tickets, inTime)))
      this.turn('answering')
      // A street may have been closed while it was asked.
      return own.hasClosures ? undefined : new Map(rows.flat())
    } catch (error) {
      if (error instanceof Unanswerable) this.tellRefusal(error)
      else this.fail(error)
      return undefined
    }
  }

  /** Those of one mode, at the pace of each one's kind. */
  private async rowsOf(
    mode: Mode,
    all: readonly Located[],
    tickets: readonly LonLat[],
    signal: AbortSignal,
  ): Promise<[Located, Row][]> {
    const crews = all.filter((crew) => modeOf(crew) === mode)
    if (crews.length === 0) return []
    const table = await askInParts(this.options.engine, mode, crews, tickets, signal)
    return crews.map((crew, index) => {
      const { factor } = usualSpeeds.crews[crew.kind]
      const whole = (value: number | null, pace = 1) => (value === null ? null : Math.round(value / pace))
      const seconds = table.seconds[index]?.map((value) => whole(value, factor)) ?? []
      return [crew, { seconds, metres: table.metres[index]?.map((value) => whole(value)) ?? [] }]
    })
  }

  /** After its rest one question tries the engine: the others are not kept waiting for what may be gone. */
  private mayAsk(): boolean {
    const { own, now } = this.options
    if (own.hasClosures || now() < this.restUntil) return false
    if (this.state === 'resting') this.restUntil = now() + REST_MS
    return true
  }

  private fail(error: unknown): void {
    const { engine, now, onFault } = this.options
    this.restUntil = now() + REST_MS
    if (this.state !== 'resting')
      onFault(error, `${engine.name} does not answer: our own streets do, until it does again`)
    this.turn('resting')
  }

  private tellRefusal(error: Unanswerable): void {
    const { engine, now, onFault } = this.options
    if (now() - this.refusalToldAt < BETWEEN_REFUSALS_MS) return
    this.refusalToldAt = now()
    onFault(error, `${engine.name} cannot answer a question: our own streets do`)
  }

  private turn(state: EngineState): void {
    if (state === 'answering') this.restUntil = 0
    if (state === this.state) return
    this.state = state
    this.options.onChange()
  }
}

function modeOf({ kind }: Located): Mode {
  return usualSpeeds.crews[kind].mode
}
