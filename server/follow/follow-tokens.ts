import { createCipheriv, createDecipheriv } from 'node:crypto'
import { type TicketId, ticketIdSchema } from '../../shared/id.ts'
import type { Database } from '../db/pool.ts'

/** One block of the cipher is one id: each id has one token, and any other token is of no ticket. */
const CIPHER = 'aes-256-ecb'
const TOKEN = /^[A-Za-z0-9_-]{22}$/

/**
 * Tokens by which whoever asked follows their ticket: its id, enciphered with the secret of this log. 128 bits of which
 * nobody without the secret can make one that means a ticket. Nothing is stored, nothing can leak from where it is.
 */
export class FollowTokens {
  constructor(private readonly secret: Buffer) {}

  static async open(database: Database): Promise<FollowTokens> {
    const { rows } = await database.query<{ secret: Buffer }>('select follow_secret as secret from log')
    const secret = rows[0]?.secret
    if (secret === undefined) throw new Error('The log has no row: the migrations have not run.')
    return new FollowTokens(secret)
  }

  tokenOf(ticketId: TicketId): string {
    const cipher = createCipheriv(CIPHER, this.secret, null).setAutoPadding(false)
    const id = Buffer.from(ticketId.replaceAll('-', ''), 'hex')
    return Buffer.concat([cipher.update(id), cipher.final()]).toString('base64url')
  }

  /** The id that a token would be of; null for a text that is none. Whether there is such a ticket only the table knows. */
  ticketIn(token: string): TicketId | null {
    if (!TOKEN.test(token)) return null
    const bytes = Buffer.from(token, 'base64url')
    const decipher = createDecipheriv(CIPHER, this.secret, null).setAutoPadding(false)
    const hex = Buffer.concat([decipher.update(bytes), decipher.final()]).toString('hex')
    const id = ticketIdSchema.safeParse(
      [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-'),
    )
    // The last letter has bits to spare: only one way to write them is right.
    return id.success && this.tokenOf(id.data) === token ? id.data : null
  }
}
