import { z } from 'zod'
import { type Catalogue, catalogueSchema } from '../../shared/catalogue/catalogue.ts'
import { type City, citySchema } from '../../shared/protocol/city.ts'
import { type HandOverNote, handOverNoteSchema } from '../../shared/protocol/crew.ts'
import { PROTOCOL_VERSION, snapshotSchema } from '../../shared/protocol/live.ts'
import { type SessionView, sessionViewSchema } from '../../shared/protocol/session.ts'
import { type TicketDetail, ticketDetailSchema } from '../../shared/protocol/ticket.ts'
import { type FeedState, startFeed, takeSnapshot } from '../feed/feed-state.ts'
import { deviceDatabase } from './device-database.ts'

/** What a crew's screen showed last: enough to go on without a network, after the browser was closed. */
export interface KeptView {
  session: SessionView
  city: City
  /** Those that the board is read with, by their versions. */
  catalogues: ReadonlyMap<number, Catalogue>
  /** As it stood; nothing was heard since. */
  feed: FeedState
  details: TicketDetail[]
  /** What the team before left to the one on board. */
  handOver: HandOverNote | null
}

const KEY = 'crew'

const keptSchema = z.object({
  session: sessionViewSchema,
  city: citySchema,
  catalogues: z.map(z.number(), catalogueSchema),
  snapshot: snapshotSchema,
  /** On this device's clock. */
  heardAt: z.number(),
  details: z.array(ticketDetailSchema),
  handOver: handOverNoteSchema.nullable(),
})

/** Keeps the view in place of the one before. Rejects where the device cannot. */
export async function keepView(view: KeptView): Promise<void> {
  const { session, city, catalogues, feed, details, handOver } = view
  const { board, logId, cursor, clockOffset, heardAt } = feed
  const kept: z.input<typeof keptSchema> = {
    session,
    city,
    catalogues: new Map(catalogues),
    snapshot: {
      protocol: PROTOCOL_VERSION,
      logId: logId ?? '',
      seq: cursor,
      at: Math.max(0, Math.trunc(heardAt + clockOffset)),
      tickets: [...board.tickets.values()],
      crews: [...board.crews.values()],
      assignments: [...board.assignments.values()],
      closures: [...board.closures.values()],
      catalogueVersion: board.catalogueVersion,
      people: [...board.people.values()],
      turns: [...board.turns.values()],
    },
    heardAt,
    details,
    handOver,
  }
  await (await deviceDatabase()).put('view', kept, KEY)
}

/** The view that was kept; null where there is none, or an older page wrote it in terms of its own. */
export async function keptView(): Promise<KeptView | null> {
  const { data } = keptSchema.safeParse(await (await deviceDatabase()).get('view', KEY))
  if (data === undefined) return null
  const { session, city, catalogues, snapshot, heardAt, details, handOver } = data
  const feed = takeSnapshot(startFeed(heardAt), snapshot, heardAt)
  return { session, city, catalogues, details, handOver, feed }
}

/** Forgets what was shown: nobody is logged in any more. What waits to be sent stays. */
export async function forgetView(): Promise<void> {
  await (await deviceDatabase()).delete('view', KEY)
}
