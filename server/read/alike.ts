import { isInService } from '../../shared/catalogue/hands.ts'
import { crewIdSchema, type TicketId } from '../../shared/id.ts'
import { type Alike, alikeAmong, type Told } from '../../shared/ticket/likeness.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import type { LiveBoard } from '../broadcast/live-board.ts'
import type { KeptCatalogues } from '../catalogue/kept-catalogues.ts'
import type { TravelTimes } from '../city/road/travel-times.ts'
import type { Database } from '../db/pool.ts'
import { loadInHandsNear } from '../projection/ticket.ts'

interface Dependencies {
  database: Database
  live: Pick<LiveBoard, 'board'>
  catalogues: Pick<KeptCatalogues, 'serviceOf' | 'all'>
  roads: Pick<TravelTimes, 'nearest'>
}

/** A walk is looked for no longer than this much of its radius takes, at this many metres a second. */
const SLOWEST_WALK = 0.8

/**
 * The tickets under way that a report may be one more of, the likest first: those of the board, and those that a service has
 * in hand. Where a type is compared by road, the walk between them counts; only those near enough in a straight line
 * are walked to, all in one search.
 */
export async function findAlike(
  told: Told,
  { database, live, catalogues, roads }: Dependencies,
): Promise<Alike[]> {
  const { position } = told
  const { serviceOf } = catalogues
  const service = serviceOf(told)
  if (position === null || service === undefined) return []
  const catalogue = catalogues.all.get(told.catalogueVersion)
  const metres = Math.max(
    0,
    ...(catalogue?.services ?? []).flatMap(({ family, duplicates }) =>
      family === service.family ? duplicates.metres : [],
    ),
  )
  const held =
    catalogue !== undefined && isInService(service, catalogue)
      ? await loadInHandsNear(database, position, metres)
      : []
  const tickets = [...live.board.tickets.values(), ...held]
  const near = alikeAmong(told, tickets, serviceOf)
  const byRoad = near.filter(({ way }) => way !== 'straight').map(({ ticket }) => ticket)
  if (byRoad.length === 0) return near
  return alikeAmong(
    told,
    near.map(({ ticket }) => ticket),
    serviceOf,
    undefined,
    await walks(position, byRoad, metres, roads),
  )
}

/** The metres on foot from each ticket: Infinity where it is farther than worth knowing, none where the streets do not tell. */
async function walks(
  to: NonNullable<Told['position']>,
  tickets: readonly Ticket[],
  metres: number,
  roads: Pick<TravelTimes, 'nearest'>,
): Promise<Map<TicketId, number>> {
  const walkers = tickets.flatMap(({ id, position }) =>
    position === null ? [] : { crewId: crewIdSchema.parse(id), kind: 'foot' as const, ...position },
  )
  const limits = { maxSeconds: metres / SLOWEST_WALK }
  const found = new Map(
    (await roads.nearest(to, walkers, walkers.length, limits)).map((one) => [String(one.crewId), one]),
  )
  return new Map(
    tickets.flatMap(({ id }): [TicketId, number][] => {
      const travel = found.get(id)
      if (travel === undefined) return [[id, Number.POSITIVE_INFINITY]]
      return travel.basis === 'road' ? [[id, travel.metres]] : []
    }),
  )
}
