import type { LonLat } from '../../shared/geo.ts'
import { plainText } from '../../shared/text.ts'
import { localInstant } from './local-time.ts'
import type { ReplayMap } from './replay-map.ts'

/** A row of the file, with the number of the line it begins on. */
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
  /** Already moved onto the territory; null makes a ticket « à localiser ». */
  point: LonLat | null
  movement: Movement | null
}

export interface Rejection {
  line: number
  reason: string
}

/** What the doors take, in characters. */
const LONGEST = { address: 500, unit: 24 }

/** What a row asks for, or why it cannot be used. `onto` is the centre of the territory. */
export function mapRow({ line, fields }: Row, map: ReplayMap, onto: LonLat): MappedRow | Rejection {
  const { columns, timeZone } = map
  const field = (name: string) => plainText(fields[name] ?? '')
  const rejected = (reason: string): Rejection => ({ line, reason })
  const words = [columns.id, columns.type, columns.address, ...(map.units ? [map.units.unit] : [])]
  const garbled = words.find((name) => fields[name]?.includes('\ufffd'))
  if (garbled !== undefined) return rejected(`${garbled} is not UTF-8`)
  const id = field(columns.id)
  if (id === '') return rejected(`no ${columns.id}`)
  const at = localInstant(field(columns.at), timeZone)
  if (at === null) return rejected(`${columns.at} is no time`)
  const service = serviceOf(field(columns.type), map)
  if (service === null) return rejected(`${columns.type} ${quoted(field(columns.type))} is not in the map`)
  const address = field(columns.address) || null
  if (address !== null && address.length > LONGEST.address)
    return rejected(`${columns.address} has more than ${LONGEST.address} characters`)
  const point = pointOf(fields, map, onto)
  if (point === null && address === null) return rejected('neither a usable point nor an address')
  const mapped = { line, id, at, service, address, point }
  if (map.units === undefined) return { ...mapped, movement: null }
  const movement = movementOf(field, map, at)
  return typeof movement === 'string' ? rejected(movement) : { ...mapped, movement }
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
  const [, lat, lon] = /^\((-?\d{1,3}\.\d{3,20}), (-?\d{1,3}\.\d{3,20})\)$/.exec(text.trim()) ?? []
  // Fewer than three decimals is a point rounded to a kilometre or worse: no point at all.
  if (lat === undefined || lon === undefined) return null
  if (Math.abs(Number(lat)) > 90 || Math.abs(Number(lon)) > 180) return null
  const moved = { lon: onto.lon + Number(lon) - centre[0], lat: onto.lat + Number(lat) - centre[1] }
  return Math.abs(moved.lon) <= 180 && Math.abs(moved.lat) <= 90 ? moved : null
}

/** The steps of a unit in the order in which they happen, those the file leaves out aside. */
function movementOf(
  field: (name: string) => string,
  { columns, units, timeZone }: ReplayMap,
  receivedAt: number,
): Movement | string {
  if (units === undefined) throw new Error('The map has no units.')
  const unit = field(units.unit)
  if (unit === '') return `no ${units.unit}`
  if (unit.length > LONGEST.unit) return `${units.unit} has more than ${LONGEST.unit} characters`
  const times = new Map<string, number>([[columns.at, receivedAt]])
  for (const column of [units.dispatched, units.enRoute, units.onScene, units.available]) {
    const text = field(column)
    const optional = column === units.enRoute || column === units.onScene
    if (text === '' && !optional) return `no ${column}`
    if (text === '') continue
    const at = localInstant(text, timeZone)
    if (at === null) return `${column} is no time`
    const [before, earliest] = [...times].at(-1) ?? ['', at]
    if (at < earliest) return `${column} is before ${before}`
    times.set(column, at)
  }
  const [dispatched, available] = [times.get(units.dispatched), times.get(units.available)]
  if (dispatched === undefined || available === undefined) throw new Error('Both were just read.')
  const [enRoute, onScene] = [times.get(units.enRoute) ?? null, times.get(units.onScene) ?? null]
  return { unit, dispatched, enRoute, onScene, available }
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 60))
}

/** Tells a row that cannot be used from one that can. */
export function isRejection<T extends object>(mapped: T | Rejection): mapped is Rejection {
  return 'reason' in mapped
}
