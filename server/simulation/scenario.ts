import { z } from 'zod'
import type { Priority, Service } from '../../shared/catalogue/service.ts'
import { type Bounds, isWithin, wrapped } from '../../shared/geo.ts'
import { after, type Instant, SECOND } from '../../shared/instant.ts'
import { type Channel, channelSchema } from '../../shared/ticket/ticket.ts'
import { dayCurveSchema, localHour, nextArrival } from './day-curve.ts'
import type { Open311Form } from './open311-door.ts'
import type { Place } from './places.ts'
import { between, pick, type Random } from './random.ts'

/** What callers say, and from where: `calls.json`. Points are `[lon, lat]`. */
export const callsSchema = dayCurveSchema.extend({
  unplaced: z.array(z.string()).min(1),
  channels: z.partialRecord(channelSchema, z.number().positive()),
  phrases: z.record(z.string(), z.array(z.string()).min(1)),
  /** How often each type comes by day and by night; the others never do. */
  weights: z.record(z.string(), z.object({ day: z.number(), night: z.number() })),
  /** What some callers answer: the fields of the form for each, one of which is taken. */
  answers: z.record(z.string(), z.array(z.record(z.string(), z.string())).min(1)),
  places: z
    .array(z.object({ address: z.string(), point: z.tuple([z.number(), z.number()]), weight: z.number() }))
    .min(1),
})
type Calls = z.infer<typeof callsSchema>

/** What the scenario knows of the catalogue. */
type KnownService = Pick<Service, 'code' | 'priority'>
const NEVER = { day: 0, night: 0 }

/** One call: when it comes, by which channel, and the fields of its `POST requests`. It names nobody. */
export interface Call {
  at: Instant
  channel: Channel
  form: Open311Form
}

export interface ScenarioOptions {
  random: Random
  calls: Calls
  places: readonly Place[]
  bounds: Bounds
  services: readonly KnownService[]
  timeZone: string
  /** Times the real number of tickets. */
  busy: number
}

/** One caller in so many cannot say where it is. */
const UNPLACED_ONE_IN = 14
/** Degrees by which a call lies off its place: some 40 m, so that two calls from one place are two points. */
const JITTER = 0.0004

/** One call in so many tells of what another did, of one of the last so many with a place. */
const AGAIN_ONE_IN = 5
const MOST_RECENT = 6
/** Degrees between two people who tell of one thing: some 15 m. */
const SAME_SPOT = 0.00013

/** The priorities of the first tickets, and which of them have no place: a bit of everything to look at. */
const OPENING: readonly { priority: Priority; unplaced?: true }[] = [
  { priority: 2 },
  { priority: 3 },
  { priority: 3, unplaced: true },
  { priority: 1 },
  { priority: 3 },
  { priority: 4 },
  { priority: 2 },
  { priority: 3 },
  { priority: 2, unplaced: true },
  { priority: 3 },
  { priority: 1 },
  { priority: 4 },
]
const OPENING_EVERY = 1.6 * SECOND

/** The first dozen tickets, in some 19 s from `from`, so that whoever opens the console finds it alive. */
export function openingCalls(options: ScenarioOptions, from: Instant): Call[] {
  return OPENING.map(({ priority, unplaced = false }, index) => {
    const services = options.services.filter((service) => service.priority === priority)
    const at = after(from, index * OPENING_EVERY)
    return makeCall({ ...options, services: services.length > 0 ? services : options.services }, at, unplaced)
  })
}

/** The calls after `from`, without end. The same options, the same seed and the same `from` give the same calls. */
export function* callsAfter(options: ScenarioOptions, from: Instant): Generator<Call, never> {
  const { random, calls, timeZone, busy } = options
  const recent: Call[] = []
  for (let at = from; ; ) {
    at = nextArrival(random, calls, at, timeZone, busy)
    const about = random() < 1 / AGAIN_ONE_IN && recent.length > 0 ? pick(random, recent, () => 1) : undefined
    const call =
      about === undefined
        ? makeCall(options, at, random() < 1 / UNPLACED_ONE_IN)
        : callAgain(options, at, about)
    if (call.form.lat !== undefined) recent.push(call)
    if (recent.length > MOST_RECENT) recent.shift()
    yield call
  }
}

/** Someone else tells of what was told a moment ago. */
function callAgain({ random, calls }: ScenarioOptions, at: Instant, about: Call): Call {
  const code = about.form.service_code ?? ''
  const nudged = (degrees = '') => (Number(degrees) + between(random, -SAME_SPOT, SAME_SPOT)).toFixed(6)
  const { lat, long } = about.form
  const description = pick(random, calls.phrases[code] ?? [code], () => 1)
  return {
    at,
    channel: channelOf(random, calls),
    form: { ...about.form, description, lat: nudged(lat), long: nudged(long) },
  }
}

/** A night, for what people call about, is from 22 h to 7 h. */
function isNight(hour: number): boolean {
  return hour >= 22 || hour < 7
}

function makeCall(options: ScenarioOptions, at: Instant, unplaced: boolean): Call {
  const { random, calls, services, timeZone } = options
  const night = isNight(localHour(at, timeZone).hour)
  const { code } = pick(random, services, ({ code }) => {
    const { day, night: atNight } = calls.weights[code] ?? NEVER
    return night ? atNight : day
  })
  const description = pick(random, calls.phrases[code] ?? [code])
  const told = { service_code: code, description, ...answersOf(options, code) }
  const form = unplaced
    ? { ...told, address_string: pick(random, calls.unplaced) }
    : { ...told, ...placeOf(options) }
  return { at, channel: channelOf(random, calls), form }
}

function channelOf(random: Random, { channels }: Calls): Channel {
  const [channel] = pick(random, Object.entries(channels), ([, share]) => share)
  return channelSchema.parse(channel)
}

/** As Open311 sends them. */
function answersOf({ random, calls }: ScenarioOptions, code: string): Open311Form {
  const answered = calls.answers[code]
  const chosen = answered === undefined ? {} : pick(random, answered, () => 1)
  return Object.fromEntries(Object.entries(chosen).map(([asked, answer]) => [`attribute[${asked}]`, answer]))
}

function placeOf({ random, places, bounds }: ScenarioOptions) {
  const { address, point } = pick(random, places, ({ weight }) => weight)
  const nudged = (degrees: number) => degrees + between(random, -JITTER, JITTER)
  const near = { lon: wrapped(nudged(point.lon)), lat: nudged(point.lat) }
  const { lon, lat } = isWithin(bounds, near) ? near : point
  const spot = { long: lon.toFixed(6), lat: lat.toFixed(6) }
  return address === null ? spot : { address_string: address, ...spot }
}
