import { z } from 'zod'
import {
  type City,
  citySchema,
  type HandOverNote,
  handOverNoteSchema,
  PROTOCOL_VERSION,
  type SessionView,
  sessionViewSchema,
  snapshotSchema,
  type TicketDetail,
  ticketDetailSchema,
} from '../../shared/protocol.ts'
import { type FeedState, startFeed, takeSnapshot } from '../feed/feed-state.ts'
import { deviceDatabase } from './device-database.ts'

/** What a crew's screen showed last: enough to go on without a network, after the browser was closed. */
export interface KeptView {
  session: SessionView
  city: City
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
  snapshot: snapshotSchema,
  /** On this device's clock. */
  heardAt: z.number(),
  details: z.array(ticketDetailSchema),
  handOver: handOverNoteSchema.nullable(),
})

/** Keeps the view in place of the one before. Rejects where the device cannot. */
export async function keepView({ session, city, feed, details, handOver }: KeptView): Promise<void> {
  const { board, logId, cursor, clockOffset, heardAt } = feed
  const kept: z.input<typeof keptSchema> = {
    session,
    city,
    snapshot: {
      protocol: PROTOCOL_VERSION,
      logId: logId ?? '',
      seq: cursor,
      at: Math.max(0, Math.trunc(heardAt + clockOffset)),
      tickets: [...board.tickets.values()],
      crews: [...board.crews.values()],
      assignments: [...board.assignments.values()],
      closures: [...board.closures.values()],
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
  const { session, city, snapshot, heardAt, details, handOver } = data
  return { session, city, details, handOver, feed: takeSnapshot(startFeed(heardAt), snapshot, heardAt) }
}

/** Forgets what was shown: nobody is logged in any more. What waits to be sent stays. */
export async function forgetView(): Promise<void> {
  await (await deviceDatabase()).delete('view', KEY)
}
