import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Command, sentCommandSchema } from '../../shared/command.ts'
import { reportIdSchema } from '../../shared/id.ts'
import { aClosure, closureId, DISPATCHER, HOLE, NOW, published, ticketId } from '../../shared/test-board.ts'
import { KeptCatalogues } from '../catalogue/kept-catalogues.ts'
import { makeSmallCity } from '../city/small-city.ts'
import { GroupCommit } from '../command/handle.ts'
import { WriterConnection } from '../command/writer-connection.ts'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { streetStretchAt } from './street-stretch.ts'
import { readTicketDetail } from './ticket-detail.ts'

let database: TestDatabase
let connection: WriterConnection
let handler: GroupCommit

beforeAll(async () => {
  database = await createTestDatabase()
  await makeSmallCity(database.pool, 'city')
  connection = new WriterConnection(database.url)
  handler = new GroupCommit({
    connection,
    catalogues: new KeptCatalogues(published(HOLE)),
    now: () => NOW,
    onFault: (error) => {
      throw error
    },
    onCommitted: () => {},
  })
})
afterAll(async () => {
  await connection.close()
  await database.drop()
})

async function send(command: Command) {
  const answer = await handler.submit(sentCommandSchema.parse({ id: randomUUID(), command }), DISPATCHER)
  expect(answer.status).toBe('accepted')
}

const words = { description: null, firstName: null, lastName: null, phone: null, email: null }
const receive = (number: number): Command => ({
  type: 'receive_ticket',
  ticketId: ticketId(number),
  serviceCode: HOLE.code,
  position: { lon: 1.44, lat: 43.601 },
  address: null,
  district: null,
  channel: 'phone',
  report: { id: reportIdSchema.parse(randomUUID()), ...words },
})
const { shape, reason } = aClosure(1)
const close = (number: number, of: number | null): Command => ({
  type: 'close_street',
  closureId: closureId(number),
  shape,
  reason,
  until: null,
  ticketId: of === null ? null : ticketId(of),
})

it('[CL-8] tells in a ticket’s log what was closed for it and opened again, and nothing else', async () => {
  for (const number of [1, 2]) await send(receive(number))
  await send(close(1, 1))
  await send(close(2, 2))
  await send(close(3, null))
  for (const number of [1, 3]) await send({ type: 'open_street', closureId: closureId(number) })
  const told = async (number: number) =>
    (await readTicketDetail(database.pool, ticketId(number), false, NOW))?.events.map(({ event }) =>
      'closureId' in event ? [event.type, event.closureId] : [event.type],
    )
  expect(await told(1)).toEqual([
    ['ticket_received'],
    ['street_closed', closureId(1)],
    ['street_opened', closureId(1)],
  ])
  expect(await told(2)).toEqual([['ticket_received'], ['street_closed', closureId(2)]])
})

it('[CL-7] proposes the nearest street, and none beyond 100 m', async () => {
  const found = await streetStretchAt(database.pool, { lon: 1.4403, lat: 43.601 })
  expect(found).toEqual([
    [1.44, 43.60073],
    [1.44, 43.60127],
  ])
  expect(await streetStretchAt(database.pool, { lon: 1.4415, lat: 43.601 })).toBeNull()
})
