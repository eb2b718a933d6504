import { randomBytes } from 'node:crypto'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import { encodeQR } from 'qr'
import { z } from 'zod'
import { agencyCodeSchema } from '../shared/catalogue/service.ts'
import { CODE_MINUTES, enrolmentLink } from '../shared/enrolment.ts'
import { textSchema } from '../shared/text.ts'
import { channelSchema } from '../shared/ticket/ticket.ts'
import { openDatabase } from './db/open.ts'
import type { Database } from './db/pool.ts'
import { loadCatalogueVersion, loadPublications } from './projection/catalogue.ts'
import {
  createAccount,
  createApiKey,
  disableApiKey,
  listAccounts,
  listApiKeys,
  setDisabled,
  setPassword,
} from './session/accounts.ts'
import {
  createTelephone,
  type Device,
  listDevices,
  revokeDevice,
  telephoneProtocols,
} from './session/devices.ts'
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from './session/password.ts'
import { makeEnrolmentCode } from './session/tablets.ts'

const HELP = `npm run account -- COMMAND
  add --user NAME --role ROLE --post "Poste 1"   make an account (the password is asked for, or made with --generate)
  add --user NAME --role service --agency CODE --post "Propreté"
                                                 one of a city service, which sees the tickets in its hands alone
  list                                           every account
  disable NAME | enable NAME                     a disabled account's connections close within a second
  password NAME [--generate]                     change a password
  add-key --name "Site web" [--channel web] [--per-minute 600]
                                                 make an API key for Open311; it is shown once
  keys | disable-key --name NAME                 every key; disable one
  add-device --name "Téléphone ALPHA 3" --crew "ALPHA 3" --protocol owntracks|osmand
                                                 bind a telephone to a crew; its secret is shown once
  add-tablet --name "Tablette 12" [--url https://vigie.example.fr]
                                                 make the code that enrols a tablet; with the address, a QR code too
  devices | revoke-device --name NAME            every device; hear one no more, close its page

Roles: operator, dispatcher, crew, service, supervisor, administrator. Channels: ${channelSchema.options.join(', ')}.
The post is what others see; a crew is seen under its call sign. DATABASE_URL and VIGIE_DATA are read as by npm start.`

const options = {
  user: { type: 'string' },
  role: { type: 'string' },
  post: { type: 'string' },
  agency: { type: 'string' },
  name: { type: 'string' },
  channel: { type: 'string' },
  'per-minute': { type: 'string' },
  crew: { type: 'string' },
  protocol: { type: 'string' },
  url: { type: 'string' },
  generate: { type: 'boolean' },
  help: { type: 'boolean' },
} as const

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values']
type Command = (database: Database, values: Values, name: string | undefined) => Promise<string>

const userNameSchema = z.string().regex(/^[\p{L}\p{N}._-]{2,60}$/u)
const roleSchema = z.enum(['operator', 'dispatcher', 'crew', 'service', 'supervisor', 'administrator'])

const commands: Record<string, Command> = {
  add: async (database, values) => {
    const userName = checked(userNameSchema, values.user, '--user', '2 to 60 letters, digits, dots or dashes')
    const role = checked(roleSchema, values.role, '--role', roleSchema.options.join(', '))
    const post = checked(textSchema(60), values.post, '--post', 'what others see, such as "Poste 1"')
    const agency = await agencyFor(database, role, values.agency)
    const password = await newPassword(values)
    await createAccount(database, { userName, role, post, ...agency, password })
    return `Account ${userName} made.${shown(password, values)}`
  },
  list: async (database) => {
    const accounts = await listAccounts(database)
    const line = ({ userName, role, post, agency, disabledAt }: (typeof accounts)[number]) =>
      `${userName.padEnd(20)} ${role.padEnd(14)} ${post}${agency === null ? '' : `  (${agency})`}${disabledAt === null ? '' : '  (disabled)'}`
    return accounts.length === 0
      ? 'There is no account yet. Make one with: npm run account -- add'
      : accounts.map(line).join('\n')
  },
  disable: async (database, _values, name) => {
    await setDisabled(database, required(name, 'the name of an account'), true)
    return `Account ${name} disabled; its sessions have ended.`
  },
  enable: async (database, _values, name) => {
    await setDisabled(database, required(name, 'the name of an account'), false)
    return `Account ${name} enabled.`
  },
  password: async (database, values, name) => {
    const userName = required(name, 'the name of an account')
    const password = await newPassword(values)
    await setPassword(database, userName, password)
    return `Password of ${name} changed; its sessions have ended.${shown(password, values)}`
  },
  'add-key': async (database, values) => {
    const name = checked(textSchema(60), values.name, '--name', 'who will use it, such as "Site web"')
    const channel = checked(
      channelSchema,
      values.channel ?? 'api',
      '--channel',
      channelSchema.options.join(', '),
    )
    const perMinute = checked(
      z.coerce.number().int().min(1).max(100_000),
      values['per-minute'] ?? 6_000,
      '--per-minute',
      'how many requests it may send in a minute, 1 to 100000',
    )
    return `Key of ${name}, shown this once:\n${await createApiKey(database, name, channel, perMinute)}`
  },
  keys: async (database) => {
    const keys = await listApiKeys(database)
    const line = ({ name, channel, requestsPerMinute, disabledAt }: (typeof keys)[number]) =>
      `${name.padEnd(30)} ${channel.padEnd(8)} ${String(requestsPerMinute).padStart(6)}/min${disabledAt === null ? '' : '  (disabled)'}`
    return keys.length === 0
      ? 'There is no key yet. Make one with: npm run account -- add-key'
      : keys.map(line).join('\n')
  },
  'disable-key': async (database, values) => {
    const name = required(values.name, '--name')
    await disableApiKey(database, name)
    return `Key ${name} disabled; it is refused within a second.`
  },
  'add-device': async (database, values) => {
    const name = checked(
      textSchema(60),
      values.name,
      '--name',
      'which telephone it is, such as "Téléphone ALPHA 3"',
    )
    const callSign = checked(textSchema(24), values.crew, '--crew', 'a call sign, such as "ALPHA 3"')
    const protocol = checked(
      z.enum(telephoneProtocols),
      values.protocol,
      '--protocol',
      telephoneProtocols.join(', '),
    )
    const { secret } = await createTelephone(database, { name, protocol, callSign })
    return `Device ${name} speaks for ${callSign}. Its secret, shown this once (docs/devices.md says where it goes):\n${secret}`
  },
  'add-tablet': async (database, values) => {
    const name = checked(
      textSchema(60),
      values.name,
      '--name',
      'what is written on it, such as "Tablette 12"',
    )
    const site =
      values.url === undefined
        ? null
        : checked(z.url(), values.url, '--url', 'where the tablet finds the server')
    const { secret } = await makeEnrolmentCode(database, name)
    const link = site && enrolmentLink(new URL(site).origin, secret)
    const told = `Code of ${name}, good once, for ${CODE_MINUTES} minutes:\n${secret}`
    return link === null ? told : `${told}\n${encodeQR(link, 'term')}\n${link}`
  },
  devices: async (database) => {
    const devices = await listDevices(database)
    return devices.length === 0
      ? 'There is no device yet. Make one with: npm run account -- add-tablet, or add-device'
      : devices.map(deviceLine).join('\n')
  },
  'revoke-device': async (database, values) => {
    const name = required(values.name, '--name')
    await revokeDevice(database, { name })
    return `Device ${name} revoked; within a second it is not heard any more, and a tablet's page is closed.`
  },
}

function deviceLine({ name, protocol, callSign, state, seenAt }: Device): string {
  const seen = seenAt === null ? 'never seen' : `seen ${seenAt.toISOString().slice(0, 16)}Z`
  const line = `${(callSign ?? '').padEnd(16)} ${protocol.padEnd(10)} ${seen.padEnd(22)} ${name}`
  return state === 'active' ? line : `${line}  (${STATES[state]})`
}

const STATES = { waiting: 'its code waits', expired: 'never enrolled', revoked: 'revoked' }

function checked<T>(schema: z.ZodType<T>, value: unknown, option: string, expected: string): T {
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw new Error(`${option}=${value ?? ''} cannot be used. Expected: ${expected}.`)
  return parsed.data
}

/** The agency of a service's account, which the catalogue in force must know; nothing for any other role. */
async function agencyFor(
  database: Database,
  role: string,
  given: string | undefined,
): Promise<{ agency?: string }> {
  if (role !== 'service') {
    if (given !== undefined) throw new Error('--agency is for the role service alone.')
    return {}
  }
  const agency = checked(agencyCodeSchema, given, '--agency', 'the code of an agency, such as cleanliness')
  const [inForce] = await loadPublications(database, (await loadCatalogueVersion(database)) - 1)
  const known = inForce?.catalogue.agencies.map(({ code }) => code) ?? [agency]
  if (!known.includes(agency))
    throw new Error(`--agency=${agency} is not in the catalogue. Expected one of: ${known.join(', ')}.`)
  return { agency }
}

function required(value: string | undefined, what: string): string {
  if (value === undefined) throw new Error(`Missing: ${what}. See npm run account -- --help`)
  return value
}

/** The password typed (unseen on a terminal), the first line of a pipe, or one made here. */
async function newPassword({ generate }: Values): Promise<string> {
  if (generate) return randomBytes(12).toString('base64url')
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() })
  const terminal = process.stdin.isTTY
  const lines = createInterface({ input: process.stdin, output: unseen, terminal })
  if (terminal) process.stderr.write('Password (not shown): ')
  const { value: typed } = await lines[Symbol.asyncIterator]().next()
  lines.close()
  if (terminal) process.stderr.write('\n')
  const value = String(typed ?? '')
  if (value.length < SHORTEST_PASSWORD || value.length > LONGEST_PASSWORD) {
    throw new Error(
      `The password has ${value.length} characters: it needs ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD}. ` +
        'Type another one, pipe it in, or have one made with --generate.',
    )
  }
  return value
}

function shown(password: string, { generate }: Values): string {
  return generate ? ` Password, shown this once: ${password}` : ''
}

/** Throws an error that names the option, never its value: somebody may try to give a password there. */
function readArguments() {
  try {
    return parseArgs({ options, allowPositionals: true })
  } catch (error) {
    const option = /'(--?[\w-]+)/.exec(String(error))?.[1] ?? 'An option'
    throw new Error(`${option} cannot be used here. See npm run account -- --help`, { cause: error })
  }
}

async function main(): Promise<void> {
  const { values, positionals } = readArguments()
  const [command = '', name, ...more] = positionals
  const run = Object.hasOwn(commands, command) ? commands[command] : undefined
  if (values.help || command === 'help') {
    process.stdout.write(`${HELP}\n`)
    return
  }
  if (run === undefined) {
    const problem = command === '' ? 'Which command?' : `There is no command "${command}".`
    process.stderr.write(`${problem}\n\n${HELP}\n`)
    process.exitCode = 2
    return
  }
  if (more.length > 0) {
    throw new Error(
      `${command} takes one name at most, and never a password: that is asked for, or piped in.`,
    )
  }
  const { pool, close } = await openDatabase()
  try {
    process.stdout.write(`${await run(pool, values, name)}\n`)
  } finally {
    await close()
  }
}

main().catch((error) => {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
})
