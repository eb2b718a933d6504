import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sentCommandSchema } from '../../shared/command.ts'
import { instant } from '../../shared/instant.ts'
import { published } from '../../shared/test-board.ts'
import { KeptCatalogues } from '../catalogue/kept-catalogues.ts'
import { GroupCommit } from '../command/handle.ts'
import { WriterConnection } from '../command/writer-connection.ts'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { readBoard } from '../read/board.ts'
import { LiveBoard } from './live-board.ts'
import { Tail } from './tail.ts'

const actor = { id: 'a', role: 'administrator' as const, label: 'Poste 1', crewId: null }

function registration(number: number) {
  const crew = {
    id: randomUUID(),
    number,
    callSign: `BRAVO ${number}`,
    kind: 'patrol',
    skills: [],
    members: 2,
    vehicle: null,
    equipment: [],
    territory: null,
  }
  return sentCommandSchema.parse({ id: randomUUID(), command: { type: 'register_crew', crew } })
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000
  while (!condition() && Date.now() < deadline) await new Promise((settle) => setTimeout(settle, 10))
  expect(condition()).toBe(true)
}

describe('the tail of the log', () => {
  let database: TestDatabase
  let live: LiveBoard
  let tail: Tail
  const connections: WriterConnection[] = []
  const faults: unknown[] = []

  /** A writer of its own, as another process would be. */
  function handlerTelling(onCommitted: Tail['offer']): GroupCommit {
    const connection = new WriterConnection(database.url)
    connections.push(connection)
    return new GroupCommit({
      connection,
      catalogues: new KeptCatalogues(published()),
      now: () => instant(Date.now()),
      onCommitted,
      onFault: (error) => faults.push(error),
    })
  }

  beforeAll(async () => {
    database = await createTestDatabase()
    live = new LiveBoard(await readBoard(database.pool))
    const catalogues = new KeptCatalogues(published())
    tail = new Tail(
      database.url,
      database.pool,
      live,
      catalogues,
      () => null,
      (error) => faults.push(error),
    )
    await tail.start()
  })
  afterAll(async () => {
    await tail.stop()
    await Promise.all(connections.map((connection) => connection.close()))
    await database.drop()
  })

  it("[F-1] folds this process's own commits at once, and another's on its notification", async () => {
    await handlerTelling((events) => tail.offer(events)).submit(registration(1), actor)
    expect(live.seq).toBe(1)
    await handlerTelling(() => {}).submit(registration(2), actor)
    await until(() => live.seq === 2)
    expect(faults).toEqual([])
  })

  it('[F-2] reads what it was not told of in its turn, so that the fold equals the stored board', async () => {
    const untold = handlerTelling(() => {})
    const told = handlerTelling((events) => tail.offer(events))
    await Promise.all(
      Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? untold : told).submit(registration(10 + i), actor)),
    )
    await until(() => live.seq === 62)
    const stored = await readBoard(database.pool)
    expect(live.board.crews).toEqual(stored.board.crews)
    expect(stored.seq).toBe(62)
  })

  it('[F-3] goes on after its connections were cut', async () => {
    await database.pool.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    )
    const handler = handlerTelling(() => {})
    const command = registration(99)
    while ((await handler.submit(command, actor)).status === 'refused');
    await until(() => live.seq === 63)
  })

  it('[F-4] gives what came after a cursor, and nothing where it is no longer in memory', () => {
    expect(live.since(live.seq)).toEqual([])
    expect(live.since(60)?.map(({ seq }) => seq)).toEqual([61, 62, 63])
    expect(live.since(live.seq + 1)).toBeUndefined()
    expect(() => live.fold([])).not.toThrow()
  })
})
