import type { Priority, Theme } from '../../shared/catalogue/service.ts'
import type { CrewAppearance } from '../design/palette.ts'

/** What the layers draw. Positions are degrees, lengths metres unless px is said, durations seconds. */

export interface TicketMark {
  id: string
  lon: number
  lat: number
  theme: Theme
  priority: Priority
  /** How many told of it. */
  reports: number
  /** What remains of its clock, from 1 to 0; null where no clock runs. */
  share: number | null
  /** Its time has passed without being reached. */
  passed: boolean
  /** By this post. */
  selected: boolean
  dimmed: boolean
}

export interface CrewMark {
  id: string
  callSign: string
  appearance: CrewAppearance
  /** The last fix, and where it is drawn when it leaves for it. */
  lon: number
  lat: number
  previousLon: number
  previousLat: number
  /** When it leaves for the last fix and when it is there, in seconds since the page began. */
  leavesAt: number
  arrivesAt: number
  /** Degrees clockwise from north; null draws it still. */
  heading: number | null
  /** Age of the fix. */
  age: number
  /** How far it may have gone since, as a radius; 0 while the fix is fresh. */
  doubt: number
  /** Drawn smaller, at the lower right of the ticket it is on. */
  onTicket: boolean
  dimmed: boolean
}

export interface SuggestionLine {
  /** Of a proposed crew, 1 the first; a busy crew that could be diverted; on a crew's own screen, its own way. */
  rank: number | 'diversion' | 'own'
  /** lon, lat: from the crew to the ticket. */
  path: readonly [number, number][]
  /** A straight line is dotted, so that nobody takes it for a way. */
  basis: 'road' | 'straight'
}

/** Streets that are closed. */
export interface ClosureMark {
  id: string
  /** lon, lat: along the street, or around the zone. */
  path: readonly [number, number][]
  /** Where its sign stands. */
  middle: [number, number]
}

export interface TrailMark {
  appearance: CrewAppearance
  /** lon, lat: the oldest first. */
  path: readonly [number, number][]
  dimmed: boolean
}

/** Where a crew went today while it did one thing. */
export interface TrackMark {
  appearance: CrewAppearance
  /** lon, lat: the oldest first. */
  path: readonly [number, number][]
}

/** Where a crew stood today. */
export interface StopMark {
  lon: number
  lat: number
}

export interface Selection {
  lon: number
  lat: number
  /** Radius of the ring around the mark, in px. */
  radius: number
  /** The other post that looks at it; null for this post's own selection. */
  post: string | null
}
