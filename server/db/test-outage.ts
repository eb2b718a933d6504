import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A database that can be taken away from those who reach it by `url`, and from nobody else. */
export interface Outage {
  url: string
  /** Ends every connection; new ones find nothing to connect to. */
  cut(): Promise<void>
  mend(): Promise<void>
  close(): Promise<void>
}

/** Stands between a server and the tests' own cluster, which listens on a Unix socket. */
export async function openOutage(databaseUrl: string): Promise<Outage> {
  const [name, host = ''] = databaseUrl.split('?host=')
  const target = join(decodeURIComponent(host), '.s.PGSQL.5432')
  const folder = mkdtempSync(join(tmpdir(), 'vigie-outage-'))
  const open = new Set<Socket>()
  const relay = createServer((incoming) => {
    const outgoing = connect(target)
    for (const [one, other] of [
      [incoming, outgoing],
      [outgoing, incoming],
    ] as const) {
      open.add(one)
      one.pipe(other)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
    }
  })
  const mend = () =>
    new Promise<void>((settle) => relay.listen(join(folder, '.s.PGSQL.5432'), () => settle()))
  const cut = () =>
    new Promise<void>((settle) => {
      relay.close(() => settle())
      for (const socket of open) socket.destroy()
    })
  await mend()
  return {
    url: `${name}?host=${encodeURIComponent(folder)}`,
    cut,
    mend,
    close: async () => {
      if (relay.listening) await cut()
      rmSync(folder, { recursive: true })
    },
  }
}
