import { setMaxListeners } from 'node:events'
import { pino } from 'pino'
import type { ServiceOf } from '../../shared/catalogue/published.ts'
import { isWithin, type LonLat } from '../../shared/geo.ts'
import { after, instant, SECOND } from '../../shared/instant.ts'
import { HELP, readArguments, type Simulation } from './arguments.ts'
import { Caller } from './caller.ts'
import { loadFixture } from './city-fixture.ts'
import { demonstrationKey } from './demonstration-door.ts'
import { TestGateway } from './local-gateway.ts'
import { randomFrom } from './random.ts'
import { callsAfter, openingCalls } from './scenario.ts'
import { openCity, type SimulatedCity } from './simulated-city.ts'
import { SimulatedCrew } from './simulated-crew.ts'
import { SimulatedDispatcher } from './simulated-dispatcher.ts'
import { SimulatedOnCall } from './simulated-on-call.ts'
import { SimulatedService } from './simulated-service.ts'
import { SimulatedSupervisor } from './simulated-supervisor.ts'

const log = pino({ name: 'simulation' })
const onFault = (error: unknown) => log.error(error, 'something in the demonstration failed; it goes on')

/** A board with this many tickets is alive: it needs no opening. */
const ALIVE = 6
const PROGRESS_MS = 60_000
/** All crews together call for help once in so many simulated hours. */
const HOURS_BETWEEN_DISTRESS = 6

/**
 * The demonstration: callers, crews and a patient dispatcher, seeded and repeatable, outside the server, in the city
 * that is loaded now. `onAnother`: another one is, and this must end.
 */
async function simulate(simulation: Simulation, signal: AbortSignal, onAnother: () => void): Promise<void> {
  const { url, speed, seed, busy, apiKey, apiKeys, cityFolder, crewAccount: credentials } = simulation
  const fixture = await loadFixture(new URL(cityFolder))
  const { places } = fixture
  const loaded = await openCity({ url, credentials, seed, places, signal, onAnother, onFault })
  const city = { ...fixture, ...loaded }
  log.info({ city: city.name, places: city.places.length }, 'the demonstration begins')
  const scenario = { random: randomFrom(seed), busy, ...city }
  const caller = new Caller({
    url,
    speed,
    signal,
    apiKeys: { ...apiKeys, phone: apiKey },
    newKey: () => demonstrationKey(url),
    onRefused: (httpStatus, problems) => log.warn({ httpStatus, problems }, 'a call was refused'),
  })
  await gatewayOf(simulation, signal)
  const supervisor = await supervisorOf(simulation, signal)
  const crews = crewsOf(simulation, city, signal, supervisor)
  for (const crew of crews) crew.start().catch(onFault)
  for (const account of simulation.serviceAccounts)
    new SimulatedService({ url, speed, credentials: account, signal, onFault }).work().catch(onFault)
  const dispatcher = await dispatcherOf(simulation, city, signal)

  const started = instant(Date.now())
  const progress = setInterval(() => {
    const { posted, refused } = caller
    const { sent = 0, joined = 0, handedOver = 0, cancelled = 0, open } = dispatcher ?? {}
    log.info({ posted, refused, sent, joined, handedOver, cancelled, open }, 'the demonstration goes on')
  }, PROGRESS_MS)
  signal.addEventListener('abort', () => clearInterval(progress))

  const opening = dispatcher === null || dispatcher.open < ALIVE ? openingCalls(scenario, started) : []
  const work = dispatcher?.work()
  // A person watches the opening, so it takes its 20 s at any speed.
  await caller.play(opening, started, 1)
  const from = opening.at(-1)?.at ?? after(started, SECOND)
  await caller.play(callsAfter(scenario, from), from)
  await work
}

type City = Omit<Awaited<ReturnType<typeof loadFixture>>, 'places'> & SimulatedCity

function crewsOf(
  { url, speed, seed, crewAccount, crews }: Simulation,
  { services, places, bounds }: City,
  signal: AbortSignal,
  supervisor: SimulatedSupervisor | null,
): SimulatedCrew[] {
  const points = places.map(({ point }) => point)
  const baseOf = (base: LonLat, index: number) =>
    isWithin(bounds, base) ? base : (points[index % points.length] ?? base)
  const usual = new Map(services.map(({ code, usualMinutesOnScene }) => [code, usualMinutesOnScene]))
  return crews.map(
    (crew, index) =>
      new SimulatedCrew({
        ...crew,
        url,
        speed,
        bounds,
        signal,
        onFault,
        credentials: crewAccount,
        base: baseOf(crew.base, index),
        places: points,
        random: randomFrom(seed + 100 + index),
        usualMinutesOnScene: (code) => usual.get(code) ?? 15,
        hoursBetweenDistress: supervisor && HOURS_BETWEEN_DISTRESS * crews.length,
        onDistress: (crewId) => supervisor?.follow(crewId),
      }),
  )
}

async function dispatcherOf(
  { url, speed, seed, dispatcherAccount: credentials, serviceAccounts }: Simulation,
  { services, places, bounds }: City,
  signal: AbortSignal,
): Promise<SimulatedDispatcher | null> {
  if (credentials === undefined) return null
  const random = randomFrom(seed + 1)
  const known = new Map(services.map((service) => [service.code, service]))
  const serviceOf: ServiceOf = ({ serviceCode }) => known.get(serviceCode)
  const attended = new Set(serviceAccounts.map(({ agency }) => agency))
  const options = { url, speed, random, credentials, places, bounds, serviceOf, attended, signal, onFault }
  const dispatcher = new SimulatedDispatcher(options)
  await dispatcher.connect()
  return dispatcher
}

/** The gateway that the server calls people on call by, and those people. */
async function gatewayOf({ url, speed, seed, gateway }: Simulation, signal: AbortSignal): Promise<void> {
  if (gateway === undefined) return
  const people = new SimulatedOnCall({
    url,
    speed,
    wakeSeconds: [8, 40],
    random: randomFrom(seed + 2),
    signal,
    onFault,
  })
  await new TestGateway(gateway.secret, (message) => people.take(message)).listen(gateway.port)
}

async function supervisorOf(
  { url, speed, supervisorAccount: credentials }: Simulation,
  signal: AbortSignal,
): Promise<SimulatedSupervisor | null> {
  if (credentials === undefined) return null
  const supervisor = new SimulatedSupervisor({ url, speed, credentials, signal, onFault })
  await supervisor.start()
  return supervisor
}

/**
 * Starts, and stops within a second when told to, when whoever started this is gone, or when another city is loaded: it
 * is started again in that one.
 */
async function main(): Promise<void> {
  const simulation = readArguments(process.argv.slice(2), process.env.VIGIE_SIMULATION)
  if (simulation === null) {
    process.stdout.write(`${HELP}\n`)
    return
  }
  const stopping = new AbortController()
  // Every crew waits on it, on purpose.
  setMaxListeners(0, stopping.signal)
  const stop = () => {
    stopping.abort()
    process.exit(0)
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  process.once('disconnect', stop)
  await simulate(simulation, stopping.signal, () => {
    log.info('another city is loaded: the demonstration ends, to begin again in it')
    stop()
  })
}

main().catch((error) => {
  process.stderr.write(`The demonstration cannot run: ${error.stack ?? error}\n`)
  process.exit(1)
})
