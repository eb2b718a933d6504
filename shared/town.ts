import type { Circumstances } from './catalogue/circumstances.ts'
import type { LonLat } from './geo.ts'
import type { Instant } from './instant.ts'
import { type Jurisdiction, jurisdictionAt } from './jurisdiction.ts'
import { type Calendar, isOpen, nextOpening } from './on-call/calendar.ts'

/** Which towns a deployment serves, its clocks, and when agencies are open. */
export interface OpenTown {
  jurisdictions: readonly Jurisdiction[]
  timeZone: string
  /** By their codes in the catalogue; one that is not here is always open. */
  agencies: readonly { agency: string; calendar: Calendar }[]
}

/** All that a deployment decides that routing goes by. */
export interface Town extends OpenTown {
  /** What must be made safe within so many minutes is a hazard. */
  hazardMinutes: number
}

/** A town of which nothing is known: one place, always open. */
export const PLAIN_TOWN: Town = { jurisdictions: [], timeZone: 'UTC', agencies: [], hazardMinutes: 0 }

/** The circumstances of what is told of at `now`, at a place or nobody knows where. */
export function circumstancesOf(
  { jurisdictions, timeZone, agencies }: OpenTown,
  { position, district }: { position: LonLat | null; district: string | null },
  now: Instant,
): Circumstances {
  const calendarOf = (code: string) => agencies.find(({ agency }) => agency === code)?.calendar
  return {
    isLocated: position !== null,
    district,
    jurisdiction: (position && jurisdictionAt(jurisdictions, position)?.id) ?? null,
    isOpen: (agency) => {
      const calendar = calendarOf(agency)
      return calendar === undefined || isOpen(calendar, now, timeZone)
    },
    opensAt: (agency) => {
      const calendar = calendarOf(agency)
      return calendar === undefined ? null : nextOpening(calendar, now, timeZone)
    },
  }
}
