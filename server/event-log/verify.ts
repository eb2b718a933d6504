import type { Database } from '../db/pool.ts'
import { chainHash, GENESIS } from './canonical.ts'

/** What is wrong with the log, at the first place where something is. */
interface Break {
  seq: number
  problem: 'gap' | 'altered' | 'cut'
}

export interface Verdict {
  events: number
  head: string
  firstBreak: Break | null
}

/** A head seen earlier and kept outside the database, so that a tail cut off later is missed. */
export interface Anchor {
  seq: number
  hash: string
}

const PAGE = 2_000

/**
 * Walks the whole log: numbers without a gap, each hash what its row and the hash before make it, and every anchor
 * where it was. Memory stays flat whatever the length.
 */
export async function verifyLog(database: Database, anchors: readonly Anchor[] = []): Promise<Verdict> {
  const expected = new Map(anchors.map(({ seq, hash }) => [seq, hash]))
  let seq = 0
  let previous: Buffer = GENESIS
  for (;;) {
    const { rows } = await database.query<{ seq: number; row: unknown; hash: Buffer }>(PAGE_OF_ROWS, [
      seq,
      PAGE,
    ])
    for (const { seq: found, row, hash } of rows) {
      if (found !== seq + 1) return verdict(seq, previous, { seq: seq + 1, problem: 'gap' })
      seq = found
      previous = chainHash(previous, row)
      const anchor = expected.get(seq)
      const anchored = anchor === undefined || anchor === previous.toString('hex')
      if (!previous.equals(hash) || !anchored) return verdict(seq, previous, { seq, problem: 'altered' })
    }
    if (rows.length < PAGE) break
  }
  const beyond = anchors.find((anchor) => anchor.seq > seq)
  return verdict(seq, previous, beyond === undefined ? null : { seq: seq + 1, problem: 'cut' })
}

const PAGE_OF_ROWS = `
  select seq::float8 as seq, hash,
    jsonb_build_object('seq', seq, 'at', milliseconds_of(at)::bigint, 'deviceAt', milliseconds_of(device_at)::bigint,
      'commandId', command_id, 'actor', actor, 'event', event) as row
  from event where seq > $1 order by event.seq limit $2`

function verdict(events: number, head: Buffer, firstBreak: Break | null): Verdict {
  return { events, head: head.toString('hex'), firstBreak }
}
