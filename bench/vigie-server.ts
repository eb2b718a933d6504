import { openPool } from '../server/db/pool.ts'
import { projectPath } from '../server/project.ts'
import { startServer } from '../server/server-process.ts'
import { createApiKey } from '../server/session/accounts.ts'
import type { Credentials } from '../server/simulation/door-session.ts'
import type { Channel } from '../shared/ticket/ticket.ts'

export interface VigieServer {
  address: string
  pid: number
  dispatcher: Credentials
  /** Another API key: one may send no more than 6,000 requests a minute. */
  newKey(channel?: Channel): Promise<string>
  stop(): Promise<void>
}

/** The server as `npm start` runs it, built by `prebench`, with the demonstration's accounts and 24 crews. */
export async function startVigie(databaseUrl: string): Promise<VigieServer> {
  const { ready, process, stop } = await startServer(databaseUrl, {
    module: projectPath('dist/server/serve.js'),
  })
  const dispatcher = ready.accounts.find(({ role }) => role === 'dispatcher')
  if (dispatcher === undefined) throw new Error('The demonstration has no dispatcher to log in as.')
  const pool = openPool(databaseUrl, { max: 1, onError: () => {} })
  let keys = 0
  return {
    address: ready.address,
    pid: process.pid ?? 0,
    dispatcher,
    newKey: (channel = 'phone') => {
      keys += 1
      return createApiKey(pool, `bench ${keys}`, channel)
    },
    stop: async () => {
      await pool.end()
      await stop()
    },
  }
}
