import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import type { Gateway } from './call-out/call-job.ts'
import type { Routing } from './city/engine/open-engine.ts'
import { noPartners, type Partners, PartnersError, parsePartners } from './delivery/partners.ts'
import { projectPath } from './project.ts'

/** How the server is set up; the only place that reads the environment. `docs/configuration.md` says it in words. */
export interface Config {
  port: number
  host: string
  /** Undefined: a private PostgreSQL cluster in `dataFolder`. */
  databaseUrl: string | undefined
  /** Absolute. Holds the private cluster and the anchors of the log. */
  dataFolder: string
  /** The folder with the files of the town; of the demonstration's where none is named. */
  townFolder: URL
  /** How fast the demonstration runs, 1 to 60 times real time; null outside a demonstration. */
  demonstrationSpeed: number | null
  /** The hour at which the demonstration's town begins, 0 to 23; null: the town's own. */
  demonstrationHour: number | null
  /** How many days the positions of crews are kept. */
  positionDays: number
  /** How many days the pixels of photographs are kept. */
  photographDays: number
  /** How many days who called, and what they said, are kept once nobody deals with it any more. */
  callerDays: number
  /** Who calls people on call, and how they reach this server; null: nobody can be called from here. */
  gateway: Gateway | null
  /** Whether people on call are called by themselves, or only when a post asks for it. */
  callsOut: boolean
  /** Who is told of tickets that are handed to them, and how. */
  partners: Partners
  /** Whether whoever has no account may report something here. */
  publicForm: boolean
  /** A routing server of the town's own; null: travel times are ours alone. */
  routing: Routing | null
}

/** A setting that cannot be used; its message names the setting, its value and the remedy. */
export class ConfigError extends Error {}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost'])

/** « valhalla:http://127.0.0.1:8002 »: positions go there, so it is taken as it is given or not at all. */
const routingSchema = z
  .string()
  .max(500)
  .transform((text, context): Routing => {
    const [, engine, address = ''] = /^(valhalla|osrm):(https?:\/\/[^?#@\s]+)$/.exec(text) ?? []
    if (engine !== undefined && URL.canParse(address))
      return { engine: engine as Routing['engine'], url: address.replace(/\/+$/, '') }
    context.addIssue('not a routing server')
    return z.NEVER
  })

const addressSchema = z
  .string()
  .max(500)
  .regex(/^https?:\/\/[^?#@\s]+$/)
  .refine((text) => URL.canParse(text))
  .transform((text) => text.replace(/\/+$/, ''))

const settings = {
  PORT: {
    schema: z.coerce.number().int().min(1).max(65_535).default(8080),
    remedy: 'give a port from 1 to 65535, such as 8080',
  },
  HOST: {
    schema: z.string().min(1).max(253).default('127.0.0.1'),
    remedy: 'give an address to listen on, such as 127.0.0.1 or 0.0.0.0',
  },
  DATABASE_URL: {
    schema: z
      .string()
      .regex(/^postgres(ql)?:\/\//)
      .optional(),
    remedy:
      'give a URL such as postgresql://user:password@host:5432/vigie, or leave it unset for a private cluster',
  },
  VIGIE_DATA: {
    schema: z.string().min(1).default('.data'),
    remedy: 'give a folder that this user may write to',
  },
  VIGIE_TOWN: {
    schema: z.string().min(1).optional(),
    remedy: 'give the folder with the files of the town, such as /etc/vigie/town, or leave it unset',
  },
  VIGIE_DEMO: {
    schema: z.coerce.number().int().min(0).max(60).default(1),
    remedy: 'give 0 for a real deployment, or the speed of the demonstration, from 1 to 60',
  },
  VIGIE_DEMO_HOUR: {
    schema: z.coerce.number().int().min(0).max(23).optional(),
    remedy:
      'give the hour at which the demonstration begins, from 0 to 23, or leave it unset for the hour it is',
  },
  VIGIE_POSITION_DAYS: {
    schema: z.coerce.number().int().min(1).max(366).default(60),
    remedy: 'give how many days the positions of crews are kept, from 1 to 366, such as 60',
  },
  VIGIE_PHOTOGRAPH_DAYS: {
    schema: z.coerce.number().int().min(1).max(1_096).default(365),
    remedy: 'give how many days photographs are kept, from 1 to 1096, such as 365',
  },
  VIGIE_CALLER_DAYS: {
    schema: z.coerce.number().int().min(1).max(1_096).default(1_095),
    remedy: 'give how many days names, numbers and words of callers are kept, from 1 to 1096, such as 1095',
  },
  VIGIE_ROUTING: {
    schema: routingSchema.optional(),
    remedy:
      "give a routing server of the town's own, such as valhalla:http://127.0.0.1:8002 or osrm:http://127.0.0.1:5000, " +
      'without user, password or query, or leave it unset',
  },
  VIGIE_GATEWAY: {
    schema: addressSchema.optional(),
    remedy:
      'give the address of the gateway for SMS and voice, such as https://gateway.town.example/messages, ' +
      'without user, password or query, or leave it unset',
  },
  VIGIE_GATEWAY_SECRET: {
    schema: z.string().min(16).max(200).optional(),
    secret: true,
    remedy: 'give at least 16 characters that only the gateway has too',
  },
  VIGIE_GATEWAY_INSIDE: {
    schema: z.enum(['0', '1']).default('0'),
    remedy: 'give 1 where the gateway is inside the network, and may be reached in plain HTTP, or 0',
  },
  VIGIE_CALL_OUT: {
    schema: z.enum(['0', '1']).default('1'),
    remedy:
      'give 1 where people on call are called for a hazard outside hours, or 0 where only a post calls them',
  },
  VIGIE_PARTNERS: {
    schema: z.string().min(1).optional(),
    remedy:
      'give a file that says how partners are reached, such as /etc/vigie/partners.json, or leave it unset',
  },
  VIGIE_PUBLIC_FORM: {
    schema: z.enum(['0', '1']).default('1'),
    remedy: 'give 1 where whoever has no account may report something at /signaler, or 0 where nobody may',
  },
  VIGIE_PUBLIC_URL: {
    schema: addressSchema.optional(),
    remedy: 'give the address at which telephones reach this server, such as https://vigie.town.example',
  },
} as const

type Environment = Readonly<Record<string, string | undefined>>

/** Reads and checks the environment. Throws a `ConfigError` on the first setting that cannot be used. */
export function readConfig(environment: Environment): Config {
  const demonstration = read(environment, 'VIGIE_DEMO')
  const host = read(environment, 'HOST')
  if (demonstration > 0 && !LOOPBACK.has(host)) {
    throw new ConfigError(
      `HOST=${host}: the demonstration's accounts have a public password, so it listens on this machine only. ` +
        'Leave HOST unset, or set VIGIE_DEMO=0 and create accounts with: npm run account -- add',
    )
  }
  const town = read(environment, 'VIGIE_TOWN')
  if (town !== undefined && demonstration > 0)
    throw new ConfigError(
      `VIGIE_TOWN=${town}: the demonstration has a town of its own. Set VIGIE_DEMO=0 too.`,
    )
  return {
    port: read(environment, 'PORT'),
    host,
    databaseUrl: read(environment, 'DATABASE_URL'),
    dataFolder: resolve(read(environment, 'VIGIE_DATA')),
    townFolder: town === undefined ? projectPath('fixtures/toulouse/') : pathToFileURL(`${resolve(town)}/`),
    demonstrationSpeed: demonstration === 0 ? null : demonstration,
    demonstrationHour: demonstration === 0 ? null : (read(environment, 'VIGIE_DEMO_HOUR') ?? null),
    positionDays: read(environment, 'VIGIE_POSITION_DAYS'),
    photographDays: read(environment, 'VIGIE_PHOTOGRAPH_DAYS'),
    callerDays: read(environment, 'VIGIE_CALLER_DAYS'),
    gateway: readGateway(environment),
    partners: readPartners(environment),
    callsOut: read(environment, 'VIGIE_CALL_OUT') === '1',
    publicForm: read(environment, 'VIGIE_PUBLIC_FORM') === '1',
    routing: read(environment, 'VIGIE_ROUTING') ?? null,
  }
}

function readPartners(environment: Environment): Partners {
  const file = read(environment, 'VIGIE_PARTNERS')
  if (file === undefined) return noPartners
  try {
    return parsePartners(readFileSync(file, 'utf8'))
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException
    const why = error instanceof PartnersError ? message : `it cannot be read (${code ?? 'unknown'}).`
    throw new ConfigError(`VIGIE_PARTNERS=${file} cannot be used: ${why}`)
  }
}

/** A gateway is whole or not at all: an address, a secret that it shares, and where telephones find this server. */
function readGateway(environment: Environment): Gateway | null {
  const url = read(environment, 'VIGIE_GATEWAY')
  const secret = read(environment, 'VIGIE_GATEWAY_SECRET')
  const mayBeInside = read(environment, 'VIGIE_GATEWAY_INSIDE') === '1'
  const publicUrl = read(environment, 'VIGIE_PUBLIC_URL')
  if (url === undefined) return null
  if (secret === undefined || publicUrl === undefined)
    throw new ConfigError('VIGIE_GATEWAY also needs VIGIE_GATEWAY_SECRET and VIGIE_PUBLIC_URL.')
  if (!mayBeInside && url.startsWith('http:'))
    throw new ConfigError(
      `VIGIE_GATEWAY=${url} cannot be used: telephone numbers leave in HTTPS only. ` +
        'Where it is inside the network, set VIGIE_GATEWAY_INSIDE=1.',
    )
  return { url, secret, mayBeInside, publicUrl }
}

function read<N extends keyof typeof settings>(
  environment: Environment,
  name: N,
): z.infer<(typeof settings)[N]['schema']> {
  const { schema, remedy, ...kept } = settings[name]
  const given = environment[name]?.trim()
  const parsed = schema.safeParse(given === '' ? undefined : given)
  const shown = 'secret' in kept ? '…' : withoutPassword(given)
  if (!parsed.success) throw new ConfigError(`${name}=${shown} cannot be used: ${remedy}.`)
  return parsed.data as z.infer<(typeof settings)[N]['schema']>
}

function withoutPassword(value: string | undefined): string {
  return (value ?? '').replace(/:\/\/([^:/@]*):[^@]*@/, '://$1:…@')
}
