import type { Assignment, Outcome } from '../../shared/assignment/assignment.ts'
import type { Crew } from '../../shared/crew/crew.ts'
import type { Instant } from '../../shared/instant.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { between, pick, type Random } from './random.ts'

/** What a crew sees of itself when it wonders what to say. */
export interface Situation {
  crew: Crew
  /** What it is on, or goes to next; undefined when it has nothing in hand. */
  current: Assignment | undefined
  /** The ticket of `current`. */
  ticket: Ticket | undefined
  /** Whether it stands where that ticket is, or has nowhere to go. */
  there: boolean
  now: Instant
}

/** A word on the radio: the command's name, and what goes with it besides the crew or the assignment. */
export type Word =
  | { say: 'come_on_duty' | 'make_available' | 'take_break' | 'raise_distress' }
  | { say: 'make_unavailable'; reason: string }
  | { say: 'acknowledge' | 'go_en_route' | 'arrive' | 'secure' }
  | { say: 'clear'; outcome: Outcome }
  | { say: 'decline'; reason: string }

export interface ConductOptions {
  random: Random
  /** Simulated seconds in a real one. */
  speed: number
  /** Minutes on scene that a service usually takes. */
  usualMinutesOnScene(serviceCode: string): number
  /** Simulated hours of all crews together between two distress calls; null for none. */
  hoursBetweenDistress: number | null
}

const OUTCOMES: readonly { outcome: Outcome; weight: number }[] = [
  { outcome: 'done', weight: 8 },
  { outcome: 'nothing_found', weight: 2 },
  { outcome: 'handed_over', weight: 1 },
  { outcome: 'not_done', weight: 0.4 },
]
const DECLINES = ['contrôle en cours', 'véhicule immobilisé', 'renfort demandé ailleurs']
const DECLINES_ONE_IN = 40
const REASONS_AWAY = ['carburant', 'rapport au poste', 'passage au dépôt']

/**
 * How much of a service's usual time on scene a crew of the demonstration takes: it has ten times the tickets of the
 * real thing for the same crews, so it is quick about them.
 */
const SHARE_OF_USUAL = { least: 0.2, most: 0.6 }
const BREAK_SECONDS = 15 * 60
/** A crew works this long before it thinks of a break, and then takes one within the hour or so. */
const SECONDS_BEFORE_BREAK = 40 * 60
const SECONDS_TO_BREAK = 60 * 60
/** Real seconds that a word on the radio takes at least, however fast the rest goes. */
const QUICKEST_WORD = 1

/** What a crew that nobody plays says, and when: one word at a time, each after a plausible while. Seeded, no clock. */
export class CrewConduct {
  /** How long it stays as it is, in simulated seconds, and what for; drawn once for each status. */
  private patience = { key: '', seconds: 0 }

  constructor(private readonly options: ConductOptions) {}

  /** The next word, null while there is none. `elapsed` is how long since the last question, in simulated seconds. */
  next({ crew, current, ticket, there, now }: Situation, elapsed: number): Word | null {
    switch (crew.duty) {
      case 'off':
        return { say: 'come_on_duty' }
      case 'on_break':
      case 'unavailable':
        return this.since(crew.dutyAt, now) > BREAK_SECONDS ? { say: 'make_available' } : null
      case 'distress':
        return null
      case 'available':
        if (this.inDistress(elapsed)) return { say: 'raise_distress' }
        if (current === undefined) return this.rest(crew, now, elapsed)
        return this.step(current, ticket, there, now)
    }
  }

  private step(current: Assignment, ticket: Ticket | undefined, there: boolean, now: Instant): Word | null {
    if (current.status === 'en_route') return there ? { say: 'arrive' } : null
    const key = `${current.id} ${current.status}`
    if (this.patience.key !== key) this.patience = { key, seconds: this.secondsIn(current, ticket) }
    if (this.since(current.statusAt, now) < this.patience.seconds) return null
    const { random } = this.options
    switch (current.status) {
      case 'dispatched':
        if ((ticket?.priority ?? 1) >= 3 && random() < 1 / DECLINES_ONE_IN)
          return { say: 'decline', reason: pick(random, DECLINES) }
        return { say: 'acknowledge' }
      case 'acknowledged':
        return { say: 'go_en_route' }
      case 'on_scene':
        if (ticket?.deadline.kind === 'secured') return { say: 'secure' }
        return this.clear()
      default:
        return this.clear()
    }
  }

  private clear(): Word {
    return { say: 'clear', outcome: pick(this.options.random, OUTCOMES, ({ weight }) => weight).outcome }
  }

  /** How long a crew stays in a status, in simulated seconds. */
  private secondsIn({ status }: Assignment, ticket: Ticket | undefined): number {
    const { random, speed, usualMinutesOnScene } = this.options
    const quickest = QUICKEST_WORD * speed
    if (status === 'dispatched') return Math.max(quickest, between(random, 3, 20))
    if (status === 'acknowledged') return Math.max(quickest, between(random, 4, 15))
    const usual = ticket === undefined ? 10 : usualMinutesOnScene(ticket.serviceCode)
    const stay = between(random, SHARE_OF_USUAL.least, SHARE_OF_USUAL.most) * usual * 60
    // A spot is first made safe, then mended or handed over: half of the stay each.
    return Math.max(quickest, ticket?.deadline.kind === 'secured' ? stay / 2 : stay)
  }

  /** Now and then a break, or a tank to fill. */
  private rest(crew: Crew, now: Instant, elapsed: number): Word | null {
    const { random } = this.options
    if (this.since(crew.dutyAt, now) < SECONDS_BEFORE_BREAK || random() > elapsed / SECONDS_TO_BREAK)
      return null
    if (random() < 0.7) return { say: 'take_break' }
    return { say: 'make_unavailable', reason: pick(random, REASONS_AWAY) }
  }

  private inDistress(elapsed: number): boolean {
    const { random, hoursBetweenDistress } = this.options
    return hoursBetweenDistress !== null && random() < elapsed / (hoursBetweenDistress * 3600)
  }

  /** Simulated seconds since an instant. */
  private since(at: Instant, now: Instant): number {
    return ((now - at) / 1000) * this.options.speed
  }
}
