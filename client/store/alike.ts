import type { LonLat } from '../../shared/geo.ts'
import type { Instant } from '../../shared/instant.ts'
import { type Alike, alikeAmong } from '../../shared/ticket/likeness.ts'
import type { Subject } from './call.ts'
import type { ScreenState } from './screen-store.ts'

const MOST = 3

/** The open tickets that a call about `position` may be one more report of, the likest first; none before its type is chosen. */
export function alikeToCall(
  { serviceCode }: Pick<Subject, 'serviceCode'>,
  position: LonLat | null,
  { board, catalogues }: Pick<ScreenState, 'board' | 'catalogues'>,
  now: Instant,
): Alike[] {
  if (serviceCode === null) return []
  const told = { serviceCode, catalogueVersion: board.catalogueVersion, position, receivedAt: now }
  return alikeAmong(told, board.tickets.values(), catalogues.serviceOf).slice(0, MOST)
}
