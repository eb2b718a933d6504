import { openAssignments } from '../../shared/board.ts'
import { reachedAt } from '../../shared/deadline.ts'
import type { CrewId, TicketId } from '../../shared/id.ts'
import { type Instant, MINUTE, SECOND } from '../../shared/instant.ts'
import type { Freshness } from '../feed/feed-state.ts'
import { crewRowsOf } from '../store/crew-row.ts'
import type { ScreenState } from '../store/screen-store.ts'

/** What time alone makes worth hearing: no event tells of it. */
export type Alert =
  | { kind: 'urgent_again'; ticketId: TicketId }
  | { kind: 'breach'; ticketId: TicketId }
  | { kind: 'silence'; crewId: CrewId }
  | { kind: 'link_lost' }
  | { kind: 'link_back'; events: number }

/** What was heard already, so that each is heard once. */
export interface Attention {
  /** Tickets that somebody has looked at, and urgent ones that were called a second time. */
  settled: ReadonlySet<TicketId>
  breached: ReadonlySet<TicketId>
  /** Assignments in a status without news for too long. */
  silent: ReadonlySet<string>
  /** Where the log stood when the link was lost; null while it is not. */
  lostAt: number | null
}

type Seen = Pick<ScreenState, 'board' | 'services' | 'presence' | 'selected' | 'session' | 'feed'>

const CALL_AGAIN_AFTER = 20 * SECOND
/** Older ones were there before this post was: it has not missed their first call. */
const CALL_AGAIN_BEFORE = MINUTE
const CONTACT_CHECK_AFTER = 5 * MINUTE

/**
 * What has become worth hearing since `before`; null on first sight of a board, when what is already late is taken as
 * known. `now` is the server's. A crew hears only of its link: its own sounds are on its screen.
 */
export function attend(
  before: Attention | null,
  seen: Seen,
  link: Freshness['state'],
  now: Instant,
): { after: Attention; alerts: Alert[] } {
  const isPost = seen.session !== null && seen.session.role !== 'crew'
  const breached = isPost ? breachedNow(seen, now) : new Set<TicketId>()
  const silent = isPost ? silentNow(seen, now) : new Map<string, CrewId>()
  const settled = lookedAt(before, seen)
  const lostAt = link === 'late' || link === 'lost' ? (before?.lostAt ?? seen.feed.cursor) : null
  const after = { settled, breached, silent: new Set(silent.keys()), lostAt }
  if (before === null) return { after, alerts: [] }
  const again = isPost ? callAgain(seen, settled, now) : []
  const alerts: Alert[] = [
    ...linkAlerts(before.lostAt, lostAt, seen.feed.cursor),
    ...again.map((ticketId): Alert => ({ kind: 'urgent_again', ticketId })),
    ...[...breached]
      .filter((ticketId) => !before.breached.has(ticketId))
      .map((ticketId): Alert => ({ kind: 'breach', ticketId })),
    ...[...silent]
      .filter(([key]) => !before.silent.has(key))
      .map(([, crewId]): Alert => ({ kind: 'silence', crewId })),
  ]
  return { after: { ...after, settled: new Set([...settled, ...again]) }, alerts }
}

function linkAlerts(before: number | null, after: number | null, cursor: number): Alert[] {
  if (before === null && after !== null) return [{ kind: 'link_lost' }]
  if (before !== null && after === null) return [{ kind: 'link_back', events: Math.max(0, cursor - before) }]
  return []
}

/** Tickets that somebody has looked at since this post is there; those that left the board are dropped. */
function lookedAt(before: Attention | null, { board, presence, selected }: Seen): Set<TicketId> {
  const looked = new Set([...(before?.settled ?? [])].filter((id) => board.tickets.has(id)))
  for (const { ticketId } of presence) if (ticketId !== null) looked.add(ticketId)
  if (selected !== null) looked.add(selected)
  return looked
}

function callAgain({ board }: Seen, settled: ReadonlySet<TicketId>, now: Instant): TicketId[] {
  return [...board.tickets.values()]
    .filter(({ id, priority, receivedAt }) => {
      const age = now - receivedAt
      const due = age >= CALL_AGAIN_AFTER && age < CALL_AGAIN_BEFORE
      return priority === 1 && due && !settled.has(id) && !isEngaged(board, id)
    })
    .map(({ id }) => id)
}

function isEngaged(board: Seen['board'], ticketId: TicketId): boolean {
  return openAssignments(board.assignments.values(), { ticketId }).length > 0
}

function breachedNow({ board }: Seen, now: Instant): Set<TicketId> {
  const late = [...board.tickets.values()].filter(
    (ticket) => ticket.status === 'open' && reachedAt(ticket) === null && now >= ticket.deadline.dueAt,
  )
  return new Set(late.map(({ id }) => id))
}

/** Crews that a contact check is due with, by assignment and status: news of any kind begins it anew. */
function silentNow({ board, services }: Seen, now: Instant): Map<string, CrewId> {
  const silent = new Map<string, CrewId>()
  for (const { crew, current, since, limit } of crewRowsOf(board, services)) {
    if (current === null || limit === null || now - since <= limit + CONTACT_CHECK_AFTER) continue
    silent.set(`${current.assignment.id} ${current.assignment.status}`, crew.id)
  }
  return silent
}
