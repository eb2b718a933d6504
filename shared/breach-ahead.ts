import { type Assignment, firstOfEach, thereAt } from './assignment/assignment.ts'
import { type Board, openAssignments } from './board.ts'
import type { CallOut } from './call-out/call-out.ts'
import { needsOf } from './catalogue/published.ts'
import type { Service } from './catalogue/service.ts'
import type { Crew } from './crew/crew.ts'
import { type SpotMilestone, spotMilestonesOf } from './deadline.ts'
import { after, type Instant, instant, SECOND } from './instant.ts'
import type { Ticket } from './ticket/ticket.ts'

/** Who deals with a ticket: crews sent to it, and whoever was called from home. */
export interface AtWork {
  /** Crews that have what it needs. */
  able: readonly Assignment[]
  /** Crews that have not: they can be there, and guard the place, and that is all. */
  guards: readonly Assignment[]
  callOut: CallOut | null
  /** Seconds by road of the nearest crew that could be sent; null where there is none, or it is not known. */
  nearestSeconds: number | null
}

/** Who deals with a ticket of a board. A crew that has it behind something else comes nobody knows when: it does not count. */
export function atWorkOn(
  board: Board,
  ticket: Ticket,
  service: Service | undefined,
  nearestSeconds: number | null,
): AtWork {
  const sentTo = openAssignments(board.assignments.values(), { ticketId: ticket.id })
  const crewIds = new Set(sentTo.map(({ crewId }) => crewId))
  const inHand = [...board.assignments.values()].filter(({ crewId }) => crewIds.has(crewId))
  const sent = firstOfEach(inHand).filter(({ ticketId }) => ticketId === ticket.id)
  const isAble = ({ crewId }: Assignment) => makesSafe(board.crews.get(crewId), ticket, service)
  return {
    able: sent.filter(isAble),
    guards: sent.filter((one) => !isAble(one)),
    callOut: board.callOuts.get(ticket.id) ?? null,
    nearestSeconds,
  }
}

/** Whether a crew has all the skills that a ticket needs; of one that is not known it is taken that it was sent for that. */
export function makesSafe(crew: Crew | undefined, ticket: Ticket, service: Service | undefined): boolean {
  if (crew === undefined || service === undefined) return true
  return needsOf(ticket, service).skills.every((skill) => crew.skills.includes(skill))
}

/** What a ticket was promised and will miss, and by how many milliseconds. */
export interface BreachAhead {
  target: SpotMilestone['target']
  late: number
}

/**
 * What a ticket of `service` will miss as things stand at `now`; null where it may still hold, or did. Whoever is on the
 * way comes when that was expected, or now where that is over. Where nobody is, the nearest that could be sent is reckoned
 * with, who would leave now, and where there is none, somebody right there: the best that could be hoped for. To make safe
 * takes `usualToSecure` more, in milliseconds: the usual time of the type.
 */
export function breachAhead(
  ticket: Ticket,
  service: Service | undefined,
  atWork: AtWork,
  usualToSecure: number,
  now: Instant,
): BreachAhead | null {
  const { able, guards, callOut, nearestSeconds } = atWork
  const soonest = after(now, (nearestSeconds ?? 0) * SECOND)
  const first = (assignments: readonly Assignment[]) => {
    const arrivals = arrivalsOf(assignments, callOut, now)
    return arrivals.length === 0 ? soonest : instant(Math.min(...arrivals))
  }
  return breachIf(
    ticket,
    service,
    { there: first([...able, ...guards]), able: first(able) },
    usualToSecure,
    now,
  )
}

/** When the first is there, and when the first who can make it safe is. */
interface Arrival {
  there: Instant
  able: Instant
}

/**
 * What a ticket will miss where somebody is there then: of several promises the last. One that was missed already is not
 * missed anew, but for the last.
 */
export function breachIf(
  ticket: Ticket,
  service: Service | undefined,
  arrival: Arrival,
  usualToSecure: number,
  now: Instant,
): BreachAhead | null {
  if (ticket.status !== 'open') return null
  const expected = {
    on_scene: Math.max(now, arrival.there),
    secured: Math.max(now, after(arrival.able, usualToSecure)),
  }
  const missed = spotMilestonesOf(ticket, service).filter(({ target, dueAt, reachedAt }) => {
    const counts = reachedAt === null && (target === ticket.deadline.kind || now < dueAt)
    return counts && expected[target] > dueAt
  })
  const last = missed.at(-1)
  return last === undefined ? null : { target: last.target, late: expected[last.target] - last.dueAt }
}

function arrivalsOf(assignments: readonly Assignment[], callOut: CallOut | null, now: Instant): Instant[] {
  const crews = assignments.map(
    (assignment) => assignment.stepsAt.on_scene ?? noEarlier(now, thereAt(assignment)),
  )
  if (callOut?.status === 'on_scene') return [...crews, callOut.statusAt]
  if (callOut?.status !== 'accepted' || callOut.expectedAt === null) return crews
  return [...crews, noEarlier(now, callOut.expectedAt)]
}

const noEarlier = (now: Instant, at: Instant): Instant => instant(Math.max(now, at))
