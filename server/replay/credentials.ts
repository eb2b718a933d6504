import { createInterface } from 'node:readline/promises'
import type { Readable } from 'node:stream'
import { askDemonstration, type ShownDemonstration } from '../simulation/demonstration-door.ts'
import type { Credentials } from '../simulation/door-client.ts'
import type { ReplayArguments } from './arguments.ts'
import { InputError } from './input-error.ts'

export interface ReplayCredentials {
  person: Credentials
  /** Null for a file without units. */
  crew: Credentials | null
  apiKey: string
}

/**
 * Who the replay comes in as: what the command line names, with passwords read from `input`, one a line; otherwise the
 * demonstration's own accounts and key. Throws an `InputError` that says what is missing.
 */
export async function findCredentials(
  { url, key, user, crewUser }: ReplayArguments,
  hasUnits: boolean,
  input: Readable,
): Promise<ReplayCredentials> {
  const shown = await askDemonstration(url).catch((error: Error) => {
    throw new InputError(`${url} does not answer (${error.message}): start it with npm start, or give --url.`)
  })
  const named = user !== undefined || (hasUnits && crewUser !== undefined)
  const passwords = named ? createInterface({ input })[Symbol.asyncIterator]() : null
  const account = async (option: string, userName: string | undefined, role: string) => {
    if (userName === undefined) return accountOf(shown, option, role)
    return { userName, password: String((await passwords?.next())?.value ?? '') }
  }
  const person = await account('--user', user, 'administrator')
  const crew = hasUnits ? await account('--crew-user', crewUser, 'crew') : null
  const apiKey = key ?? shown?.apiKey
  if (apiKey === undefined)
    throw new InputError('--key is missing: make one with npm run account -- add-key --name "Replay".')
  return { person, crew, apiKey }
}

function accountOf(shown: ShownDemonstration | null, option: string, role: string): Credentials {
  const account = shown?.accounts.find((one) => one.role === role)
  if (account === undefined)
    throw new InputError(
      `${option} is missing: this server is no demonstration. Give an account of role ${role}.`,
    )
  return { userName: account.userName, password: account.password }
}
