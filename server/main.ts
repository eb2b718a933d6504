import { randomBytes } from 'node:crypto'
import { accessSync, constants, mkdirSync } from 'node:fs'
import type { pino } from 'pino'
import { DeploymentError, loadDeployment } from './city/deployment.ts'
import { type Config, ConfigError, readConfig } from './config.ts'
import { type Cluster, startCluster } from './db/embedded.ts'
import { openLog } from './log.ts'
import { moduleOf } from './module-of.ts'
import { CANNOT_START, type Ready } from './ready.ts'
import { freePort } from './server-process.ts'
import { type Supervised, supervise } from './supervise.ts'

/**
 * The process that `npm start` runs: it keeps PostgreSQL (where it is ours), the server and the demonstration alive,
 * each in a process of its own, and starts again what dies.
 */
async function main(): Promise<void> {
  const log = openLog()
  const config = readConfig(process.env)
  // The server reads it too; what cannot be used is told before anything is started.
  await loadDeployment(config.townFolder)
  prepareDataFolder(config.dataFolder)
  const cluster = config.databaseUrl === undefined ? await keepCluster(config, log) : null
  const databaseUrl = config.databaseUrl ?? cluster?.url ?? ''
  const gateway = await demonstrationGateway(config)
  const environment = { ...process.env, DATABASE_URL: databaseUrl, ...gateway?.settings }

  let simulation: Supervised | null = null
  const server = supervise({
    module: moduleOf('serve'),
    environment,
    onMessage: (message) => {
      const ready = message as Ready
      announce(ready)
      if (ready.simulation === null) return
      simulation ??= supervise({
        module: moduleOf('simulation/simulate'),
        environment: {
          ...process.env,
          VIGIE_SIMULATION: JSON.stringify({ ...ready.simulation, gateway: gateway?.listens }),
        },
        onExit: (code, signal, restartInMs) =>
          log[code === 0 ? 'info' : 'warn'](
            { code, signal, restartInMs },
            'the demonstration ended; starting it again',
          ),
      })
    },
    onExit: (code, signal, restartInMs) => {
      if (code === CANNOT_START) process.exit(1)
      log.error({ code, signal, restartInMs }, 'the server stopped; starting it again')
    },
  })

  const stop = async () => {
    await simulation?.stop()
    await server.stop()
    await cluster?.stop()
    process.exit(0)
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

/**
 * The gateway of a demonstration that is given none: it listens on this machine, in the process of the simulation, and
 * its people on call are made up.
 */
async function demonstrationGateway({ demonstrationSpeed, gateway, port }: Config) {
  if (demonstrationSpeed === null || gateway !== null) return null
  const listens = { port: await freePort(), secret: randomBytes(24).toString('hex') }
  const settings = {
    VIGIE_GATEWAY: `http://127.0.0.1:${listens.port}/messages`,
    VIGIE_GATEWAY_SECRET: listens.secret,
    VIGIE_GATEWAY_INSIDE: '1',
    VIGIE_PUBLIC_URL: `http://localhost:${port}`,
  }
  return { listens, settings }
}

/** Anchors of the log are kept in it, wherever the database is. Throws a `ConfigError` where it cannot be written. */
function prepareDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
  } catch (cause) {
    const { message } = cause as Error
    throw new ConfigError(
      `VIGIE_DATA=${folder} cannot be used: ${message}. Give a folder that this user may write to.`,
    )
  }
}

interface KeptCluster {
  url: string
  stop(): Promise<void>
}

/** The private cluster, started again when it dies; its URL stays the same. */
async function keepCluster(config: Config, log: pino.Logger): Promise<KeptCluster> {
  const folder = config.dataFolder
  const say = (line: string) => log.info(line)
  let stopping = false
  let cluster: Cluster = await startCluster(folder, say)
  const watch = async () => {
    while (!stopping) {
      await cluster.ended
      if (stopping) return
      log.error('PostgreSQL stopped; starting it again')
      cluster = await startCluster(folder, say)
    }
  }
  watch().catch((error) => {
    log.fatal(error, 'PostgreSQL could not be started again')
    process.exit(1)
  })
  return {
    url: cluster.url,
    stop: async () => {
      stopping = true
      await cluster.stop()
    },
  }
}

function announce({ address, accounts }: Ready): void {
  const lines = ['', `  Vigie is ready: ${address}`]
  if (accounts.length > 0) {
    lines.push('', '  Demonstration accounts (this machine only; one click each on the first page):')
    for (const { userName, password, label } of accounts) {
      lines.push(`    ${userName.padEnd(12)} ${password.padEnd(16)} ${label.fr}`)
    }
  }
  process.stdout.write(`${lines.join('\n')}\n\n`)
}

main().catch((error) => {
  const known = error instanceof ConfigError || error instanceof DeploymentError
  process.stderr.write(`\nVigie cannot start. ${known ? error.message : (error.stack ?? error)}\n\n`)
  process.exit(1)
})
