import { randomUUID } from 'node:crypto'
import { type Board, emptyBoard } from '../../shared/board.ts'
import { sentCommandSchema } from '../../shared/command.ts'
import type { Actor } from '../../shared/event.ts'
import { type Instant, instant, MINUTE } from '../../shared/instant.ts'
import {
  aCrew,
  assignmentId,
  crewId,
  DISPATCHER,
  NOISE,
  NOW,
  published,
  ticketId,
} from '../../shared/test-board.ts'
import { LiveBoard } from '../broadcast/live-board.ts'
import { KeptCatalogues } from '../catalogue/kept-catalogues.ts'
import { GroupCommit } from '../command/handle.ts'
import { WriterConnection } from '../command/writer-connection.ts'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { readBoard } from '../read/board.ts'
import { aDispatch } from '../test-dispatch.ts'

const ADMINISTRATOR: Actor = { ...DISPATCHER, role: 'administrator', label: 'Admin' }

/** What a crew was sent to. */
export const on = { crewId: crewId(1), assignmentId: assignmentId(1), ticketId: ticketId(1) }
/** So many minutes after all began. */
export const at = (minutes: number): Instant => instant(NOW + minutes * MINUTE)

/** A database in which a crew came on duty at minute 1, a ticket came at 2, and the one was sent to the other at 3. */
export class SentCrew {
  private clock = NOW
  private readonly connection: WriterConnection
  private readonly live = new LiveBoard({ logId: 'a', seq: 0, board: emptyBoard })
  private readonly handler: GroupCommit

  private constructor(readonly database: TestDatabase) {
    this.connection = new WriterConnection(database.url)
    this.handler = new GroupCommit({
      connection: this.connection,
      catalogues: new KeptCatalogues(published(NOISE)),
      now: () => this.clock,
      onFault: (error) => {
        throw error
      },
      onCommitted: (events) => this.live.fold(events),
    })
  }

  static async open(): Promise<SentCrew> {
    const opened = new SentCrew(await createTestDatabase())
    const { duty: _, dutyAt: _1, dutyReason: _2, dutyBefore: _3, freeAt: _4, ...rest } = aCrew(1)
    const { distress: _5, onDutyAt: _6, heardAt: _7, ...crew } = rest
    const words = { description: null, firstName: null, lastName: null, phone: null, email: null }
    const place = { position: { lon: 1.44, lat: 43.6 }, address: null, district: null, channel: 'phone' }
    const taken = { ticketId: on.ticketId, serviceCode: NOISE.code, ...place }
    await opened.say(0, { type: 'register_crew', crew })
    await opened.say(1, { type: 'come_on_duty', crewId: on.crewId, members: 2 })
    await opened.say(2, { type: 'receive_ticket', ...taken, report: { ...words, id: randomUUID() } })
    await opened.say(3, aDispatch(on))
    return opened
  }

  /** Says something at a minute, as an administrator unless it is another; `accepted`, or why not. */
  async say(minutes: number, command: object, actor = ADMINISTRATOR): Promise<string> {
    this.clock = at(minutes)
    const sent = sentCommandSchema.parse({ id: randomUUID(), command })
    const answer = await this.handler.submit(sent, actor)
    return answer.status === 'refused' ? answer.refusal.code : answer.status
  }

  /** As a server that starts now reads it, and as the one that runs folded it. */
  async known<T>(of: (board: Board) => T): Promise<T[]> {
    return [(await readBoard(this.database.pool)).board, this.live.board].map(of)
  }

  async close(): Promise<void> {
    await this.connection.close()
    await this.database.drop()
  }
}
