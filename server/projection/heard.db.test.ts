import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sentCommandSchema } from '../../shared/command.ts'
import type { Actor } from '../../shared/event.ts'
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
import { readBoard } from '../read/board.ts'

const ADMINISTRATOR: Actor = { ...DISPATCHER, role: 'administrator', label: 'Admin' }
const CREW: Actor = { id: 'tablet', role: 'crew', label: 'ALPHA 1', crewId: crewId(1) }
const on = { crewId: crewId(1), assignmentId: assignmentId(1), ticketId: ticketId(1) }
const at = (minutes: number) => instant(NOW + minutes * MINUTE)

describe('when a crew was last heard, in the database', () => {
  let database: TestDatabase
  let connection: WriterConnection
  let clock = NOW
  let live: LiveBoard
  let handler: GroupCommit

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
    const report = { description: null, firstName: null, lastName: null, phone: null, email: null }
    await say(0, { type: 'register_crew', crew })
    await say(1, { type: 'come_on_duty', crewId: on.crewId, members: 2 })
    const place = { position: { lon: 1.44, lat: 43.6 }, address: null, district: null, channel: 'phone' }
    const taken = { ticketId: on.ticketId, serviceCode: NOISE.code, ...place }
    await say(2, { type: 'receive_ticket', ...taken, report: { ...report, id: randomUUID() } })
    await say(3, { type: 'dispatch_crew', ...on, mode: 'send', alongside: [], suggestion: null })
  })
  afterAll(async () => {
    await connection.close()
    await database.drop()
  })

  async function say(minutes: number, command: object, actor = ADMINISTRATOR): Promise<string> {
    clock = at(minutes)
    const sent = sentCommandSchema.parse({ id: randomUUID(), command })
    const answer = await handler.submit(sent, actor)
    return answer.status === 'refused' ? answer.refusal.code : answer.status
  }
  /** As a server that starts now reads it, and as the one that runs folded it. */
  const heardAt = async () => {
    const { board } = await readBoard(database.pool)
    return [board, live.board].map(({ crews }) => crews.get(on.crewId)?.heardAt)
  }
  const note = () => ({ type: 'add_note', noteId: randomUUID(), ticketId: on.ticketId, text: 'un mot' })

  it('[WC-1] is stored with a step and with the crew’s own note, which names no crew, and read again after a restart', async () => {
    expect(await heardAt()).toEqual([at(1), at(1)])
    await say(4, { type: 'arrive', assignmentId: on.assignmentId }, CREW)
    expect(await heardAt()).toEqual([at(4), at(4)])
    await say(5, note())
    expect(await heardAt()).toEqual([at(4), at(4)])
    await say(6, note(), CREW)
    expect(await heardAt()).toEqual([at(6), at(6)])
  })

  it('[WC-7] of two posts that confirm at once, one does, and the other is told that the crew was heard', async () => {
    const confirm = { type: 'confirm_contact', assignmentId: on.assignmentId, heardAt: at(6) }
    const answers = await Promise.all([say(30, confirm), say(30, confirm)])
    expect(answers.sort()).toEqual(['accepted', 'crew_heard'])
    expect(await heardAt()).toEqual([at(30), at(30)])
  })
})
