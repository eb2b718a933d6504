import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Ready } from './ready.ts'

/** A process of ours that tests and benches run beside them. */
export interface Started<T> {
  /** The first thing it told. */
  ready: T
  process: ChildProcess
  stop(): Promise<void>
}

/** What becomes of a process's standard output, where its log goes; piped, its reader must keep reading. */
type Output = 'ignore' | 'pipe'

/** Forks a TypeScript module and waits for its first message. */
export async function startProcess<T>(
  module: URL,
  environment: Record<string, string>,
  output: Output = 'ignore',
): Promise<Started<T>> {
  const child = fork(module, {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, ...environment },
    stdio: ['ignore', output, 'inherit', 'ipc'],
  })
  const ready = await new Promise<T>((settle, fail) => {
    child.once('message', (message) => settle(message as T))
    child.once('exit', (code) =>
      fail(new Error(`${module.pathname} ended with ${code} before it was ready.`)),
    )
  })
  return { ready, process: child, stop: () => stopProcess(child) }
}

/** Asks a process to stop, and waits until it has. */
export function stopProcess(child: ChildProcess): Promise<void> {
  return new Promise((settle) => {
    if (child.exitCode !== null || child.signalCode !== null) return settle()
    child.once('exit', () => settle())
    child.kill('SIGTERM')
  })
}

interface ServerOptions {
  /** The sources, unless what was built of them is named. */
  module?: URL
  output?: Output
  /** Settings beyond these. */
  environment?: Record<string, string>
}

/** Vigie's own server on a free port, with the demonstration's accounts and crews, and no simulation. */
export async function startServer(
  databaseUrl: string,
  {
    module = new URL('./serve.ts', import.meta.url),
    output = 'ignore',
    environment = {},
  }: ServerOptions = {},
): Promise<Started<Ready>> {
  const settings = {
    // What is tested must not depend on the hour of the day.
    VIGIE_CALL_OUT: '0',
    ...environment,
    DATABASE_URL: databaseUrl,
    PORT: String(await freePort()),
    HOST: '127.0.0.1',
    VIGIE_DEMO: '1',
    VIGIE_DATA: mkdtempSync(join(tmpdir(), 'vigie-data-')),
  }
  return startProcess<Ready>(module, settings, output)
}

/** A port that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((settle) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      server.close(() => settle(port))
    })
  })
}
