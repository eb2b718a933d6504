import { mayFollowCrews } from '../../shared/authority.ts'
import { openAssignments } from '../../shared/board.ts'
import type { LonLat } from '../../shared/geo.ts'
import type { CrewId } from '../../shared/id.ts'
import { SECOND } from '../../shared/instant.ts'
import type { Track } from '../../shared/track.ts'
import type { ScreenState } from '../store/screen-store.ts'
import type { Wanted } from './answer-keeper.ts'

/** A track goes on while it is looked at. */
const RENEW_AFTER = 30 * SECOND

/** The track of the crew that is looked at, as long as this post may see it; anew with each word of the crew. */
export function trackWanted(
  { board, session, lookedAt }: ScreenState,
  now: number,
): Wanted<{ crewId: CrewId }> | null {
  const crew = lookedAt === null ? undefined : board.crews.get(lookedAt)
  if (crew === undefined || session === null || !mayFollowCrews(session.role)) return null
  const inHand = openAssignments(board.assignments.values(), { crewId: crew.id })
  const words = [crew.heardAt, crew.dutyAt, ...inHand.map(({ id, statusAt }) => `${id} ${statusAt}`)]
  return { subject: { crewId: crew.id }, basis: `${Math.floor(now / RENEW_AFTER)} ${words.join(' ')}` }
}

/** A line of a crew's day: what it said, or where it stood. */
export type DayEntry =
  | ({ kind: 'word' } & Track['entries'][number])
  | { kind: 'stop'; at: number; to: number; place: string | null; position: LonLat }

/** A crew's day in one list, the newest first; of two at one instant, what was said after it stood there. */
export function dayOf({ entries, stops }: Track): DayEntry[] {
  const words = entries.map((entry): DayEntry => ({ kind: 'word', ...entry }))
  const stood = stops.map(({ lon, lat, from, to, place }): DayEntry => {
    return { kind: 'stop', at: from, to, place, position: { lon, lat } }
  })
  return [...stood, ...words].sort((a, b) => a.at - b.at).reverse()
}
