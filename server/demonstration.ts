import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { sentCommandSchema } from '../shared/command.ts'
import { crewSchema } from '../shared/crew/crew.ts'
import type { Actor } from '../shared/event.ts'
import { instant } from '../shared/instant.ts'
import { placeCategorySchema, placeRadiusSchema } from '../shared/place-note/place-note.ts'
import type { LiveBoard } from './broadcast/live-board.ts'
import type { Deployment } from './city/deployment.ts'
import type { CommandHandler } from './command/handle.ts'
import type { Database } from './db/pool.ts'
import { ensureRota } from './demonstration-rota.ts'
import { derivedId } from './derived-id.ts'
import type { DemonstrationAccount } from './ready.ts'
import {
  createAccount,
  disableApiKey,
  findAccount,
  listApiKeys,
  replaceApiKey,
  setDisabled,
} from './session/accounts.ts'
import { matches } from './session/password.ts'

/** Public, which is why the demonstration listens on this machine only. */
const PASSWORD = 'demonstration'
const KEY_NAME = 'Démonstration'

const PEOPLE: readonly (Omit<DemonstrationAccount, 'password'> & { agency?: string })[] = [
  { userName: 'poste1', role: 'dispatcher', label: { fr: 'Poste 1 · régulation', en: 'Post 1 · dispatch' } },
  { userName: 'poste2', role: 'dispatcher', label: { fr: 'Poste 2 · régulation', en: 'Post 2 · dispatch' } },
  { userName: 'accueil', role: 'operator', label: { fr: 'Poste A4 · accueil', en: 'Post A4 · hotline' } },
  { userName: 'chef', role: 'supervisor', label: { fr: 'Chef de salle', en: 'Supervisor' } },
  {
    userName: 'proprete',
    role: 'service',
    agency: 'cleanliness',
    label: { fr: 'Propreté · liste de travail', en: 'Cleansing · work list' },
  },
  { userName: 'equipage', role: 'crew', label: { fr: 'Équipage, sur tablette', en: 'Crew, on a tablet' } },
  { userName: 'admin', role: 'administrator', label: { fr: 'Administration', en: 'Administration' } },
]
const CREWS_ACCOUNT = { userName: 'simulation', role: 'crew', post: 'Simulation' } as const
const SERVICE_ACCOUNTS = [
  { userName: 'proprete9', role: 'service', post: 'Propreté 9 (simulée)', agency: 'cleanliness' },
  { userName: 'verts9', role: 'service', post: 'Espaces verts 9 (simulés)', agency: 'green_spaces' },
] as const
const DISPATCHER_ACCOUNT = { userName: 'poste9', role: 'dispatcher', post: 'Poste 9 (simulé)' } as const

const crewFileSchema = z.object({
  crews: z.array(
    crewSchema
      .pick({
        number: true,
        callSign: true,
        kind: true,
        skills: true,
        equipment: true,
        vehicle: true,
        members: true,
        territory: true,
      })
      .extend({ base: z.tuple([z.number(), z.number()]) }),
  ),
})

const placeFileSchema = z.object({
  places: z.array(
    z.object({
      category: placeCategorySchema,
      point: z.tuple([z.number(), z.number()]),
      radius: placeRadiusSchema,
      text: z.string(),
    }),
  ),
})

/**
 * What a demonstration left in a database that now serves for real: every account whose password is still the public
 * one, and the demonstration's key, are disabled. Returns the names of those accounts.
 */
export async function retireDemonstration(database: Database): Promise<string[]> {
  const retired: string[] = []
  for (const { userName } of [...PEOPLE, CREWS_ACCOUNT, DISPATCHER_ACCOUNT, ...SERVICE_ACCOUNTS]) {
    const account = await findAccount(database, userName)
    if (account === undefined || account.disabledAt !== null) continue
    if (!(await matches(PASSWORD, account.passwordHash))) continue
    await setDisabled(database, userName, true)
    retired.push(userName)
  }
  const keys = await listApiKeys(database)
  if (keys.some(({ name, disabledAt }) => name === KEY_NAME && disabledAt === null))
    await disableApiKey(database, KEY_NAME)
  return retired
}

const SYSTEM: Actor = { id: 'demonstration', role: 'system', label: 'Démonstration', crewId: null }

export interface DemonstrationDependencies {
  database: Database
  handler: CommandHandler
  live: LiveBoard
  deployment: Deployment
  cityFolder: URL
  speed: number
}

export interface Demonstration {
  accounts: readonly DemonstrationAccount[]
  apiKey: string
  /** What the simulation is given, but for the address. */
  simulation: object
}

/** Makes the accounts, the key, the crews, the known places and the rota of the demonstration where they are missing. */
export async function prepareDemonstration(dependencies: DemonstrationDependencies): Promise<Demonstration> {
  const { database, cityFolder, speed } = dependencies
  const accounts = PEOPLE.map(({ agency: _agency, ...person }) => ({ ...person, password: PASSWORD }))
  for (const { label, ...person } of PEOPLE)
    await ensureAccount(database, { ...person, post: postOf(label.fr) })
  for (const account of [CREWS_ACCOUNT, DISPATCHER_ACCOUNT, ...SERVICE_ACCOUNTS])
    await ensureAccount(database, account)
  const read = async (file: string) => JSON.parse(await readFile(new URL(file, cityFolder), 'utf8'))
  const { crews } = crewFileSchema.parse(await read('crews.json'))
  const registered = crews.map((crew) => ({ ...crew, id: derivedId('crew', crew.callSign) }))
  await registerCrews(dependencies, registered)
  await ensureRota({ ...dependencies, now: instant(Date.now()), actor: SYSTEM })
  await notePlaces(dependencies, placeFileSchema.parse(await read('places.json')))
  const apiKey = await replaceApiKey(database, KEY_NAME, 'phone')
  const simulation = {
    apiKey,
    crewAccount: { userName: CREWS_ACCOUNT.userName, password: PASSWORD },
    dispatcherAccount: { userName: DISPATCHER_ACCOUNT.userName, password: PASSWORD },
    serviceAccounts: SERVICE_ACCOUNTS.map(({ userName, agency }) => ({
      userName,
      agency,
      password: PASSWORD,
    })),
    crews: registered.map(({ id, kind, base: [lon, lat], members, vehicle, equipment }) => ({
      crewId: id,
      kind,
      outfit: { members, vehicle, equipment },
      base: { lon, lat },
    })),
    cityFolder: cityFolder.href,
    speed,
  }
  return { accounts, apiKey, simulation }
}

/** « Poste 2 · régulation » is shown to others as « Poste 2 ». */
function postOf(label: string): string {
  return label.split(' · ')[0] ?? label
}

async function ensureAccount(
  database: Database,
  { userName, role, ...given }: { userName: string; role: string; post: string; agency?: string },
): Promise<void> {
  const account = await findAccount(database, userName)
  // One that a real deployment retired comes back with the demonstration, its public password with it.
  if (account !== undefined && account.disabledAt !== null) await setDisabled(database, userName, false)
  if (account !== undefined) return
  await createAccount(database, { userName, role: roleSchema.parse(role), ...given, password: PASSWORD })
}

const roleSchema = z.enum(['operator', 'dispatcher', 'crew', 'service', 'supervisor', 'administrator'])

async function registerCrews(
  { handler, live }: DemonstrationDependencies,
  crews: readonly (z.infer<typeof crewFileSchema>['crews'][number] & { id: string })[],
): Promise<void> {
  // One that has nothing at all was registered before there was a fleet.
  const known = new Set<string>(
    [...live.board.crews.values()].flatMap(({ id, vehicle, equipment }) =>
      vehicle === null && equipment.length === 0 ? [] : [id],
    ),
  )
  const commands = crews
    .filter(({ id }) => !known.has(id))
    .map(({ base: _base, ...crew }) => ({ id: randomUUID(), command: { type: 'register_crew', crew } }))
  await Promise.all(commands.map((command) => handler.submit(sentCommandSchema.parse(command), SYSTEM)))
}

/** What was noted once is not noted again, were it withdrawn since. */
async function notePlaces(
  { handler }: DemonstrationDependencies,
  { places }: z.infer<typeof placeFileSchema>,
): Promise<void> {
  const commands = places.map(({ point: [lon, lat], ...place }) => ({
    id: derivedId('note_place', place.text),
    command: {
      type: 'note_place',
      placeNoteId: derivedId('place_note', place.text),
      ticketId: null,
      position: { lon, lat },
      until: null,
      ...place,
    },
  }))
  await Promise.all(commands.map((command) => handler.submit(sentCommandSchema.parse(command), SYSTEM)))
}
