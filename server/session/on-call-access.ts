import type { Database } from '../db/pool.ts'

/** A rota that stays open asks anew when it changes: that is one look. */
const ONE_LOOK = '15 minutes'

/** Keeps that an account looked up people who are on call, apart from the log of events; once for each look. */
export async function recordOnCallAccess(
  database: Database,
  { accountId, address }: { accountId: string; address: string | null },
): Promise<void> {
  await database.query(
    `insert into access_log (action, account_id, address)
     select 'on_call', $1, $2 where not exists (
       select from access_log
       where action = 'on_call' and account_id = $1 and at > now() - interval '${ONE_LOOK}')`,
    [accountId, address],
  )
}
