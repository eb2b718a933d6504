import { isInService } from '../../shared/catalogue/hands.ts'
import { crewIdSchema, type TicketId } from '../../shared/id.ts'
import type { AlikeList } from '../../shared/protocol/intake.ts'
import { type Alike, alikeAmong, type Told } from '../../shared/ticket/likeness.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import type { LiveBoard } from '../broadcast/live-board.ts'
import type { KeptCatalogues } from '../catalogue/kept-catalogues.ts'
import type { TravelTimes } from '../city/road/travel-times.ts'
import type { Database } from '../db/pool.ts'
import { countCallers } from '../projection/report.ts'
import { loadInHandsNear } from '../projection/ticket.ts'

/** The tickets that may be of one thing with another, as `findAlike` finds them. */
export type AlikeToTicket = (ticket: Ticket, agency?: string) => Promise<readonly Alike[]>

interface Dependencies {
  database: Database
  live: Pick<LiveBoard, 'board'>
  catalogues: Pick<KeptCatalogues, 'serviceOf' | 'all'>
  roads: Pick<TravelTimes, 'nearest'>
}

/** As many as a screen shows. */
const MOST = 5

/** A walk is looked for no longer than this much of its radius takes, at this many metres a second. */
const SLOWEST_WALK = 0.8

/**
 * The tickets under way that a report, or another ticket, may be of one thing with, the likest first, five at most: those of the board and
 * those that a service has in hand, or of those that `agency` has in hand alone. Where a type is compared by road, the walk
 * between them counts; only those near enough in a straight line are walked to, all in one search.
 */
export async function findAlike(
  told: Told & { id?: TicketId },
  { database, live, catalogues, roads }: Dependencies,
  agency: string | null = null,
): Promise<Alike[]> {
  const { position, id } = told
  const { serviceOf } = catalogues
  const service = serviceOf(told)
  const catalogue = catalogues.all.get(told.catalogueVersion)
  if (position === null || service === undefined || catalogue === undefined) return []
  const metres = Math.max(
    ...catalogue.services.map(({ family, duplicates }) =>
      family === service.family ? duplicates.metres : 0,
    ),
  )
  const mayBeHeld = agency !== null || isInService(service, catalogue)
  const held = mayBeHeld ? await loadInHandsNear(database, position, metres, agency) : []
  const tickets = agency === null ? [...live.board.tickets.values(), ...held] : held
  const near = alikeAmong(told, tickets, serviceOf, id)
  const byRoad = near.filter(({ way }) => way !== 'straight').map(({ ticket }) => ticket)
  if (byRoad.length === 0) return near.slice(0, MOST)
  const walked = await walks(position, byRoad, metres, roads)
  const known = near.map(({ ticket }) => ticket)
  return alikeAmong(told, known, serviceOf, id, walked).slice(0, MOST)
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

/** What was found, with how many people told of each: who they are nobody is told here. */
export async function tellAlike(database: Database, found: readonly Alike[]): Promise<AlikeList> {
  const callers = await countCallers(
    database,
    found.map(({ ticket }) => ticket.id),
  )
  return { alike: found.map((one) => ({ ...one, callers: callers.get(one.ticket.id) ?? 0 })) }
}
