import type { Database } from '../db/pool.ts'

/** A track that stays open is looked at anew every half minute: that is one look. */
const ONE_LOOK = '15 minutes'

/** Keeps that an account looked at the track of a crew, apart from the log of events; once for each look. */
export async function recordTrackAccess(
  database: Database,
  { accountId, crewId, address }: { accountId: string; crewId: string; address: string | null },
): Promise<void> {
  await database.query(
    `insert into access_log (action, account_id, crew_id, address)
     select 'track', $1, $2, $3 where not exists (
       select from access_log where action = 'track' and account_id = $1 and crew_id = $2
         and at > now() - interval '${ONE_LOOK}')`,
    [accountId, crewId, address],
  )
}
