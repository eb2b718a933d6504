import { readConfig } from '../config.ts'
import { runningCluster, startCluster } from './embedded.ts'
import { migrate } from './migrate.ts'
import { type Database, openPool } from './pool.ts'

/**
 * Opens the database for a command line: the one of `DATABASE_URL`, the private cluster of a server that is running
 * here, or that cluster started for the time of the command. The schema is brought up to date.
 */
export async function openDatabase(): Promise<{
  pool: Database
  url: string
  dataFolder: string
  close(): Promise<void>
}> {
  const { databaseUrl, dataFolder } = readConfig({ ...process.env, VIGIE_DEMO: '0' })
  const say = (line: string) => process.stderr.write(`${line}\n`)
  const running = databaseUrl ?? (await runningCluster(dataFolder))
  const cluster = running === undefined ? await startCluster(dataFolder, say) : null
  const url = running ?? cluster?.url ?? ''
  await migrate(url)
  let isClosing = false
  // That a cluster which is being stopped ends its connections is no news.
  const pool = openPool(url, { max: 2, onError: ({ message }) => isClosing || say(message) })
  return {
    pool,
    url,
    dataFolder,
    close: async () => {
      isClosing = true
      await pool.end()
      await cluster?.stop()
    },
  }
}
