import { Agent, request } from 'node:http'
import { io } from 'socket.io-client'
import { openPool } from '../server/db/pool.ts'
import { startProcess } from '../server/server-process.ts'
import { createTelephone } from '../server/session/devices.ts'
import { evenly, settledHistory, ToldFixes, watchFixes } from './fleet.ts'
import { type Bench, type Figure, median, quantile } from './measure.ts'
import { processorTime, startDatabase } from './processes.ts'
import { seed } from './seed.ts'
import { startVigie } from './vigie-server.ts'

/** As many as the project is sized for, each twice a second: ten times what they are expected to send. */
const CREWS = 1_000
const RATE = 2_000
const SECONDS = 60
/** As fast as they are answered, on so many connections. */
const CONNECTIONS = 32
const FLAT_OUT_MS = 6_000
const PAIRS = 3

/** Fixes over HTTP, as the Traccar Client sends them, to a console and to the history. */
export const positions: Bench = {
  name: 'positions',
  what: `${RATE.toLocaleString('en')} fixes a second of ${CREWS.toLocaleString('en')} crews over HTTP, to a console and to the history`,
  run: async (report) => {
    const cluster = await startDatabase()
    const [databaseUrl, floorUrl] = [await cluster.url('positions'), await cluster.url('floor')]
    await seed(databaseUrl, { tickets: 10, crews: CREWS, sent: 0 })
    const vigie = await startVigie(databaseUrl)
    const floor = await startProcess<{ address: string }>(new URL('./positions-floor.ts', import.meta.url), {
      DATABASE_URL: floorUrl,
    })
    const open: { close(): void }[] = []
    try {
      const ours = await fleetOf(databaseUrl, vigie.address)
      open.push(await watchFixes(vigie.address, vigie.dispatcher, ours.told))
      const before = processorTime(vigie.pid)
      await send(ours, report)
      const processor = processorTime(vigie.pid) - before
      const kept = await settledHistory(databaseUrl)
      report(`${ours.told.sent} fixes sent, ${kept} in the history`)
      const figures: Figure[] = [
        { name: 'fix → console, p50', unit: 'ms', value: median(ours.told.latencies) },
        { name: 'fix → console, p95', unit: 'ms', value: quantile(ours.told.latencies, 0.95), aim: 400 },
        { name: 'fixes lost', unit: '', value: ours.told.sent - kept, aim: 0 },
        { name: `processor at ${RATE}/s, of one`, unit: '%', value: (100 * processor) / (SECONDS * 1000) },
      ]
      const theirs: Fleet = {
        ...ours,
        url: floor.ready.address,
        ids: ours.ids.map((_, index) => String(index)),
      }
      open.push(io(floor.ready.address, { transports: ['websocket'] }))
      const rates = { vigie: [] as number[], floor: [] as number[] }
      for (let pair = 0; pair < PAIRS; pair += 1) {
        rates.vigie.push(await flatOut(ours))
        rates.floor.push(await flatOut(theirs))
      }
      const slower = rates.floor.map((rate, pair) => rate / (rates.vigie[pair] ?? Number.NaN))
      figures.push({
        name: 'time of one fix, flat out',
        unit: 'µs',
        value: 1e6 / median(rates.vigie),
        floor: 1e6 / median(rates.floor),
        ratio: median(slower),
        aim: 1 / 0.7,
      })
      return figures
    } finally {
      for (const one of open) one.close()
      await vigie.stop()
      await floor.stop()
      await cluster.stop()
    }
  },
}

/** Telephones of every crew, and what is known of what they sent. */
interface Fleet {
  url: string
  /** How each telephone names itself. */
  ids: readonly string[]
  /** New for each turn: the server closes connections that nothing was sent on for five seconds. */
  agent: Agent
  told: ToldFixes
}

async function fleetOf(databaseUrl: string, url: string): Promise<Fleet> {
  const pool = openPool(databaseUrl, { max: 4, onError: () => {} })
  const ids: string[] = []
  for (let index = 0; index < CREWS; index += 1) {
    const device = { name: `Téléphone ${index}`, protocol: 'osmand', callSign: `BANC ${index}` } as const
    ids.push((await createTelephone(pool, device)).secret)
  }
  await pool.end()
  return { url, ids, agent: newAgent(), told: new ToldFixes(CREWS) }
}

const newAgent = () => new Agent({ keepAlive: true, maxSockets: CONNECTIONS })

function fix(fleet: Fleet, index: number): Promise<void> {
  const { url, ids, agent, told } = fleet
  const { lon, lat } = told.next(index)
  const query = new URLSearchParams({
    id: ids[index] ?? '',
    lat: String(lat),
    lon: String(lon),
    timestamp: String(Date.now()),
    accuracy: '5',
    speed: '10',
  })
  return new Promise((settle, fail) => {
    request(`${url}/osmand?${query}`, { agent }, (response) => {
      const { statusCode } = response
      response.resume().once('end', () => {
        if (statusCode === 200) settle()
        else fail(new Error(`A fix was answered ${statusCode}.`))
      })
    })
      .once('error', fail)
      .end()
  })
}

/** Sends evenly, whatever the answers: a slow server is not spared. */
async function send(fleet: Fleet, report: (line: string) => void): Promise<void> {
  const failures: unknown[] = []
  const answers = new Set<Promise<void>>()
  const begunAt = performance.now()
  await evenly(RATE, SECONDS, (index) => {
    const answer: Promise<void> = fix(fleet, index % CREWS)
      .catch((error) => void failures.push(error))
      .finally(() => answers.delete(answer))
    answers.add(answer)
  })
  await Promise.all(answers)
  if (failures.length > 0) throw new Error(`${failures.length} fixes were refused.`, { cause: failures[0] })
  report(`${((fleet.told.sent * 1000) / (performance.now() - begunAt)).toFixed(0)} fixes a second were sent`)
}

/** Fixes a second that are answered when none waits. */
async function flatOut(fleet: Fleet): Promise<number> {
  fleet.agent.destroy()
  fleet.agent = newAgent()
  const until = performance.now() + FLAT_OUT_MS
  let answered = 0
  const connection = async (first: number) => {
    for (let index = first; performance.now() < until; index = (index + CONNECTIONS) % CREWS) {
      await fix(fleet, index)
      answered += 1
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, (_, index) => connection(index)))
  return (answered * 1000) / FLAT_OUT_MS
}
