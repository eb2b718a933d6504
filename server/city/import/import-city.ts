import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Connection, Database } from '../../db/pool.ts'
import { type BanReport, checkBan, loadBan } from './ban.ts'
import { CityTables } from './city-tables.ts'
import { type Clip, contains, readClip } from './clip.ts'
import { districtsIn, loadDistricts } from './districts.ts'
import { Extent } from './extent.ts'
import { checkAndIndex, heartOf } from './finish.ts'
import { OsmLoader } from './osm.ts'
import { OsmPbf } from './osm-pbf.ts'
import type { Progress } from './progress.ts'
import { withNewCity } from './swap.ts'

/** Raised when the same files would give other tables: tiles and graphs made of the old ones are then made again. */
const FORMAT = 3

export interface ImportRequest {
  /** An OSM PBF file. */
  file: string
  name?: string | undefined
  /** « W,S,E,N » or a GeoJSON file. */
  clip?: string | undefined
  /** A BAN CSV, plain or gzipped. */
  addresses?: string | undefined
  /** A GeoJSON file. */
  districts?: string | undefined
}

export interface ImportReport {
  version: string
  counts: Readonly<Record<string, number>>
}

/** What a source says about itself; the rest of the row is counted. */
export interface CityRow {
  name: string
  source: string
  schematic: boolean
  credit: { fr: string; en: string }
  version: string
  box: { west: number; south: number; east: number; north: number }
  /** Where a map opens, [lon, lat]; null: where its streets are densest. */
  center: readonly [number, number] | null
  notes: Readonly<Record<string, number>>
}

/**
 * Makes a new city of the files and puts it in the place of the old one, in one transaction: until it commits, and if
 * anything fails, everybody sees the old one. Throws a `CityFileError` that says what is wrong with a file and where.
 */
export async function importCity(
  database: Database,
  request: ImportRequest,
  progress: Progress,
): Promise<ImportReport> {
  const clip = request.clip === undefined ? null : await readClip(request.clip)
  const districts = await readDistricts(request.districts)
  if (request.addresses !== undefined) await checkBan(request.addresses)
  const pbf = await OsmPbf.open(request.file, progress.phase('read'))
  try {
    return await withNewCity(database, { wait: false }, async (connection, schema) => {
      const tables = new CityTables(connection, schema)
      const extent = new Extent()
      const loader = new OsmLoader(pbf, clip, tables, extent, progress)
      await loader.load()
      const box = clip === null ? extent.box() : boxOf(clip)
      const ban = await addresses(request, tables, clip?.contains ?? contains(widened(box)), progress)
      await loadDistricts(districts.all, tables)
      if (clip?.outline) await tables.add('boundary', { geom: JSON.stringify(clip.outline) })
      await tables.flush()
      return complete(connection, schema, progress, {
        name: request.name ?? nameOf(request.file),
        source: basename(request.file),
        schematic: false,
        credit: creditOf(ban !== null),
        version: versionOf([
          pbf.digest,
          clipText(clip),
          ban?.digest ?? '',
          districts.text,
          request.name ?? '',
        ]),
        box,
        center: null,
        notes: { ...loader.notes, ...ban?.notes },
      })
    })
  } finally {
    await pbf.close()
  }
}

async function readDistricts(path: string | undefined) {
  if (path === undefined) return { text: '', all: [] }
  const text = await readFile(path, 'utf8')
  return { text, all: districtsIn(text, basename(path)) }
}

async function addresses(
  { addresses: file }: ImportRequest,
  tables: CityTables,
  isInside: (lon: number, lat: number) => boolean,
  progress: Progress,
): Promise<BanReport | null> {
  return file === undefined ? null : loadBan(file, isInside, tables, progress.phase('addresses'))
}

/** Indexes and checks what was loaded, and writes the row that says what it is. */
export async function complete(
  connection: Connection,
  schema: string,
  progress: Progress,
  row: CityRow,
): Promise<ImportReport> {
  progress.phase('finish')(0, 1)
  const counts = { ...(await checkAndIndex(connection, schema, row.source)), ...row.notes }
  await connection.query(
    `insert into ${schema}.city (name, source, schematic, credit_fr, credit_en, version, imported_at, center,
       west, south, east, north, counts)
     values ($1, $2, $3, $4, $5, $6, now(), st_setsrid(st_point($7, $8), 4326), $9, $10, $11, $12, $13)`,
    [
      row.name,
      row.source,
      row.schematic,
      row.credit.fr,
      row.credit.en,
      row.version,
      ...(row.center ?? (await heartOf(connection, schema, row.box))),
      ...[row.box.west, row.box.south, row.box.east, row.box.north],
      counts,
    ],
  )
  return { version: row.version, counts }
}

/** Names the content: the same parts, read by the same importer into the same tables, give the same version. */
export function versionOf(parts: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify([FORMAT, ...parts]))
  return hash.digest('hex').slice(0, 16)
}

function clipText(clip: Clip | null): string {
  return clip === null ? '' : JSON.stringify([boxOf(clip), clip.outline])
}

function boxOf({ west, south, east, north }: Clip) {
  return { west, south, east, north }
}

/** The BAN comes by the department: what is farther than about 1 km from the streets is another town's. */
function widened({ west, south, east, north }: ReturnType<typeof boxOf>) {
  const margin = 0.01
  return { west: west - margin, south: south - margin, east: east + margin, north: north + margin }
}

/** « porto_portugal.osm.pbf » → « Porto Portugal ». */
function nameOf(file: string): string {
  const words = basename(file)
    .replace(/(\.osm)?\.pbf$/i, '')
    .split(/[_-]+/)
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ')
}

function creditOf(withBan: boolean): { fr: string; en: string } {
  const ban = {
    fr: ' · Base Adresse Nationale, Licence Ouverte',
    en: ' · Base Adresse Nationale, Open Licence',
  }
  return {
    fr: `© les contributeurs d’OpenStreetMap, ODbL${withBan ? ban.fr : ''}`,
    en: `© OpenStreetMap contributors, ODbL${withBan ? ban.en : ''}`,
  }
}
