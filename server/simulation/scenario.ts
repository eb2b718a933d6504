import { z } from 'zod'
import { between, pick, type Random } from './random.ts'

export const callsSchema = z.object({
  unplaced: z.array(z.string()).min(1),
  weekdayFactor: z.array(z.number().positive()).length(7),
  hourlyShare: z.object({ weekday: z.array(z.number()).length(24), weekend: z.array(z.number()).length(24) }),
  channels: z.record(z.string(), z.number()),
  phrases: z.record(z.string(), z.array(z.string()).min(1)),
  places: z.array(
    z.object({ address: z.string(), point: z.tuple([z.number(), z.number()]), weight: z.number() }),
  ),
})
export type Calls = z.infer<typeof callsSchema>

export const weightedServicesSchema = z.array(
  z.object({ code: z.string(), weight: z.object({ day: z.number(), night: z.number() }) }),
)
export type WeightedServices = z.infer<typeof weightedServicesSchema>

/** What a caller says: the fields of one `POST requests`. */
export type Call = Record<'service_code' | 'description', string> &
  Partial<Record<'lat' | 'long' | 'address_string', string>>

/** Tickets that the hotline sends to the PC Radio in a day: 20 % of 1,100 calls. */
const TICKETS_A_DAY = 220
/** How much busier the demonstration is than the real thing, so that there is something to see. */
export const DEMONSTRATION_FACTOR = 5
/** One caller in so many cannot say where it is. */
const UNPLACED_ONE_IN = 14

/** The local hour (0 to 23) and day of the week (0 is Monday) of an instant. */
export function localHour(at: number, timeZone: string): { hour: number; weekday: number } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    hourCycle: 'h23',
    weekday: 'short',
  })
  const found = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, value]))
  const weekday = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(found.weekday ?? '')
  return { hour: Number(found.hour), weekday }
}

/** Tickets a second at an instant, by the day's curve: peaks on Monday and Tuesday, no quiet hour. */
export function arrivalRate(calls: Calls, at: number, timeZone: string): number {
  const { hour, weekday } = localHour(at, timeZone)
  const shares = weekday >= 5 ? calls.hourlyShare.weekend : calls.hourlyShare.weekday
  const perDay = TICKETS_A_DAY * DEMONSTRATION_FACTOR * (calls.weekdayFactor[weekday] ?? 1)
  return (perDay * (shares[hour] ?? 0)) / 3600
}

/** Seconds until the next call after `at`, drawn from the curve. */
export function nextWait(random: Random, calls: Calls, at: number, timeZone: string): number {
  return -Math.log(1 - random()) / arrivalRate(calls, at, timeZone)
}

/** A call at an instant: what it is about depends on the hour, where on the city. */
export function makeCall(
  random: Random,
  calls: Calls,
  services: WeightedServices,
  at: number,
  timeZone: string,
): Call {
  const { hour } = localHour(at, timeZone)
  const night = hour >= 22 || hour < 7
  const { code } = pick(random, services, ({ weight }) => (night ? weight.night : weight.day))
  const description = pick(random, calls.phrases[code] ?? [''])
  if (random() < 1 / UNPLACED_ONE_IN) {
    return { service_code: code, description, address_string: pick(random, calls.unplaced) }
  }
  const { address, point } = pick(random, calls.places, ({ weight }) => weight)
  const nudged = (degrees: number) => (degrees + between(random, -0.0004, 0.0004)).toFixed(6)
  return {
    service_code: code,
    description,
    address_string: address,
    long: nudged(point[0]),
    lat: nudged(point[1]),
  }
}
