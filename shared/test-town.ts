import { type Instant, instant } from './instant.ts'
import type { Calendar } from './on-call/calendar.ts'
import type { Town } from './town.ts'
import { wallInstant } from './wall-clock.ts'

/** A made-up town for tests, with another beside it; nothing else imports this. */

const timeZone = 'Europe/Paris'
const day = [{ from: '08:00', until: '17:30' }]
const night = [{ from: '22:00', until: '06:00' }]
const week = (hours: typeof day): Calendar['hours'] => ({
  monday: hours,
  tuesday: hours,
  wednesday: hours,
  thursday: hours,
  friday: hours,
  saturday: [],
  sunday: [],
})
const square = (west: number) => ({
  type: 'Polygon' as const,
  coordinates: [
    [
      [west, 43],
      [west + 1, 43],
      [west + 1, 44],
      [west, 44],
      [west, 43],
    ] as [number, number][],
  ],
})
export const TOWN: Town = {
  jurisdictions: [
    { id: 'toulouse', prefix: 'TOU', territory: null },
    { id: 'balma', prefix: 'BAL', territory: square(2) },
  ],
  timeZone,
  hazardMinutes: 120,
  agencies: [
    { agency: 'roads', calendar: { hours: week(day), holidays: 'france', exceptions: [] } },
    {
      agency: 'night_market',
      calendar: { hours: { ...week([]), saturday: night }, holidays: null, exceptions: [] },
    },
  ],
}
/** « 2026-11-26 12:00 » on its clocks. */
export const at = (text: string): Instant => {
  const [year = 0, month = 0, date = 0, hour = 0, minute = 0] = text.split(/\D/).map(Number)
  return instant(wallInstant({ year, month, day: date, hour, minute, second: 0 }, timeZone) ?? 0)
}

export const CAPITOLE = { position: { lon: 1.44, lat: 43.6 }, district: '1.1' }
export const MIRAIL = { position: { lon: 1.4, lat: 43.57 }, district: '6.3' }
export const BALMA = { position: { lon: 2.5, lat: 43.6 }, district: null }
export const UNKNOWN = { position: null, district: null }
