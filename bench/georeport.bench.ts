import { Agent } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { z } from 'zod'
import { startProcess } from '../server/server-process.ts'
import { measureAround } from './around-place.ts'
import { formOf, nextPlace, post } from './load.ts'
import { type Bench, type Figure, median, quantile, timed } from './measure.ts'
import { startDatabase } from './processes.ts'
import { storeTickets } from './stored-tickets.ts'
import { startVigie } from './vigie-server.ts'

const PAIRS = 3
const BURST = { rate: 50, seconds: 10 }
const STEADY = { rate: 20, seconds: 100 }
const LONGEST_POST_MS = 30
const LONGEST_PAGE_MS = 50
const STEADINESS = 1.1
const DAY_MS = 86_400_000

const shownSchema = z.array(z.object({ service_request_id: z.string() }))
const updatesSchema = z.array(z.object({ update_id: z.string() }))

/** The milliseconds of each answer, in the order in which they were posted. */
type Posting = (load: typeof BURST) => Promise<number[]>

export const georeport: Bench = {
  name: 'georeport',
  what: 'Open311 with the tickets of ten years stored: POST to its answer beside express + one insert, pages of lists, what is known of a place',
  run: async (report, { tickets }) => {
    const database = await startDatabase()
    const databaseUrl = await database.url('vigie_bench')
    report(`storing ${tickets.toLocaleString('en')} tickets`)
    await storeTickets(databaseUrl, tickets)
    const floorProcess = await startProcess<{ address: string }>(
      new URL('./floor-server.ts', import.meta.url),
      { DATABASE_URL: await database.url('floor') },
    )
    const vigie = await startVigie(databaseUrl)
    const agent = new Agent({ keepAlive: true })
    try {
      // A channel whose reports are joined by themselves where they are surely of one thing.
      const keys = await Promise.all(Array.from({ length: 2 * PAIRS + 3 }, () => vigie.newKey('web')))
      const key = () => keys.pop() ?? ''
      const ours: Posting = (load) => postAll(agent, vigie.address, key(), load)
      const floor: Posting = (load) => postAll(agent, floorProcess.ready.address, 'none', load)
      report('posting')
      for (const side of [floor, ours]) await side(BURST)
      const posts = await compare(ours, floor)
      const steady = await steadiness(ours)
      report('pages')
      const pages = await measurePages(vigie.address, key(), databaseUrl, tickets)
      report('what is known of a place')
      const around = await measureAround(vigie.address, vigie.dispatcher, databaseUrl)
      return [...posts, steady, ...pages, ...around]
    } finally {
      agent.destroy()
      await vigie.stop()
      await floorProcess.stop()
      await database.stop()
    }
  },
}

/** Posts evenly, whatever the answers: a slow server is not spared. */
async function postAll(agent: Agent, url: string, apiKey: string, { rate, seconds }: typeof BURST) {
  const begunAt = performance.now()
  const posted: Promise<number>[] = []
  for (let index = 0; index < rate * seconds; index += 1) {
    await pause(Math.max(0, begunAt + (index * 1000) / rate - performance.now()))
    const startedAt = performance.now()
    posted.push(post(agent, url, formOf(nextPlace(), apiKey)).then(() => performance.now() - startedAt))
  }
  return Promise.all(posted)
}

async function compare(ours: Posting, floor: Posting): Promise<Figure[]> {
  const pairs: { value: number; floor: number }[] = []
  for (let index = 0; index < PAIRS; index += 1) {
    const sides = index % 2 === 0 ? [ours, floor] : [floor, ours]
    const times = new Map<Posting, number>()
    for (const side of sides) times.set(side, quantile(await side(BURST), 0.95))
    pairs.push({ value: times.get(ours) ?? 0, floor: times.get(floor) ?? 0 })
  }
  const value = median(pairs.map((pair) => pair.value))
  return [
    { name: `POST at ${BURST.rate}/s, p95`, unit: 'ms', value, aim: LONGEST_POST_MS },
    {
      name: `POST at ${BURST.rate}/s, p95 beside a bare insert`,
      unit: 'ms',
      value,
      floor: median(pairs.map((pair) => pair.floor)),
      ratio: median(pairs.map((pair) => pair.value / pair.floor)),
    },
  ]
}

/** The last tenth of a long run beside its first: what is stored must not slow what comes. */
async function steadiness(ours: Posting): Promise<Figure> {
  const times = await ours(STEADY)
  const tenth = Math.floor(times.length / 10)
  const [first, last] = [median(times.slice(0, tenth)), median(times.slice(-tenth))]
  const name = `POST at ${STEADY.rate}/s for ${STEADY.seconds} s, last tenth beside the first`
  return { name, unit: 'ms', value: last, floor: first, ratio: last / first, aim: STEADINESS }
}

/** Pages as clients ask for them, one after the other, beside the same number of rows asked of PostgreSQL by their numbers. */
async function measurePages(
  address: string,
  apiKey: string,
  databaseUrl: string,
  tickets: number,
): Promise<Figure[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const floor = await timed(async () => {
    const from = 1 + Math.floor(Math.random() * (tickets - 50))
    const { rows } = await client.query('select * from ticket where number between $1 and $1 + 49', [from])
    return rows.length
  })
  await client.end()
  const inWindow = Math.max(1, Math.floor((tickets / 3650) * 80))
  const farPage = () => ({ page: String(1 + Math.floor((Math.random() * inWindow) / 50)) })
  const since = new Date(Date.now() - 30 * DAY_MS).toISOString()
  const lists: [string, string, z.ZodType<readonly unknown[]>, () => Record<string, string>][] = [
    ['first page', 'requests', shownSchema, () => ({ page: '1' })],
    ['any page of 90 days', 'requests', shownSchema, farPage],
    ['closed, any page', 'requests', shownSchema, () => ({ status: 'closed', ...farPage() })],
    ['one type of sixty', 'requests', shownSchema, () => ({ service_code: 'TAG', page: '1' })],
    ['changed in 30 days', 'requests', shownSchema, () => ({ updated_after: since, page: '1' })],
    ['updates of a day', 'servicerequestupdates', updatesSchema, () => ({ page: '1' })],
  ]
  const figures: Figure[] = []
  for (const [name, resource, schema, query] of lists) {
    const times = await timed(async () => {
      const asked = new URLSearchParams({ api_key: apiKey, ...query() })
      const response = await fetch(`${address}/open311/v2/${resource}.json?${asked}`)
      return schema.parse(await response.json()).length
    })
    const [value, bare] = [quantile(times, 0.95), quantile(floor, 0.95)]
    figures.push(
      { name: `${name}, p95`, unit: 'ms', value, aim: LONGEST_PAGE_MS },
      { name: `${name}, beside its rows alone`, unit: 'ms', value, floor: bare, ratio: value / bare },
    )
  }
  return figures
}
