import { writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { type Credentials, DoorClient } from '../simulation/door-client.ts'
import type { Rejection } from './map-row.ts'
import { type Action, type Plan, planReplay } from './plan.ts'
import { Player } from './player.ts'
import { Progress } from './progress.ts'
import { readRows } from './read-rows.ts'
import { replayMapSchema } from './replay-map.ts'
import { registerUnits } from './units.ts'

const HELP = `npm run replay -- FILE.csv --map MAP.json [options]
  Streams a real file of requests into a running server, through its public doors.
  --map FILE      how its columns are read: fixtures/replay/baltimore-311.json, fixtures/replay/sf-fire-2020.json
  --speed N|max   times real time; max (the default) goes as fast as the server answers
  --limit N       only the first N rows
  --url URL       http://localhost:8080
  --key KEY       API key (npm run account -- add-key); the demonstration's own is made where there is none
  --user NAME     an administrator, for files with units; its password is read from standard input.
                  In a demonstration, its own accounts are used
  --report FILE   every rejected row, with its line and its reason (rejected.csv)
  Points are moved from the file's city onto the territory: a rehearsal of load and rhythm, not of geography.
  Those that fall outside it become tickets to locate.`

const options = {
  map: { type: 'string' },
  speed: { type: 'string', default: 'max' },
  limit: { type: 'string' },
  url: { type: 'string', default: 'http://localhost:8080' },
  key: { type: 'string' },
  user: { type: 'string' },
  report: { type: 'string', default: 'rejected.csv' },
  help: { type: 'boolean' },
} as const

/** Things done at once when there is no clock to wait for. */
const AT_ONCE = 48
const SHOWN = 20

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  const [file] = positionals
  if (values.help || file === undefined || values.map === undefined) {
    process.stdout.write(`${HELP}\n`)
    return values.help ? 0 : 2
  }
  const speed = values.speed === 'max' ? null : z.coerce.number().positive().parse(values.speed)
  const map = replayMapSchema.parse(JSON.parse(await readFile(values.map, 'utf8')))
  const person = await credentials(values.url, values.user)
  const client = new DoorClient(values.url)
  await client.login(person)
  const { center } = z
    .object({ center: z.tuple([z.number(), z.number()]) })
    .parse(await (await client.request('GET', '/api/city')).json())
  const skipped: Rejection[] = []
  const rows = readRows(file, (rejection) => skipped.push(rejection))
  const plan = await planReplay(
    rows,
    map,
    { lon: center[0], lat: center[1] },
    values.limit === undefined ? Infinity : Number(values.limit),
  )
  plan.rows += skipped.length
  plan.rejected.push(...skipped)

  await client.connect()
  const crewOf =
    map.units === undefined ? new Map<string, string>() : await registerUnits(client, plan.accepted)
  const apiKey = values.key ?? (await demonstrationKey(values.url))
  const player = new Player({ url: values.url, apiKey, source: basename(file), dispatcher: client, crewOf })
  const failed = await playAll(plan, player, speed)
  const rejected = [...plan.rejected, ...failed].sort((a, b) => a.line - b.line)
  writeReport(values.report, rejected)
  const missing = await verify(values.url, player)
  client.close()
  return summarise(plan, rejected, player, missing, values.report)
}

/** Plays every action at its time, each after those before it on the same ticket and of the same unit. */
async function playAll(plan: Plan, player: Player, speed: number | null): Promise<Rejection[]> {
  const progress = new Progress(plan.actions.length)
  const failed = new Map<number, Rejection>()
  const turns = new Map<string, Promise<void>>()
  const running = new Set<Promise<void>>()
  const [first] = plan.actions
  const startedAt = Date.now()
  for (const action of plan.actions) {
    if (speed !== null && first !== undefined) await until(startedAt + (action.at - first.at) / speed)
    while (running.size >= AT_ONCE) await Promise.race(running)
    const keys = [`ticket ${action.row.id}`, `unit ${action.row.movement?.unit ?? action.row.line}`]
    const before = Promise.all(keys.map((key) => turns.get(key)))
    const turn = before.then(() => playOne(action, player, failed)).then(() => progress.step(action.at))
    for (const key of keys) turns.set(key, turn)
    running.add(turn)
    turn.finally(() => running.delete(turn))
  }
  await Promise.all(running)
  progress.end()
  return [...failed.values()]
}

async function playOne(action: Action, player: Player, failed: Map<number, Rejection>): Promise<void> {
  const { line } = action.row
  // A row that failed once is not half done: the rest of it is left out.
  if (failed.has(line) && action.do !== 'close') return
  const problem = await player.play(action)
  if (problem !== null && action.do !== 'close')
    failed.set(line, { line, reason: `${action.do}: ${problem}` })
}

function until(at: number): Promise<void> {
  const wait = at - Date.now()
  return wait <= 0 ? Promise.resolve() : new Promise((settle) => setTimeout(settle, wait))
}

/** Asks the server for every ticket that it said it took; those it does not know. */
async function verify(url: string, player: Player): Promise<string[]> {
  const missing: string[] = []
  const references = [...player.references.values()]
  const ask = async () => {
    for (let one = references.pop(); one !== undefined; one = references.pop()) {
      const response = await fetch(`${url}/open311/v2/requests/${one}.json`)
      await response.arrayBuffer()
      if (!response.ok) missing.push(one)
    }
  }
  await Promise.all(Array.from({ length: 16 }, ask))
  return missing
}

function writeReport(file: string, rejected: readonly Rejection[]): void {
  const lines = rejected.map(({ line, reason }) => `${line},"${reason.replaceAll('"', '""')}"`)
  writeFileSync(file, `line,reason\n${lines.join('\n')}\n`)
}

function summarise(
  plan: Plan,
  rejected: readonly Rejection[],
  player: Player,
  missing: readonly string[],
  report: string,
): number {
  const accepted = plan.rows - rejected.length
  const reasons = new Map<string, number>()
  for (const { reason } of rejected) {
    const kind = reason
      .replace(/line \d+/, 'line N')
      .replace(/-?\d+\.\d+/g, 'x')
      .replace(/"[^"]*"/, '"…"')
    reasons.set(kind, (reasons.get(kind) ?? 0) + 1)
  }
  const balanced = missing.length === 0 && rejected.length + accepted === plan.rows
  const out = [
    '',
    ...rejected.slice(0, SHOWN).map(({ line, reason }) => `  line ${line}: ${reason}`),
    rejected.length > SHOWN ? `  … and ${rejected.length - SHOWN} more in ${report}` : '',
    '',
    ...[...reasons]
      .sort(([, a], [, b]) => b - a)
      .map(([reason, count]) => `  ${String(count).padStart(7)}  ${reason}`),
    '',
    `  rows read       ${plan.rows}`,
    `  accepted        ${accepted}`,
    `  rejected        ${rejected.length}`,
    `  tickets made    ${player.references.size}, of which to locate ${player.unplaced}`,
    `  tickets missing ${missing.length}`,
    balanced ? '  read = accepted + rejected, and every ticket is there.' : '  IT DOES NOT BALANCE.',
    '',
  ]
  process.stdout.write(out.join('\n'))
  return balanced ? 0 : 1
}

const demonstrationSchema = z.object({
  accounts: z.array(z.object({ userName: z.string(), password: z.string(), role: z.string() })),
  apiKey: z.string(),
})

async function demonstration(url: string): Promise<z.infer<typeof demonstrationSchema> | null> {
  const response = await fetch(`${url}/api/demonstration`).catch((error: Error) => {
    throw new Error(`${url} does not answer (${error.message}): start it with npm start, or give --url.`)
  })
  return response.ok ? demonstrationSchema.parse(await response.json()) : null
}

async function demonstrationKey(url: string): Promise<string> {
  const key = (await demonstration(url))?.apiKey
  if (key === undefined)
    throw new Error('--key is missing: make one with npm run account -- add-key --name "Replay".')
  return key
}

async function credentials(url: string, userName: string | undefined): Promise<Credentials> {
  if (userName !== undefined) {
    const { value } = await createInterface({ input: process.stdin })[Symbol.asyncIterator]().next()
    return { userName, password: String(value ?? '') }
  }
  const account = (await demonstration(url))?.accounts.find(({ role }) => role === 'administrator')
  if (account === undefined)
    throw new Error('--user is missing: this server is no demonstration. Give an administrator.')
  return account
}

main().then(
  (code) => process.exit(code),
  (error) => {
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  },
)
