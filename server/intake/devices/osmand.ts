import type { LonLat } from '../../../shared/geo.ts'
import { wallInstant } from '../../../shared/wall-clock.ts'
import { type DeviceMessage, fixOf, numberOf, type ToldFix } from './device-message.ts'

/**
 * The Traccar Client's OsmAnd protocol, both of its forms. The fields are those of Traccar's own decoder
 * (OsmAndProtocolDecoder, 2026): speeds are knots in a query and metres a second in JSON, where negative is unknown.
 */
interface Clock {
  /** Milliseconds since 1970: the instant of a point that tells none. */
  now: number
  /** Of instants without a zone. */
  timeZone: string
}

const METRES_A_SECOND_PER_KNOT = 1852 / 3600
/** Above this a number of the query is milliseconds, below it seconds. */
const LAST_SECOND = 2_147_483_647

type Value = string | readonly string[] | undefined

/** What a query or a form says: `id`, `lat`, `lon`, `timestamp`, and what else there is; the first of a repeated field. */
export function readQuery(fields: Readonly<Record<string, Value>>, clock: Clock): DeviceMessage {
  const text = (...names: readonly string[]): string | null => {
    for (const name of names) {
      const value = Object.hasOwn(fields, name) ? fields[name] : undefined
      const first = typeof value === 'string' ? value : value?.[0]
      if (typeof first === 'string' && first !== '') return first
    }
    return null
  }
  const [inLocation, alsoInLocation] = text('location')?.split(',') ?? []
  const knots = numberOf(text('speed'))
  const at = instantOf(text('timestamp'), clock)
  const fix: ToldFix = {
    lat: numberOf(text('lat') ?? inLocation),
    lon: numberOf(text('lon') ?? alsoInLocation),
    accuracy: numberOf(text('accuracy')),
    heading: numberOf(text('bearing', 'heading')),
    speed: knots === null ? null : knots * METRES_A_SECOND_PER_KNOT,
    at: at ?? Number.NaN,
  }
  const told = fix.lat !== null || fix.lon !== null
  const invalid = text('valid') === 'false'
  return messageOf(text('id', 'deviceid'), told ? [{ ...fix, invalid }] : [], sosOf(text('alarm')), clock)
}

/** What a JSON body says: one point in `location`, or a list of them; `coords` may be missing in an alarm. */
export function readJson(body: unknown, clock: Clock): DeviceMessage {
  const { device_id: id, location } = objectOf(body)
  const points = (Array.isArray(location) ? location : [location]).map(objectOf)
  const told = points.flatMap((point): Told[] => {
    const { coords, timestamp, mock } = point
    if (coords === undefined || coords === null) return []
    const { latitude, longitude, accuracy, heading, speed } = objectOf(coords)
    return [
      {
        lat: numberOf(latitude),
        lon: numberOf(longitude),
        accuracy: numberOf(accuracy),
        heading: numberOf(heading),
        speed: numberOf(speed),
        at: instantOf(timestamp, clock) ?? Number.NaN,
        // Made up by another program on the telephone.
        invalid: mock === true,
      },
    ]
  })
  // The application tells an alarm as an extra of the point, which its library puts in either place.
  const alarmed = points.find(({ alarm, extras }) => sosOf(alarm) || sosOf(objectOf(extras).alarm))
  const secret = typeof id === 'string' || typeof id === 'number' ? String(id) : null
  const sosAt = alarmed && (instantOf(alarmed.timestamp, clock) ?? clock.now)
  return messageOf(secret, told, sosAt ?? false, clock)
}

interface Told extends ToldFix {
  invalid: boolean
}

function messageOf(
  secret: string | null,
  told: readonly Told[],
  sos: boolean | number,
  clock: Clock,
): DeviceMessage {
  const fixes = told.flatMap((one) => (one.invalid ? [] : (fixOf(one) ?? [])))
  const last = fixes.at(-1)
  const position: LonLat | null = last === undefined ? null : { lon: last.lon, lat: last.lat }
  const at = typeof sos === 'number' ? sos : (last?.at ?? clock.now)
  return { secret, fixes, sos: sos === false ? null : { at, position }, unusable: told.length - fixes.length }
}

const sosOf = (alarm: unknown) => typeof alarm === 'string' && alarm.toLowerCase() === 'sos'

const WALL = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})$/
const ISO = /^\d{4}-\d{2}-\d{2}T/

/** Seconds, milliseconds, ISO 8601 or a wall clock's time; the instant of reception where none is told; null for rubbish. */
function instantOf(timestamp: unknown, { now, timeZone }: Clock): number | null {
  if (timestamp === undefined || timestamp === null || timestamp === '') return now
  const number = numberOf(timestamp)
  if (number !== null) return number < LAST_SECOND ? number * 1000 : number
  const text = String(timestamp)
  if (ISO.test(text)) {
    const at = Date.parse(text)
    return Number.isNaN(at) ? null : at
  }
  const [, year, month, day, hour, minute, second] = (WALL.exec(text) ?? []).map(Number)
  if (second === undefined) return null
  return wallInstant(
    { year: year ?? 0, month: month ?? 0, day: day ?? 0, hour: hour ?? 0, minute: minute ?? 0, second },
    timeZone,
  )
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
