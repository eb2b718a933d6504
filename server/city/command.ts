import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { instant } from '../../shared/instant.ts'
import { openDatabase } from '../db/open.ts'
import type { Database } from '../db/pool.ts'
import { projectPath } from '../project.ts'
import { described } from './city-status.ts'
import { checkFiles } from './import/check-files.ts'
import { CityFileError } from './import/city-file-error.ts'
import { download, isUrl } from './import/download.ts'
import { importCity } from './import/import-city.ts'
import { progressOn } from './import/progress.ts'
import { importSchematicCity } from './import/schematic.ts'
import { readCity } from './read-city.ts'
import { speedReport } from './road/speed-report.ts'
import { loadSpeeds } from './road/speed-store.ts'
import { usualSpeeds } from './road/street-speeds.ts'

const HELP = `npm run city -- COMMAND
  import FILE|URL      make the map, the addresses and the streets of an OpenStreetMap extract (.osm.pbf)
    --clip W,S,E,N | --clip FILE.geojson   take this part only; a GeoJSON outline becomes the territory served
    --addresses FILE.csv[.gz]              house numbers of the Base Adresse Nationale (a file or a URL)
    --districts FILE.geojson               districts, each with a code and a name
    --name "Toulouse"                      what the city is called
  status               what is loaded, from when
  speeds               how fast cars are by class of street: the table, what was learned, from how much
  demonstration        back to the schematic city

The old city stays until the new one is whole; a running server takes the new one at once.
DATABASE_URL and VIGIE_DATA are read as by npm start. See docs/city.md.`

const options = {
  clip: { type: 'string' },
  addresses: { type: 'string' },
  districts: { type: 'string' },
  name: { type: 'string' },
  help: { type: 'boolean' },
} as const

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values']
interface Context {
  database: Database
  dataFolder: string
  values: Values
  argument: string | undefined
}

const commands: Record<string, (context: Context) => Promise<string>> = {
  import: async ({ database, dataFolder, values, argument }) => {
    if (argument === undefined)
      throw new CityFileError('Missing: the .osm.pbf file. See npm run city -- --help')
    const progress = progressOn(process.stderr)
    const local = (given: string) =>
      isUrl(given)
        ? download(given, join(dataFolder, 'city'), { onProgress: progress.phase('download') })
        : given
    const { clip, districts, name } = values
    await checkFiles({ file: argument, addresses: values.addresses, clip, districts })
    const started = Date.now()
    const file = await local(argument)
    const addresses = values.addresses === undefined ? undefined : await local(values.addresses)
    await importCity(database, { file, addresses, clip, districts, name }, progress)
    process.stderr.write('\n')
    const { maxRSS } = process.resourceUsage()
    const took = `Done in ${((Date.now() - started) / 1000).toFixed(1)} s, ${Math.round(maxRSS / 1024)} MB of memory at most.`
    return `${await status(database)}\n${took}`
  },
  status: ({ database }) => status(database),
  speeds: async ({ database }) => speedReport(await loadSpeeds(database, instant(Date.now())), usualSpeeds),
  demonstration: async ({ database }) => {
    await importSchematicCity(database, projectPath('fixtures/toulouse/'))
    return status(database)
  },
}

async function status(database: Database): Promise<string> {
  const city = await readCity(database)
  return city === undefined
    ? 'No city is loaded. Load one with: npm run city -- import FILE.osm.pbf'
    : described(city)
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  const [command = '', argument] = positionals
  const run = commands[command]
  if (values.help || run === undefined) {
    process.stdout.write(`${HELP}\n`)
    process.exitCode = values.help ? 0 : 2
    return
  }
  const { pool, dataFolder, close } = await openDatabase()
  try {
    process.stdout.write(`${await run({ database: pool, dataFolder, values, argument })}\n`)
  } finally {
    await close()
  }
}

main().catch((error) => {
  const known = error instanceof CityFileError || error.code === 'ENOENT'
  process.stderr.write(
    `\n${known || error.code?.startsWith('ERR_PARSE_ARGS') ? error.message : error.stack}\n`,
  )
  process.exitCode = 1
})
