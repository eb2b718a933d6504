import { awaitsReinforcement } from '../../shared/assignment/ask.ts'
import { type Assignment, firstOfEach, inOrder, thereAt } from '../../shared/assignment/assignment.ts'
import type { Board } from '../../shared/board.ts'
import { makesSafe } from '../../shared/breach-ahead.ts'
import { type CallOut, takenBy } from '../../shared/call-out/call-out.ts'
import type { Catalogues } from '../../shared/catalogue/published.ts'
import type { Priority, Service, Theme } from '../../shared/catalogue/service.ts'
import type { Crew } from '../../shared/crew/crew.ts'
import { dueOnSpot } from '../../shared/deadline.ts'
import type { TicketId } from '../../shared/id.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'

/** One line of the queue: a ticket, and who is on it. */
export interface QueueRow {
  ticket: Ticket
  service: Service | undefined
  /** The assignment shown: the one that is furthest. */
  lead: { assignment: Assignment; crew: Crew } | null
  /** Of the crews that deal with it now, or next, and have what it needs, the one that is, or should be, there first. */
  able: Assignment | null
  /** The same of those that have not, and guard the place. */
  guard: Assignment | null
  /** A crew on it asked for reinforcement, and nobody is sent. */
  reinforcementAsked: boolean
}

export type QueueGroup = 'to_locate' | 'to_dispatch' | 'in_progress'
export type Queue = Record<QueueGroup, QueueRow[]>

export interface QueueFilter {
  group: QueueGroup | null
  themes: ReadonlySet<Theme>
  priorities: ReadonlySet<Priority>
}

export const noFilter: QueueFilter = { group: null, themes: new Set(), priorities: new Set() }

const ADVANCE = ['dispatched', 'acknowledged', 'en_route', 'on_scene', 'secured']

/**
 * The queue: what cannot be sent to yet, what waits for a crew, what is under way. On top of each group a crew that
 * waits for help, then what is due first.
 */
export function queueOf(board: Board, catalogues: Catalogues, filter: QueueFilter): Queue {
  const leads = leadsOf(board)
  const onTicket = new Map<TicketId, Assignment[]>()
  for (const one of firstOfEach(board.assignments.values()))
    onTicket.set(one.ticketId, [...(onTicket.get(one.ticketId) ?? []), one])
  const asked = ticketsAwaitingReinforcement(board)
  const queue: Queue = { to_locate: [], to_dispatch: [], in_progress: [] }
  for (const ticket of board.tickets.values()) {
    const service = catalogues.serviceOf(ticket)
    if (!passes(ticket, service, filter)) continue
    const lead = leads.get(ticket.id) ?? null
    const first = firstThere(onTicket.get(ticket.id) ?? [], ticket, service, board)
    const reinforcementAsked = asked.has(ticket.id)
    const isUnderWay = lead !== null || isTaken(board.callOuts.get(ticket.id))
    queue[groupOf(ticket, isUnderWay)].push({ ticket, service, lead, ...first, reinforcementAsked })
  }
  for (const rows of Object.values(queue)) rows.sort(byUrgency)
  return queue
}

function groupOf(ticket: Ticket, isUnderWay: boolean): QueueGroup {
  if (isUnderWay) return 'in_progress'
  return ticket.position === null ? 'to_locate' : 'to_dispatch'
}

/** Whether somebody from home comes, or came, and no alarm was raised about it. */
function isTaken(callOut: CallOut | undefined): boolean {
  if (callOut === undefined || callOut.status === 'stopped' || callOut.alarm !== null) return false
  return takenBy(callOut) !== undefined
}

/** The rows in the order in which they are shown. */
export function rowsOf(queue: Queue, group: QueueGroup | null): QueueRow[] {
  if (group !== null) return queue[group]
  return [...queue.to_locate, ...queue.to_dispatch, ...queue.in_progress]
}

function leadsOf(board: Board): Map<TicketId, { assignment: Assignment; crew: Crew }> {
  const leads = new Map<TicketId, { assignment: Assignment; crew: Crew }>()
  for (const assignment of inOrder([...board.assignments.values()])) {
    const crew = board.crews.get(assignment.crewId)
    const before = leads.get(assignment.ticketId)
    const further =
      before === undefined || ADVANCE.indexOf(assignment.status) > ADVANCE.indexOf(before.assignment.status)
    if (crew !== undefined && further) leads.set(assignment.ticketId, { assignment, crew })
  }
  return leads
}

function firstThere(
  assignments: readonly Assignment[],
  ticket: Ticket,
  service: Service | undefined,
  { crews }: Board,
): Pick<QueueRow, 'able' | 'guard'> {
  const ordered = assignments.toSorted((one, other) => thereAt(one) - thereAt(other))
  const isAble = ({ crewId }: Assignment) => makesSafe(crews.get(crewId), ticket, service)
  return { able: ordered.find(isAble) ?? null, guard: ordered.find((one) => !isAble(one)) ?? null }
}

/** The tickets on which a crew asked for reinforcement that nobody was sent for. */
function ticketsAwaitingReinforcement({ assignments }: Board): Set<TicketId> {
  const waiting = [...assignments.values()].filter((one) => awaitsReinforcement(one, assignments.values()))
  return new Set(waiting.map(({ ticketId }) => ticketId))
}

function passes(ticket: Ticket, service: Service | undefined, { themes, priorities }: QueueFilter): boolean {
  const themed = themes.size === 0 || (service !== undefined && themes.has(service.theme))
  return themed && (priorities.size === 0 || priorities.has(ticket.priority))
}

/**
 * Who waits for help; then by when somebody is, or was, to be on the spot or to have made it safe; then what was reached, the newest last. Only
 * what someone did changes the order, never time gone by.
 */
function byUrgency(a: QueueRow, b: QueueRow): number {
  if (a.reinforcementAsked !== b.reinforcementAsked) return a.reinforcementAsked ? -1 : 1
  const [dueA, dueB] = [dueOnSpot(a.ticket, a.service), dueOnSpot(b.ticket, b.service)]
  if (dueA === null || dueB === null) {
    if (dueA !== dueB) return dueA === null ? 1 : -1
    return a.ticket.deadline.dueAt - b.ticket.deadline.dueAt || a.ticket.number - b.ticket.number
  }
  return dueA - dueB || a.ticket.number - b.ticket.number
}
