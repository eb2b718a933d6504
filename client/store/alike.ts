import { createStore } from 'zustand/vanilla'
import type { LonLat } from '../../shared/geo.ts'
import type { Instant } from '../../shared/instant.ts'
import { type Alike, alikeAmong } from '../../shared/ticket/likeness.ts'
import type { Subject } from './call.ts'
import type { ScreenState } from './screen-store.ts'

const MOST = 3

/** What the server found for a call: along the streets, and in the hands of services, of which this screen knows nothing. */
interface Heard {
  key: string | null
  alike: readonly Alike[]
}
export const heardAlike = createStore<Heard>(() => ({ key: null, alike: [] }))

/** What is asked of the server for a call, as a query; null while there is nothing to ask. */
export function subjectKey(serviceCode: string | null, position: LonLat | null): string | null {
  if (serviceCode === null || position === null) return null
  const { lon, lat } = position
  return new URLSearchParams({ serviceCode, lon: lon.toFixed(6), lat: lat.toFixed(6) }).toString()
}

/**
 * The tickets that a call about `position` may be one more report of, the likest first; none before its type is chosen.
 * Of what this screen can tell by a straight line alone, the server has the last word once it is heard.
 */
export function alikeToCall(
  { serviceCode }: Pick<Subject, 'serviceCode'>,
  position: LonLat | null,
  { board, catalogues }: Pick<ScreenState, 'board' | 'catalogues'>,
  now: Instant,
  { key, alike }: Heard = heardAlike.getState(),
): Alike[] {
  if (serviceCode === null) return []
  const told = { serviceCode, catalogueVersion: board.catalogueVersion, position, receivedAt: now }
  const own = alikeAmong(told, board.tickets.values(), catalogues.serviceOf)
  if (key === null || key !== subjectKey(serviceCode, position)) return own.slice(0, MOST)
  const heard = alike.filter(
    ({ ticket, way }) => way === 'road' || (ticket.status === 'transferred' && !board.tickets.has(ticket.id)),
  )
  const known = new Set(heard.map(({ ticket }) => ticket.id))
  const kept = own.filter(({ ticket, way }) => way === 'straight' && !known.has(ticket.id))
  const unsure = own.filter(
    ({ ticket, way }) =>
      way !== 'straight' && alike.some((one) => one.ticket.id === ticket.id && one.way === way),
  )
  const walked = heard.map((one) => ({ ...one, ticket: board.tickets.get(one.ticket.id) ?? one.ticket }))
  return [...kept, ...unsure, ...walked].sort((a, b) => b.score - a.score).slice(0, MOST)
}
