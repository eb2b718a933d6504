import { setTimeout as pause } from 'node:timers/promises'
import { io } from 'socket.io-client'
import { openPool } from '../server/db/pool.ts'
import { startProcess } from '../server/server-process.ts'
import { frameOf } from './bare-socket.ts'
import {
  type CrewSession,
  crewSessions,
  evenly,
  type Fleet,
  fixOf,
  openFleet,
  settledHistory,
  watchFixes,
} from './fleet.ts'
import { type Bench, type Figure, median, quantile } from './measure.ts'
import { processorTime, startDatabase } from './processes.ts'
import { seed } from './seed.ts'
import { startVigie, type VigieServer } from './vigie-server.ts'
import { Words } from './words.ts'

/** As many as the project is sized for, each twice a second: ten times what they are expected to send. */
const CREWS = 1_000
const RATE = 2_000
const SECONDS = 60
/** What a session may send in a second, all at once. */
const BURST = 5
const PAIRS = 9
/** The limit counts over a second: the next burst must find it empty. */
const BETWEEN_BURSTS_MS = 1_200
/** How long each server runs before it is killed: at no particular moment of the second that positions wait. */
const KILLED_AFTER_SECONDS = [5.15, 5.45, 5.75]
const WORDS_A_SECOND = 6

/** Fixes over the crews' own sockets, to a console and to the history; then the server is killed. */
export const positionsSocket: Bench = {
  name: 'positions-socket',
  what: `${RATE.toLocaleString('en')} fixes a second of ${CREWS.toLocaleString('en')} crews over their sockets, to a console and to the history; kill -9`,
  run: async (report) => {
    const cluster = await startDatabase()
    const [databaseUrl, floorUrl] = [await cluster.url('positions'), await cluster.url('floor')]
    await seed(databaseUrl, { tickets: 10, crews: CREWS, sent: 0 })
    try {
      const vigie = await startVigie(databaseUrl)
      const sessions = await crewSessions(databaseUrl)
      const figures = await whileServed(vigie, async () => [
        ...(await steady(databaseUrl, vigie, sessions, report)),
        ...(await flatOut(databaseUrl, floorUrl, vigie, sessions, report)),
      ])
      return [...figures, ...(await killed(databaseUrl, sessions, report))]
    } finally {
      await cluster.stop()
    }
  },
}

async function whileServed<T>(vigie: VigieServer, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } finally {
    await vigie.stop()
  }
}

async function steady(
  databaseUrl: string,
  { address, dispatcher, pid }: VigieServer,
  sessions: readonly CrewSession[],
  report: (line: string) => void,
): Promise<Figure[]> {
  const fleet = await openFleet(address, sessions)
  const watching = await watchFixes(address, dispatcher, fleet.told)
  const before = { processor: processorTime(pid), at: performance.now() }
  await evenly(RATE, SECONDS, (index) => {
    const crew = index % CREWS
    fleet.sockets[crew]?.write(fixOf(fleet, crew, Date.now()))
  })
  const processor = (processorTime(pid) - before.processor) / (performance.now() - before.at)
  const kept = await settledHistory(databaseUrl)
  watching.close()
  fleet.close()
  const { sent, latencies } = fleet.told
  report(`${sent} fixes sent, ${kept} in the history`)
  return [
    { name: 'fix → console, p50', unit: 'ms', value: median(latencies) },
    { name: 'fix → console, p95', unit: 'ms', value: quantile(latencies, 0.95), aim: 400 },
    { name: `fixes lost, of ${sent.toLocaleString('en')}`, unit: '', value: sent - kept, aim: 0 },
    { name: `processor at ${RATE}/s, of one`, unit: '%', value: 100 * processor },
  ]
}

/** What a burst took, for one fix, in µs: until all were taken, and of the server's processor. */
interface Burst {
  wall: number
  processor: number
}

async function flatOut(
  databaseUrl: string,
  floorUrl: string,
  { address, pid, dispatcher }: VigieServer,
  sessions: readonly CrewSession[],
  report: (line: string) => void,
): Promise<Figure[]> {
  const floorProcess = await startProcess<{ address: string }>(
    new URL('./positions-floor.ts', import.meta.url),
    { DATABASE_URL: floorUrl },
  )
  const before = await settledHistory(databaseUrl)
  const fleets = {
    vigie: await openFleet(address, sessions),
    floor: await openFleet(floorProcess.ready.address, sessions),
  }
  const watching = await watchFixes(address, dispatcher, fleets.vigie.told)
  const floorWatching = io(floorProcess.ready.address, { transports: ['websocket'] })
  const bursts: { vigie: Burst; floor: Burst }[] = []
  try {
    for (let pair = 0; pair < PAIRS + 1; pair += 1) {
      const one = {
        vigie: await burst(fleets.vigie, pid),
        floor: await burst(fleets.floor, floorProcess.process.pid ?? 0),
      }
      // The first is for the compilers.
      if (pair > 0) bursts.push(one)
    }
  } finally {
    watching.close()
    floorWatching.close()
    for (const fleet of Object.values(fleets)) fleet.close()
    await floorProcess.stop()
  }
  const kept = (await settledHistory(databaseUrl)) - before
  report(`${fleets.vigie.told.sent} fixes sent in bursts, ${kept} in the history`)
  const figureOf = (name: string, of: keyof Burst) => ({
    name,
    unit: 'µs',
    value: median(bursts.map(({ vigie }) => vigie[of])),
    floor: median(bursts.map(({ floor }) => floor[of])),
    ratio: median(bursts.map(({ vigie, floor }) => vigie[of] / floor[of])),
  })
  return [
    { ...figureOf('time of one fix, flat out', 'wall'), aim: 1 / 0.7 },
    figureOf('processor of one fix, flat out', 'processor'),
    { name: 'fixes of bursts lost', unit: '', value: fleets.vigie.told.sent - kept, aim: 0 },
  ]
}

/** All that the sessions may send in a second, at once; over when all was taken, which an answer behind it tells. */
async function burst(fleet: Fleet, pid: number): Promise<Burst> {
  const now = Date.now()
  const QUESTION = frameOf('420["resume",{}]')
  const written = fleet.sockets.map((_, crew) => {
    const fixes = Array.from({ length: BURST }, (_, index) => fixOf(fleet, crew, now - BURST + index))
    return Buffer.concat([...fixes, QUESTION])
  })
  const before = { processor: processorTime(pid), at: performance.now() }
  const answers = fleet.sockets.map((socket) => socket.answered())
  fleet.sockets.forEach((socket, crew) => {
    socket.write(written[crew] ?? QUESTION)
  })
  await Promise.all(answers)
  const wall = performance.now() - before.at
  await pause(BETWEEN_BURSTS_MS)
  const fixes = BURST * fleet.sockets.length
  return { wall: (1000 * wall) / fixes, processor: (1000 * (processorTime(pid) - before.processor)) / fixes }
}

/** Kills servers in the middle of everything, and looks at what the next one finds. */
async function killed(
  databaseUrl: string,
  sessions: readonly CrewSession[],
  report: (line: string) => void,
): Promise<Figure[]> {
  const losses: Loss[] = []
  for (const seconds of KILLED_AFTER_SECONDS) {
    const loss = await kill(databaseUrl, sessions, { seconds, resting: sessions.slice(100 * losses.length) })
    losses.push(loss)
    report(
      `killed: newest stored ${loss.newest.toFixed(2)} s before, oldest missing ${loss.oldest.toFixed(2)} s; ` +
        `${loss.words} of ${loss.acknowledged} words lost`,
    )
  }
  const worst = (of: keyof Loss) => Math.max(...losses.map((loss) => loss[of]))
  const words = losses.reduce((sum, loss) => sum + loss.words, 0)
  return [
    { name: 'killed: seconds of positions lost, worst', unit: 's', value: worst('oldest'), aim: 1 },
    { name: 'killed: acknowledged words lost', unit: '', value: words, aim: 0 },
    { name: 'killed: serves again after, worst', unit: 's', value: worst('away') },
  ]
}

interface Loss {
  /** Seconds before the kill of the newest fix that was kept, and of the oldest that was not. */
  newest: number
  oldest: number
  /** Acknowledged, and of these lost. */
  acknowledged: number
  words: number
  /** Seconds until the next server was ready. */
  away: number
}

/** `resting`: the crews that go on a break meanwhile. */
async function kill(
  databaseUrl: string,
  sessions: readonly CrewSession[],
  { seconds, resting }: { seconds: number; resting: readonly CrewSession[] },
): Promise<Loss> {
  const vigie = await startVigie(databaseUrl)
  const fleet = await openFleet(vigie.address, sessions)
  const words = await Words.open(
    vigie.address,
    vigie.dispatcher,
    resting.map(({ crewId }) => crewId),
  )
  const sent = new Map<string, number>()
  let killedAt = 0
  const over = () => killedAt > 0
  const said: Promise<void>[] = []
  const sending = Promise.all([
    evenly(
      RATE,
      2 * seconds,
      (index) => {
        const crew = index % sessions.length
        const at = Date.now()
        sent.set(`${sessions[crew]?.crewId} ${at}`, at)
        fleet.sockets[crew]?.write(fixOf(fleet, crew, at))
      },
      over,
    ),
    evenly(WORDS_A_SECOND, 2 * seconds, (index) => void said.push(words.say(index)), over),
  ])
  await pause(seconds * 1000)
  process.kill(vigie.pid, 'SIGKILL')
  killedAt = Date.now()
  await sending
  words.close()
  await Promise.all(said)
  fleet.close()
  await vigie.stop()
  const begunAt = performance.now()
  const next = await startVigie(databaseUrl)
  const away = (performance.now() - begunAt) / 1000
  await next.stop()
  const stored = await storedSince(databaseUrl, killedAt - 2_000 * seconds)
  const missing = [...sent].filter(([fix, at]) => at <= killedAt && !stored.has(fix)).map(([, at]) => at)
  return {
    newest: (killedAt - Math.max(...stored.values())) / 1000,
    oldest: missing.length === 0 ? 0 : (killedAt - Math.min(...missing)) / 1000,
    acknowledged: words.acknowledged.length,
    words: await words.lost(databaseUrl),
    away,
  }
}

/** The fixes of the history since an instant, each by its crew and its instant. */
async function storedSince(databaseUrl: string, since: number): Promise<Map<string, number>> {
  const pool = openPool(databaseUrl, { max: 1, onError: () => {} })
  const { rows } = await pool.query<{ crew: string; at: number }>(
    `select crew_id as crew, milliseconds_of(at) as at from position_history where at >= instant_of($1)`,
    [since],
  )
  await pool.end()
  return new Map(rows.map(({ crew, at }) => [`${crew} ${at}`, at]))
}
