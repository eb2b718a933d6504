import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { crewKindSchema } from '../../shared/crew/crew.ts'
import { outfitSchema } from '../../shared/crew/outfit.ts'
import { lonLatSchema } from '../../shared/geo.ts'
import { demonstrationFactor } from './day-curve.ts'

const credentials = z.object({ userName: z.string(), password: z.string() })

/** What the simulation is told: where the server is, and the accounts of those who come in through its public doors. */
export const simulationSchema = z.object({
  url: z.url(),
  /** The hotline's key; `apiKeys` gives other channels (app, web, patrol) their own. */
  apiKey: z.string(),
  apiKeys: z.record(z.string(), z.string()).default({}),
  crewAccount: credentials,
  dispatcherAccount: credentials.optional(),
  /** Ends the distress calls that the simulation raises; without one it raises none. */
  supervisorAccount: credentials.optional(),
  /** Each works the list of a city service. */
  serviceAccounts: z.array(credentials.extend({ agency: z.string() })).default([]),
  /** Where the gateway for SMS and voice listens on this machine; without one nobody on call is called. */
  gateway: z.object({ port: z.int(), secret: z.string() }).optional(),
  crews: z.array(
    z.object({ crewId: z.string(), kind: crewKindSchema, outfit: outfitSchema, base: lonLatSchema }),
  ),
  /** The folder of `city.json`, as a file URL that ends with a slash. */
  cityFolder: z.url(),
  speed: z.coerce.number().min(1).max(60).default(1),
  seed: z.coerce.number().int().default(31_555),
  /** Times the real number of tickets. */
  busy: z.coerce.number().positive().max(1_000).default(demonstrationFactor),
})
export type Simulation = z.infer<typeof simulationSchema>

export const HELP = `simulate [--accounts FILE] [options]     callers, crews and a dispatcher, through the public doors,
                                      in the city that is loaded; ends when another one is
  --accounts FILE   JSON as in VIGIE_SIMULATION, which is read where this is not given
  --url URL         the server
  --speed N         1 to 60 times real time
  --seed N          the same seed gives the same calls
  --busy N          times the real number of tickets; ${demonstrationFactor} in a demonstration, 1 is the real thing
  --city FOLDER     where city.json, calls.json and catalogue.json are
  --no-dispatcher   nobody sends crews but people`

const options = {
  accounts: { type: 'string' },
  url: { type: 'string' },
  speed: { type: 'string' },
  seed: { type: 'string' },
  busy: { type: 'string' },
  city: { type: 'string' },
  'no-dispatcher': { type: 'boolean' },
  help: { type: 'boolean' },
} as const

/** Reads the arguments over what `given` (the JSON of VIGIE_SIMULATION) says; null to show the help. Throws what is wrong. */
export function readArguments(args: readonly string[], given: string | undefined): Simulation | null {
  const { values } = parseArgs({ args: [...args], options })
  const json = values.accounts === undefined ? given : readFileSync(values.accounts, 'utf8')
  if (values.help || json === undefined) return null
  const { url, speed, seed, busy, city, 'no-dispatcher': alone } = values
  const cityFolder = city && pathToFileURL(`${city}/`).href
  const told = Object.entries({ url, speed, seed, busy, cityFolder }).filter(
    ([, value]) => value !== undefined,
  )
  const { dispatcherAccount, ...simulation } = simulationSchema.parse({
    ...JSON.parse(json),
    ...Object.fromEntries(told),
  })
  return dispatcherAccount === undefined || alone ? simulation : { ...simulation, dispatcherAccount }
}
