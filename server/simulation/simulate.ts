import { readFile } from 'node:fs/promises'
import { pino } from 'pino'
import { z } from 'zod'
import { crewKindSchema } from '../../shared/crew/crew.ts'
import { lonLatSchema } from '../../shared/geo.ts'
import { Caller } from './caller.ts'
import { randomFrom } from './random.ts'
import { Roads } from './road-walk.ts'
import { callsSchema, weightedServicesSchema } from './scenario.ts'
import { SimulatedCrew } from './simulated-crew.ts'
import { SimulatedDispatcher } from './simulated-dispatcher.ts'

const credentials = z.object({ userName: z.string(), password: z.string() })

/** What `main.ts` hands over: where the server is, and the accounts of those who come in through its public doors. */
const optionsSchema = z.object({
  url: z.url(),
  apiKey: z.string(),
  crewAccount: credentials,
  dispatcherAccount: credentials,
  crews: z.array(
    z.object({ crewId: z.string(), kind: crewKindSchema, members: z.number(), base: lonLatSchema }),
  ),
  cityFolder: z.url(),
  speed: z.number().min(1).max(60),
  seed: z.number().default(31_555),
})

const basemapSchema = z.object({
  features: z.array(
    z.object({
      properties: z.object({ layer: z.string() }),
      geometry: z.object({ type: z.string(), coordinates: z.unknown() }),
    }),
  ),
})
const lineSchema = z.array(z.array(z.number()))
const servicesSchema = z.object({
  services: weightedServicesSchema.element.extend({ usualMinutesOnScene: z.number() }).array(),
})

/** The demonstration: callers, crews and a patient dispatcher, seeded and repeatable, outside the server. */
async function simulate(): Promise<void> {
  const log = pino({ name: 'simulation' })
  const options = optionsSchema.parse(JSON.parse(process.env.VIGIE_SIMULATION ?? '{}'))
  const { url, speed, seed } = options
  const read = async (file: string) => JSON.parse(await readFile(new URL(file, options.cityFolder), 'utf8'))
  const { timeZone } = z.object({ timeZone: z.string() }).parse(await read('city.json'))
  const calls = callsSchema.parse(await read('calls.json'))
  const { services } = servicesSchema.parse(await read('services.json'))
  const { features } = basemapSchema.parse(await read('basemap.geojson'))
  const streets = features.filter(
    ({ properties, geometry }) => properties.layer === 'road' && geometry.type === 'LineString',
  )
  const roads = new Roads(streets.map(({ geometry }) => lineSchema.parse(geometry.coordinates)))
  const places = calls.places.map(({ point: [lon, lat] }) => ({ lon, lat }))
  const usual = new Map(services.map(({ code, usualMinutesOnScene }) => [code, usualMinutesOnScene]))

  const caller = new Caller({
    url,
    apiKey: options.apiKey,
    calls,
    services,
    timeZone,
    speed,
    random: randomFrom(seed),
  })
  const dispatcher = new SimulatedDispatcher({
    url,
    speed,
    places,
    credentials: options.dispatcherAccount,
    random: randomFrom(seed + 1),
  })
  const crews = options.crews.map((crew, index) => {
    const usualMinutesOnScene = (code: string) => usual.get(code) ?? 15
    const random = randomFrom(seed + 100 + index)
    return new SimulatedCrew({
      ...crew,
      url,
      speed,
      roads,
      places,
      random,
      usualMinutesOnScene,
      credentials: options.crewAccount,
    })
  })
  const stop = () => {
    for (const part of [caller, dispatcher, ...crews]) part.stop()
    process.exit(0)
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  process.once('disconnect', stop)

  // Crews that a person speaks for come in later, each in its own time.
  const started = crews.map((crew) =>
    crew.start().catch((error) => log.error(error, 'a crew could not come in')),
  )
  await Promise.race([Promise.all(started), new Promise((settle) => setTimeout(settle, 3_000))])
  caller.start()
  await dispatcher.start()
}

simulate().catch((error) => {
  process.stderr.write(`The demonstration cannot run: ${error.stack ?? error}\n`)
  process.exit(1)
})
