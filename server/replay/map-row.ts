import type { LonLat } from '../../shared/geo.ts'
import { plainText } from '../../shared/text.ts'
import { localInstant } from './local-time.ts'
import type { ReplayMap } from './replay-map.ts'

/** A row of the file, with the number of its line. */
export interface Row {
  line: number
  fields: Readonly<Record<string, string>>
}

/** What a unit did on a ticket, in instants; null where the file says nothing. */
export interface Movement {
  unit: string
  dispatched: number
  enRoute: number | null
  onScene: number | null
  available: number
}

export interface MappedRow {
  line: number
  /** The file's own id of the ticket. */
  id: string
  at: number
  service: string
  address: string | null
  /** Already moved onto the territory. */
  point: LonLat | null
  movement: Movement | null
}

export interface Rejection {
  line: number
  reason: string
}

/** What a row asks for, or why it cannot be used. `onto` is the centre of the territory. */
export function mapRow({ line, fields }: Row, map: ReplayMap, onto: LonLat): MappedRow | Rejection {
  const { columns, timeZone } = map
  const field = (name: string) => plainText(fields[name] ?? '')
  const rejected = (reason: string): Rejection => ({ line, reason })
  const id = field(columns.id)
  if (id === '') return rejected(`no ${columns.id}`)
  const at = localInstant(field(columns.at), timeZone)
  if (at === null) return rejected(`${columns.at} is no time`)
  const service = serviceOf(field(columns.type), map)
  if (service === null) return rejected(`type ${JSON.stringify(field(columns.type))} is not mapped`)
  const address = field(columns.address).slice(0, 500) || null
  const point = pointOf(fields, map, onto)
  if (point === null && address === null) return rejected('neither a point nor an address')
  if (map.units === undefined) return { line, id, at, service, address, point, movement: null }
  const movement = movementOf(field, map.units, timeZone, at)
  return typeof movement === 'string'
    ? rejected(movement)
    : { line, id, at, service, address, point, movement }
}

function serviceOf(type: string, { services, otherwise }: ReplayMap): string | null {
  const wanted = type.toLowerCase()
  return services.find(({ words }) => words.some((word) => wanted.includes(word)))?.code ?? otherwise
}

function pointOf(fields: Row['fields'], { columns, centre }: ReplayMap, onto: LonLat): LonLat | null {
  const { point } = columns
  const text =
    typeof point === 'string'
      ? (fields[point] ?? '')
      : `(${fields[point.lat] ?? ''}, ${fields[point.lon] ?? ''})`
  const [, lat, lon] = /^\((-?\d+\.\d{3,}), (-?\d+\.\d{3,})\)$/.exec(text.trim()) ?? []
  // Fewer than three decimals is a point rounded to a kilometre or worse: no point at all.
  if (lat === undefined || lon === undefined) return null
  const moved = { lon: onto.lon + Number(lon) - centre[0], lat: onto.lat + Number(lat) - centre[1] }
  return Math.abs(moved.lon) <= 180 && Math.abs(moved.lat) <= 90 ? moved : null
}

function movementOf(
  field: (name: string) => string,
  columns: NonNullable<ReplayMap['units']>,
  timeZone: string,
  receivedAt: number,
): Movement | string {
  const unit = field(columns.unit)
  if (unit === '') return `no ${columns.unit}`
  const time = (column: string) => (field(column) === '' ? null : localInstant(field(column), timeZone))
  const dispatched = time(columns.dispatched)
  const available = time(columns.available)
  if (dispatched === null) return `no ${columns.dispatched}`
  if (available === null) return `no ${columns.available}`
  const [enRoute, onScene] = [time(columns.enRoute), time(columns.onScene)]
  const known = [receivedAt, dispatched, enRoute, onScene, available].filter(
    (one): one is number => one !== null,
  )
  const ordered = known.every((one, index) => one >= (known[index - 1] ?? 0))
  return ordered ? { unit, dispatched, enRoute, onScene, available } : 'its times are out of order'
}

/** Tells a row that cannot be used from one that can. */
export function isRejection(mapped: MappedRow | Rejection): mapped is Rejection {
  return 'reason' in mapped
}
