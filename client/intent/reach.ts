import type { CrewId, TicketId } from '../../shared/id.ts'
import { type Instant, instant } from '../../shared/instant.ts'
import { freeCrews } from '../../shared/nearest-crew/eligible.ts'
import type { Reach } from '../../shared/reach.ts'
import { positions } from '../store/positions.ts'
import type { ScreenState } from '../store/screen-store.ts'

/** Whose reach is shown: as `GET /api/reach` asks for it. */
export type ReachSubject = { crew: CrewId } | { ticket: TicketId } | { free: '1' }

/** What is wanted, and what its answer rests on: another text, another answer. */
export interface ReachWanted {
  subject: ReachSubject
  basis: string
}

export interface ReachShown {
  subject: ReachSubject
  state: 'computing' | 'shown' | 'failed'
  /** The last answer for this very subject. */
  reach: Reach | null
}

/** An answer is not renewed sooner, whatever moves. */
export const RENEW_AFTER_MS = 5_000
/** Past this an answer is not waited for any more. */
const GIVE_UP_MS = 10_000

/** The crew that is looked at, else the chosen ticket, else all free crews. */
export function reachWanted({ board, city, selected, lookedAt }: ScreenState, now: Instant): ReachWanted {
  const streets = `${city?.mapVersion} ${[...board.closures.keys()].join(' ')}`
  const crew = lookedAt === null ? undefined : board.crews.get(lookedAt)
  if (crew !== undefined) return { subject: { crew: crew.id }, basis: `${streets} ${placeOf(crew)}` }
  const ticket = selected === null ? undefined : board.tickets.get(selected)
  if (ticket !== undefined) {
    const { lon, lat } = { ...ticket.position }
    return { subject: { ticket: ticket.id }, basis: `${streets} ${lon} ${lat}` }
  }
  const free = freeCrews(board, (one) => fixOf(one), now)
  return { subject: { free: '1' }, basis: [streets, ...free.map(({ crew: one }) => placeOf(one))].join(' ') }
}

function fixOf({ number }: { number: number }) {
  const position = positions.of(number)
  return position && { ...position, at: instant(position.at) }
}

/** To about ten metres: a crew that stands still trembles. */
function placeOf({ number }: { number: number }): string {
  const position = positions.of(number)
  return `${number}:${position?.lon.toFixed(4)},${position?.lat.toFixed(4)}`
}

/**
 * Keeps what is shown true: asks at once for another subject, again when what the answer rests on has changed or there was
 * none, at most every 5 s and one question at a time. An answer about one subject is never shown as another's.
 */
export class ReachKeeper {
  private shown: ReachShown | null = null
  private asked: { key: string; basis: string; at: number } | null = null
  private asking: AbortController | null = null
  private wanted: ReachWanted | null = null

  constructor(
    private readonly fetch: (subject: ReachSubject, signal: AbortSignal) => Promise<Reach>,
    private readonly onChange: (shown: ReachShown | null) => void,
    /** Milliseconds, of any clock. */
    private readonly now: () => number,
  ) {}

  /** Takes what is wanted now; to be told at each change, and once a second. */
  want(wanted: ReachWanted): void {
    this.wanted = wanted
    const { subject } = wanted
    if (this.shown === null || keyOf(this.shown.subject) !== keyOf(subject))
      this.tell({ subject, state: 'computing', reach: null })
    if (this.asking === null && this.isDue(wanted)) this.ask(wanted)
  }

  /** Shows nothing any more. */
  stop(): void {
    this.asking?.abort()
    this.asking = this.asked = this.wanted = null
    this.tell(null)
  }

  private isDue({ subject, basis }: ReachWanted): boolean {
    const { asked, shown } = this
    if (asked === null || asked.key !== keyOf(subject)) return true
    const lacking = shown?.state !== 'shown' || shown.reach?.problem != null
    return this.now() - asked.at >= RENEW_AFTER_MS && (lacking || asked.basis !== basis)
  }

  private async ask({ subject, basis }: ReachWanted): Promise<void> {
    const asking = new AbortController()
    const key = keyOf(subject)
    this.asking = asking
    this.asked = { key, basis, at: this.now() }
    const signal = AbortSignal.any([asking.signal, AbortSignal.timeout(GIVE_UP_MS)])
    const reach = await this.fetch(subject, signal).catch(() => null)
    if (asking.signal.aborted) return
    this.asking = null
    const { shown, wanted } = this
    if (shown !== null && keyOf(shown.subject) === key)
      this.tell(reach === null ? { ...shown, state: 'failed' } : { subject, state: 'shown', reach })
    if (wanted !== null) this.want(wanted)
  }

  private tell(shown: ReachShown | null): void {
    this.shown = shown
    this.onChange(shown)
  }
}

function keyOf(subject: ReachSubject): string {
  return JSON.stringify(subject)
}
