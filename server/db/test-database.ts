import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { type Database, openPool } from './pool.ts'
import { TEMPLATE } from './test-cluster.ts'

export interface TestDatabase {
  url: string
  pool: Database
  drop(): Promise<void>
}

/** A fresh migrated database with PostGIS, for one test file. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const clusterUrl = inject('clusterUrl')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await asAdministrator(clusterUrl, async (client) => {
    // Two copies of one template at once wait for each other rather than fail.
    await client.query("select pg_advisory_lock(hashtext('template'))")
    await client.query(`create database ${name} template ${TEMPLATE}`)
  })
  const url = clusterUrl.replace('/vigie?', `/${name}?`)
  const pool = openPool(url, { max: 5, onError: () => {} })
  return {
    url,
    pool,
    drop: async () => {
      await pool.end()
      await asAdministrator(clusterUrl, (client) => client.query(`drop database ${name} with (force)`))
    },
  }
}

async function asAdministrator(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
