import { CODE_MINUTES } from '../../shared/enrolment.ts'
import type { Database } from '../db/pool.ts'
import { nameTaken } from './devices.ts'
import { hashSecret, typedSecret } from './secrets.ts'
import { newToken } from './session.ts'

/** 59 bits: more than can be guessed, or found from its hash, while the code is good. */
const CODE_GROUPS = 3

/**
 * Makes the code that enrols one tablet, once; it is stored only as a hash. A name whose tablet was revoked, or never came, gets
 * another code for the same device. Throws a `DeviceProblem` where the name is that of a device in use.
 */
export async function makeEnrolmentCode(
  database: Database,
  name: string,
): Promise<{ id: string; secret: string }> {
  const code = typedSecret(CODE_GROUPS)
  const { rows } = await database.query<{ id: string }>(
    `insert into device (name, protocol, secret_hash, code_until)
     values ($1, 'tablet', $2, now() + interval '${CODE_MINUTES} minutes')
     on conflict (name) do update set secret_hash = excluded.secret_hash, code_until = excluded.code_until
     where device.protocol = 'tablet' and (device.revoked_at is not null or device.code_until is not null)
     returning id`,
    [name, hashSecret(code)],
  )
  const [device] = rows
  if (device === undefined) throw nameTaken(name)
  return { id: device.id, secret: code }
}

export type Enrolment =
  | { deviceId: string; tablet: string; token: string }
  | 'unknown_code'
  | 'used_code'
  | 'expired_code'

/**
 * Gives a tablet its own session for a code, and returns the session's token, which is stored nowhere. Of several that
 * come with one code, the first has it; an earlier session of the same device ends.
 */
export async function enrolTablet(database: Database, code: string): Promise<Enrolment> {
  const hash = hashSecret(code)
  const token = newToken()
  const { rows } = await database.query<{ deviceId: string; tablet: string }>(
    `with enrolled as (
       update device set code_until = null, revoked_at = null
       where secret_hash = $1 and protocol = 'tablet' and code_until > now()
       returning id, name
     ), opened as (
       insert into session (id, device_id, expires_at) select $2, id, 'infinity' from enrolled
       on conflict (device_id) do update
       set id = excluded.id, crew_id = null, created_at = now(), seen_at = now()
     )
     select id as "deviceId", name as tablet from enrolled`,
    [hash, hashSecret(token)],
  )
  const [enrolled] = rows
  return enrolled === undefined ? whyNot(database, hash) : { ...enrolled, token }
}

async function whyNot(database: Database, hash: Buffer): Promise<Exclude<Enrolment, object>> {
  const { rows } = await database.query<{ used: boolean }>(
    `select code_until is null as used from device where secret_hash = $1 and protocol = 'tablet'`,
    [hash],
  )
  const [known] = rows
  if (known === undefined) return 'unknown_code'
  return known.used ? 'used_code' : 'expired_code'
}
