import type { AgencyOf, ServiceOf } from './catalogue/published.ts'
import type { ChannelOf } from './delivery/delivery.ts'
import type { Actor, Event } from './event.ts'
import type { Instant } from './instant.ts'
import type { Refusal } from './refusal.ts'
import type { Town } from './town.ts'

/** What a rule is given besides the state: nothing in `shared/` reads a clock or makes a number by itself. */
export interface DecisionContext {
  now: Instant
  actor: Actor
  serviceOf: ServiceOf
  agencyOf: AgencyOf
  /** Where partners are told of tickets from here; not said: none is. */
  channelOf?: ChannelOf | undefined
  /** Where it is not said, one of which nothing is known. */
  town?: Town | undefined
  /** The number the next ticket gets, read under the lock. */
  nextTicketNumber: number
}

/** The events a command causes, in order, or why it causes none. */
export type Decision = readonly Event[] | Refusal

export function isRefusal(decision: Decision): decision is Refusal {
  return !Array.isArray(decision)
}
