import { type ChildProcess, fork } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startCluster } from '../server/db/embedded.ts'
import type { Ready } from '../server/ready.ts'

export interface Started<T> {
  ready: T
  process: ChildProcess
  stop(): Promise<void>
}

/** Forks a TypeScript module and waits for its first message. */
export async function startProcess<T>(
  module: string,
  environment: Record<string, string>,
): Promise<Started<T>> {
  const child = fork(new URL(module, import.meta.url), {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ready = await new Promise<T>((settle, fail) => {
    child.once('message', (message) => settle(message as T))
    child.once('exit', (code) => fail(new Error(`${module} ended with ${code} before it was ready.`)))
  })
  return {
    ready,
    process: child,
    stop: () =>
      new Promise((settle) => {
        child.once('exit', () => settle())
        child.kill('SIGTERM')
      }),
  }
}

/** A private cluster in a temporary folder, for the time of a bench. */
export async function startDatabase(): Promise<{
  url(name: string): Promise<string>
  stop(): Promise<void>
}> {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-bench-'))
  chmodSync(folder, 0o755)
  const cluster = await startCluster(folder, () => {})
  return {
    url: async (name) => {
      const client = new pg.Client({ connectionString: cluster.url })
      await client.connect()
      await client.query(`create database ${name}`)
      await client.end()
      return cluster.url.replace('/vigie?', `/${name}?`)
    },
    stop: async () => {
      await cluster.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Vigie's own server, with the demonstration's accounts and no simulation. */
export async function startVigie(databaseUrl: string): Promise<Started<Ready>> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'vigie-bench-data-'))
  const port = String(await freePort())
  const environment = {
    DATABASE_URL: databaseUrl,
    PORT: port,
    VIGIE_DEMO: '1',
    VIGIE_DATA: dataFolder,
    HOST: '127.0.0.1',
  }
  return startProcess<Ready>('../server/serve.ts', environment)
}

function freePort(): Promise<number> {
  return new Promise((settle) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      server.close(() => settle(port))
    })
  })
}
