import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from '../server/db/pool.ts'
import { type ImportRun, runImport } from './city-import.ts'
import { measureCities, withDatabase } from './extracts.ts'
import type { Bench, Figure } from './measure.ts'
import { startDatabase } from './processes.ts'
import { middleOf, writeRegionFile } from './region-file.ts'

/** Quarters along a side of the town cut out of the region: 13 km, 200,000 buildings. */
const TOWN = 26

/** What `npm run city -- import` needs, in a process of its own. */
export const imports: Bench = {
  name: 'import',
  what: 'time and memory of importing real cities, and a town out of a made-up region of --megabytes (100)',
  run: async (report, { megabytes }) => [
    ...(await measureCities(['Porto', 'Toulouse'], report, ({ extract, file, databaseUrl }) =>
      measure(
        extract,
        databaseUrl,
        [file],
        extract === 'Porto' ? { seconds: 20, megabytes: 600 } : {},
        report,
      ),
    )),
    ...(await clipped(megabytes, report)),
  ],
}

/** A town cut out of a made-up region. */
async function clipped(megabytes: number, report: (line: string) => void): Promise<Figure[]> {
  const cluster = await startDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'vigie-bench-region-'))
  try {
    const file = join(folder, 'region.osm.pbf')
    const region = writeRegionFile(file, megabytes)
    const written = statSync(file).size / 1e6
    report(`region: ${written.toFixed(0)} MB, ${(region.nodes / 1e6).toFixed(1)} million nodes`)
    const args = [file, '--clip', middleOf(region, Math.min(TOWN, region.side))]
    const url = await cluster.url('region')
    return await measure(`town of ${megabytes} MB`, url, args, { megabytes: 1_500 }, report)
  } finally {
    await cluster.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(
  name: string,
  url: string,
  args: readonly string[],
  aims: { seconds?: number; megabytes?: number },
  report: (line: string) => void,
): Promise<Figure[]> {
  const run = await runImport(url, args)
  for (const line of phaseLines(run)) report(`${name}: ${line}`)
  const { bytes, counts } = await withDatabase(url, sizeOf)
  report(`${name}: ${counts}`)
  const aim = (value: number | undefined) => (value === undefined ? {} : { aim: value })
  return [
    { name: `${name}: wall`, unit: 's', value: run.seconds, ...aim(aims.seconds) },
    { name: `${name}: processor`, unit: 's', value: run.processorSeconds },
    { name: `${name}: memory, peak`, unit: 'MB', value: run.peakMegabytes, ...aim(aims.megabytes) },
    { name: `${name}: in the database`, unit: 'MB', value: bytes / 1e6 },
  ]
}

function phaseLines({ phases }: ImportRun): string[] {
  return phases.map(
    ({ name, seconds, peakMegabytes }) =>
      `${name.padEnd(28)} ${seconds.toFixed(1).padStart(6)} s ${peakMegabytes.toFixed(0).padStart(5)} MB`,
  )
}

/** The city's tables with their indexes, and what they hold. */
async function sizeOf(database: Database): Promise<{ bytes: number; counts: string }> {
  const {
    rows: [size],
  } = await database.query<{ bytes: number }>(`
    select sum(pg_total_relation_size(pg_class.oid))::float8 as bytes from pg_class
    join pg_namespace on pg_namespace.oid = relnamespace where nspname = 'city' and relkind = 'r'`)
  const {
    rows: [city],
  } = await database.query<{ counts: Record<string, number> }>('select counts from city.city')
  const counted = Object.entries(city?.counts ?? {}).filter(([, count]) => count > 0)
  return {
    bytes: size?.bytes ?? 0,
    counts: counted.map(([what, count]) => `${what} ${count.toLocaleString('en')}`).join(', '),
  }
}
