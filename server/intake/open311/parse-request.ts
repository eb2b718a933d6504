import { randomUUID } from 'node:crypto'
import type { Service } from '../../../shared/catalogue/service.ts'
import { type SentCommand, sentCommandSchema } from '../../../shared/command.ts'
import type { LonLat } from '../../../shared/geo.ts'
import { plainText } from '../../../shared/text.ts'
import type { Channel } from '../../../shared/ticket/ticket.ts'
import type { City } from '../../city/city.ts'
import { derivedId } from '../../derived-id.ts'
import { type Open311Error, Open311Refusal } from './errors.ts'
import { type Fields, quoted, single } from './fields.ts'
import { mediaUrlsIn } from './media.ts'
import { parseAttributes } from './parse-attributes.ts'

/** What of the city a request is read against. */
export interface Territory extends Pick<City, 'within' | 'districtOf' | 'streetNear'> {
  /** Which jurisdiction serves a point; undefined where none does. */
  servedBy(point: LonLat): string | undefined
  /** In force; undefined where there is none. */
  service(code: string): Service | undefined
}

/** The longest of each field, in characters; longer ones are refused, not cut. */
const LONGEST = {
  description: 4000,
  address_string: 500,
  first_name: 100,
  last_name: 100,
  phone: 40,
  email: 254,
}
/** What FixMyStreet sends for an address where its user pointed at none. */
const NOT_PINPOINTED = '#NOTPINPOINTED#'
type TextField = keyof typeof LONGEST

export interface ParsedRequest {
  sent: SentCommand
  /** Addresses of pictures, as text. */
  mediaUrls: readonly string[]
  /** What of an urgent request could not be read, or was missing. */
  notice: string | null
}

/**
 * The command that a `POST requests` asks for. Throws an `Open311Refusal` with every problem found: an unknown type,
 * a place that is malformed or outside the territory, a text that is too long, attributes that
 * do not fit (an urgent request is taken without them). With an `idempotencyKey`, the same
 * request always makes the same command.
 */
export function parseRequest(
  fields: Fields,
  territory: Territory,
  channel: Channel,
  idempotencyKey?: string,
): ParsedRequest {
  const errors: Open311Error[] = []
  const serviceCode = single(fields, 'service_code', errors)
  const service = serviceCode === undefined ? undefined : territory.service(serviceCode)
  if (serviceCode === undefined) {
    if (errors.length === 0) errors.push({ code: 400, description: 'service_code is required.' })
  } else if (service === undefined) {
    errors.push({
      code: 404,
      description: `service_code ${quoted(serviceCode)} was not found: see GET services.`,
    })
  }
  const position = place(fields, territory, errors)
  const text = (name: TextField) => textOf(fields, name, errors)
  const address = text('address_string') ?? (position && territory.streetNear(position))
  const addressId = single(fields, 'address_id', errors)
  if (position === null && address === null && addressId !== NOT_PINPOINTED && errors.length === 0) {
    const unknown = addressId === undefined ? '' : ` address_id ${quoted(addressId)} is not known here.`
    errors.push({ code: 400, description: `A place is required: lat and long, or address_string.${unknown}` })
  }
  const report = {
    description: text('description'),
    firstName: text('first_name'),
    lastName: text('last_name'),
    phone: text('phone'),
    email: text('email'),
  }
  const attributes = service && parseAttributes(fields, service)
  const told = (attributes?.problems ?? []).map((description) => ({ code: 400, description }))
  const mediaUrls = mediaUrlsIn(fields, told)
  if (!attributes?.urgent) errors.push(...told)
  if (errors.length > 0) throw new Open311Refusal(errors.slice(0, 20))
  const id = (what: string) => (idempotencyKey === undefined ? randomUUID() : derivedId(what, idempotencyKey))
  const command = {
    type: 'receive_ticket',
    ticketId: id('ticket'),
    serviceCode,
    position,
    address,
    district: position && territory.districtOf(position),
    channel,
    report: { id: id('report'), ...report },
    answers: attributes?.answers,
  }
  const sent = sentCommandSchema.parse({ id: id('command'), command })
  const notice = told
    .slice(0, 20)
    .map(({ description }) => description)
    .join(' ')
  return { sent, mediaUrls, notice: notice || null }
}

/** The point of `lat` and `long`; null where neither is given. Says it when the two look swapped. */
function place(fields: Fields, territory: Territory, errors: Open311Error[]): LonLat | null {
  const before = errors.length
  const lat = single(fields, 'lat', errors)
  const long = single(fields, 'long', errors)
  if (errors.length > before || (lat === undefined && long === undefined)) return null
  if (lat === undefined || long === undefined) {
    errors.push({ code: 400, description: 'lat and long go together: one of them is missing.' })
    return null
  }
  const point = { lat: decimal(lat), lon: decimal(long) }
  if (!(Math.abs(point.lat) <= 90))
    errors.push({ code: 400, description: `lat ${quoted(lat)} is not a latitude, -90 to 90.` })
  if (!(Math.abs(point.lon) <= 180)) {
    errors.push({ code: 400, description: `long ${quoted(long)} is not a longitude, -180 to 180.` })
  }
  if (errors.length > 0) return null
  if (territory.within(point)) return point
  const swapped = Math.abs(point.lon) <= 90 && territory.within({ lat: point.lon, lon: point.lat })
  const other = territory.servedBy(point)
  const elsewhere =
    other === undefined
      ? 'the point is outside the territory served'
      : `the point is served by another jurisdiction, jurisdiction_id ${other}`
  const why = swapped ? 'lat and long look swapped' : elsewhere
  const reason = 'outside_territory' as const
  errors.push({ code: 400, description: `lat ${lat}, long ${long}: ${why}.`, reason })
  return null
}

/** A plain decimal number; NaN for anything else, « Infinity », « 1e3 » and « 0x10 » included. */
function decimal(text: string): number {
  return /^[+-]?\d{1,3}(\.\d{1,20})?$/.test(text) ? Number(text) : Number.NaN
}

function textOf(fields: Fields, name: TextField, errors: Open311Error[]): string | null {
  const raw = single(fields, name, errors)
  if (raw === undefined) return null
  const text = plainText(raw)
  const longest = LONGEST[name]
  if (text.length > longest) {
    errors.push({ code: 400, description: `${name} has ${text.length} characters: at most ${longest}.` })
  }
  return text === '' ? null : text
}
