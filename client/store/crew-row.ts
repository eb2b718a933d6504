import { type Assignment, type AssignmentStatus, inOrder } from '../../shared/assignment/assignment.ts'
import { type Board, openAssignments } from '../../shared/board.ts'
import type { Service } from '../../shared/catalogue/service.ts'
import type { Crew } from '../../shared/crew/crew.ts'
import { trustOf } from '../../shared/crew/position-age.ts'
import { MINUTE } from '../../shared/instant.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import type { CrewAppearance } from '../design/palette.ts'

/** One crew on duty as lists show it. */
export interface CrewRow {
  crew: Crew
  /** What it does now, and on which ticket. */
  current: { assignment: Assignment; ticket: Ticket | undefined } | null
  /** Tickets that wait for it behind the current one. */
  queued: number
  appearance: Exclude<CrewAppearance, 'stale'>
  /** Since when it is in what it is in; milliseconds since 1970. */
  since: number
  /** After how long in that status it has been silent for too long, in milliseconds; null where there is no limit. */
  limit: number | null
}

/** How long a crew may stay in a status before the board asks about it. */
const LIMIT: Partial<Record<AssignmentStatus, number>> = {
  dispatched: 1 * MINUTE,
  acknowledged: 4 * MINUTE,
  en_route: 25 * MINUTE,
}

const APPEARANCE: Partial<Record<AssignmentStatus, CrewRow['appearance']>> = {
  dispatched: 'sent',
  acknowledged: 'acknowledged',
  en_route: 'en_route',
  on_scene: 'on_scene',
  secured: 'secured',
}

const ORDER: readonly CrewRow['appearance'][] = [
  'distress',
  'free',
  'sent',
  'acknowledged',
  'en_route',
  'on_scene',
  'secured',
  'on_break',
  'unavailable',
]

/** Every crew on duty, by state, then the longest in it first. */
export function crewRowsOf(board: Board, services: ReadonlyMap<string, Service>): CrewRow[] {
  const rows = [...board.crews.values()]
    .filter(({ duty }) => duty !== 'off')
    .map((crew) => rowOf(crew, board, services))
  return rows.sort((a, b) => ORDER.indexOf(a.appearance) - ORDER.indexOf(b.appearance) || a.since - b.since)
}

function rowOf(crew: Crew, board: Board, services: ReadonlyMap<string, Service>): CrewRow {
  const inHand = inOrder(openAssignments(board.assignments.values(), { crewId: crew.id }))
  const [assignment] = inHand
  const ticket = assignment && board.tickets.get(assignment.ticketId)
  const current = assignment === undefined ? null : { assignment, ticket }
  const usual = ticket && services.get(ticket.serviceCode)?.usualMinutesOnScene
  const onScene = usual === undefined ? null : usual * 1.5 * MINUTE
  const limit = assignment === undefined ? null : (LIMIT[assignment.status] ?? onScene)
  return {
    crew,
    current,
    queued: Math.max(0, inHand.length - 1),
    appearance: appearanceOf(crew, assignment),
    since: crew.duty === 'available' ? (assignment?.statusAt ?? crew.freeAt ?? crew.dutyAt) : crew.dutyAt,
    limit: crew.duty === 'available' ? limit : null,
  }
}

function appearanceOf(crew: Crew, assignment: Assignment | undefined): CrewRow['appearance'] {
  if (crew.duty === 'distress') return 'distress'
  if (crew.duty === 'on_break') return 'on_break'
  if (crew.duty === 'unavailable') return 'unavailable'
  return assignment === undefined ? 'free' : (APPEARANCE[assignment.status] ?? 'free')
}

/** True when a crew has been in its status for longer than that takes. */
export function isOverdue({ since, limit }: CrewRow, now: number): boolean {
  return limit !== null && now - since > limit
}

/** How a crew looks given the age of its position: one that is too old is no longer believed, whatever it does. */
export function appearanceAt(
  { appearance, crew }: Pick<CrewRow, 'appearance' | 'crew'>,
  positionAt: number | undefined,
  now: number,
): CrewAppearance {
  const stale = positionAt === undefined || trustOf(crew.kind, now - positionAt) === 'stale'
  return stale && appearance !== 'distress' ? 'stale' : appearance
}
