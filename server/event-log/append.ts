import type { StoredEvent } from '../../shared/event.ts'
import type { Connection } from '../db/pool.ts'
import { chainHash } from './canonical.ts'
import type { Head } from './head.ts'

/** Writes `events`, numbered from `head.seq + 1` on, each chained to the one before. */
export async function append(
  connection: Connection,
  head: Head,
  events: readonly StoredEvent[],
): Promise<void> {
  if (events.length === 0) return
  let { hash } = head
  const rows = events.map((stored) => {
    hash = chainHash(hash, stored)
    const { event } = stored
    return {
      ...stored,
      type: event.type,
      ticketId: 'ticketId' in event ? event.ticketId : null,
      crewId: 'crewId' in event ? event.crewId : null,
      hash: hash.toString('hex'),
    }
  })
  await connection.query({
    name: 'append-events',
    text: `
      insert into event (seq, at, device_at, command_id, type, ticket_id, crew_id, actor, event, hash)
      select seq, instant_of(at), instant_of("deviceAt"), "commandId", type, "ticketId", "crewId", actor, event,
        decode(hash, 'hex')
      from jsonb_to_recordset($1::jsonb) as row (
        seq bigint, at bigint, "deviceAt" bigint, "commandId" uuid, type text, "ticketId" uuid, "crewId" uuid,
        actor jsonb, event jsonb, hash text)`,
    values: [JSON.stringify(rows)],
  })
}
