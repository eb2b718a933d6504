import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commandSchema } from '../../shared/command.ts'
import { assignmentId, crewId, ticketId } from '../../shared/test-board.ts'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { aDispatch } from '../test-dispatch.ts'
import { loadAssignments } from './assignment.ts'
import { loadCallOuts } from './call-out.ts'
import { type Scope, scopeOf } from './scope.ts'
import { loadTickets } from './ticket.ts'

const TICKETS = 60_000

describe('what a command needs, among the tickets of years', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
    const { pool } = database
    await pool.query(
      `insert into ticket (id, number, service_code, priority, status, status_at, channel, reports, received_at,
         deadline_kind, deadline_started_at, deadline_due_at)
       select case when n = 1 then $2 else gen_random_uuid() end, n, 'NOISE', 3, 'closed', now(), 'phone', 1, now(),
         'on_scene', now(), now()
       from generate_series(1, $1::integer) n`,
      [TICKETS, ticketId(1)],
    )
    await pool.query('analyze ticket')
  })
  afterAll(() => database.drop())

  /** How many rows of tickets were read one after the other, and not found by an index. */
  async function readThrough(scope: Scope): Promise<number> {
    const client = await database.pool.connect()
    const told = async () => {
      await client.query('select pg_stat_force_next_flush()')
      const { rows } = await client.query<{ read: number }>(
        "select seq_tup_read::integer as read from pg_stat_user_tables where relname = 'ticket'",
      )
      return rows[0]?.read ?? Number.NaN
    }
    try {
      const before = await told()
      expect(await loadTickets(client, scope)).toHaveLength(1)
      await loadAssignments(client, scope)
      await loadCallOuts(client, scope)
      return (await told()) - before
    } finally {
      client.release()
    }
  }

  it.each([
    { type: 'add_note', ticketId: ticketId(1), noteId: assignmentId(1), text: 'Vu.' },
    aDispatch({ assignmentId: assignmentId(1), ticketId: ticketId(1), crewId: crewId(1) }),
    { type: 'join_ticket', ticketId: ticketId(2), intoTicketId: ticketId(1), score: null },
    { type: 'separate_ticket', ticketId: ticketId(1) },
  ])('[L-11] $type finds it by an index', async (command) => {
    expect(await readThrough(scopeOf([commandSchema.parse(command)]))).toBe(0)
  })
})
