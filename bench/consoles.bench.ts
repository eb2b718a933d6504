import { DoorSession } from '../server/simulation/door-session.ts'
import { PROTOCOL_VERSION, snapshotSchema } from '../shared/protocol/live.ts'
import { BareSocket, frameOf } from './bare-socket.ts'
import { crewSessions, evenly, type Fleet, fixOf, openFleet, watchFixes } from './fleet.ts'
import { type Bench, type Figure, median, quantile } from './measure.ts'
import { processorTime, startDatabase } from './processes.ts'
import { seed } from './seed.ts'
import { startVigie, type VigieServer } from './vigie-server.ts'

const CREWS = 1_000
/** A fix a second of each. */
const RATE = CREWS
const CONSOLES = 50
/** Of them, those that read what is in the frames; the others only take them. */
const WATCHING = 4
const SECONDS = 20
const PAIRS = 3
/** Until what a stalled console does not take has filled the system's buffers of its connection. */
const FILLING_SECONDS = 45

/** Everyone's positions to every console, and what one that stops reading costs the others. */
export const consoles: Bench = {
  name: 'consoles',
  what: `${CREWS.toLocaleString('en')} crews at 1 Hz to ${CONSOLES} consoles; one of them stalled`,
  run: async (report) => {
    const cluster = await startDatabase()
    const databaseUrl = await cluster.url('consoles')
    await seed(databaseUrl, { tickets: 200, crews: CREWS, sent: 100 })
    const vigie = await startVigie(databaseUrl)
    const open: { close(): void }[] = []
    try {
      const fleet = await openFleet(vigie.address, await crewSessions(databaseUrl))
      open.push(fleet)
      for (let index = 0; index < WATCHING; index += 1)
        open.push(await watchFixes(vigie.address, vigie.dispatcher, fleet.told))
      const openConsole = await consoleOpener(vigie)
      for (let index = WATCHING; index < CONSOLES; index += 1) open.push(await openConsole())
      await period(fleet, vigie.pid, SECONDS / 2)
      const runs: { calm: Period; stalled: Period }[] = []
      for (let pair = 0; pair < PAIRS; pair += 1) {
        const calm = await period(fleet, vigie.pid, SECONDS)
        const stalled = await openConsole()
        stalled.stall()
        let cut = false
        stalled.closed.then(() => {
          cut = true
        })
        await period(fleet, vigie.pid, FILLING_SECONDS)
        runs.push({ calm, stalled: await period(fleet, vigie.pid, SECONDS) })
        report(`pair ${pair + 1}: ${told(runs.at(-1))}; the stalled one was ${cut ? '' : 'not '}cut off`)
        stalled.close()
      }
      return figuresOf(runs)
    } finally {
      for (const one of open) one.close()
      await vigie.stop()
      await cluster.stop()
    }
  },
}

interface Period {
  latencies: number[]
  /** Of one core, in per cent. */
  processor: number
}

function figuresOf(runs: readonly { calm: Period; stalled: Period }[]): Figure[] {
  const p99 = ({ latencies }: Period) => quantile(latencies, 0.99)
  const latencies = runs.flatMap(({ calm }) => calm.latencies)
  return [
    {
      name: `processor to ${CONSOLES} consoles, of one`,
      unit: '%',
      value: median(runs.map(({ calm }) => calm.processor)),
      aim: 40,
    },
    { name: 'fix → console, p50', unit: 'ms', value: median(latencies) },
    {
      name: 'fix → console, p99, one stalled',
      unit: 'ms',
      value: median(runs.map(({ stalled }) => p99(stalled))),
      floor: median(runs.map(({ calm }) => p99(calm))),
      ratio: median(runs.map(({ calm, stalled }) => p99(stalled) / p99(calm))),
      aim: 1.1,
    },
  ]
}

function told(run: { calm: Period; stalled: Period } | undefined): string {
  const of = ({ latencies, processor }: Period) =>
    `p99 ${quantile(latencies, 0.99).toFixed(0)} ms, processor ${processor.toFixed(1)} %`
  return run === undefined ? '' : `${of(run.calm)}; one stalled ${of(run.stalled)}`
}

async function period(fleet: Fleet, pid: number, seconds: number): Promise<Period> {
  fleet.told.latencies = []
  const before = { processor: processorTime(pid), at: performance.now() }
  await evenly(RATE, seconds, (index) => {
    const crew = index % CREWS
    fleet.sockets[crew]?.write(fixOf(fleet, crew, Date.now()))
  })
  const processor = (100 * (processorTime(pid) - before.processor)) / (performance.now() - before.at)
  return { latencies: fleet.told.latencies, processor }
}

/** Opens consoles of one dispatcher that follow the log from its head and take all they are sent, unread. */
async function consoleOpener({ address, dispatcher }: VigieServer): Promise<() => Promise<BareSocket>> {
  const session = new DoorSession(address)
  await session.login(dispatcher)
  return async () => {
    const response = await session.request('GET', '/api/snapshot')
    const { logId, seq } = snapshotSchema.parse(await response.json())
    const socket = await BareSocket.open(session.url, session.headers)
    const following = socket.answered()
    const resume = { protocol: PROTOCOL_VERSION, logId, cursor: seq }
    socket.write(frameOf(`420${JSON.stringify(['resume', resume])}`))
    await following
    return socket
  }
}
