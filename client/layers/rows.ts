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
  /** The clocks of what was not reached, in order, in milliseconds since 1970; none where everything was. */
  clocks: readonly { startedAt: number; dueAt: number }[]
  /** By this post. */
  selected: boolean
  dimmed: boolean
}

/** What a crew looks like; where it is changes more often: see `Crews`. */
export interface CrewMark {
  id: string
  /** From 1 to 65535. */
  number: number
  callSign: string
  appearance: CrewAppearance
  /** Age of its fix, once that is believed with a warning only. */
  age: number
  /** How far it may have gone since, as a radius; 0 while the fix is fresh. */
  doubt: number
  /** Drawn still, as nothing tells where it is heading. */
  still: boolean
  /** Drawn smaller, at the lower right of the ticket it is on. */
  onTicket: boolean
  dimmed: boolean
}

/**
 * All crews, the last on top. Lists and arrays that did not change are the same ones as before; an array that did has been
 * written again in place, and `moved` is then another object.
 */
export interface Crews {
  marks: readonly CrewMark[]
  moved: Motion
}

/** Where crews are and go, two numbers for each in the order of the marks; there may be room for more. */
export interface Motion {
  /** lon, lat of the last fix. */
  to: Float64Array
  /** lon, lat where it is drawn when it leaves for it. */
  from: Float64Array
  /** When it leaves for the last fix and when it is there, in seconds since the page began. */
  times: Float32Array
  /** One for each: how far its mark is turned, in degrees counter-clockwise. */
  angles: Float32Array
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

/** Numbers, so many a row, that deck.gl sends to the graphics card as they are; again only when this is another object. */
export interface Column {
  value: Float32Array | Float64Array | Uint8ClampedArray
  size: number
}

/** How many numbers a step has. */
export const STEP_NUMBERS = 7

/** The steps of all crews: rows that are written over, the oldest first, when others come. */
export interface TrailSteps {
  /** How many rows there are. */
  length: number
  /**
   * For each lon and lat where it begins, lon and lat where it ends, the second in which it begins, how far its crew had
   * come by then on a plane on which the earth is 512 wide (Web Mercator), and the crew's number.
   */
  rows: Float64Array
  /** How many rows were ever added, one after the other. */
  added: number
  /** Another number when others than those have changed. */
  rewritten: number
}

/** For each crew, in the order of the marks, the last step of its trail: from there to where its glide begins. */
export interface TrailEnds {
  /** lon, lat. */
  from: Float64Array
  /** Of the step, as in `TrailSteps`: second, how far the crew had come, the crew's number. */
  steps: Float32Array
}

/** Where crews came from. */
export interface Trails {
  /** The same object while no step was added. */
  steps: TrailSteps
  /** The same object while no end is another. */
  ends: TrailEnds
  /** From when on steps are shown, and now, in the seconds of the steps. */
  since: number
  now: number
  /** The crew whose whole day is drawn, so that the trails of the others step back. */
  only: string | null
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
