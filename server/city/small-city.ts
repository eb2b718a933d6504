import { readFileSync } from 'node:fs'
import type { Database } from '../db/pool.ts'

/** For tests: a city of one street with one house, 12 Rue des Lois in Villeneuve, and one district around it. */
export async function makeSmallCity(database: Database, schema: string): Promise<void> {
  const tables = readFileSync(new URL('./schema.sql', import.meta.url), 'utf8')
  await database.query(tables.replaceAll(':schema', schema))
  await database.query(`
    insert into ${schema}.city
      (name, source, credit_fr, credit_en, version, imported_at, center, west, south, east, north, counts)
    values ('Villeneuve', 'hand', '', '', 'v1', now(), 'srid=4326;point(1.44 43.6)', 1, 43, 2, 44, '{}');
    insert into ${schema}.street (id, name, class, car, bicycle, foot, nodes, geom) values
      (1, 'Rue des Lois', 'residential', true, true, true, '{1,2}', 'srid=4326;linestring(1.44 43.6, 1.44 43.602)');
    insert into ${schema}.address (id, number, street, postcode, municipality, source, geom) values
      (1, 12, 'Rue des Lois', '31000', 'Villeneuve', 'ban', 'srid=4326;point(1.4401 43.601)');
    insert into ${schema}.district values
      ('1.1', 'Centre', 'Centre', st_multi(st_makeenvelope(1.43, 43.59, 1.45, 43.61, 4326)));
  `)
}
