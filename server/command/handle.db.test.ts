import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Command, SentCommand } from '../../shared/command.ts'
import { sentCommandSchema } from '../../shared/command.ts'
import type { Actor, StoredEvent } from '../../shared/event.ts'
import { instant } from '../../shared/instant.ts'
import { NOISE, published } from '../../shared/test-board.ts'
import { KeptCatalogues } from '../catalogue/kept-catalogues.ts'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { readAfter } from '../event-log/read-after.ts'
import { verifyLog } from '../event-log/verify.ts'
import { readBoard } from '../read/board.ts'
import { aDispatch } from '../test-dispatch.ts'
import { GroupCommit } from './handle.ts'
import { WriterConnection } from './writer-connection.ts'

const actor = (label: string, role: Actor['role'] = 'administrator'): Actor => ({
  id: label,
  role,
  label,
  crewId: null,
})
const first = actor('Poste 1')
const second = actor('Poste 2')

function sent(command: unknown, id: string = randomUUID()): SentCommand {
  return sentCommandSchema.parse({ id, command })
}

function ticket(ticketId: string): unknown {
  return {
    type: 'receive_ticket',
    ticketId,
    serviceCode: 'NOISE',
    position: { lon: 1.44, lat: 43.6 },
    address: 'Place du Capitole',
    district: null,
    channel: 'phone',
    report: {
      id: randomUUID(),
      description: 'Musique',
      firstName: 'Ginette',
      lastName: null,
      phone: '+33 5 61 00 00 00',
      email: null,
    },
  }
}

function crew(crewId: string, number: number): unknown {
  return {
    type: 'register_crew',
    crew: {
      id: crewId,
      number,
      callSign: `ALPHA ${number}`,
      kind: 'patrol',
      skills: [],
      members: 2,
      vehicle: null,
      equipment: [],
      territory: null,
    },
  }
}

describe('the command path on a real database', () => {
  let database: TestDatabase
  let connection: WriterConnection
  let handler: GroupCommit
  const committed: StoredEvent[] = []
  const faults: unknown[] = []

  beforeAll(async () => {
    database = await createTestDatabase()
    connection = new WriterConnection(database.url)
    handler = makeHandler(connection)
  })
  afterAll(async () => {
    await handler.drain()
    await connection.close()
    await database.drop()
  })

  function makeHandler(on: WriterConnection): GroupCommit {
    return new GroupCommit({
      connection: on,
      catalogues: new KeptCatalogues(published(NOISE)),
      now: () => instant(Date.now()),
      onCommitted: (events) => committed.push(...events),
      onFault: (error) => faults.push(error),
    })
  }

  it('[L-1] numbers events without a gap, in the order of commits, from two writers at once', async () => {
    const other = new WriterConnection(database.url)
    const both = [handler, makeHandler(other)]
    const answers = await Promise.all(
      Array.from({ length: 120 }, (_, index) => both[index % 2]?.submit(sent(ticket(randomUUID())), first)),
    )
    await other.close()
    expect(answers.every((answer) => answer?.status === 'accepted')).toBe(true)
    const log = await readAfter(database.pool, 0, 1_000)
    expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1))
    const numbers = log.map(({ event }) => (event.type === 'ticket_received' ? event.ticket.number : 0))
    expect(numbers).toEqual(log.map((_, index) => 2001 + index))
    expect(faults).toEqual([])
  })

  it('[L-2] gives a repeated command id its first answer and one effect, even within one group', async () => {
    const command = sent(ticket(randomUUID()))
    const before = (await readBoard(database.pool)).seq
    const answers = await Promise.all([1, 2, 3].map(() => handler.submit(command, first)))
    const later = await handler.submit(command, first)
    expect(new Set([...answers, later].map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect((await readBoard(database.pool)).seq).toBe(before + 1)
    const stolen = await handler.submit(command, second)
    expect(stolen).toEqual({ status: 'refused', refusal: { code: 'command_id_reused' } })
  })

  it('[L-3] lets one of two dispatchers send a crew, and tells the other who was first', async () => {
    const [ticketId, crewId] = [randomUUID(), randomUUID()]
    await handler.submit(sent(ticket(ticketId)), first)
    await handler.submit(sent(crew(crewId, 7)), first)
    await handler.submit(sent({ type: 'come_on_duty', crewId, members: 2 }), first)
    const other = new WriterConnection(database.url)
    const [one, two] = await Promise.all([
      handler.submit(sent(aDispatch({ ticketId, crewId })), first),
      makeHandler(other).submit(sent(aDispatch({ ticketId, crewId })), second),
    ])
    await other.close()
    const refusals = [one, two].flatMap((answer) => (answer.status === 'refused' ? [answer.refusal] : []))
    expect(refusals).toHaveLength(1)
    const winner = one.status === 'accepted' ? 'Poste 1' : 'Poste 2'
    expect(refusals[0]).toMatchObject({ code: 'ticket_engaged', callSign: 'ALPHA 7', by: winner })
  })

  it('[L-10] decides new tickets where it left the log, and again where that no longer holds', async () => {
    const elsewhere = new WriterConnection(database.url)
    const other = makeHandler(elsewhere)
    const [closed, repeated] = [randomUUID(), sent(ticket(randomUUID()))]
    await handler.submit(sent(ticket(closed)), first)
    await handler.submit(sent({ type: 'close_ticket', ticketId: closed, outcome: 'done' }), first)
    const answer = await handler.submit(repeated, first)
    // Each stands on what this handler wrote last, but the other wrote since, or the id is one of long ago.
    expect(await other.submit(sent(ticket(randomUUID())), second)).toMatchObject({ status: 'accepted' })
    expect(await handler.submit(sent(ticket(randomUUID())), first)).toMatchObject({ status: 'accepted' })
    expect(await handler.submit(sent(ticket(closed)), first)).toMatchObject({
      refusal: { code: 'already_exists' },
    })
    expect(await handler.submit(sent(ticket(randomUUID())), first)).toMatchObject({ status: 'accepted' })
    expect(await handler.submit(repeated, first)).toEqual(answer)
    await other.drain()
    await elsewhere.close()
    expect(await verifyLog(database.pool)).toMatchObject({ firstBreak: null })
    expect(faults).toEqual([])
  })

  it('[L-4] keeps a refusal as the first answer, and writes no event for it', async () => {
    const before = (await readBoard(database.pool)).seq
    const command = sent({ type: 'close_ticket', ticketId: randomUUID(), outcome: 'done' })
    const answer = await handler.submit(command, first)
    expect(answer).toEqual({ status: 'refused', refusal: { code: 'unknown_ticket' } })
    expect(await handler.submit(command, first)).toEqual(answer)
    expect((await readBoard(database.pool)).seq).toBe(before)
  })

  it('[L-5] lets no neighbour fail with a command that fails', async () => {
    const report = {
      id: randomUUID(),
      description: 'x',
      firstName: null,
      lastName: null,
      phone: null,
      email: null,
    }
    const twin = (): Command => ({ ...(sent(ticket(randomUUID())).command as object), report }) as Command
    // Two reports of one id break a key of the database: a fault that no rule foresaw.
    const group = [
      sent(ticket(randomUUID())),
      { ...sent(twin()) },
      { ...sent(twin()) },
      sent(ticket(randomUUID())),
    ]
    const answers = await Promise.all(group.map((one) => handler.submit(one, first)))
    expect(answers.map(({ status }) => status)).toEqual(['accepted', 'accepted', 'refused', 'accepted'])
    expect(answers[2]).toMatchObject({ refusal: { code: 'failed' } })
    expect((await verifyLog(database.pool)).firstBreak).toBeNull()
  })

  it('[L-6] keeps the words of callers out of the log', async () => {
    const log = JSON.stringify(await readAfter(database.pool, 0, 10_000))
    expect(log).toContain('ticket_received')
    // Nothing that a hash or an id, random hexadecimal, could hold by chance.
    expect(log).not.toMatch(/Musique|Ginette|\+33/)
  })

  it('[L-7] answers « unavailable » while the database is away, and the same id works once it is back', async () => {
    const command = sent(ticket(randomUUID()))
    await connection.acquire()
    await database.pool.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'vigie commands' and datname = current_database()",
    )
    const answers = [await handler.submit(command, first)]
    while (answers.at(-1)?.status === 'refused') answers.push(await handler.submit(command, first))
    expect(answers.at(-1)?.status).toBe('accepted')
    expect((await verifyLog(database.pool)).firstBreak).toBeNull()
  })

  it('[L-8] names the first event that was altered, removed or cut off', async () => {
    const { events: seq, head: hash } = await verifyLog(database.pool)
    expect((await verifyLog(database.pool, [{ seq, hash }])).firstBreak).toBeNull()
    const tamper = async (statement: string) => {
      const client = await database.pool.connect()
      await client.query('begin; set local session_replication_role = replica')
      await client.query(statement)
      await client.query('commit')
      client.release()
    }
    await expect(database.pool.query('delete from event where seq = 5')).rejects.toThrow('append-only')
    await tamper(`delete from event where seq = ${seq}`)
    expect((await verifyLog(database.pool, [{ seq, hash }])).firstBreak).toEqual({ seq, problem: 'cut' })
    await tamper(`update event set event = jsonb_set(event, '{ticket,priority}', '1') where seq = 9`)
    expect((await verifyLog(database.pool)).firstBreak).toEqual({ seq: 9, problem: 'altered' })
    await tamper('delete from event where seq = 5')
    expect((await verifyLog(database.pool)).firstBreak).toEqual({ seq: 5, problem: 'gap' })
  })
})
