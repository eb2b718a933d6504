import { type LonLat, nearestOn } from '../../shared/geo.ts'
import { Walk } from './walk.ts'

/** The way along the streets from where one is, null where there is none. Rejects where it cannot be said now. */
export type AskWay = () => Promise<readonly (readonly [lon: number, lat: number])[] | null>

interface Leg {
  /** What it is for: another name is another leg. */
  name: string
  to: LonLat
  askWay: AskWay
  /** Goes along a way, or needs none. */
  hasWay: boolean
  /** Steps without a way. */
  steps: number
  /** Steps that it stands still for its way, then sets off straight ahead. */
  patience: number
}

const PATIENCE = 3
/** A leg without a way asks again every so many steps: the streets may answer later, or be opened. */
const ASK_AGAIN = 15

/** Where a simulated crew is and goes: it asks its way once for each leg, and no answer, or a late one, never stops it. */
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
    this.leg = { name, to, askWay, hasWay: false, steps: 0, patience: PATIENCE }
    this.walk = new Walk([this.at, to])
    this.ask(this.leg)
  }

  /** Is at `at`, the end of a leg, however it got there. */
  stand(name: string, at: LonLat): void {
    if (this.isOn(name)) return
    this.leg = { name, to: at, askWay: async () => null, hasWay: true, steps: 0, patience: 0 }
    this.walk = new Walk([at])
  }

  /** One step of so many metres. */
  advance(metres: number): void {
    const { leg } = this
    if (leg !== null && !leg.hasWay && !this.arrived) {
      leg.steps += 1
      if (leg.steps % ASK_AGAIN === 0) this.ask(leg)
      if (leg.steps <= leg.patience) return
    }
    this.walk.advance(metres)
  }

  /** Never rejects: what cannot be said now is asked again later. */
  private async ask(leg: Leg): Promise<void> {
    const path = await leg.askWay().catch(() => undefined)
    if (path === undefined || leg !== this.leg || leg.hasWay || this.arrived) return
    if (path === null || path.length < 2) {
      leg.patience = 0
      return
    }
    leg.hasWay = true
    // Joined where it is nearest: one who moved while it waited does not go back to where it asked.
    const { segment, lon, lat } = nearestOn(path, this.at)
    const rest = path.slice(segment + 1).map(([lon, lat]) => ({ lon, lat }))
    this.walk = new Walk([this.at, { lon, lat }, ...rest, leg.to])
  }
}
