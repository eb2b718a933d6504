import { createApp } from './app.ts'
import { type Deployment, loadDeployment } from './city/deployment.ts'
import { ensureCity } from './city/import/ensure-city.ts'
import { type Config, readConfig } from './config.ts'
import { migrate } from './db/migrate.ts'
import { type Database, openPool } from './db/pool.ts'
import { prepareDemonstration, retireDemonstration } from './demonstration.ts'
import { zoneAtHour } from './demonstration-zone.ts'
import { openLog, sparing } from './log.ts'
import { projectPath } from './project.ts'
import { CANNOT_START, type Ready } from './ready.ts'

/** The server's own process, started by `main.ts`: migrates, wires, listens, and drains when it is told to stop. */
async function serve(): Promise<void> {
  const log = openLog()
  const config = readConfig(process.env)
  const databaseUrl = config.databaseUrl ?? ''
  await migrate(databaseUrl)
  const cityFolder = projectPath('fixtures/toulouse/')
  const deployment = atHour(await loadDeployment(config.townFolder), config)
  const { dataFolder, photographDays, callerDays, routing, gateway, partners, callsOut, publicForm } = config
  const onFault = (error: unknown, what: string) => log.error(error, what)
  const onDropped = sparing((what, about) => log.warn(about, what))
  await withDatabase(databaseUrl, (database) => ensureCity(database, cityFolder))
  const timesRealTime = config.demonstrationSpeed ?? 1
  const learnSpeeds = config.demonstrationSpeed === null
  // Made-up crews report every second, and nobody will ever ask where they were.
  const positionDays = config.demonstrationSpeed === null ? config.positionDays : 1
  const app = await createApp({
    databaseUrl,
    dataFolder,
    deployment,
    timesRealTime,
    learnSpeeds,
    positionDays,
    photographDays,
    callerDays,
    routing,
    gateway,
    partners,
    callsOut,
    publicForm,
    onFault,
    onDropped,
  })
  if (config.demonstrationSpeed === null) await retire(app.database, log)
  await app.listen(config.host, config.port).catch((error) => refuseToStart(error, config))

  const stop = async () => {
    setTimeout(() => process.exit(1), 9_000).unref()
    await app.close()
    process.exit(0)
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  // Whoever started this is gone, by kill -9 perhaps: nobody would ever stop it.
  process.once('disconnect', stop)

  const address = addressOf(config)
  const ready: Ready = { address, accounts: [], simulation: null }
  if (config.demonstrationSpeed !== null) {
    const { database, handler, live } = app
    const speed = config.demonstrationSpeed
    const { accounts, apiKey, simulation } = await prepareDemonstration({
      database,
      handler,
      live,
      deployment,
      cityFolder,
      speed,
    })
    app.showDemonstration({ accounts, apiKey })
    Object.assign(ready, { accounts, simulation: { ...simulation, url: address } })
  }
  process.send?.(ready)
}

/** The town as it is deployed, or for a demonstration at another hour, in the time zone where that hour is. */
function atHour(deployment: Deployment, { demonstrationHour }: Config): Deployment {
  if (demonstrationHour === null) return deployment
  return { ...deployment, timeZone: zoneAtHour(demonstrationHour, new Date()) }
}

/** Before anyone can come in: the demonstration's password is public. */
async function retire(database: Database, log: ReturnType<typeof openLog>): Promise<void> {
  const accounts = await retireDemonstration(database)
  if (accounts.length > 0) log.warn({ accounts }, 'accounts of a demonstration were disabled')
}

/** Lends a pool for the time of some work, before the server has its own. */
async function withDatabase(url: string, work: (database: Database) => Promise<void>): Promise<void> {
  const database = openPool(url, { max: 1, onError: () => {} })
  try {
    await work(database)
  } finally {
    await database.end()
  }
}

function addressOf({ host, port }: Config): string {
  const name = host === '127.0.0.1' || host === '::1' ? 'localhost' : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`
}

function refuseToStart(error: NodeJS.ErrnoException, { host, port }: Config): never {
  const taken = error.code === 'EADDRINUSE'
  const why = taken
    ? 'is taken by another program: stop it, or set PORT to another one'
    : `cannot be used: ${error.message}`
  process.stderr.write(`\nVigie cannot start. PORT=${port} on HOST=${host} ${why}.\n\n`)
  process.exit(CANNOT_START)
}

serve().catch((error) => {
  process.stderr.write(`\nVigie cannot start. ${error.stack ?? error}\n\n`)
  process.exit(1)
})
