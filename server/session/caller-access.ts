import type { Database } from '../db/pool.ts'

/** A ticket that stays open is read anew whenever it changes: that is one look. */
const ONE_LOOK = '15 minutes'

export interface CallerAccess {
  accountId: string
  address: string | null
  /** The ticket whose caller was seen; null where a number was looked up. */
  ticketId: string | null
}

/** Keeps that an account saw a caller's name or number, apart from the log of events; once for each look at a ticket. */
export async function recordCallerAccess(
  database: Database,
  { accountId, address, ticketId }: CallerAccess,
): Promise<void> {
  await database.query(
    `insert into access_log (action, account_id, address, ticket_id)
     select 'caller', $1, $2, $3 where $3::uuid is null or not exists (
       select from access_log
       where action = 'caller' and account_id = $1 and ticket_id = $3 and at > now() - interval '${ONE_LOOK}')`,
    [accountId, address, ticketId],
  )
}
