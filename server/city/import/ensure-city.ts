import type { Database } from '../../db/pool.ts'
import { importSchematicCity } from './schematic.ts'

/** Puts the demonstration's schematic city in the tables where no city is there yet. Under 2 s; at once otherwise. */
export async function ensureCity(database: Database, cityFolder: URL): Promise<void> {
  const { rows } = await database.query("select to_regclass('city.city') is not null as there")
  if (!rows[0].there) await importSchematicCity(database, cityFolder)
}
