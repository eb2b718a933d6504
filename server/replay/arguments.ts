import { parseArgs } from 'node:util'
import { InputError } from './input-error.ts'

export const HELP = `npm run replay -- FILE.csv --map MAP.json [options]
  Streams a real file of requests into a running server, through its public doors.
  --map FILE        how its columns are read: fixtures/replay/baltimore-311.json, fixtures/replay/sf-fire-2020.json
  --speed N|max     times real time; max (the default) goes as fast as the doors allow
  --limit N         only the first N rows
  --url URL         http://localhost:8080
  --report FILE     every rejected row, with its line and its reason, as CSV; without it they are all printed
  --key KEY         API key (npm run account -- add-key); in a demonstration, its own is asked for
  --user NAME       a person to log in as: an administrator for a file with units, anyone otherwise
  --crew-user NAME  an account of role crew, for a file with units: each unit has a session of it
                    In a demonstration, its own accounts are used. Otherwise the passwords are read from standard
                    input, one a line, in this order.

  A row becomes a ticket through Open311; rows with one id are one ticket. Where the map names units, each is a crew
  with a socket of its own: it is sent by a dispatcher, goes en route, arrives and is available again at its own times,
  and the ticket is closed after its last unit.
  Accepted: the server acknowledged all that the row asks for. Rejected: anything else, with its line and its reason; a
  unit that was sent by then is called back. Ctrl C ends it and tells where it is; a server that is away is waited for.
  The same file played again makes no ticket twice; units' rows whose ticket is closed are told as already replayed.
  Points are moved from the file's city onto the territory: a rehearsal of load and rhythm, not of geography. A row whose
  point is missing, rounded, or beyond the territory becomes a ticket to locate where it has an address, and is rejected
  where it has none.
  Exit code: 0 reconciled, 1 not, 2 wrong input (nothing was played), 130 interrupted. See docs/replay.md.`

const options = {
  map: { type: 'string' },
  speed: { type: 'string', default: 'max' },
  limit: { type: 'string' },
  url: { type: 'string', default: 'http://localhost:8080' },
  key: { type: 'string' },
  user: { type: 'string' },
  'crew-user': { type: 'string' },
  report: { type: 'string' },
  help: { type: 'boolean' },
} as const

export interface ReplayArguments {
  file: string
  map: string
  /** Times real time; null as fast as the doors allow. */
  speed: number | null
  limit: number
  url: string
  key: string | undefined
  user: string | undefined
  crewUser: string | undefined
  report: string | undefined
}

/** Reads the command line; null asks for help. Throws an `InputError` that names the option and its value. */
export function readArguments(given: readonly string[]): ReplayArguments | null {
  const { values, positionals } = parsed(given)
  if (values.help) return null
  const [file, ...more] = positionals
  if (file === undefined) throw new InputError('Give a CSV file. --help tells how.')
  if (more.length > 0) throw new InputError(`One file at a time: ${JSON.stringify(more[0])} is one too many.`)
  if (values.map === undefined)
    throw new InputError('--map is missing: give fixtures/replay/baltimore-311.json, or a map of your own.')
  const { map, speed, limit, url, key, user, report, 'crew-user': crewUser } = values
  return {
    file,
    map,
    speed: speed === 'max' ? null : positive('--speed', speed, 'a number such as 60, or max'),
    limit: limit === undefined ? Number.POSITIVE_INFINITY : whole('--limit', limit),
    url: origin(url),
    key,
    user,
    crewUser,
    report,
  }
}

function parsed(given: readonly string[]) {
  try {
    return parseArgs({ args: [...given], options, allowPositionals: true })
  } catch (error) {
    throw new InputError(`${error instanceof Error ? error.message : error} --help tells how.`)
  }
}

function positive(name: string, text: string, remedy: string): number {
  const value = Number(text)
  if (!(value > 0 && value < Number.POSITIVE_INFINITY))
    throw new InputError(`${name} ${JSON.stringify(text)} cannot be used: give ${remedy}.`)
  return value
}

function whole(name: string, text: string): number {
  const value = positive(name, text, 'a whole number of rows, 1 or more')
  if (!Number.isInteger(value))
    throw new InputError(`${name} ${text} cannot be used: give a whole number of rows.`)
  return value
}

function origin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new InputError(
      `--url ${JSON.stringify(text)} cannot be used: give one such as http://localhost:8080.`,
    )
  return url.origin
}
