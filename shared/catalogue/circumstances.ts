import type { Instant } from '../instant.ts'

/** Where and when something is asked for, as far as a catalogue goes by it. */
export interface Circumstances {
  isLocated: boolean
  /** Null outside all of them, and where nobody knows the place. */
  district: string | null
  jurisdiction: string | null
  /** Whether an agency is open; one whose hours nobody knows always is. */
  isOpen(agency: string): boolean
  /** When an agency that is closed opens; null where that is not known, or more than a year away. */
  opensAt(agency: string): Instant | null
}
