import { Agent } from 'node:http'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { DoorSession } from '../server/simulation/door-session.ts'
import { snapshotSchema } from '../shared/protocol/live.ts'
import { type Download, download } from './download.ts'
import { formOf, nextPlace, post } from './load.ts'
import { type Bench, type Figure, median, quantile } from './measure.ts'
import { processorTime, startDatabase } from './processes.ts'
import { seed } from './seed.ts'
import { tilesAround } from './tile-places.ts'
import { startVigie } from './vigie-server.ts'

const TICKETS = 2_000
const CREWS = 300
/** Those that the demonstration registers by itself. */
const FIXTURE_CREWS = 24
const SENT = 200
const ROUNDS = 15
const AT_ONCE = 20
const LONGEST_MS = 100
const LARGEST_KB = 300

const SNAPSHOT = '/api/snapshot'
/** Toulouse at the zoom of the first view: what 1920 × 1080 shows, and a little more. */
const FIRST_TILES = tilesAround(12, { lon: 1.4442, lat: 43.6045 }, 2).map(
  (place) => `/tiles/${place.join('/')}`,
)
/** All that a console asks for to show everything, its program and fonts apart. */
const PARTS = [SNAPSHOT, '/api/session', '/api/city', ...FIRST_TILES]

/** What one console got: the milliseconds to the last byte of the last part, and the bytes of all. */
interface Full {
  milliseconds: number
  bytes: number
}

export const snapshot: Bench = {
  name: 'snapshot',
  what: `a full console with ${TICKETS} open tickets, ${CREWS} crews and ${SENT} open assignments`,
  run: async (report) => {
    const database = await startDatabase()
    const databaseUrl = await database.url('vigie_bench')
    report('filling the database')
    await seed(databaseUrl, { tickets: TICKETS, crews: CREWS - FIXTURE_CREWS, sent: SENT })
    const server = await startVigie(databaseUrl)
    const agent = new Agent({ keepAlive: true })
    try {
      const session = new DoorSession(server.address)
      await session.login(server.dispatcher)
      const get = (path: string) => download(server.address + path, session.headers)
      await checkContent(await get(SNAPSHOT))
      const apiKey = await server.newKey()
      // Each round is after another event, so that no snapshot is one kept from before.
      const change = () => post(agent, server.address, formOf(nextPlace(), apiKey))
      const before = processorTime(server.pid)
      const rounds = await repeat(change, async () => fullOf(await Promise.all(PARTS.map(get))))
      const processor = (processorTime(server.pid) - before) / (ROUNDS + 1)
      const alone = await repeat(change, async () => fullOf([await get(SNAPSHOT)]))
      const crowd = Array.from({ length: AT_ONCE }, () => SNAPSHOT)
      const crowds = await repeat(change, async () => fullOf(await Promise.all(crowd.map(get))))
      return [
        ...figuresOf(rounds, alone, crowds),
        { name: 'processor, one full console', unit: 'ms', value: processor },
      ]
    } finally {
      agent.destroy()
      await server.stop()
      await database.stop()
    }
  },
}

/** Throws unless the snapshot holds what this bench says it does, compressed. */
async function checkContent({ body, encoding }: Download): Promise<void> {
  const json = encoding === 'gzip' ? await promisify(gunzip)(body) : body
  const { tickets, crews, assignments } = snapshotSchema.parse(JSON.parse(json.toString()))
  const held = [tickets.length, crews.length, assignments.length]
  if (encoding !== 'gzip' || held.join() !== [TICKETS, CREWS, SENT].join())
    throw new Error(`The snapshot, ${encoding ?? 'not compressed'}, holds ${held.join(', ')}.`)
}

/** The first round, which finds code not yet compiled, counts for nothing. */
async function repeat(change: () => Promise<void>, round: () => Promise<Full>): Promise<Full[]> {
  const rounds: Full[] = []
  for (let index = 0; index <= ROUNDS; index += 1) {
    await change()
    const full = await round()
    if (index > 0) rounds.push(full)
  }
  return rounds
}

function fullOf(parts: readonly Download[]): Full {
  return {
    milliseconds: Math.max(...parts.map(({ milliseconds }) => milliseconds)),
    bytes: parts.reduce((sum, { body }) => sum + body.length, 0),
  }
}

function figuresOf(full: readonly Full[], alone: readonly Full[], crowds: readonly Full[]): Figure[] {
  const times = (rounds: readonly Full[]) => rounds.map(({ milliseconds }) => milliseconds)
  const kilobytes = (rounds: readonly Full[]) => median(rounds.map(({ bytes }) => bytes)) / 1000
  return [
    { name: 'full console, p50', unit: 'ms', value: median(times(full)), aim: LONGEST_MS },
    { name: 'full console, p90', unit: 'ms', value: quantile(times(full), 0.9) },
    { name: 'full console, compressed', unit: 'kB', value: kilobytes(full), aim: LARGEST_KB },
    { name: 'snapshot alone, p50', unit: 'ms', value: median(times(alone)) },
    { name: 'snapshot alone, compressed', unit: 'kB', value: kilobytes(alone) },
    { name: `last of ${AT_ONCE} snapshots at once, p50`, unit: 'ms', value: median(times(crowds)) },
  ]
}
