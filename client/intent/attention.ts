import { openAssignments } from '../../shared/board.ts'
import { atWorkOn, breachAhead } from '../../shared/breach-ahead.ts'
import { ALARM_AFTER, CHECK_AFTER, type WelfareLevel, welfareLevel } from '../../shared/crew/welfare.ts'
import { milestonesOf, type Target } from '../../shared/deadline.ts'
import type { CrewId, TicketId } from '../../shared/id.ts'
import { type Instant, MINUTE, SECOND } from '../../shared/instant.ts'
import { usualToSecure } from '../../shared/usual-time.ts'
import type { Freshness } from '../feed/feed-state.ts'
import { crewRowsOf, silentCrews } from '../store/crew-row.ts'
import type { ScreenState } from '../store/screen-store.ts'
import { toldFrom } from './welfare.ts'

/** What time alone makes worth hearing: no event tells of it. */
export type Alert =
  | { kind: 'urgent_again'; ticketId: TicketId }
  | { kind: 'breach'; ticketId: TicketId; target: Target }
  /** A hazard will not be made safe in time, as things stand. */
  | { kind: 'breach_ahead'; ticketId: TicketId; seconds: number }
  /** A contact is to be taken; `again` where that was told already. */
  | { kind: 'silence'; crewId: CrewId; level: Told; again: boolean }
  | { kind: 'link_lost' }
  | { kind: 'link_back'; events: number }

/** What was heard already, so that each is heard once. */
export interface Attention {
  /** Tickets that somebody has looked at, and urgent ones that were called a second time. */
  settled: ReadonlySet<TicketId>
  /** What was missed of what tickets are promised, each by its ticket and its target. */
  breached: ReadonlyMap<string, Missed>
  /** Hazards that will not be made safe in time, and by how many seconds. */
  ahead: ReadonlyMap<TicketId, number>
  /** Silences of crews, each by its assignment and its beginning, with what was told of it last. */
  silent: ReadonlyMap<string, Beat>
  /** Where the log stood when the link was lost; null while it is not. */
  lostAt: number | null
}

interface Missed {
  ticketId: TicketId
  target: Target
}

type Told = Exclude<WelfareLevel, 'heard' | 'silent'>

interface Beat {
  crewId: CrewId
  level: Told
  /** How many times it was told at this level before. */
  count: number
}

const NOT_TOLD: Attention['silent'] = new Map()

type Seen = Pick<
  ScreenState,
  'board' | 'catalogues' | 'usualTimes' | 'nearest' | 'presence' | 'selected' | 'session' | 'feed'
>

const CALL_AGAIN_AFTER = 20 * SECOND
/** Older ones were there before this post was: it has not missed their first call. */
const CALL_AGAIN_BEFORE = MINUTE
/** How often a silence is told again. */
const REPEATS: Record<Told, number> = { check: 30 * SECOND, alarm: 10 * SECOND }

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
  const breached = isPost ? breachedNow(seen, now) : new Map<string, Missed>()
  const ahead = isPost ? breachesAhead(seen, now) : new Map<TicketId, number>()
  // What a late screen takes for silence may have been a word that it was not told of.
  const silent = link === 'current' ? silentNow(seen, now) : (before?.silent ?? NOT_TOLD)
  const settled = lookedAt(before, seen)
  const lostAt = link === 'late' || link === 'lost' ? (before?.lostAt ?? seen.feed.cursor) : null
  const after = { settled, breached, ahead, silent, lostAt }
  // A post that comes is told of a silence that goes on: somebody must still call.
  if (before === null) return { after: { ...after, silent: NOT_TOLD }, alerts: [] }
  const again = isPost ? callAgain(seen, settled, now) : []
  const alerts: Alert[] = [
    ...linkAlerts(before.lostAt, lostAt, seen.feed.cursor),
    ...again.map((ticketId): Alert => ({ kind: 'urgent_again', ticketId })),
    ...[...breached]
      .filter(([key]) => !before.breached.has(key))
      .map(([, missed]): Alert => ({ kind: 'breach', ...missed })),
    ...[...ahead]
      .filter(([ticketId]) => !before.ahead.has(ticketId))
      .map(([ticketId, seconds]): Alert => ({ kind: 'breach_ahead', ticketId, seconds })),
    ...silenceAlerts(before.silent, silent),
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

function breachedNow({ board, catalogues }: Seen, now: Instant): Map<string, Missed> {
  const missed = new Map<string, Missed>()
  for (const ticket of board.tickets.values())
    for (const { target, dueAt, reachedAt } of milestonesOf(ticket, catalogues.serviceOf(ticket)))
      if (ticket.status === 'open' && reachedAt === null && now >= dueAt)
        missed.set(`${ticket.id} ${target}`, { ticketId: ticket.id, target })
  return missed
}

/** Hazards that will not be made safe in time, and by how many seconds; those whose time is over are told apart. */
function breachesAhead(
  { board, catalogues, usualTimes, nearest }: Seen,
  now: Instant,
): Map<TicketId, number> {
  const ahead = new Map<TicketId, number>()
  for (const ticket of board.tickets.values()) {
    if (ticket.deadline.kind !== 'secured' || now >= ticket.deadline.dueAt) continue
    const service = catalogues.serviceOf(ticket)
    const atWork = atWorkOn(board, ticket, service, nearest.get(ticket.id) ?? null)
    const breach = breachAhead(ticket, service, atWork, usualToSecure(service, usualTimes).duration, now)
    if (breach?.target === 'secured' && breach.late >= MINUTE) ahead.set(ticket.id, breach.late / SECOND)
  }
  return ahead
}

function silenceAlerts(before: Attention['silent'], silent: Attention['silent']): Alert[] {
  return [...silent].flatMap(([key, { crewId, level, count }]): Alert[] => {
    const last = before.get(key)
    const told = last?.level === level
    return told && last.count >= count ? [] : [{ kind: 'silence', crewId, level, again: told }]
  })
}

/** Crews that a contact is to be taken with, as far as this post is told: a word of theirs begins it anew. */
function silentNow({ board, catalogues, session }: Seen, now: Instant): Map<string, Beat> {
  const silent = new Map<string, Beat>()
  const from = session === null ? null : toldFrom(session.role)
  if (from === null) return silent
  for (const { crew, current, silence } of silentCrews(crewRowsOf(board, catalogues), from, now)) {
    if (current === null || silence === null) continue
    const level = welfareLevel(silence, now) === 'alarm' ? 'alarm' : 'check'
    const since = now - silence.since - silence.limit - (level === 'alarm' ? ALARM_AFTER : CHECK_AFTER)
    const beat = { crewId: crew.id, level, count: Math.floor(since / REPEATS[level]) } as const
    silent.set(`${current.assignment.id} ${silence.since}`, beat)
  }
  return silent
}
