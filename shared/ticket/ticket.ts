import { z } from 'zod'
import { typed } from '../catalogue/published.ts'
import { needsSchema, prioritySchema } from '../catalogue/service.ts'
import { deadlineSchema } from '../deadline.ts'
import { deliverySchema, tellingSchema } from '../delivery/delivery.ts'
import { lonLatSchema } from '../geo.ts'
import { type TicketId, ticketIdSchema } from '../id.ts'
import { type Instant, instantSchema } from '../instant.ts'
import { photographSchema } from './photograph.ts'

export const ticketStatuses = ['open', 'closed', 'cancelled', 'transferred', 'joined'] as const
export type TicketStatus = (typeof ticketStatuses)[number]

export const channelSchema = z.enum(['phone', 'web', 'app', 'counter', 'patrol', 'api'])
export type Channel = z.infer<typeof channelSchema>

/** Whose hands a ticket is in that left the PC Radio's. */
const transferSchema = z.object({
  /** Its code in the catalogue; words, where it was handed over before there were codes. */
  agency: z.string().max(100),
  /** Of the town: nothing more is heard of it here. */
  outside: z.boolean(),
  at: instantSchema,
  /** When it was first taken there. */
  acceptedAt: instantSchema.nullable(),
  /** The post that took it last, and by when it said it will be done. */
  acceptedBy: z.string().nullable(),
  dueAt: instantSchema.nullable(),
  /** To a partner that is told from here; null: a person tells it, or it was handed over before there were deliveries. */
  delivery: deliverySchema.nullable().default(null),
  /** Of a partner: who told it, null while no person did; absent where that was not kept yet. */
  told: tellingSchema.nullable().optional(),
})
export type Transfer = z.infer<typeof transferSchema>

/**
 * One thing to deal with, at one place. `position` null means « à localiser ».
 * It holds no word of the caller's: those are in the reports, which only those who may read them are given.
 */
export const ticketSchema = z.object({
  id: ticketIdSchema,
  number: z.int().positive(),
  ...typed,
  priority: prioritySchema,
  /** What the answers came to; null where it was taken before they were kept: what its type says. */
  needs: needsSchema.nullable().default(null),
  status: z.enum(ticketStatuses),
  statusAt: instantSchema,
  position: lonLatSchema.nullable(),
  address: z.string().max(500).nullable(),
  district: z.string().max(40).nullable(),
  channel: channelSchema,
  /** Its own, and those of the tickets that were joined to it. */
  reports: z.int().positive(),
  receivedAt: instantSchema,
  /** When the last report came that was joined to it; null where none was. */
  reportedAt: instantSchema.nullable().default(null),
  /** The ticket that this one is a report of, while it is joined. */
  joinedTo: ticketIdSchema.nullable().default(null),
  /** Once it was handed to another agency, until it is back at the PC Radio. */
  transfer: transferSchema.nullable().default(null),
  deadline: deadlineSchema,
  /** When whoever is sent, called or handed it said first that they have it; null where nobody did, or before it was kept. */
  acknowledgedAt: instantSchema.nullable().default(null),
  onSceneAt: instantSchema.nullable(),
  securedAt: instantSchema.nullable(),
  outcome: z.string().max(40).nullable(),
  /** Oldest first. A ticket stored before there were any has none. */
  photographs: z.array(photographSchema).default([]),
})
export type Ticket = z.infer<typeof ticketSchema>

/** Whether someone of the town has it in hand: whoever asked for it still waits. */
export function isUnderWay({ status, transfer }: Pick<Ticket, 'status' | 'transfer'>): boolean {
  return status === 'open' || (status === 'transferred' && transfer !== null && !transfer.outside)
}

/** When it was last told of: by its own report, or by one that was joined to it. */
export function lastReportAt({ receivedAt, reportedAt }: Pick<Ticket, 'receivedAt' | 'reportedAt'>): Instant {
  return reportedAt !== null && reportedAt > receivedAt ? reportedAt : receivedAt
}

/** The ticket that `ticketId` is dealt with as: itself, or the one that it is a report of, near or far. */
export function holderOf(tickets: ReadonlyMap<TicketId, Ticket>, ticketId: TicketId): TicketId {
  const joinedTo = tickets.get(ticketId)?.joinedTo ?? null
  return joinedTo === null ? ticketId : holderOf(tickets, joinedTo)
}

/** How a ticket is spoken of, on the radio and on screen. */
export function ticketReference(ticket: Pick<Ticket, 'number'>): string {
  return `F-${ticket.number}`
}
