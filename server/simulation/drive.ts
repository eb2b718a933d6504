import { type LonLat, nearestOn } from '../../shared/geo.ts'
import { Walk } from './walk.ts'

/** The way along the streets from where one is, null where there is none. Rejects where it cannot be said now. */
export type AskWay = () => Promise<readonly (readonly [lon: number, lat: number])[] | null>

interface Leg {
  /** What it is for: another name is another leg. */
  name: string
  to: LonLat
  askWay: AskWay
  answered: boolean
  /** How many times it was to advance and had no answer. */
  waited: number
}

/** A crew stands still this many steps for its way, then sets off straight ahead. */
const PATIENCE = 3
/** A way that did not come is asked for again after this many steps. */
const ASK_AGAIN = 15

/** Where a simulated crew is and goes: it asks its way once for each leg, and no answer, or a late one, stops it. */
export class Drive {
  private leg: Leg | null = null
  private walk: Walk

  constructor(at: LonLat) {
    this.walk = new Walk([at])
  }

  get at(): LonLat {
    return this.walk.at
  }

  get heading(): number | null {
    return this.walk.heading
  }

  get arrived(): boolean {
    return this.walk.arrived
  }

  /** Whether it is on this leg, or at its end. */
  isOn(name: string): boolean {
    return this.leg?.name === name
  }

  /** Sets off for `to`, unless it is on that leg already. */
  setOff(name: string, to: LonLat, askWay: AskWay): void {
    if (this.isOn(name)) return
    this.leg = { name, to, askWay, answered: false, waited: 0 }
    this.walk = new Walk([this.at, to])
    this.ask(this.leg)
  }

  /** Is at `at`, the end of a leg, however it got there. */
  stand(name: string, at: LonLat): void {
    if (this.isOn(name)) return
    this.leg = { name, to: at, askWay: async () => null, answered: true, waited: 0 }
    this.walk = new Walk([at])
  }

  /** One step of so many metres. */
  advance(metres: number): void {
    const { leg } = this
    if (leg !== null && !leg.answered && !this.arrived) {
      leg.waited += 1
      if (leg.waited % ASK_AGAIN === 0) this.ask(leg)
      if (leg.waited <= PATIENCE) return
    }
    this.walk.advance(metres)
  }

  /** Never rejects: what cannot be said now is asked again later. */
  private async ask(leg: Leg): Promise<void> {
    const path = await leg.askWay().catch(() => undefined)
    if (path === undefined || leg !== this.leg || leg.answered || this.arrived) return
    leg.answered = true
    if (path === null || path.length < 2) return
    // Joined where it is nearest: one who moved while it waited does not go back to where it asked.
    const { segment, lon, lat } = nearestOn(path, this.at)
    const rest = path.slice(segment + 1).map(([lon, lat]) => ({ lon, lat }))
    this.walk = new Walk([this.at, { lon, lat }, ...rest, leg.to])
  }
}
