import type { Connection } from '../db/pool.ts'
import { GENESIS } from './canonical.ts'

/** The last event of the log: what the next one is numbered and chained after. */
export interface Head {
  seq: number
  hash: Buffer
}

/** Reads the head. Only under the lock of `command/handle` is it still the head afterwards. */
export async function readHead(connection: Pick<Connection, 'query'>): Promise<Head> {
  const { rows } = await connection.query<{ seq: string; hash: Buffer }>({
    name: 'read-head',
    text: 'select seq, hash from event order by seq desc limit 1',
  })
  const [head] = rows
  return head === undefined ? { seq: 0, hash: GENESIS } : { seq: Number(head.seq), hash: head.hash }
}
