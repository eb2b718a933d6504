import type { Database } from '../db/pool.ts'

export interface Access {
  accountId?: string | null
  deviceId?: string | null
  /** Null where it is not known. */
  address: string | null
}

/** Keeps who came in, and who let whom in. */
export async function logAccess(
  database: Database,
  action: 'login' | 'login_refused' | 'enrolment' | 'enrolment_refused' | 'device_added' | 'device_revoked',
  { accountId = null, deviceId = null, address }: Access,
): Promise<void> {
  await database.query(
    'insert into access_log (action, account_id, device_id, address) values ($1, $2, $3, $4)',
    [action, accountId, deviceId, address],
  )
}
