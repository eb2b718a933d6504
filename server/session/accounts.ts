import { randomBytes } from 'node:crypto'
import type { Role } from '../../shared/event.ts'
import type { Channel } from '../../shared/ticket/ticket.ts'
import type { Database } from '../db/pool.ts'
import { hashPassword } from './password.ts'
import { SecretLookup } from './secret-lookup.ts'
import { hashSecret } from './secrets.ts'

export interface Account {
  id: string
  userName: string
  role: Role
  post: string
  /** The agency that a service's account speaks for, by its code; null for every other. */
  agency: string | null
  disabledAt: Date | null
}

export interface NewAccount {
  userName: string
  role: Exclude<Role, 'system'>
  post: string
  /** A service's, and of no other. */
  agency?: string
  password: string
}

const COLUMNS = 'id, user_name as "userName", role, post, agency, disabled_at as "disabledAt"'

/** Creates an account. Throws an error that names the user where there is one already. */
export async function createAccount(
  database: Database,
  { userName, role, post, agency, password }: NewAccount,
): Promise<void> {
  const { rowCount } = await database.query(
    `insert into account (user_name, role, post, agency, password_hash) values ($1, $2, $3, $4, $5)
     on conflict (lower(user_name)) do nothing`,
    [userName, role, post, agency ?? null, await hashPassword(password)],
  )
  if (rowCount === 0) throw new Error(`There is an account named ${userName} already: choose another name.`)
}

export async function listAccounts(database: Database): Promise<Account[]> {
  const { rows } = await database.query<Account>(
    `select ${COLUMNS} from account order by role, lower(user_name)`,
  )
  return rows
}

export async function findAccount(
  database: Database,
  userName: string,
): Promise<(Account & { passwordHash: string }) | undefined> {
  const { rows } = await database.query(
    `select ${COLUMNS}, password_hash as "passwordHash" from account where lower(user_name) = lower($1)`,
    [userName],
  )
  return rows[0]
}

/** Disables or enables an account. Its sessions end with it, and do not come back. */
export async function setDisabled(database: Database, userName: string, disabled: boolean): Promise<void> {
  const { rows } = await database.query<{ id: string }>(
    `update account set disabled_at = case when $2 then now() end where lower(user_name) = lower($1) returning id`,
    [userName, disabled],
  )
  const [account] = rows
  if (account === undefined) throw unknownAccount(userName)
  if (disabled) await database.query('delete from session where account_id = $1', [account.id])
}

/** Changes a password. Sessions opened with the old one end: whoever knew it is out. */
export async function setPassword(database: Database, userName: string, password: string): Promise<void> {
  const { rows } = await database.query<{ id: string }>(
    'update account set password_hash = $2 where lower(user_name) = lower($1) returning id',
    [userName, await hashPassword(password)],
  )
  const [account] = rows
  if (account === undefined) throw unknownAccount(userName)
  await database.query('delete from session where account_id = $1', [account.id])
}

function unknownAccount(userName: string): Error {
  return new Error(`There is no account named ${userName}. List them with: npm run account -- list`)
}

export interface ApiKey {
  id: string
  name: string
  channel: Channel
  requestsPerMinute: number
  disabledAt: Date | null
}

/** Requests that a key may send in a minute. */
const USUAL_QUOTA = 6_000

function newKey(): string {
  return `vigie_${randomBytes(24).toString('base64url')}`
}

/** Makes an API key and returns it: it is stored only as a hash, and cannot be shown again. */
export async function createApiKey(
  database: Database,
  name: string,
  channel: Channel,
  requestsPerMinute = USUAL_QUOTA,
): Promise<string> {
  const key = newKey()
  const { rowCount } = await database.query(
    `insert into api_key (name, channel, key_hash, requests_per_minute) values ($1, $2, $3, $4)
     on conflict (name) do nothing`,
    [name, channel, hashSecret(key), requestsPerMinute],
  )
  if (rowCount === 0) throw new Error(`There is a key named ${name} already: choose another name.`)
  return key
}

/**
 * A new key under a name that may have one already, which stops working. It keeps its id, so that a request that is
 * sent again with the new key is still the same request.
 */
export async function replaceApiKey(database: Database, name: string, channel: Channel): Promise<string> {
  const key = newKey()
  await database.query(
    `insert into api_key (name, channel, key_hash) values ($1, $2, $3)
     on conflict (name) do update
     set channel = excluded.channel, key_hash = excluded.key_hash, disabled_at = null`,
    [name, channel, hashSecret(key)],
  )
  return key
}

const KEY_COLUMNS =
  'id, name, channel, requests_per_minute as "requestsPerMinute", disabled_at as "disabledAt"'

export async function listApiKeys(database: Database): Promise<ApiKey[]> {
  const { rows } = await database.query<ApiKey>(`select ${KEY_COLUMNS} from api_key order by name`)
  return rows
}

export async function disableApiKey(database: Database, name: string): Promise<void> {
  const { rowCount } = await database.query('update api_key set disabled_at = now() where name = $1', [name])
  if (rowCount === 0)
    throw new Error(`There is no key named ${name}. List them with: npm run account -- keys`)
}

/** Finds live keys by their value. */
export function keysBySecret(database: Database): SecretLookup<ApiKey> {
  return new SecretLookup(async (hashes) => {
    const { rows } = await database.query<ApiKey & { hash: Buffer }>(
      `select ${KEY_COLUMNS}, key_hash as hash from api_key where key_hash = any ($1) and disabled_at is null`,
      [hashes],
    )
    return rows.map(({ hash, ...holder }) => ({ hash, holder }))
  })
}
