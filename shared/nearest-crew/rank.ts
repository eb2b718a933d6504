import { breachIf } from '../breach-ahead.ts'
import { needsOf } from '../catalogue/published.ts'
import type { Service } from '../catalogue/service.ts'
import type { Crew } from '../crew/crew.ts'
import { doubtSeconds } from '../crew/position-age.ts'
import type { CrewId } from '../id.ts'
import { after, type Instant, SECOND } from '../instant.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { type UsualTimes, usualToSecure } from '../usual-time.ts'
import type { Eligibility, Fix } from './eligible.ts'
import type { Basis, Diversion, Proposal, Suggestion } from './suggestion.ts'

/** How long a crew needs to reach the ticket, and how far it is. Seconds and metres. */
export interface Travel {
  crewId: CrewId
  seconds: number
  metres: number
  basis: Basis
  /** The seconds rest, on some part of the way, on speeds learned from crews. */
  learned: boolean
  /** [lon, lat] along the streets, where it is known. */
  path?: [number, number][] | null
}

/** How many crews are proposed, at most. */
export const PROPOSED = 5

/**
 * Ranks who can be sent by time to arrive, and by how much later it may be where the position is no longer fresh; between
 * equals the fresher position, then the call sign, comes first.
 * What is made safe takes as long as was learned, else as the catalogue says.
 * `travels` holds at least the five fastest of those that can be sent, and the fastest that could be diverted: where it
 * holds fewer than five, those it lacks cannot be reached.
 */
export function rank(
  ticket: Ticket,
  service: Service,
  { eligible, divertible, excluded }: Eligibility,
  travels: readonly Travel[],
  now: Instant,
  usualTimes: UsualTimes = new Map(),
): Suggestion {
  const travelOf = new Map(
    travels.filter(({ seconds }) => Number.isFinite(seconds)).map((travel) => [travel.crewId, travel]),
  )
  const reachable = withTravel(eligible, travelOf, now)
  const usual = usualToSecure(service, usualTimes)
  const unreachable =
    reachable.length >= PROPOSED ? [] : eligible.filter(({ crew }) => !travelOf.has(crew.id))
  const proposals = reachable
    .slice(0, PROPOSED)
    .map((one) => ({ ...figures(one, now), ...promise(one, ticket, service, usual.duration, now) }))
  const [fastest] = withTravel(divertible, travelOf, now)
  const [soonest] = reachable
  const sooner =
    fastest !== undefined && (soonest === undefined || latest(fastest, now) < latest(soonest, now))
  return {
    ticketId: ticket.id,
    computedAt: now,
    proposals,
    diversion: sooner ? diversionOf(fastest, now) : null,
    straightFirst: null,
    guard: null,
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
  return {
    ticketId: ticket.id,
    computedAt: now,
    proposals: [],
    diversion: null,
    straightFirst: null,
    guard: null,
    excluded: [],
    problem,
  }
}

interface Ranked {
  crew: Crew
  fix: Fix
  travel: Travel
}

/** Seconds until a crew is there, had it driven away from its position since. */
function latest({ crew, fix, travel }: Ranked, now: Instant): number {
  return travel.seconds + doubtSeconds(crew.kind, fix.at, now)
}

/** Those with a travel time, the first to arrive for certain first. */
function withTravel<T extends Omit<Ranked, 'travel'>>(
  candidates: readonly T[],
  travelOf: ReadonlyMap<CrewId, Travel>,
  now: Instant,
): (T & Ranked)[] {
  return candidates
    .flatMap((candidate) => {
      const travel = travelOf.get(candidate.crew.id)
      return travel === undefined ? [] : [{ ...candidate, travel }]
    })
    .sort(
      (a, b) =>
        latest(a, now) - latest(b, now) ||
        b.fix.at - a.fix.at ||
        (a.crew.callSign < b.crew.callSign ? -1 : 1),
    )
}

function figures({ travel, fix: { lon, lat, at } }: Ranked, now: Instant) {
  return {
    ...travel,
    path: travel.path ?? null,
    positionAge: Math.max(0, now - at) / SECOND,
    from: { lon, lat },
  }
}

/** What makes a crew one to send, and whether the deadline holds if it leaves now. */
function promise({ crew, travel }: Ranked, ticket: Ticket, service: Service, toSecure: number, now: Instant) {
  const there = after(now, travel.seconds * SECOND)
  const breach = breachIf(ticket, service, { there, able: there }, toSecure, now)
  return {
    freeAt: crew.freeAt,
    matchingSkills: needsOf(ticket, service).skills.filter((skill) => crew.skills.includes(skill)),
    breachSeconds: Math.round((breach?.late ?? 0) / SECOND),
  } satisfies Partial<Proposal>
}

function diversionOf(ranked: Ranked & Eligibility['divertible'][number], now: Instant): Diversion {
  const { assignment, from } = ranked
  return {
    ...figures(ranked, now),
    assignmentId: assignment.id,
    fromTicketId: from.id,
    fromTicketNumber: from.number,
    fromPriority: from.priority,
  }
}
