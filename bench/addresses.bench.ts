import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { HouseRow } from '../server/city/address/address-row.ts'
import { folded } from '../server/city/address/address-words.ts'
import { Addresses } from '../server/city/address/addresses.ts'
import { type Database, openPool } from '../server/db/pool.ts'
import { between, pick, type Random, randomFrom } from '../server/simulation/random.ts'
import { readBanFile, writeBanFile } from './ban-file.ts'
import { type Bench, type Figure, quantile } from './measure.ts'
import { startDatabase } from './processes.ts'
import { prepareTrigramSearch, trigramSearch } from './trigram-search.ts'

const ADDRESSES = 200_000
const QUERIES = 1_000
const AIM_MS = 15

export const addresses: Bench = {
  name: 'addresses',
  what: `address search among ${ADDRESSES.toLocaleString('en')}, ours beside pg_trgm + unaccent (floor column)`,
  run: async (report) => {
    const folder = mkdtempSync(join(tmpdir(), 'vigie-bench-ban-'))
    const cluster = await startDatabase()
    const database = openPool(await cluster.url('addresses'), { max: 4, onError: () => {} })
    try {
      const file = join(folder, 'ban.csv')
      await writeBanFile(file, ADDRESSES)
      report('the file is written')
      const sample = await loadBanFile(database, file)
      report('the addresses are in the database')
      await prepareTrigramSearch(database)
      return await measure(database, sample, report)
    } finally {
      await database.end()
      await cluster.stop()
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

/** Loads the file into the city's tables; every 100th address is kept to ask for. */
async function loadBanFile(database: Database, file: string): Promise<HouseRow[]> {
  const schema = readFileSync(new URL('../server/city/schema.sql', import.meta.url), 'utf8')
  await database.query(`create extension postgis; ${schema.replaceAll(':schema', 'city')}`)
  await database.query(`
    insert into city.city
      (name, source, credit_fr, credit_en, version, imported_at, center, west, south, east, north, counts)
    values ('Bench', 'ban.csv', '', '', 'bench', now(), 'srid=4326;point(1.44 43.6)', 1, 43, 2, 44, '{}')`)
  const sample: HouseRow[] = []
  let id = 0
  for await (const rows of readBanFile(file, 10_000)) {
    sample.push(...rows.filter((_, index) => index % 100 === 0))
    await database.query(
      `insert into city.address (id, number, suffix, street, postcode, municipality, source, geom)
       select $1 + row_number() over (), number, suffix, street, postcode, municipality, 'ban',
         st_setsrid(st_makepoint(lon, lat), 4326)
       from json_to_recordset($2::json) as row (number integer, suffix text, street text, postcode text,
         municipality text, lon float8, lat float8)`,
      [id, JSON.stringify(rows)],
    )
    id += rows.length
  }
  return sample
}

async function measure(
  database: Database,
  sample: readonly HouseRow[],
  report: (line: string) => void,
): Promise<Figure[]> {
  const before = memory()
  const pauses = monitorEventLoopDelay({ resolution: 1 })
  pauses.enable()
  const busy = process.cpuUsage()
  const ours = new Addresses(database, 'city')
  const [, loading] = await timed(() => ours.refresh())
  const processor = secondsSince(busy)
  pauses.disable()
  const held = memory() - before
  const random = randomFrom(7)
  const figures: Figure[] = [
    { name: 'load the index', unit: 's', value: loading / 1_000 },
    { name: 'load the index: processor', unit: 's', value: processor },
    { name: 'load the index: longest pause', unit: 'ms', value: pauses.max / 1e6 },
    { name: 'memory of the index', unit: 'MB', value: held },
  ]
  let processorSeconds = 0
  const all = { ours: [] as number[], theirs: [] as number[] }
  for (const [kind, write] of Object.entries(WAYS_TO_WRITE)) {
    const each = { ours: [] as number[], theirs: [] as number[] }
    const right = { ours: 0, theirs: 0 }
    const count = QUERIES / Object.keys(WAYS_TO_WRITE).length
    const asked = Array.from({ length: count }, () => {
      const house = pick(random, sample)
      return { house, text: write(house, random) }
    })
    const begun = process.cpuUsage()
    for (const { house, text } of asked) {
      const [found, milliseconds] = await timed(async () => ours.search(text, { limit: 8 }))
      each.ours.push(milliseconds)
      if (found[0]?.label.endsWith(house.street)) right.ours++
    }
    processorSeconds += secondsSince(begun)
    for (const { house, text } of asked) {
      const [rows, milliseconds] = await timed(() => trigramSearch(database, text))
      each.theirs.push(milliseconds)
      if (rows[0]?.street === house.street) right.theirs++
    }
    all.ours.push(...each.ours)
    all.theirs.push(...each.theirs)
    figures.push({
      name: `${kind}: p95`,
      unit: 'ms',
      value: quantile(each.ours, 0.95),
      floor: quantile(each.theirs, 0.95),
    })
    figures.push({
      name: `${kind}: street found first`,
      unit: '%',
      value: (100 * right.ours) / count,
      floor: (100 * right.theirs) / count,
    })
    report(`${kind} is measured`)
  }
  const points = sample
    .slice(0, 1_000)
    .map(({ lon, lat }) => ({ lon: lon + between(random, -4e-4, 4e-4), lat }))
  const reverses = points.map((point) => {
    const begun = performance.now()
    ours.reverse(point)
    return performance.now() - begun
  })
  return [
    ...figures,
    { name: 'all searches: processor, mean', unit: 'ms', value: (1_000 * processorSeconds) / QUERIES },
    {
      name: 'all searches: p50',
      unit: 'ms',
      value: quantile(all.ours, 0.5),
      floor: quantile(all.theirs, 0.5),
    },
    {
      name: 'all searches: p95',
      unit: 'ms',
      value: quantile(all.ours, 0.95),
      floor: quantile(all.theirs, 0.95),
      aim: AIM_MS,
    },
    { name: 'reverse: p95', unit: 'ms', value: quantile(reverses, 0.95), aim: AIM_MS },
  ]
}

/** How people write one address. */
const WAYS_TO_WRITE: Record<string, (house: HouseRow, random: Random) => string> = {
  whole: ({ number, suffix, street, postcode, municipality }) =>
    `${number} ${suffix ?? ''} ${street}, ${postcode} ${municipality}`,
  bare: ({ number, street }) => `${number} ${folded(street)}`,
  'short words': ({ number, street }) =>
    `${number} ${street.replace(/^(\p{L})\p{L}+/u, shortType).replace('Saint-', 'St ')}`,
  'one slip': ({ number, street }, random) => `${number} ${slipped(street, random)}`,
  unfinished: ({ number, street }) => `${number} ${folded(street).slice(0, -3)}`,
}

const SHORT: Record<string, string> = {
  Avenue: 'av',
  Boulevard: 'bd',
  Chemin: 'che',
  Impasse: 'imp',
  Place: 'pl',
  Allée: 'all',
  Route: 'rte',
  Rue: 'r',
  Square: 'sq',
}

function shortType(type: string): string {
  return SHORT[type] ?? type
}

/** Two letters of the last word swapped. */
function slipped(street: string, random: Random): string {
  const at = street.lastIndexOf(' ') + 2 + Math.floor(random() * 2)
  return street.slice(0, at) + (street[at + 1] ?? '') + (street[at] ?? '') + street.slice(at + 2)
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const start = performance.now()
  const result = await work()
  return [result, performance.now() - start]
}

/** Seconds that all threads of this process have worked since `start`. */
function secondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1e6
}

/** Megabytes in use, after a collection where the process was started with --expose-gc. */
function memory(): number {
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / 1e6
}
