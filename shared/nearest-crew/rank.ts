import type { Service } from '../catalogue/service.ts'
import { predictedBreach } from '../deadline.ts'
import type { CrewId } from '../id.ts'
import { after, type Instant, MINUTE, SECOND } from '../instant.ts'
import type { Ticket } from '../ticket/ticket.ts'
import type { Eligibility, Fix } from './eligible.ts'
import type { Basis, Diversion, Proposal, Suggestion } from './suggestion.ts'

/** How long a crew needs to reach the ticket, and how far it is, on the same basis. Seconds and metres. */
export interface Travel {
  crewId: CrewId
  seconds: number
  metres: number
  basis: Basis
}

const PROPOSED = 5

/** Ranks who can be sent by time to arrive; between equals the fresher position, then the call sign, comes first. */
export function rank(
  ticket: Ticket,
  service: Service,
  { eligible, divertible, excluded }: Eligibility,
  travels: readonly Travel[],
  now: Instant,
): Suggestion {
  const travelOf = new Map(travels.map((travel) => [travel.crewId, travel]))
  const reachable = eligible.flatMap(({ crew, fix }) => {
    const travel = travelOf.get(crew.id)
    return travel === undefined ? [] : [{ crew, fix, travel }]
  })
  const unreachable = eligible.filter(({ crew }) => !travelOf.has(crew.id))
  reachable.sort(
    (a, b) =>
      a.travel.seconds - b.travel.seconds ||
      b.fix.at - a.fix.at ||
      (a.crew.callSign < b.crew.callSign ? -1 : 1),
  )
  const proposals = reachable.slice(0, PROPOSED).map(({ crew, fix, travel }): Proposal => {
    return {
      ...figures(travel, fix, now),
      freeAt: crew.freeAt,
      matchingSkills: service.skills.filter((skill) => crew.skills.includes(skill)),
      breachSeconds: breachSeconds(ticket, service, travel.seconds, now),
    }
  })
  return {
    ticketId: ticket.id,
    computedAt: now,
    proposals,
    diversion: fastestDiversion(divertible, travelOf, proposals[0], now),
    excluded: [
      ...excluded,
      ...unreachable.map(({ crew }) => ({ crewId: crew.id, cause: 'unreachable' as const })),
    ],
    problem: null,
  }
}

/** A suggestion for a ticket that nobody can be ranked for. */
export function noSuggestion(
  ticket: Pick<Ticket, 'id'>,
  problem: 'not_located' | 'not_open',
  now: Instant,
): Suggestion {
  return { ticketId: ticket.id, computedAt: now, proposals: [], diversion: null, excluded: [], problem }
}

function figures({ crewId, seconds, metres, basis }: Travel, fix: Fix, now: Instant) {
  const positionAge = Math.max(0, now - fix.at) / SECOND
  return { crewId, seconds, metres, basis, positionAge, from: { lon: fix.lon, lat: fix.lat } }
}

/** Seconds beyond the deadline if the crew leaves now; a spot to make safe also takes its usual time on scene. */
function breachSeconds(ticket: Ticket, service: Service, seconds: number, now: Instant): number {
  const onScene = after(now, seconds * SECOND)
  const target =
    ticket.deadline.kind === 'secured' ? after(onScene, service.usualMinutesOnScene * MINUTE) : onScene
  return Math.round(predictedBreach(ticket, target) / SECOND)
}

/** The busy crew that would be there first, where that is sooner than anyone free. */
function fastestDiversion(
  divertible: Eligibility['divertible'],
  travelOf: ReadonlyMap<CrewId, Travel>,
  first: Proposal | undefined,
  now: Instant,
): Diversion | null {
  let fastest: Diversion | null = null
  for (const { crew, fix, assignment, from } of divertible) {
    const travel = travelOf.get(crew.id)
    if (travel === undefined || travel.seconds >= (fastest ?? first ?? { seconds: Infinity }).seconds)
      continue
    fastest = {
      ...figures(travel, fix, now),
      assignmentId: assignment.id,
      fromTicketId: from.id,
      fromTicketNumber: from.number,
      fromPriority: from.priority,
    }
  }
  return fastest
}
