import type { CrewId } from '../../shared/id.ts'
import type { Database } from '../db/pool.ts'
import { SecretLookup } from './secret-lookup.ts'
import { hashSecret, typedSecret } from './secrets.ts'

export const deviceProtocols = ['owntracks', 'osmand'] as const
export type DeviceProtocol = (typeof deviceProtocols)[number]

/** A telephone that tells where one crew is. */
export interface Device {
  id: string
  name: string
  protocol: DeviceProtocol
  crewId: CrewId
  callSign: string
  revokedAt: Date | null
}

const COLUMNS =
  'device.id, name, protocol, crew_id as "crewId", call_sign as "callSign", revoked_at as "revokedAt"'
const DEVICES = 'device join crew on crew.id = crew_id'

/** Makes a device and returns its secret, which is stored only as a hash. Throws where the crew or the name cannot be. */
export async function createDevice(
  database: Database,
  { name, protocol, callSign }: Pick<Device, 'name' | 'protocol' | 'callSign'>,
): Promise<string> {
  const { rows } = await database.query<{ id: string }>('select id from crew where call_sign = $1', [
    callSign,
  ])
  const [crew] = rows
  if (crew === undefined)
    throw new Error(`There is no crew ${callSign}: write its call sign as screens show it.`)
  const secret = typedSecret()
  const { rowCount } = await database.query(
    `insert into device (name, protocol, crew_id, secret_hash) values ($1, $2, $3, $4) on conflict (name) do nothing`,
    [name, protocol, crew.id, hashSecret(secret)],
  )
  if (rowCount === 0) throw new Error(`There is a device named ${name} already: choose another name.`)
  return secret
}

export async function listDevices(database: Database): Promise<Device[]> {
  const { rows } = await database.query<Device>(`select ${COLUMNS} from ${DEVICES} order by call_sign, name`)
  return rows
}

/** A revoked device is not heard any more, within a second. Throws an error that names one that is unknown. */
export async function revokeDevice(database: Database, name: string): Promise<void> {
  const { rowCount } = await database.query(
    'update device set revoked_at = coalesce(revoked_at, now()) where name = $1',
    [name],
  )
  if (rowCount === 0)
    throw new Error(`There is no device named ${name}. List them with: npm run account -- devices`)
}

/** Finds devices by their secret; not those that were revoked. */
export function devicesBySecret(database: Database): SecretLookup<Device> {
  return new SecretLookup(async (hashes) => {
    const { rows } = await database.query<Device & { hash: Buffer }>(
      `select ${COLUMNS}, secret_hash as hash from ${DEVICES}
       where secret_hash = any ($1) and revoked_at is null`,
      [hashes],
    )
    return rows.map(({ hash, ...holder }) => ({ hash, holder }))
  })
}
