import { startProcess } from '../server/server-process.ts'
import { openFloorConsoles, openVigieConsoles } from './consoles.ts'
import { deliver } from './load.ts'
import { type Bench, type Figure, median, quantile } from './measure.ts'
import { peakMemory, processorTime, startDatabase } from './processes.ts'
import { startVigie, type VigieServer } from './vigie-server.ts'

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

type LoadOf = (typeof RATES)[number]

/** What one run of one side took, in milliseconds. */
interface Run {
  /** Of every reception. */
  latencies: number[]
  /** Of processor in the server's process, for each ticket. */
  processor: number
}

type Side = (load: LoadOf) => Promise<Run>

export const delivery: Bench = {
  name: 'delivery',
  what: `from POST to ${CONSOLES} consoles, beside express + one insert + io.emit, ${PAIRS} pairs in turn; memory under it`,
  run: async (report) => {
    const database = await startDatabase()
    const floorProcess = await startProcess<{ address: string }>(
      new URL('./floor-server.ts', import.meta.url),
      { DATABASE_URL: await database.url('floor') },
    )
    const vigieProcess = await startVigie(await database.url('vigie_bench'))
    try {
      const floor = await floorSide(floorProcess.ready.address, floorProcess.process.pid ?? 0)
      const vigie = await vigieSide(vigieProcess)
      for (const side of [floor, vigie]) await side(WARM_UP)
      const figures: Figure[] = []
      for (const load of RATES) figures.push(...(await compare(load, floor, vigie, report)))
      const memory = peakMemory(vigieProcess.pid)
      return [...figures, { name: 'memory, peak', unit: 'MB', value: memory, aim: LARGEST_MEMORY_MB }]
    } finally {
      await vigieProcess.stop()
      await floorProcess.stop()
      await database.stop()
    }
  },
}

async function floorSide(url: string, pid: number): Promise<Side> {
  const consoles = await openFloorConsoles(url, CONSOLES)
  return (load) =>
    timed(pid, load, () => deliver({ ...load, url, apiKey: 'none', consoles, consoleCount: CONSOLES }))
}

async function vigieSide({ address, pid, dispatcher, newKey }: VigieServer): Promise<Side> {
  const consoles = await openVigieConsoles(address, dispatcher, CONSOLES)
  return async (load) => {
    const apiKey = await newKey()
    return timed(pid, load, () =>
      deliver({ ...load, url: address, apiKey, consoles, consoleCount: CONSOLES }),
    )
  }
}

async function timed(pid: number, { rate, seconds }: LoadOf, run: () => Promise<number[]>): Promise<Run> {
  const before = processorTime(pid)
  const latencies = await run()
  return { latencies, processor: (processorTime(pid) - before) / (rate * seconds) }
}

interface Pair {
  floor: Run
  vigie: Run
}

async function compare(
  load: LoadOf,
  floor: Side,
  vigie: Side,
  report: (line: string) => void,
): Promise<Figure[]> {
  const pairs: Pair[] = []
  for (let index = 0; index < PAIRS; index += 1) {
    const pair = await runPair(load, floor, vigie, index % 2 === 0)
    pairs.push(pair)
    const told = ({ latencies }: Run) =>
      QUANTILES.map(({ name, share }) => `${name} ${quantile(latencies, share).toFixed(1)}`).join(', ')
    report(`${load.rate}/s, pair ${index + 1}: ${told(pair.vigie)} ms; floor ${told(pair.floor)} ms`)
  }
  const latencies = QUANTILES.map(({ name, share, aim }) => ({
    ...ratioOf(pairs, ({ latencies }) => quantile(latencies, share)),
    name: `${load.rate}/s ${name}`,
    aim,
  }))
  return [
    ...latencies,
    {
      ...ratioOf(pairs, ({ processor }) => processor),
      name: `${load.rate}/s processor, one ticket`,
    },
  ]
}

/** Each goes first in turn, so that neither always finds the machine as the other left it. */
async function runPair(load: LoadOf, floor: Side, vigie: Side, floorFirst: boolean): Promise<Pair> {
  if (floorFirst) return { floor: await floor(load), vigie: await vigie(load) }
  return { vigie: await vigie(load), floor: await floor(load) }
}

function ratioOf(pairs: readonly Pair[], figure: (run: Run) => number) {
  const of = pairs.map(({ floor, vigie }) => ({ value: figure(vigie), floor: figure(floor) }))
  return {
    unit: 'ms',
    value: median(of.map(({ value }) => value)),
    floor: median(of.map(({ floor }) => floor)),
    ratio: median(of.map(({ value, floor }) => value / floor)),
  }
}
