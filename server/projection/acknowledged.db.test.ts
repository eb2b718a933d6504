import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sentCommandSchema } from '../../shared/command.ts'
import { instant, MINUTE } from '../../shared/instant.ts'
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
import { projectPath } from '../project.ts'
import { readBoard } from '../read/board.ts'

const on = { crewId: crewId(1), assignmentId: assignmentId(1), ticketId: ticketId(1) }
const at = (minutes: number) => instant(NOW + minutes * MINUTE)

describe('when a ticket was acknowledged, in the database', () => {
  let database: TestDatabase
  let connection: WriterConnection
  let handler: GroupCommit
  let live: LiveBoard
  let clock = NOW

  beforeAll(async () => {
    database = await createTestDatabase()
    connection = new WriterConnection(database.url)
    live = new LiveBoard(await readBoard(database.pool))
    handler = new GroupCommit({
      connection,
      catalogues: new KeptCatalogues(published(NOISE)),
      now: () => clock,
      onFault: (error) => {
        throw error
      },
      onCommitted: (events) => live.fold(events),
    })
    const { duty: _, dutyAt: _1, dutyReason: _2, dutyBefore: _3, freeAt: _4, ...rest } = aCrew(1)
    const { distress: _5, onDutyAt: _6, heardAt: _7, ...crew } = rest
    const words = { description: null, firstName: null, lastName: null, phone: null, email: null }
    const place = { position: { lon: 1.44, lat: 43.6 }, address: null, district: null, channel: 'phone' }
    const taken = { ticketId: on.ticketId, serviceCode: NOISE.code, ...place }
    await say(0, { type: 'register_crew', crew })
    await say(1, { type: 'come_on_duty', crewId: on.crewId, members: 2 })
    await say(2, { type: 'receive_ticket', ...taken, report: { ...words, id: randomUUID() } })
    await say(3, { type: 'dispatch_crew', ...on, mode: 'send', alongside: [], suggestion: null })
  })
  afterAll(async () => {
    await connection.close()
    await database.drop()
  })

  async function say(minutes: number, command: object): Promise<void> {
    clock = at(minutes)
    const sent = sentCommandSchema.parse({ id: randomUUID(), command })
    const answer = await handler.submit(sent, { ...DISPATCHER, role: 'administrator' })
    if (answer.status === 'refused') throw new Error(answer.refusal.code)
  }
  /** As a server that starts now reads it, and as the one that runs folded it. */
  const known = async () => {
    const { board } = await readBoard(database.pool)
    return [board, live.board].map(({ tickets }) => tickets.get(on.ticketId)?.acknowledgedAt)
  }

  it('[K-8] is stored with the first word, read from what was said before it was kept, and stays when the crew is called off', async () => {
    expect(await known()).toEqual([null, null])
    await say(4, { type: 'acknowledge', assignmentId: on.assignmentId })
    await say(5, { type: 'go_en_route', assignmentId: on.assignmentId })
    expect(await known()).toEqual([at(4), at(4)])
    await database.pool.query('update ticket set acknowledged_at = null')
    const migration = await readFile(projectPath('migrations/0030_acknowledged.sql'), 'utf8')
    await database.pool.query(/^update ticket[^;]*;/m.exec(migration)?.[0] ?? '')
    expect(await known()).toEqual([at(4), at(4)])
    await say(6, { type: 'recall', assignmentId: on.assignmentId, reason: 'other' })
    expect(await known()).toEqual([at(4), at(4)])
  })

  it('[K-8] is awaited anew once the ticket is opened again', async () => {
    await say(7, { type: 'close_ticket', ticketId: on.ticketId, outcome: 'done' })
    await say(8, { type: 'reopen_ticket', ticketId: on.ticketId, reason: 'encore' })
    expect(await known()).toEqual([null, null])
  })
})
