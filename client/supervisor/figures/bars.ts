import type { Figures } from '../../../shared/figures/figures.ts'
import { clockHours } from '../../../shared/figures/hours.ts'

/** What a bar of the chart stands for: an hour of the clock, `again` the second of two, or a day, « 2026-11-27 ». */
type BarOf = { hour: number; again: boolean } | { day: string }

export interface Bar {
  of: BarOf
  reports: number
  tickets: number
  /** It has not begun yet, so that nothing means nothing. */
  toCome: boolean
}

/**
 * The bars of figures: the hours of one day, one after the other; of several days the hours of the clock, 0 to 23, all days
 * together, or the days.
 */
export function barsOf({ hours, timeZone, at, from, to }: Figures, by: 'hour' | 'day'): Bar[] {
  const clock = clockHours(
    hours.map((hour) => hour.at),
    timeZone,
  )
  const one = from === to
  const bars = new Map<string, Bar>()
  for (const [index, { day, hour, again }] of clock.entries()) {
    const { reports = 0, tickets = 0, at: begins = 0 } = hours[index] ?? {}
    const of = by === 'day' ? { day } : { hour, again: one && again }
    const key = JSON.stringify(of)
    const before = bars.get(key)
    bars.set(key, {
      of,
      reports: reports + (before?.reports ?? 0),
      tickets: tickets + (before?.tickets ?? 0),
      toCome: begins > at && (before?.toCome ?? true),
    })
  }
  return [...bars.values()].sort((a, b) => (one ? 0 : orderOf(a) - orderOf(b)))
}

/** Days are in order already; a first day may lack an hour that the next one has. */
function orderOf({ of }: Bar): number {
  return 'hour' in of ? of.hour : 0
}

/** A share from 0 to 1 in whole hundredths; 100 is all of it, and 0 nothing. */
export function percentOf(share: number): number {
  const rounded = Math.round(share * 100)
  if (share > 0 && rounded === 0) return 1
  return share < 1 && rounded === 100 ? 99 : rounded
}
