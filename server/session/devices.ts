import type { CrewId } from '../../shared/id.ts'
import type { DeviceView } from '../../shared/protocol/session.ts'
import type { Database } from '../db/pool.ts'
import { SecretLookup } from './secret-lookup.ts'
import { hashSecret, typedSecret } from './secrets.ts'

export const telephoneProtocols = ['owntracks', 'osmand'] as const
export type TelephoneProtocol = (typeof telephoneProtocols)[number]

/** A telephone that tells where one crew is. */
export interface Telephone {
  id: string
  name: string
  protocol: TelephoneProtocol
  crewId: CrewId
  callSign: string
}

/** A device as its list shows it; `sessionId` is that of a tablet. */
export interface Device extends Pick<DeviceView, 'id' | 'name' | 'protocol' | 'callSign' | 'state'> {
  sessionId: string | null
  seenAt: Date | null
  codeUntil: Date | null
}

/** 79 bits: it lasts for years. */
const SECRET_GROUPS = 4
/** How exactly it is kept when a telephone was heard. */
const HEARD_EVERY = '1 minute'

/** A name or a call sign that cannot be used: `code` for programs, the message for people. */
export class DeviceProblem extends Error {
  constructor(
    readonly code: 'unknown_crew' | 'name_taken' | 'unknown_device',
    message: string,
  ) {
    super(message)
  }
}

export function nameTaken(name: string): DeviceProblem {
  return new DeviceProblem('name_taken', `There is a device named ${name} already: choose another name.`)
}

/** Makes a telephone's secret, which is stored only as a hash. Throws a `DeviceProblem` where crew or name cannot be. */
export async function createTelephone(
  database: Database,
  { name, protocol, callSign }: Pick<Telephone, 'name' | 'protocol' | 'callSign'>,
): Promise<{ id: string; secret: string }> {
  const crews = await database.query<{ id: string }>('select id from crew where call_sign = $1', [callSign])
  const [crew] = crews.rows
  if (crew === undefined)
    throw new DeviceProblem(
      'unknown_crew',
      `There is no crew ${callSign}: write its call sign as screens show it.`,
    )
  const secret = typedSecret(SECRET_GROUPS)
  const { rows } = await database.query<{ id: string }>(
    `insert into device (name, protocol, crew_id, secret_hash) values ($1, $2, $3, $4)
     on conflict (name) do nothing returning id`,
    [name, protocol, crew.id, hashSecret(secret)],
  )
  const [made] = rows
  if (made === undefined) throw nameTaken(name)
  return { id: made.id, secret }
}

/** Every device by name, tablets first. A code that waits stands over an earlier revocation, which its use ends. */
export async function listDevices(database: Database): Promise<Device[]> {
  const { rows } = await database.query<Device>(
    `select device.id, name, protocol, call_sign as "callSign", encode(session.id, 'hex') as "sessionId",
       coalesce(session.seen_at, device.seen_at) as "seenAt",
       case when code_until > now() then code_until end as "codeUntil",
       case when code_until > now() then 'waiting' when revoked_at is not null then 'revoked'
         when code_until is not null then 'expired' else 'active' end as state
     from device left join session on device_id = device.id
       left join crew on crew.id = coalesce(device.crew_id, session.crew_id)
     order by protocol <> 'tablet', lower(name), name`,
  )
  return rows
}

/**
 * A revoked device is not heard any more, a tablet's page is closed, within a second; a code that waits is void. Throws
 * a `DeviceProblem` where there is no such device.
 */
export async function revokeDevice(database: Database, by: { id: string } | { name: string }): Promise<void> {
  const [column, value] = 'id' in by ? ['id', by.id] : ['name', by.name]
  const { rowCount } = await database.query(
    `update device set revoked_at = coalesce(revoked_at, now()),
       code_until = case when code_until > now() then now() else code_until end
     where ${column}::text = $1`,
    [value],
  )
  if (rowCount === 0)
    throw new DeviceProblem(
      'unknown_device',
      `There is no device named ${value}. List them with: npm run account -- devices`,
    )
}

/** Finds telephones by their secret; not those that were revoked. Keeps when each was heard, to the minute. */
export function telephonesBySecret(database: Database): SecretLookup<Telephone> {
  return new SecretLookup(async (hashes) => {
    const { rows } = await database.query<Telephone & { hash: Buffer; silent: boolean }>(
      `select device.id, name, protocol, crew_id as "crewId", call_sign as "callSign", secret_hash as hash,
         coalesce(seen_at < now() - interval '${HEARD_EVERY}', true) as silent
       from device join crew on crew.id = crew_id
       where secret_hash = any ($1) and revoked_at is null`,
      [hashes],
    )
    const silent = rows.filter((row) => row.silent).map(({ id }) => id)
    if (silent.length > 0)
      await database.query('update device set seen_at = now() where id = any ($1)', [silent])
    return rows.map(({ hash, silent: _silent, ...holder }) => ({ hash, holder }))
  })
}
