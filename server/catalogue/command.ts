import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { Catalogue } from '../../shared/catalogue/catalogue.ts'
import type { KnownTown } from '../../shared/catalogue/check.ts'
import { flawsOf } from '../../shared/catalogue/form.ts'
import {
  CatalogueFileError,
  catalogueText,
  problemLine,
  readCatalogue,
} from '../../shared/catalogue/read-catalogue.ts'
import { explainRefusal } from '../../shared/explain-refusal.ts'
import { loadDeployment } from '../city/deployment.ts'
import { readConfig } from '../config.ts'
import { openDatabase } from '../db/open.ts'
import type { Database } from '../db/pool.ts'
import {
  loadCatalogueVersion,
  loadDraft,
  loadPublications,
  publishFirst,
  saveDraft,
} from '../projection/catalogue.ts'
import { deployedTown, loadedTown } from './known-town.ts'
import { ACTOR, publishDraft } from './publish.ts'

/** Told to whoever gave the command, as it is. */
class CommandError extends Error {}

const HELP = `npm run catalogue -- COMMAND
  check FILE              what keeps a catalogue (JSON) from being published; touches no database
  export [--version N]    the catalogue in force, or version N of it, as JSON on standard output
  import FILE             keep a catalogue as the draft, in place of the one before; it may still have flaws
  publish                 make the draft the next version; running servers and screens take it at once
  status                  which version is in force, and whether there is a draft

Tickets keep the version that they were taken with. DATABASE_URL and VIGIE_DATA are read as by npm start.`

const options = { version: { type: 'string' }, help: { type: 'boolean' } } as const

interface Context {
  database: Database
  databaseUrl: string
  version: string | undefined
  argument: string | undefined
  /** What flaws are looked for against. */
  town: KnownTown
}

const commands: Record<string, (context: Context) => Promise<string>> = {
  export: async ({ database, version }) => {
    const wanted = version === undefined ? await loadCatalogueVersion(database) : Number(version)
    const found = (await loadPublications(database, 0)).find((one) => one.version === wanted)
    if (found === undefined)
      throw new CommandError(
        `--version=${version}: there is no such version. See npm run catalogue -- status`,
      )
    return catalogueText(found.catalogue).trimEnd()
  },
  import: async ({ database, argument, town }) => {
    const catalogue = await readFileNamed(argument)
    const basedOn = await loadCatalogueVersion(database)
    const before = (await loadDraft(database))?.revision ?? null
    const draft = { basedOn, catalogue, revision: randomUUID(), by: ACTOR.label, after: before }
    if (!(await saveDraft(database, draft)))
      throw new CommandError('The draft was saved from elsewhere at this very moment. Try again.')
    const flaws = flawsOf(catalogue, town).map(problemLine)
    const kept = `Kept as the draft of version ${basedOn + 1}: ${countsOf(catalogue)}.`
    return flaws.length === 0
      ? `${kept}\nIt is sound. Publish it with: npm run catalogue -- publish`
      : `${kept}\nIt cannot be published yet:\n${flaws.join('\n')}`
  },
  publish: async ({ database, databaseUrl, town }) => {
    const draft = await loadDraft(database)
    if (draft === undefined)
      throw new CommandError('There is no draft. Keep one with: npm run catalogue -- import FILE')
    const published = await publishDraft(database, databaseUrl, draft, town)
    if (typeof published === 'number')
      return `Version ${published} is published: ${countsOf(draft.catalogue)}.`
    if (published.code === 'catalogue_unsound')
      throw new CommandError(
        ['The draft cannot be published.', ...flawsOf(draft.catalogue, town).map(problemLine)].join('\n'),
      )
    throw new CommandError(explainRefusal(published, 'en', (at) => new Date(at).toISOString()))
  },
  status: async ({ database, town }) => {
    const publications = await loadPublications(database, 0)
    const draft = await loadDraft(database)
    const lines = publications.map(
      ({ version, at, by, catalogue }) =>
        `version ${version}  ${new Date(at).toISOString()}  ${by}  ${countsOf(catalogue)}`,
    )
    const drafted =
      draft === undefined
        ? 'no draft'
        : `draft begun from version ${draft.basedOn}, by ${draft.by}: ${countsOf(draft.catalogue)}, ${flawsOf(draft.catalogue, town).length} flaws`
    return [...lines, drafted].join('\n')
  },
}

async function check(file: string | undefined): Promise<string> {
  const catalogue = await readFileNamed(file)
  const flaws = flawsOf(catalogue, deployedTown(await deployed())).map(problemLine)
  if (flaws.length > 0) throw new CommandError(flaws.join('\n'))
  return `It is sound: ${countsOf(catalogue)}.`
}

async function readFileNamed(file: string | undefined): Promise<Catalogue> {
  if (file === undefined) throw new CommandError('Missing: the file. See npm run catalogue -- --help')
  return readCatalogue(await readFile(file, 'utf8'))
}

const deployed = () => loadDeployment(readConfig(process.env).townFolder)

function countsOf({ services, agencies }: Catalogue): string {
  const questions = services.reduce((sum, service) => sum + service.questions.length, 0)
  return `${services.length} types of request, ${questions} questions, ${agencies.length} agencies`
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  const [command = '', argument] = positionals
  if (!values.help && command === 'check') {
    process.stdout.write(`${await check(argument)}\n`)
    return
  }
  const run = commands[command]
  if (values.help || run === undefined) {
    process.stdout.write(`${HELP}\n`)
    process.exitCode = values.help ? 0 : 2
    return
  }
  const { pool, url, close } = await openDatabase()
  try {
    const deployment = await deployed()
    await publishFirst(pool, deployment.catalogue)
    const town = await loadedTown(pool, deployment)
    const { version } = values
    process.stdout.write(`${await run({ database: pool, databaseUrl: url, version, argument, town })}\n`)
  } finally {
    await close()
  }
}

main().catch((error) => {
  const known =
    error instanceof CommandError || error instanceof CatalogueFileError || error.code === 'ENOENT'
  process.stderr.write(`${known || error.code?.startsWith('ERR_PARSE_ARGS') ? error.message : error.stack}\n`)
  process.exitCode = 1
})
