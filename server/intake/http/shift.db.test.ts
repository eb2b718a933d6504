import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sentCommandSchema } from '../../../shared/command.ts'
import type { Actor } from '../../../shared/event.ts'
import { HOUR, instant } from '../../../shared/instant.ts'
import { aCrew, crewId, DISPATCHER, NOISE, NOW, noteId, published } from '../../../shared/test-board.ts'
import { LiveBoard } from '../../broadcast/live-board.ts'
import { KeptCatalogues } from '../../catalogue/kept-catalogues.ts'
import { GroupCommit } from '../../command/handle.ts'
import { WriterConnection } from '../../command/writer-connection.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { purgeHandOverNotes } from '../../projection/note.ts'
import { readBoard } from '../../read/board.ts'
import { createAccount, findAccount } from '../../session/accounts.ts'
import { findSession, openSession, sessionCookie, setCrew } from '../../session/session.ts'
import { failures } from './errors.ts'
import { shiftRouter } from './shift.ts'

const ADMINISTRATOR: Actor = { ...DISPATCHER, role: 'administrator', label: 'Admin' }
const CREW: Actor = { id: 'tablet', role: 'crew', label: 'ALPHA 1', crewId: crewId(1) }
const WORDS = 'Portail de la rue des Lois resté ouvert.'

describe('the shift, in the database and at its doors', () => {
  let database: TestDatabase
  let connection: WriterConnection
  let live: LiveBoard
  let handler: GroupCommit
  let server: Server
  const faults: unknown[] = []

  beforeAll(async () => {
    database = await createTestDatabase()
    connection = new WriterConnection(database.url)
    live = new LiveBoard(await readBoard(database.pool))
    handler = new GroupCommit({
      connection,
      catalogues: new KeptCatalogues(published(NOISE)),
      now: () => NOW,
      onFault: (error) => faults.push(error),
      onCommitted: (events) => live.fold(events),
    })
    for (const number of [1, 2, 3]) {
      const { id, callSign, kind, skills, members, vehicle, equipment, territory } = aCrew(number)
      const crew = { id, number, callSign, kind, skills, members, vehicle, equipment, territory }
      expect(await say({ type: 'register_crew', crew })).toBe('accepted')
    }
    const web = express()
    web.use('/api', shiftRouter({ database: database.pool, live }))
    web.use(failures((error) => faults.push(error)))
    server = createServer(web)
    await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  })
  afterAll(async () => {
    expect(faults).toEqual([])
    server.closeAllConnections()
    await new Promise((settle) => server.close(settle))
    await connection.close()
    await database.drop()
  })

  async function say(command: object, actor = ADMINISTRATOR): Promise<string> {
    const sent = sentCommandSchema.parse({ id: randomUUID(), command })
    const answer = await handler.submit(sent, actor)
    return answer.status === 'refused' ? answer.refusal.code : answer.status
  }
  const come = (number: number, vehicle?: string) => ({
    type: 'come_on_duty',
    crewId: crewId(number),
    members: 2,
    ...(vehicle && { vehicle }),
  })

  async function cookieOf(role: 'crew' | 'dispatcher' | 'operator', speaksFor: number | null = null) {
    const userName = randomUUID()
    await createAccount(database.pool, { userName, role, post: role, password: 'a long password' })
    const { id = '' } = (await findAccount(database.pool, userName)) ?? {}
    const cookie = sessionCookie(await openSession(database.pool, id), false).split(';')[0] ?? ''
    const session = await findSession(database.pool, cookie)
    if (speaksFor !== null && session !== undefined)
      await setCrew(database.pool, session.id, crewId(speaksFor))
    return cookie
  }

  async function get(path: string, cookie?: string) {
    const { port } = server.address() as AddressInfo
    const headers = cookie === undefined ? {} : { cookie }
    const response = await fetch(`http://127.0.0.1:${port}/api${path}`, { headers })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }

  it('[SH-2] of two crews that take one vehicle at once, one has it, and the other is told', async () => {
    const answers = await Promise.all([say(come(1, 'V9')), say(come(2, 'V9'))])
    expect(answers.sort()).toEqual(['accepted', 'vehicle_taken'])
    // Loaded anew, from crews that the command does not name.
    expect(await say(come(3, 'V9'))).toBe('vehicle_taken')
    expect(await say(come(3))).toBe('accepted')
  })

  it('[SH-2] who has which is told to everyone who is logged in, and to nobody else', async () => {
    expect((await get('/vehicles')).status).toBe(401)
    const { status, body } = await get('/vehicles', await cookieOf('crew'))
    expect([status, body]).toEqual([
      200,
      {
        out: [
          { vehicle: 'V9', callSign: 'ALPHA 1' },
          { vehicle: 'V3', callSign: 'ALPHA 3' },
        ],
      },
    ])
  })

  it('[SH-1] is read again after a restart', async () => {
    const { board } = await readBoard(database.pool)
    expect(board.crews.get(crewId(1))).toMatchObject({ vehicle: 'V9', shift: { since: NOW, settled: 0 } })
    expect([...board.crews.values()]).toEqual([...live.board.crews.values()])
  })

  it('[SH-6] the words of a hand-over are kept apart from the log, with who wrote them', async () => {
    const handOver = { type: 'hand_over', crewId: crewId(1), noteId: noteId(1), text: WORDS }
    expect(await say(handOver, CREW)).toBe('accepted')
    const { rows } = await database.pool.query(
      'select count(*)::int as told from event where event::text like $1',
      [`%${WORDS.slice(0, 12)}%`],
    )
    expect(rows[0].told).toBe(0)
    const path = `/crews/${crewId(1)}/hand-over`
    for (const cookie of [await cookieOf('crew', 1), await cookieOf('dispatcher')])
      expect(await get(path, cookie)).toEqual({
        status: 200,
        body: { note: { id: noteId(1), at: NOW, by: 'ALPHA 1', text: WORDS } },
      })
  })

  it('[SH-6] they are read by nobody whom they do not concern', async () => {
    const path = `/crews/${crewId(1)}/hand-over`
    expect((await get(path)).status).toBe(401)
    for (const cookie of [await cookieOf('crew', 2), await cookieOf('crew'), await cookieOf('operator')])
      expect(await get(path, cookie)).toMatchObject({ status: 403, body: { code: 'forbidden' } })
    const dispatcher = await cookieOf('dispatcher')
    expect((await get('/crews/x/hand-over', dispatcher)).status).toBe(404)
    expect((await get(`/crews/${crewId(3)}/hand-over`, dispatcher)).body).toEqual({ note: null })
  })

  it('[SH-6] they are forgotten after their days, and the log is not', async () => {
    const dispatcher = await cookieOf('dispatcher')
    const days = (count: number) => instant(NOW + count * 24 * HOUR)
    const note = async () => (await get(`/crews/${crewId(1)}/hand-over`, dispatcher)).body.note
    await purgeHandOverNotes(database.pool, 60, days(59))
    expect(await note()).not.toBeNull()
    await purgeHandOverNotes(database.pool, 60, days(61))
    expect(await note()).toBeNull()
    expect((await readBoard(database.pool)).board.crews.get(crewId(1))?.handOver?.noteId).toBe(noteId(1))
  })
})
