import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPool } from './pool.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'
import { type Outage, openOutage } from './test-outage.ts'
import { readConsistently } from './transaction.ts'

describe('a pool whose database is taken away', () => {
  let database: TestDatabase
  let outage: Outage
  beforeAll(async () => {
    database = await createTestDatabase()
    outage = await openOutage(database.url)
  })
  afterAll(async () => {
    await outage.close()
    await database.drop()
  })

  it('[E-10] rejects a reading that was under way, and goes on once it is back', async () => {
    const pool = openPool(outage.url, { max: 2, onError: () => {} })
    const cut = readConsistently(pool, async (connection) => {
      await connection.query('select 1')
      await outage.cut()
      // Nothing is asked while the connection ends: nobody but the pool hears of it.
      await new Promise((settle) => setTimeout(settle, 100))
      await connection.query('select 2')
    })
    await expect(cut).rejects.toThrow()
    await outage.mend()
    expect((await pool.query('select 3 as three')).rows).toEqual([{ three: 3 }])
    await pool.end()
  })

  it('[E-10] tells of an idle connection that was lost, and of none once it is ending', async () => {
    const told: string[] = []
    const pool = openPool(database.url, { max: 1, onError: ({ message }) => told.push(message) })
    const { rows } = await pool.query('select pg_backend_pid() as pid')
    await database.pool.query('select pg_terminate_backend($1)', [rows[0].pid])
    await expect.poll(() => told).toEqual([expect.stringMatching(/terminating connection/)])
    await pool.query('select 1')
    const ended = pool.end()
    pool.emit('error', new Error('ended by the server'), {} as never)
    await ended
    expect(told).toHaveLength(1)
  })
})
