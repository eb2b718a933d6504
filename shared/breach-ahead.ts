import { type Assignment, isOpen, sentAt } from './assignment/assignment.ts'
import type { CallOut } from './call-out/call-out.ts'
import type { Service } from './catalogue/service.ts'
import { milestonesOf, type Target } from './deadline.ts'
import { after, type Instant, instant, SECOND } from './instant.ts'
import type { Ticket } from './ticket/ticket.ts'

/** Who deals with a ticket: crews sent to it, and whoever was called from home. */
export interface AtWork {
  assignments: readonly Assignment[]
  callOut: CallOut | null
}

/** What a ticket was promised and will miss, and by how many milliseconds. */
export interface BreachAhead {
  target: Target
  late: number
}

/**
 * What a ticket of `service` will miss as things stand at `now`; null where it may still hold, or did. Whoever is on the
 * way comes when that was expected, or now where that is over; where nobody is, somebody right there would be the best
 * that could be hoped for. To make safe takes `usualToSecure` more, in
 * milliseconds: the usual time of the type.
 */
export function breachAhead(
  ticket: Ticket,
  service: Service | undefined,
  atWork: AtWork,
  usualToSecure: number,
  now: Instant,
): BreachAhead | null {
  const arrivals = arrivalsOf(atWork, now)
  const arrival = arrivals.length === 0 ? now : instant(Math.min(...arrivals))
  return breachIf(ticket, service, arrival, usualToSecure, now)
}

/**
 * What a ticket will miss where somebody is there at `arrival`: of several promises the last. One that was missed already
 * is not missed anew, but for the last.
 */
export function breachIf(
  ticket: Ticket,
  service: Service | undefined,
  arrival: Instant,
  usualToSecure: number,
  now: Instant,
): BreachAhead | null {
  if (ticket.status !== 'open') return null
  const expected: Record<Target, number> = {
    acknowledged: now,
    on_scene: Math.max(now, arrival),
    secured: Math.max(now, after(arrival, usualToSecure)),
  }
  const missed = milestonesOf(ticket, service).filter(({ target, dueAt, reachedAt }) => {
    const counts = reachedAt === null && (target === ticket.deadline.kind || now < dueAt)
    return counts && expected[target] > dueAt
  })
  const last = missed.at(-1)
  return last === undefined ? null : { target: last.target, late: expected[last.target] - last.dueAt }
}

function arrivalsOf({ assignments, callOut }: AtWork, now: Instant): Instant[] {
  const crews = assignments.filter(isOpen).map((assignment) => {
    const { stepsAt, expectedSeconds } = assignment
    return stepsAt.on_scene ?? noEarlier(now, after(sentAt(assignment), (expectedSeconds ?? 0) * SECOND))
  })
  if (callOut?.status === 'on_scene') return [...crews, callOut.statusAt]
  if (callOut?.status !== 'accepted' || callOut.expectedAt === null) return crews
  return [...crews, noEarlier(now, callOut.expectedAt)]
}

const noEarlier = (now: Instant, at: Instant): Instant => instant(Math.max(now, at))
