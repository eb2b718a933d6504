import { createStore } from 'zustand/vanilla'
import { type Clock, clockAt } from '../../shared/deadline.ts'
import type { Instant } from '../../shared/instant.ts'
import type { ServiceList } from '../../shared/protocol/ticket.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'

/** What takes back what was just done. */
export type Undo = () => Promise<void>

export interface ServiceState {
  /** As it was read last; null until it was. */
  list: ServiceList | null
  /** Since when the server is not heard, on this device's clock; null while it is. */
  silentSince: number | null
  /** What was last done here, or why it was not. */
  said: { text: string; refused: boolean; undo: Undo | null } | null
  /** What is being said, and was not answered yet. */
  busy: boolean
}

export const serviceState = createStore<ServiceState>(() => ({
  list: null,
  silentSince: null,
  said: null,
  busy: false,
}))

export const serviceGroups = ['late', 'to_take', 'under_way', 'closed'] as const
export type ServiceGroup = (typeof serviceGroups)[number]

/** When it should be done: as the service said, or else as whoever asked was promised. */
export function dueOf({ transfer, deadline }: Ticket): Instant {
  return transfer?.dueAt ?? deadline.dueAt
}

/** What remains until then, as a clock shows it. */
export function serviceClock(ticket: Ticket, now: Instant): Clock {
  const { deadline, transfer, status } = ticket
  const startedAt = transfer?.acceptedAt ?? deadline.startedAt
  return clockAt(
    { startedAt, dueAt: dueOf(ticket), reachedAt: null },
    status === 'transferred' ? 'open' : status,
    now,
  )
}

/** The tickets of a list in its groups, what is due first on top; the closed as they came. */
export function groupsOf(list: ServiceList, now: Instant): Record<ServiceGroup, Ticket[]> {
  const open = list.open.toSorted((one, other) => dueOf(one) - dueOf(other) || one.number - other.number)
  const onTime = open.filter((ticket) => dueOf(ticket) > now)
  return {
    late: open.filter((ticket) => dueOf(ticket) <= now),
    to_take: onTime.filter(({ transfer }) => transfer?.acceptedAt == null),
    under_way: onTime.filter(({ transfer }) => transfer?.acceptedAt != null),
    closed: list.closed,
  }
}
