import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { callOutIdSchema, personIdSchema, ticketIdSchema } from '../../shared/id.ts'
import { after, HOUR, type Instant, instantSchema } from '../../shared/instant.ts'
import type { Database } from '../db/pool.ts'
import { hashSecret } from '../session/secrets.ts'

/** From the first call to the end of what it was about, and no longer. */
const GOOD_FOR = 12 * HOUR

/** Whom a link was sent to, and about which call-out. */
const linkSchema = z.object({
  callOutId: callOutIdSchema,
  ticketId: ticketIdSchema,
  personId: personIdSchema,
})
export type CallLink = z.infer<typeof linkSchema>

/**
 * The secret part of a person's link to a call-out, 256 bits: the same each time that they are called for it, so that a
 * message which is sent again is the same. Only who has `secret` can make it.
 */
export function tokenOf(secret: string, { callOutId, personId }: CallLink): string {
  return createHmac('sha256', secret).update(`call link\n${callOutId}\n${personId}`).digest('base64url')
}

/** Makes a link work, until twelve hours after `now`; what keeps it knows a hash of it alone. */
export async function keepLink(
  database: Database,
  token: string,
  link: CallLink,
  now: Instant,
): Promise<void> {
  await database.query(
    `insert into call_link (token_hash, call_out_id, ticket_id, person_id, expires_at)
     values ($1, $2, $3, $4, instant_of($5)) on conflict (token_hash) do nothing`,
    [hashSecret(token), link.callOutId, link.ticketId, link.personId, after(now, GOOD_FOR)],
  )
}

/** Forgets links that work no longer. */
export async function purgeLinks(database: Database, now: Instant): Promise<void> {
  await database.query(`delete from call_link where expires_at < instant_of($1) - interval '1 day'`, [now])
}

/** A link as it is kept, with its end. */
const keptSchema = linkSchema.extend({ expiresAt: instantSchema })
export type KeptLink = z.infer<typeof keptSchema>

/** The links of these hashes that there are. */
export async function findLinks(
  database: Database,
  hashes: readonly Buffer[],
): Promise<{ hash: Buffer; holder: KeptLink }[]> {
  const { rows } = await database.query<{ hash: Buffer }>(
    `select token_hash as hash, call_out_id as "callOutId", ticket_id as "ticketId", person_id as "personId",
       milliseconds_of(expires_at) as "expiresAt"
     from call_link where token_hash = any ($1)`,
    [hashes],
  )
  return rows.map(({ hash, ...row }) => ({ hash, holder: keptSchema.parse(row) }))
}
