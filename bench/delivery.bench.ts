import { openPool } from '../server/db/pool.ts'
import type { Ready } from '../server/ready.ts'
import { startProcess, startServer } from '../server/server-process.ts'
import { createApiKey } from '../server/session/accounts.ts'
import { openFloorConsoles, openVigieConsoles } from './consoles.ts'
import { deliver } from './load.ts'
import { type Bench, type Figure, median, quantile } from './measure.ts'
import { peakMemory, startDatabase } from './processes.ts'

const CONSOLES = 20
/** Odd, so that the median is one of them. */
const PAIRS = 5
const RATES = [
  { rate: 20, seconds: 9 },
  { rate: 200, seconds: 4 },
]
/** Before anything counts: code is compiled and connections are opened. */
const WARM_UP = { rate: 100, seconds: 6 }
const QUANTILES = [
  { name: 'p50', share: 0.5, aim: 1.5 },
  { name: 'p99', share: 0.99, aim: 2 },
]
const LARGEST_MEMORY_MB = 250

/** Takes one load and gives back the latency of every reception, in milliseconds. */
type Side = (load: { rate: number; seconds: number }) => Promise<number[]>

export const delivery: Bench = {
  name: 'delivery',
  what: `from POST to ${CONSOLES} consoles, beside express + one insert + io.emit, ${PAIRS} pairs in turn; memory under it`,
  run: async (report) => {
    const database = await startDatabase()
    const floorProcess = await startProcess<{ address: string }>(
      new URL('./floor-server.ts', import.meta.url),
      { DATABASE_URL: await database.url('floor') },
    )
    const vigieUrl = await database.url('vigie_bench')
    const vigieProcess = await startServer(vigieUrl)
    try {
      const floor = await floorSide(floorProcess.ready.address)
      const vigie = await vigieSide(vigieProcess.ready, vigieUrl)
      for (const side of [floor, vigie]) await side(WARM_UP)
      const figures: Figure[] = []
      for (const load of RATES) figures.push(...(await compare(load, floor, vigie, report)))
      const memory = peakMemory(vigieProcess.process.pid ?? 0)
      return [...figures, { name: 'memory, peak', unit: 'MB', value: memory, aim: LARGEST_MEMORY_MB }]
    } finally {
      await vigieProcess.stop()
      await floorProcess.stop()
      await database.stop()
    }
  },
}

async function floorSide(url: string): Promise<Side> {
  const consoles = await openFloorConsoles(url, CONSOLES)
  return (load) => deliver({ ...load, url, apiKey: 'none', consoles, consoleCount: CONSOLES })
}

async function vigieSide({ address, accounts }: Ready, databaseUrl: string): Promise<Side> {
  const dispatcher = accounts.find(({ role }) => role === 'dispatcher')
  if (dispatcher === undefined) throw new Error('The demonstration has no dispatcher to log in as.')
  const consoles = await openVigieConsoles(address, dispatcher, CONSOLES)
  let keys = 0
  return async (load) => {
    keys += 1
    const apiKey = await newKey(databaseUrl, `bench ${keys}`)
    return deliver({ ...load, url: address, apiKey, consoles, consoleCount: CONSOLES })
  }
}

/** One for each run, since a key may send 6,000 requests a minute. */
async function newKey(databaseUrl: string, name: string): Promise<string> {
  const pool = openPool(databaseUrl, { max: 1, onError: () => {} })
  try {
    return await createApiKey(pool, name, 'phone')
  } finally {
    await pool.end()
  }
}

async function compare(
  load: (typeof RATES)[number],
  floor: Side,
  vigie: Side,
  report: (line: string) => void,
): Promise<Figure[]> {
  const pairs: { floor: number[]; vigie: number[] }[] = []
  for (let pair = 0; pair < PAIRS; pair += 1) {
    // Each goes first in turn, so that neither always finds the machine as the other left it.
    const first = pair % 2 === 0 ? await floor(load) : await vigie(load)
    const second = pair % 2 === 0 ? await vigie(load) : await floor(load)
    const [ofFloor, ofVigie] = pair % 2 === 0 ? [first, second] : [second, first]
    pairs.push({ floor: ofFloor, vigie: ofVigie })
    const told = (values: number[]) =>
      QUANTILES.map(({ name, share }) => `${name} ${quantile(values, share).toFixed(1)}`).join(', ')
    report(`${load.rate}/s, pair ${pair + 1}: ${told(ofVigie)} ms; floor ${told(ofFloor)} ms`)
  }
  return QUANTILES.map(({ name, share, aim }) => {
    const of = pairs.map((pair) => ({
      value: quantile(pair.vigie, share),
      floor: quantile(pair.floor, share),
    }))
    return {
      name: `${load.rate}/s ${name}`,
      unit: 'ms',
      value: median(of.map(({ value }) => value)),
      floor: median(of.map(({ floor }) => floor)),
      ratio: median(of.map(({ value, floor }) => value / floor)),
      aim,
    }
  })
}
