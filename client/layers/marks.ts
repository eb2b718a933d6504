import type { Priority, Theme } from '../../shared/catalogue/service.ts'
import type { CrewAppearance } from '../design/palette.ts'

/** What the layers draw. Positions are degrees, lengths metres, durations seconds. */
export interface TicketMark {
  id: string
  lon: number
  lat: number
  theme: Theme
  priority: Priority
  reports: number
  /** What remains of its clock, 1 to 0; null where no ring is drawn; 0 once passed. */
  share: number | null
  dimmed: boolean
}

export interface CrewMark {
  id: string
  callSign: string
  lon: number
  lat: number
  appearance: CrewAppearance
  /** Degrees clockwise from north; null draws it still. */
  heading: number | null
  /** Age of the fix. */
  age: number
  /** How far it may have driven since, as a radius; 0 while the fix is fresh. */
  doubt: number
}

export interface SuggestionLine {
  rank: number
  from: [number, number]
  to: [number, number]
}

export interface TrailMark {
  appearance: CrewAppearance
  path: [number, number][]
}

export interface Selection {
  lon: number
  lat: number
  /** Radius of the ring around the mark, in px. */
  radius: number
  /** The other post that looks at it; null for this post's own selection. */
  post: string | null
}
