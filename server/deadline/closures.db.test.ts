import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Command, sentCommandSchema } from '../../shared/command.ts'
import type { StoredEvent } from '../../shared/event.ts'
import { instant, MINUTE } from '../../shared/instant.ts'
import { aClosure, closureId, crewId, DISPATCHER, NOISE, NOW, published } from '../../shared/test-board.ts'
import { LiveBoard } from '../broadcast/live-board.ts'
import { KeptCatalogues } from '../catalogue/kept-catalogues.ts'
import { followClosures } from '../city/road/follow-closures.ts'
import { RoadEngine } from '../city/road/road-engine.ts'
import { makeSmallCity } from '../city/small-city.ts'
import { GroupCommit } from '../command/handle.ts'
import { WriterConnection } from '../command/writer-connection.ts'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { readBoard } from '../read/board.ts'
import { ClosureDeadlines } from './closures.ts'

const WAIT = { timeout: 25_000 }
const crew = { crewId: crewId(1), kind: 'patrol', lon: 1.44, lat: 43.6002 } as const
const ticket = { lon: 1.44, lat: 43.6018 }

let database: TestDatabase
let connection: WriterConnection
let clock = NOW
let ends: (() => unknown)[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  await makeSmallCity(database.pool, 'city')
  connection = new WriterConnection(database.url)
})
afterEach(async () => {
  for (const end of ends.reverse()) await end()
  ends = []
})
afterAll(async () => {
  await connection.close()
  await database.drop()
})

/** What of the server closes streets, started on what the database holds. */
async function started() {
  const live = new LiveBoard(await readBoard(database.pool))
  const events: StoredEvent[] = []
  const now = () => clock
  const handler = new GroupCommit({
    connection,
    catalogues: new KeptCatalogues(published(NOISE)),
    now,
    onFault: (error) => {
      throw error
    },
    onCommitted: (committed) => {
      events.push(...committed)
      live.fold(committed)
    },
  })
  const roads = new RoadEngine({ databaseUrl: database.url, onFault: () => {} })
  const deadlines = new ClosureDeadlines({ live, handler, now })
  ends.push(
    () => roads.stop(),
    followClosures(live, roads),
    () => deadlines.stop(),
  )
  roads.adopt(await roads.prepare())
  const send = (command: Command) =>
    handler.submit(sentCommandSchema.parse({ id: randomUUID(), command }), DISPATCHER)
  const basis = async () => (await roads.nearest(ticket, [crew], 1, { maxSeconds: 3_600 }))[0]?.basis
  return { live, events, send, basis }
}

const { shape, reason } = aClosure(1)
const close = (number: number, until: number | null = null) =>
  ({
    type: 'close_street',
    closureId: closureId(number),
    shape,
    reason,
    ticketId: null,
    until: until === null ? null : instant(until),
  }) as const

describe('closed streets', () => {
  it('[CL-4] are closed to the road times by the event itself, after a restart too, until they are opened', async () => {
    const before = await started()
    expect(await before.basis()).toBe('road')
    expect(await before.send(close(1))).toMatchObject({ status: 'accepted' })
    expect(await before.basis()).not.toBe('road')
    const after = await started()
    expect([...after.live.board.closures.values()]).toMatchObject([{ id: closureId(1), closedBy: 'Poste 1' }])
    expect(await after.basis()).not.toBe('road')
    await after.send({ type: 'open_street', closureId: closureId(1) })
    expect([await after.basis(), after.live.board.closures.size]).toEqual(['road', 0])
    expect(await after.send({ type: 'open_street', closureId: closureId(1) })).toMatchObject({
      refusal: { code: 'nothing_changes' },
    })
  })

  it('[CL-5] that run out are opened by the system, those that ran out while the server was down included', async () => {
    const before = await started()
    await before.send(close(2, NOW + MINUTE))
    await before.send(close(3))
    for (const end of ends.reverse()) await end()
    ends = []
    clock = instant(NOW + MINUTE)
    const { live, events } = await started()
    await expect.poll(() => [...live.board.closures.keys()], WAIT).toEqual([closureId(3)])
    expect(events).toMatchObject([
      { actor: { role: 'system' }, event: { type: 'street_opened', closureId: closureId(2) } },
    ])
  })
})
