import type { StoredEvent } from '../../shared/event.ts'
import { after, type Instant, MINUTE } from '../../shared/instant.ts'
import { type ComingHole, comingHoles } from '../../shared/on-call/coming-holes.ts'
import { turnsOf } from '../../shared/on-call/evolve.ts'
import type { LiveBoard } from '../broadcast/live-board.ts'
import type { Deployment } from '../city/deployment.ts'
import type { Database } from '../db/pool.ts'
import { derivedId } from '../derived-id.ts'
import { keepHoleNotice } from '../projection/hole-notice.ts'
import { HOLE_NOTICE } from './hole-job.ts'

interface Dependencies {
  database: Database
  live: LiveBoard
  deployment: Pick<Deployment, 'onCall' | 'timeZone'>
  now: () => Instant
  /** A notice is to be told: its job is there. */
  onFound(): void
  onFault(error: unknown, what: string): void
  /** Milliseconds that a hole must last before it is told: whoever plans makes some that they fill at once. */
  settleMs?: number
}

const LOOK_MS = MINUTE
const SETTLE_MS = 10 * MINUTE

/** Looks ahead for holes in the rota, and asks that each be told once for each time at which that is done. */
export class HoleWatch {
  private readonly timer: NodeJS.Timeout
  private readonly stopListening: () => void
  private readonly asked = new Set<string>()
  private looking: Promise<void> = Promise.resolve()

  constructor(private readonly dependencies: Dependencies) {
    this.timer = setInterval(() => this.look(), LOOK_MS)
    this.stopListening = dependencies.live.onFold((events) => this.follow(events))
    this.look()
  }

  /** Settles when nothing is under way. */
  async stop(): Promise<void> {
    clearInterval(this.timer)
    this.stopListening()
    await this.looking
  }

  /** Settles when what there is now was asked for; never rejects. */
  look(): Promise<void> {
    this.looking = this.looking.then(() => this.askForAll())
    return this.looking
  }

  private follow(events: readonly StoredEvent[]): void {
    if (!events.some(({ event }) => turnsOf(event).length > 0)) return
    // What was filled meanwhile, and is there again, is another finding.
    this.asked.clear()
    this.look()
  }

  private async askForAll(): Promise<void> {
    const { live, deployment, now, onFound, onFault } = this.dependencies
    const { onCall, timeZone } = deployment
    try {
      let found = false
      for (const hole of comingHoles([...live.board.turns.values()], onCall, now(), timeZone))
        found = (await this.ask(hole)) || found
      if (found) onFound()
    } catch (error) {
      onFault(error, 'holes in the rota could not be looked for; trying again in a minute')
    }
  }

  private async ask(hole: ComingHole): Promise<boolean> {
    const { database, now, settleMs = SETTLE_MS } = this.dependencies
    const { domain, from, until, hoursAhead } = hole
    const id = derivedId(HOLE_NOTICE, `${domain}/${from}/${until}/${hoursAhead}`)
    if (this.asked.has(id)) return false
    const at = now()
    const job = {
      // Of a hole that was filled, and is there again, another message is sent.
      id: derivedId(HOLE_NOTICE, `${id}/${at}`),
      kind: HOLE_NOTICE,
      body: { noticeId: id, domain, from, until },
      dueAt: after(at, settleMs),
    }
    const kept = await keepHoleNotice(database, id, hole, at, job)
    this.asked.add(id)
    return kept
  }
}
