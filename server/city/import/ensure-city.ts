import type { Database } from '../../db/pool.ts'
import { importSchematicCity, isThere } from './schematic.ts'

/** Puts the demonstration's schematic city in the tables where no city is there yet. Under 2 s; at once otherwise. */
export async function ensureCity(database: Database, cityFolder: URL): Promise<void> {
  if (!(await isThere(database))) await importSchematicCity(database, cityFolder, { onlyIfNone: true })
}
