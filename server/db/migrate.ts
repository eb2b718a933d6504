import { fileURLToPath } from 'node:url'
import { runner } from 'node-pg-migrate'
import { projectPath } from '../project.ts'

/** Brings the database at `url` to the newest schema, forward only. Safe to run from several processes at once. */
export async function migrate(url: string): Promise<void> {
  await runner({
    databaseUrl: url,
    dir: fileURLToPath(projectPath('migrations/')),
    direction: 'up',
    migrationsTable: 'migration',
    count: Number.POSITIVE_INFINITY,
    log: () => {},
  })
}
