import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { type Cluster, startCluster } from './embedded.ts'
import { migrate } from './migrate.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** URL of the template database on the tests' own cluster. */
    clusterUrl: string
  }
}

export const TEMPLATE = 'vigie_template'

/** Vitest's global set-up: one private cluster for the whole run, with a migrated template to copy from. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  // biome-ignore lint/suspicious/noConsole: an installation is announced to whoever runs the tests
  const say = (line: string) => console.log(line)
  const folder = mkdtempSync(join(tmpdir(), 'vigie-test-'))
  chmodSync(folder, 0o755)
  const cluster = await startCluster(folder, say)
  await makeTemplate(cluster)
  project.provide('clusterUrl', cluster.url)
  return async () => {
    await cluster.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function makeTemplate(cluster: Cluster): Promise<void> {
  const client = new pg.Client({ connectionString: cluster.url })
  await client.connect()
  await client.query(`create database ${TEMPLATE}`)
  await client.end()
  await migrate(cluster.url.replace('/vigie?', `/${TEMPLATE}?`))
}
