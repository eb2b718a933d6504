import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { HOUR, instant } from '../../shared/instant.ts'
import {
  arrivalsAnHour,
  dayCurveSchema,
  demonstrationFactor,
  localHour,
  nextArrival,
  TICKETS_A_DAY,
} from './day-curve.ts'
import { randomFrom } from './random.ts'

const curve = dayCurveSchema.parse(
  JSON.parse(readFileSync(new URL('../../fixtures/toulouse/calls.json', import.meta.url), 'utf8')),
)
const ZONE = 'Europe/Paris'
/** Monday 9 November 2026, midnight in Toulouse. */
const MONDAY = instant(Date.UTC(2026, 10, 8, 23))
const DAY = 24 * HOUR

function arrivals(days: number, busy: number, seed = 7): number[] {
  const random = randomFrom(seed)
  const found: number[] = []
  for (let at = MONDAY; ; ) {
    at = nextArrival(random, curve, at, ZONE, busy)
    if (at >= MONDAY + days * DAY) return found
    found.push(at)
  }
}

describe('the day’s curve', () => {
  it('[S-1] gives the hotline’s 220 tickets on an average day of the week', () => {
    expect(arrivals(70, 1).length / 70).toBeCloseTo(TICKETS_A_DAY, -1)
  })

  it('[S-1] is busiest on Monday, then on Tuesday, and quietest on Sunday', () => {
    const perDay = Array.from({ length: 7 }, () => 0)
    for (const at of arrivals(28, 10)) {
      const { weekday } = localHour(at, ZONE)
      perDay[weekday] = (perDay[weekday] ?? 0) + 1
    }
    const order = [...perDay.keys()].sort((a, b) => (perDay[b] ?? 0) - (perDay[a] ?? 0))
    expect(order.slice(0, 2)).toEqual([0, 1])
    expect(order.at(-1)).toBe(6)
  })

  it('[S-1] keeps each hour’s share of a weekday within a tenth of itself', () => {
    const perHour = Array.from({ length: 24 }, () => 0)
    const weekdays = arrivals(70, 20)
      .map((at) => localHour(at, ZONE))
      .filter(({ weekday }) => weekday < 5)
    for (const { hour } of weekdays) perHour[hour] = (perHour[hour] ?? 0) + 1
    const sum = curve.hourlyShare.weekday.reduce((total, share) => total + share, 0)
    for (const [hour, share] of curve.hourlyShare.weekday.entries()) {
      const found = (perHour[hour] ?? 0) / weekdays.length
      expect(Math.abs(found - share / sum) / (share / sum), `${hour} h`).toBeLessThan(0.1)
    }
  })

  it('[S-2] shows a demonstration a ticket every 20 to 40 s in the daytime of a weekday', () => {
    for (let day = 0; day < 5; day++) {
      for (let hour = 9; hour < 23; hour++) {
        const at = MONDAY + day * DAY + hour * HOUR
        const seconds = 3600 / arrivalsAnHour(curve, at, ZONE, demonstrationFactor)
        expect(seconds, `day ${day}, ${hour} h`).toBeGreaterThan(20)
        expect(seconds, `day ${day}, ${hour} h`).toBeLessThan(40)
      }
    }
  })

  it('[S-1] follows the city’s clock through the change of hour', () => {
    // Sunday 25 October 2026: 3 h becomes 2 h again in Toulouse.
    expect(localHour(Date.UTC(2026, 9, 25, 0, 30), ZONE)).toEqual({ hour: 2, weekday: 6 })
    expect(localHour(Date.UTC(2026, 9, 25, 1, 30), ZONE)).toEqual({ hour: 2, weekday: 6 })
    expect(localHour(Date.UTC(2026, 9, 25, 2, 30), ZONE)).toEqual({ hour: 3, weekday: 6 })
  })

  it('[S-1] does not let a wait that begins in a quiet hour outlast it', () => {
    const quiet = { ...curve, hourlyShare: { ...curve.hourlyShare, weekday: Array(24).fill(0.5) } }
    quiet.hourlyShare.weekday[4] = 1e-9
    const at = nextArrival(randomFrom(3), quiet, instant(MONDAY + 4 * HOUR), ZONE, 1)
    expect(at).toBeGreaterThan(MONDAY + 5 * HOUR)
    expect(at).toBeLessThan(MONDAY + 6 * HOUR)
  })
})
