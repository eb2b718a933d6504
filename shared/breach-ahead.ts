import { type Assignment, isOpen, sentAt } from './assignment/assignment.ts'
import type { CallOut } from './call-out/call-out.ts'
import { predictedBreach } from './deadline.ts'
import { after, type Instant, instant, MINUTE, SECOND } from './instant.ts'
import type { Ticket } from './ticket/ticket.ts'

/** Who deals with a ticket: crews sent to it, and whoever was called from home. */
export interface AtWork {
  assignments: readonly Assignment[]
  callOut: CallOut | null
}

/**
 * By how much a ticket will miss its deadline as things stand at `now`, in milliseconds; 0 where it may still hold, or was
 * met. Whoever is on the way comes when that was expected, or now where that is over; where nobody is, somebody right
 * there would be the best that could be hoped for. To make safe takes the usual time of the type once they are there.
 */
export function breachAhead(
  ticket: Ticket,
  atWork: AtWork,
  usualMinutesOnScene: number,
  now: Instant,
): number {
  const arrivals = arrivalsOf(atWork, now)
  const arrival = arrivals.length === 0 ? now : instant(Math.min(...arrivals))
  const target = ticket.deadline.kind === 'secured' ? after(arrival, usualMinutesOnScene * MINUTE) : arrival
  return predictedBreach(ticket, instant(Math.max(now, target)))
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
