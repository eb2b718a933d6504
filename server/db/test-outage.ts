import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openRelay, type Relay } from '../test-relay.ts'

const SOCKET = '.s.PGSQL.5432'

/** A database that can be taken away from those who reach it by `url`, or made slow, and from nobody else. */
export interface Outage extends Omit<Relay, 'port'> {
  url: string
}

/** Stands between a server and the tests' own cluster, which listens on a Unix socket. */
export async function openOutage(databaseUrl: string): Promise<Outage> {
  const [name, host = ''] = databaseUrl.split('?host=')
  const folder = mkdtempSync(join(tmpdir(), 'vigie-outage-'))
  const relay = await openRelay(
    { path: join(folder, SOCKET) },
    { path: join(decodeURIComponent(host), SOCKET) },
  )
  return {
    ...relay,
    url: `${name}?host=${encodeURIComponent(folder)}`,
    close: async () => {
      await relay.close()
      rmSync(folder, { recursive: true })
    },
  }
}
