import type { ServiceOf } from '../catalogue/published.ts'
import { DISTRESS } from '../catalogue/service.ts'
import type { CommandOf } from '../command.ts'
import { type LonLat, metresBetween } from '../geo.ts'
import { type Instant, MINUTE } from '../instant.ts'
import { type Channel, isUnderWay, lastReportAt, type Ticket } from './ticket.ts'

/** What a report tells of: where, of what type, and when it came. */
export interface Told {
  serviceCode: string
  catalogueVersion: number
  position: LonLat | null
  receivedAt: Instant
}

/** How much a report and a ticket may be of one thing, from 0 to 1, and why. */
export interface Likeness {
  score: number
  /** As the crow flies, or by road. */
  metres: number
  /** `unknown_road`: its type goes by road, which nobody could tell here; the straight line stands for it. */
  way: 'straight' | 'road' | 'unknown_road'
  /** Between the report and the last one of the ticket. */
  minutes: number
  /** Whether both are of one type; else the types are of one family. */
  sameType: boolean
}

/** From this score on a ticket is proposed to a person. */
export const PROPOSED_FROM = 0.4
/** From this score on a report that no person takes is joined by itself. */
export const JOINED_FROM = 0.9
/** Channels at which no person is asked. */
const UNATTENDED: ReadonlySet<Channel> = new Set(['web', 'app', 'api'])

/** Of latitude, on the sphere that distances are measured on, or on the Earth: most tickets are left out by it alone. */
const LEAST_METRES_A_DEGREE = 110_000

/** What is left of the score at the edge of the type's radius, at the end of its time, and for a related type. */
const AT_EDGE = 0.6
const AT_END = 0.7
const RELATED = 0.8

/**
 * How alike a report and a ticket under way are, by the radius and the time in which reports of the ticket's type may be of
 * one thing; null where they cannot be: too far, too long apart, of unrelated types, or not located. `walked`: the metres
 * between them by road, for a type that goes by it.
 */
export function likenessOf(
  told: Told,
  ticket: Ticket,
  serviceOf: ServiceOf,
  walked?: number,
): Likeness | null {
  const [own, service] = [serviceOf(told), serviceOf(ticket)]
  if (own === undefined || service === undefined || own.family !== service.family) return null
  if (told.position === null || ticket.position === null || !isUnderWay(ticket)) return null
  if (own.code === DISTRESS.code || service.code === DISTRESS.code) return null
  const { duplicates } = service
  const minutes = Math.abs(told.receivedAt - lastReportAt(ticket)) / MINUTE
  const northwards = Math.abs(told.position.lat - ticket.position.lat) * LEAST_METRES_A_DEGREE
  if (minutes > duplicates.minutes || northwards > duplicates.metres) return null
  const straight = metresBetween(told.position, ticket.position)
  if (straight > duplicates.metres) return null
  const byRoad = duplicates.by === 'road'
  const metres = byRoad ? (walked ?? straight) : straight
  if (metres > duplicates.metres) return null
  const way = !byRoad ? 'straight' : walked === undefined ? 'unknown_road' : 'road'
  const sameType = own.code === service.code
  const near = 1 - (1 - AT_EDGE) * (metres / duplicates.metres) ** 2
  const fresh = 1 - (1 - AT_END) * (minutes / duplicates.minutes)
  return { score: near * fresh * (sameType ? 1 : RELATED), metres, way, minutes, sameType }
}

export interface Alike extends Likeness {
  ticket: Ticket
}

/** The tickets that a report may be of, the likest first. `except`: the report's own ticket; `walked`: metres by road. */
export function alikeAmong(
  told: Told,
  tickets: Iterable<Ticket>,
  serviceOf: ServiceOf,
  except?: Ticket['id'],
  walked?: ReadonlyMap<Ticket['id'], number>,
): Alike[] {
  const alike: Alike[] = []
  for (const ticket of tickets) {
    if (ticket.id === except) continue
    const likeness = likenessOf(told, ticket, serviceOf, walked?.get(ticket.id))
    if (likeness !== null && likeness.score >= PROPOSED_FROM) alike.push({ ticket, ...likeness })
  }
  return alike.sort((a, b) => b.score - a.score || a.ticket.number - b.ticket.number)
}

/** Whether nobody is asked at a channel. */
export const isUnattended = (channel: Channel): boolean => UNATTENDED.has(channel)

/** What a report that came by `channel` is joined to without a person; undefined where a person decides, or nothing is like it. */
export function joinedByItself(
  channel: Channel,
  [likest]: readonly Alike[],
): CommandOf<'receive_ticket'>['joins'] {
  if (!isUnattended(channel) || likest === undefined || likest.score < JOINED_FROM) return undefined
  return { ticketId: likest.ticket.id, score: likest.score }
}
