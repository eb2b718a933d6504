import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { NOISE } from '../../shared/test-board.ts'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { readAfter } from '../event-log/read-after.ts'
import { CallOutServer, callOutOf, eventsOf, hole, status, withRota } from './test-call-outs.ts'

describe('call-outs on the server', () => {
  let test: TestDatabase
  const servers: CallOutServer[] = []

  beforeAll(async () => {
    test = await createTestDatabase()
    await withRota(test)
  })
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()))
    await test.pool.query('delete from job')
  })
  afterAll(() => test.drop())

  async function opened(): Promise<CallOutServer> {
    const server = await CallOutServer.open(test)
    servers.push(server)
    return server
  }

  const whole = [
    'call_out_started',
    'on_call_called',
    'on_call_unanswered',
    'on_call_called',
    'on_call_unanswered',
    'call_out_alarmed',
  ]

  it('[CO-14] are started for a hazard by itself, and go on to the alarm by their due steps, on time', async () => {
    const server = (await opened()).run().wake()
    const [ticketId, other] = [await hole(server), await hole(server, NOISE.code)]
    const alarmed = await status(test, ticketId, 'alarmed')
    expect(await eventsOf(test, ticketId)).toEqual(whole)
    expect(await eventsOf(test, other)).toEqual([])
    const late = (alarmed.alarm?.at ?? 0) - alarmed.startedAt - 2_000
    expect(late).toBeGreaterThanOrEqual(0)
    expect(late).toBeLessThan(2_000)
  })

  it('[CO-14] are done once by two servers on one database, whose clocks and watches both ask', async () => {
    const [first, second] = [(await opened()).run().wake(), (await opened()).run()]
    const ticketIds = await Promise.all(Array.from({ length: 10 }, () => hole(first)))
    second.live.fold(await readAfter(test.pool, second.live.seq, 10_000))
    second.wake()
    for (const ticketId of ticketIds) {
      await status(test, ticketId, 'alarmed')
      expect(await eventsOf(test, ticketId)).toEqual(whole)
    }
  })

  it('[CO-14] go on at once when a server is back, from where they were', async () => {
    const before = (await opened()).wake()
    const ticketId = await hole(before)
    const calling = await status(test, ticketId, 'calling')
    await before.close()
    servers.length = 0
    await wait(Math.max(0, calling.startedAt + 1_500 - Date.now()))
    const startedAt = Date.now()
    ;(await opened()).run()
    await status(test, ticketId, 'alarmed')
    expect(await eventsOf(test, ticketId)).toEqual(whole)
    expect(Date.now() - startedAt).toBeLessThan(5_000)
  })

  it('[CO-14] are found where the ticket came while the server was away, and stop with their ticket for good', async () => {
    const before = await opened()
    const ticketId = await hole(before)
    await before.close()
    servers.length = 0
    const server = (await opened()).run().wake()
    await status(test, ticketId, 'calling')
    await server.say({ type: 'cancel_ticket', ticketId, reason: 'erreur' })
    await wait(1_500)
    expect(await eventsOf(test, ticketId)).toEqual(['call_out_started', 'on_call_called'])
    const { rows } = await test.pool.query(`select status from call_out where ticket_id = $1`, [ticketId])
    expect(rows).toEqual([{ status: 'stopped' }])
    expect(await callOutOf(test, ticketId)).toBeUndefined()
  })
})
