import { type Extract, extractFile } from '../server/city/road/test-streets.ts'
import { type Database, openPool } from '../server/db/pool.ts'
import type { Figure } from './measure.ts'
import { startDatabase } from './processes.ts'

/** A real city's extract, and an empty database for it. */
export interface RealCity {
  extract: Extract
  file: string
  databaseUrl: string
}

/** Measures each real city whose shared extract is at hand; the others are reported. */
export async function measureCities(
  extracts: readonly Extract[],
  report: (line: string) => void,
  measure: (city: RealCity) => Promise<Figure[]>,
): Promise<Figure[]> {
  const figures: Figure[] = []
  const cluster = await startDatabase()
  try {
    for (const extract of extracts) {
      const file = extractFile(extract)
      if (file === null) report(`${extract} is left out: its shared extract is not here.`)
      else
        figures.push(
          ...(await measure({ extract, file, databaseUrl: await cluster.url(extract.toLowerCase()) })),
        )
    }
    return figures
  } finally {
    await cluster.stop()
  }
}

/** Lends a pool of one connection for the time of some work. */
export async function withDatabase<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = openPool(url, { max: 1, onError: () => {} })
  try {
    return await work(database)
  } finally {
    await database.end()
  }
}
