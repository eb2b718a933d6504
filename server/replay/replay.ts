import { setMaxListeners } from 'node:events'
import { writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { z } from 'zod'
import { demonstrationKey } from '../simulation/demonstration-door.ts'
import { Open311Door } from '../simulation/open311-door.ts'
import { HELP, type ReplayArguments, readArguments } from './arguments.ts'
import { findCredentials } from './credentials.ts'
import { Desk } from './desk.ts'
import { InputError } from './input-error.ts'
import { Interruption } from './interruption.ts'
import { Ledger } from './ledger.ts'
import { type Plan, planReplay } from './plan.ts'
import { playAll } from './play.ts'
import { Player } from './player.ts'
import { Progress } from './progress.ts'
import { readRows } from './read-rows.ts'
import { type Reconciled, type Reconciliation, reconcile } from './reconcile.ts'
import { checkServices, columnsOf, type ReplayMap, readMap } from './replay-map.ts'
import { rejectedCsv, summarise } from './summary.ts'
import { Units } from './units.ts'

/** How long a server that does not answer is waited for. */
const PATIENCE_MS = 10 * 60_000

const citySchema = z.object({ center: z.tuple([z.number(), z.number()]) })
const servicesSchema = z.array(z.object({ service_code: z.string() }))

/** The exit code: 0 reconciled, 1 not, 2 wrong input, 130 interrupted. */
async function main(): Promise<number> {
  const given = readArguments(process.argv.slice(2))
  if (given === null) {
    process.stdout.write(`${HELP}\n`)
    return 0
  }
  const interruption = new Interruption(process)
  const signal = interruption.giveUp
  setMaxListeners(0, signal, interruption.halt)
  const map = await readMap(given.map)
  const { person, crew, apiKey } = await findCredentials(given, map.units !== undefined, process.stdin)
  const desk = await Desk.open(given.url, person, signal)
  const plan = await planFor(given, map, desk)

  const { url } = given
  const newKey = given.key === undefined ? { newKey: () => demonstrationKey(url) } : {}
  const door = new Open311Door({ url, apiKey, signal, patienceMs: PATIENCE_MS, ...newKey })
  const units = crew === null ? null : new Units(url, crew, signal)
  if (units !== null) {
    const names = [...new Set(plan.rows.flatMap(({ movement }) => movement?.unit ?? []))].sort()
    process.stderr.write(`${names.length} units come on duty…\n`)
    await desk.connect(person)
    await units.comeOnDuty(desk, names)
  }
  const ledger = new Ledger(plan.lines, plan.rejected)
  const source = basename(given.file)
  const player = new Player({ door, desk, units, ledger, source, signal })
  const fault = await play(plan, player, given.speed, interruption)
  interruption.settled()
  const code = await conclude({ given, plan, ledger, player, door, desk, units, interruption, fault })
  units?.close()
  desk.close()
  return code
}

/** Reads the file before anything is played, so that a file that cannot be read plays nothing. */
async function planFor({ file, limit }: ReplayArguments, map: ReplayMap, desk: Desk): Promise<Plan> {
  const city = citySchema.parse(await (await desk.request('/api/city')).json())
  const services = servicesSchema.parse(await (await desk.request('/open311/v2/services.json')).json())
  checkServices(map, new Set(services.map(({ service_code }) => service_code)))
  const [lon, lat] = city.center
  return planReplay(readRows(file, columnsOf(map)), map, { lon, lat }, limit)
}

/** Null when everything was played; otherwise what ended it. */
async function play(
  plan: Plan,
  player: Player,
  speed: number | null,
  { halt }: Interruption,
): Promise<Error | null> {
  const progress = new Progress(plan.actions.length, 'steps', process.stderr)
  try {
    await playAll(plan.actions, {
      speed,
      halt,
      play: (action) => player.play(action),
      onDone: ({ at }) => progress.step(at),
    })
    return null
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  } finally {
    progress.end()
  }
}

interface Played {
  given: ReplayArguments
  plan: Plan
  ledger: Ledger
  player: Player
  door: Open311Door
  desk: Desk
  units: Units | null
  interruption: Interruption
  fault: Error | null
}

/** Asks the server what it has, says it, and returns the exit code. */
async function conclude({ given, plan, player, ledger, interruption, ...played }: Played): Promise<number> {
  const { door, desk, units, fault } = played
  const { giveUp: signal } = interruption
  const taken = new Set(ledger.accepted)
  const accepted = plan.rows.filter(({ line }) => taken.has(line))
  const found = await ask({ door, desk, player, accepted, signal })
  if (!signal.aborted) await units?.goOffDuty()
  const interrupted = interruption.halt.aborted
  const { text, balanced } = summarise({
    ledger,
    tickets: player.tickets.size,
    toLocate: player.toLocate.size,
    closed: player.closed,
    leftOpen: player.leftOpen,
    found,
    movements: accepted.filter(({ movement }) => movement !== null).length,
    stopped: interrupted ? 'interrupted' : (fault?.message ?? null),
    report: given.report,
  })
  if (given.report !== undefined) writeFileSync(given.report, rejectedCsv(ledger.rejected))
  process.stdout.write(text)
  if (interrupted) return 130
  return balanced && fault === null ? 0 : 1
}

/** Null where the server could not be asked, as it was given up. */
async function ask(played: Omit<Reconciled, 'onAsked'>): Promise<Reconciliation | null> {
  if (played.signal.aborted) return null
  const progress = new Progress(played.player.tickets.size, 'tickets asked after', process.stderr)
  try {
    return await reconcile({ ...played, onAsked: () => progress.step() })
  } catch (error) {
    if (played.signal.aborted) return null
    throw error
  } finally {
    progress.end()
  }
}

main().then(
  (code) => process.exit(code),
  (error: Error) => {
    process.stderr.write(`${error.message}\n`)
    process.exit(error instanceof InputError ? 2 : 1)
  },
)
