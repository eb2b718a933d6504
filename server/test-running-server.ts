import { afterAll, beforeAll } from 'vitest'
import { createTestDatabase, type TestDatabase } from './db/test-database.ts'
import type { Ready } from './ready.ts'
import { type Started, startServer } from './server-process.ts'
import { DoorClient } from './simulation/door-client.ts'
import { DoorSession } from './simulation/door-session.ts'

export const PASSWORD = 'demonstration'

/**
 * For tests: Vigie in a process of its own on a database of its own, with the demonstration's accounts. Called in a
 * `describe`, it begins before its tests and ends after them.
 */
export function runningServer() {
  let database: TestDatabase
  let server: Started<Ready>
  let log = ''
  const clients: DoorClient[] = []

  beforeAll(async () => {
    database = await createTestDatabase()
    server = await startServer(database.url, { output: 'pipe' })
    server.process.stdout?.on('data', (chunk) => {
      log += chunk
    })
  })
  afterAll(async () => {
    for (const client of clients) client.close()
    await server.stop()
    await database.drop()
  })

  return {
    get pool() {
      return database.pool
    },
    get databaseUrl() {
      return database.url
    },
    get ready() {
      return server.ready
    },
    get url() {
      return server.ready.address
    },
    /** All that it has logged. */
    get log() {
      return log
    },
    async login(userName: string): Promise<DoorSession> {
      const session = new DoorSession(server.ready.address)
      await session.login({ userName, password: PASSWORD })
      return session
    },
    /** Logged in, not connected; closed before the server stops. */
    async client(userName: string): Promise<DoorClient> {
      const client = new DoorClient(server.ready.address)
      clients.push(client)
      await client.login({ userName, password: PASSWORD })
      return client
    },
  }
}
