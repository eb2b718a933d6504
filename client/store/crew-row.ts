import { type Assignment, type AssignmentStatus, inOrder } from '../../shared/assignment/assignment.ts'
import { type Board, openAssignments } from '../../shared/board.ts'
import type { Catalogues } from '../../shared/catalogue/published.ts'
import type { Crew } from '../../shared/crew/crew.ts'
import { trustOf } from '../../shared/crew/position-age.ts'
import {
  type Silence,
  silenceOf,
  type WelfareLevel,
  welfareLevel,
  welfareLevels,
} from '../../shared/crew/welfare.ts'
import type { CrewId } from '../../shared/id.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import type { CrewAppearance } from '../design/palette.ts'

/** A crew as lists show it. */
export interface CrewRow {
  crew: Crew
  /** What it does now, and on which ticket. */
  current: { assignment: Assignment; ticket: Ticket | undefined } | null
  /** Tickets that wait for it behind the current one. */
  queued: number
  appearance: Exclude<CrewAppearance, 'stale'>
  /** Since when it is in what it is in; milliseconds since 1970. */
  since: number
  /** Since when nothing was heard of it, and how long that may last; null where nothing is waited for. */
  silence: Silence | null
}

/** How a crew looks at each step of an assignment; one that is over shows nothing. */
export const STEP_APPEARANCE: Partial<Record<AssignmentStatus, CrewRow['appearance']>> = {
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

/** The rows of a board, while it is the one that is shown. */
const made = new WeakMap<Board, { catalogues: Catalogues; rows: readonly CrewRow[] }>()

/** Every crew on duty, by state, then the longest in it first. The same list for the same board: many ask for it. */
export function crewRowsOf(board: Board, catalogues: Catalogues): readonly CrewRow[] {
  const known = made.get(board)
  if (known?.catalogues === catalogues) return known.rows
  const rows = rowsOf(board, catalogues)
  made.set(board, { catalogues, rows })
  return rows
}

function rowsOf(board: Board, catalogues: Catalogues): CrewRow[] {
  const inHand = new Map<CrewId, Assignment[]>()
  for (const assignment of openAssignments(board.assignments.values(), {}))
    inHand.set(assignment.crewId, [...(inHand.get(assignment.crewId) ?? []), assignment])
  const rows = [...board.crews.values()]
    .filter(({ duty }) => duty !== 'off')
    .map((crew) => rowOf(crew, inHand.get(crew.id) ?? [], board, catalogues))
  return rows.sort((a, b) => ORDER.indexOf(a.appearance) - ORDER.indexOf(b.appearance) || a.since - b.since)
}

/** One crew as lists show it, on duty or not. */
export function crewRowOf(crew: Crew, board: Board, catalogues: Catalogues): CrewRow {
  return rowOf(crew, openAssignments(board.assignments.values(), { crewId: crew.id }), board, catalogues)
}

function rowOf(crew: Crew, open: readonly Assignment[], board: Board, catalogues: Catalogues): CrewRow {
  const inHand = inOrder(open)
  const [assignment] = inHand
  const ticket = assignment && board.tickets.get(assignment.ticketId)
  const current = assignment === undefined ? null : { assignment, ticket }
  const usual = ticket && catalogues.serviceOf(ticket)?.usualMinutesOnScene
  return {
    crew,
    current,
    queued: Math.max(0, inHand.length - 1),
    appearance: appearanceOf(crew, assignment),
    since: crew.duty === 'available' ? (assignment?.statusAt ?? crew.freeAt ?? crew.dutyAt) : crew.dutyAt,
    silence: assignment === undefined ? null : silenceOf(crew, assignment, usual),
  }
}

function appearanceOf(crew: Crew, assignment: Assignment | undefined): CrewRow['appearance'] {
  if (crew.duty === 'distress') return 'distress'
  if (crew.duty === 'on_break') return 'on_break'
  if (crew.duty === 'unavailable') return 'unavailable'
  return assignment === undefined ? 'free' : (STEP_APPEARANCE[assignment.status] ?? 'free')
}

/** How far the silence of a crew has gone. */
export function welfareOf({ silence }: Pick<CrewRow, 'silence'>, now: number): WelfareLevel {
  return silence === null ? 'heard' : welfareLevel(silence, now)
}

/** True when nothing was heard of a crew for longer than its status takes. */
export function isOverdue(row: Pick<CrewRow, 'silence'>, now: number): boolean {
  return welfareOf(row, now) !== 'heard'
}

/** The crews whose silence has come to `level` or further, the one that is most over its limit first. */
export function silentCrews(rows: readonly CrewRow[], level: WelfareLevel, now: number): CrewRow[] {
  const over = ({ silence }: CrewRow) => (silence === null ? 0 : now - silence.since - silence.limit)
  const least = welfareLevels.indexOf(level)
  return rows
    .filter((row) => welfareLevels.indexOf(welfareOf(row, now)) >= least)
    .sort((a, b) => over(b) - over(a))
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
