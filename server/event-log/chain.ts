import type { StoredEvent } from '../../shared/event.ts'
import { chainHash } from './canonical.ts'
import type { Head } from './head.ts'

/** An event as it is written, with the hash that chains it to the one before. */
interface Row extends StoredEvent {
  type: string
  ticketId: string | null
  crewId: string | null
  hash: string
}

/** Chains `events`, numbered from `head.seq + 1` on, each to the one before; and the head that they lead to. */
export function chained(head: Head, events: readonly StoredEvent[]): { head: Head; rows: Row[] } {
  let { seq, hash } = head
  const rows = events.map((stored) => {
    seq = stored.seq
    hash = chainHash(hash, stored)
    const { event } = stored
    return {
      ...stored,
      type: event.type,
      ticketId: 'ticketId' in event ? event.ticketId : 'saidOn' in event ? event.saidOn : null,
      crewId: 'crewId' in event ? event.crewId : null,
      hash: hash.toString('hex'),
    }
  })
  return { head: { seq, hash }, rows }
}
