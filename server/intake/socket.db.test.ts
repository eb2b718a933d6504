import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { sentCommandSchema } from '../../shared/command.ts'
import { instant } from '../../shared/instant.ts'
import { PROTOCOL_VERSION } from '../../shared/protocol/live.ts'
import { published } from '../../shared/test-board.ts'
import { KeptCatalogues } from '../catalogue/kept-catalogues.ts'
import { GroupCommit } from '../command/handle.ts'
import { WriterConnection } from '../command/writer-connection.ts'
import { setDisabled } from '../session/accounts.ts'
import type { DoorSession } from '../simulation/door-session.ts'
import { aTicket, type Opened, openSocket, SOON, socketStage } from './test-sockets.ts'

describe('the socket of a running server', () => {
  const stage = socketStage(['dispatcher'])
  const { server, connect, snapshot, follow, ask } = stage

  it.each<[string, (session: DoorSession) => Record<string, string>, RegExp]>([
    [
      'another site’s page',
      ({ headers }) => ({ ...headers, origin: 'https://evil.example' }),
      /websocket error/,
    ],
    ['no origin at all', ({ headers: { cookie } }) => ({ cookie: cookie ?? '' }), /websocket error/],
    ['a null origin', ({ headers }) => ({ ...headers, origin: 'null' }), /websocket error/],
    ['no session', ({ url }) => ({ origin: url }), /unauthorized/],
    [
      'a made-up session',
      ({ url }) => ({ origin: url, cookie: `vigie_session=${'a'.repeat(43)}` }),
      /unauthorized/,
    ],
  ])('[H-1] refuses a handshake from %s', async (_what, headers, reason) => {
    await expect(openSocket(stage.dispatcher, headers(stage.dispatcher))).rejects.toThrow(reason)
  })

  it('[H-7] sends a client whose cursor it cannot serve for a snapshot', async () => {
    const { logId, seq } = await snapshot(stage.dispatcher)
    const { socket } = await connect(stage.dispatcher)
    const good = { protocol: PROTOCOL_VERSION, logId, cursor: seq }
    const stale = [
      { ...good, protocol: PROTOCOL_VERSION + 1 },
      { ...good, logId: randomUUID() },
      { ...good, cursor: seq + 1_000 },
      { ...good, cursor: -1 },
      { ...good, extra: 1 },
      'resume',
      null,
    ]
    for (const resume of stale)
      expect((await socket.emitWithAck('resume', resume)).status).toBe('snapshot_needed')
    expect(await socket.emitWithAck('resume', good)).toEqual({ status: 'following', head: seq })
  })

  it('[H-8] sends a client that comes back exactly what it missed', async () => {
    const { logId, seq } = await snapshot(stage.dispatcher)
    for (const id of [randomUUID(), randomUUID(), randomUUID()]) await ask(stage.post, aTicket(id))
    const { socket, heard } = await connect(stage.dispatcher)
    await socket.emitWithAck('resume', { protocol: PROTOCOL_VERSION, logId, cursor: seq })
    await expect.poll(() => heard.batches.length, SOON).toBe(1)
    expect(heard.batches[0]).toMatchObject({ after: seq, upto: seq + 3 })
    expect(heard.batches[0]?.items).toHaveLength(3)
  })

  it('[H-9] cuts off who sends too much, saying why, and nobody else', async () => {
    const { socket, heard } = await connect(stage.dispatcher)
    const { logId, seq } = await snapshot(stage.dispatcher)
    for (let sent = 0; sent < 500; sent += 1) socket.emit('watch', { ticketId: null })
    await socket.emitWithAck('resume', { protocol: PROTOCOL_VERSION, logId, cursor: seq })
    expect(heard.disconnected).toBe(false)
    for (let sent = 0; sent < 300; sent += 1) socket.emit('watch', { ticketId: null })
    await expect.poll(() => heard.disconnected, SOON).toBe(true)
    expect(heard.farewell).toBe('too_many_requests')
    expect((await ask(stage.post, aTicket())).status).toBe('accepted')
  })

  it.each<[string, (opened: Opened) => void]>([
    ['a message of 2 MB', ({ socket }) => socket.emit('command', { text: 'x'.repeat(2_000_000) })],
    ['what is no packet', ({ socket }) => Reflect.get(socket.io.engine.transport, 'ws').send('4999{]')],
  ])('[H-9] closes a connection that sends %s, and no other', async (_what, misbehave) => {
    const opened = await connect(stage.dispatcher)
    misbehave(opened)
    await expect.poll(() => opened.heard.disconnected, SOON).toBe(true)
    expect((await ask(stage.post, aTicket())).status).toBe('accepted')
    expect(stage.post.heard.disconnected).toBe(false)
  })

  it('[H-10] closes the sockets of an account that is disabled, and of a session that ends', async () => {
    const session = await server.login('test.dispatcher')
    const sockets = [await follow(session), await connect(session)]
    await setDisabled(server.pool, 'test.dispatcher', true)
    for (const { heard } of sockets) await expect.poll(() => heard.farewell, SOON).toBe('session_ended')
    for (const { heard } of sockets) await expect.poll(() => heard.disconnected, SOON).toBe(true)
    await expect(openSocket(session)).rejects.toThrow(/unauthorized/)
    const leaving = await server.login('poste2')
    const left = await connect(leaving)
    expect((await leaving.request('DELETE', '/api/session')).status).toBe(204)
    await expect.poll(() => left.heard.farewell, SOON).toBe('session_ended')
    expect(stage.post.heard.disconnected).toBe(false)
  })

  it('[H-11] prolongs a session that is used on its socket alone, and ends one that expired', async () => {
    const session = await server.login('poste2')
    const { rows } = await server.pool.query(
      `update session set seen_at = now() - interval '1 hour', expires_at = now() + interval '30 seconds'
       where id = (select id from session order by created_at desc limit 1) returning id`,
    )
    const { socket, heard } = await connect(session)
    const age = async (change: string) =>
      server.pool.query(
        `update session set seen_at = now() - interval '1 hour', expires_at = now() + interval '${change}' where id = $1`,
        [rows[0].id],
      )
    await age('30 seconds')
    socket.emit('watch', { ticketId: null })
    await expect
      .poll(async () => {
        const { rows: now } = await server.pool.query(
          "select expires_at > now() + interval '11 hours' as long from session where id = $1",
          [rows[0].id],
        )
        return now[0].long
      }, SOON)
      .toBe(true)
    expect(heard.disconnected).toBe(false)
    await age('-1 second')
    await expect.poll(() => heard.farewell, SOON).toBe('session_ended')
  })

  it('[H-12] cuts off a reader that takes nothing, and tells everyone else everything', async () => {
    const slow = await follow(await server.login('chef'))
    await expect.poll(() => stage.post.heard.posts, SOON).toContain('Chef de salle')
    stage.post.heard.batches.length = 0
    const { seq: start } = await snapshot(stage.dispatcher)
    const wire = Reflect.get(slow.socket.io.engine.transport, 'ws')
    wire.pause()
    // It goes on to say that it is alive: what cuts it off is what waits for it, not its silence.
    const alive = setInterval(() => wire.send('3'), 1_000)
    // Systems hold between 4 and 40 MB for a reader before anything waits: as much as it takes, up to 120 MB.
    const gone = () => !stage.post.heard.posts.includes('Chef de salle')
    const head = await flood(server.databaseUrl, { from: 10_000, size: 20, most: 120, until: gone })
    await expect.poll(() => stage.post.heard.batches.at(-1)?.upto, SOON).toBe(head)
    const seqs = stage.post.heard.batches.flatMap(({ items }) =>
      items.map((item) => ('stored' in item ? item.stored.seq : 0)),
    )
    expect(seqs).toEqual(Array.from({ length: head - start }, (_, index) => start + 1 + index))
    await expect.poll(() => stage.post.heard.posts, SOON).not.toContain('Chef de salle')
    clearInterval(alive)
    slow.socket.disconnect()
  }, 120_000)
})

interface Flood {
  /** The number of the first crew. */
  from: number
  /** Events of 50 kB in a group. */
  size: number
  /** Groups. */
  most: number
  until(): boolean
}

/** Writes groups of large events to the log, as another server on the same database would; the log's head. */
async function flood(url: string, { from, size, most, until }: Flood): Promise<number> {
  const connection = new WriterConnection(url)
  const handler = new GroupCommit({
    connection,
    catalogues: new KeptCatalogues(published()),
    now: () => instant(Date.now()),
    onCommitted: () => {},
    onFault: (error) => {
      throw error
    },
  })
  const actor = { id: 'flood', role: 'administrator' as const, label: 'Flood', crewId: null }
  const much = Array.from({ length: 100 }, () => 'x'.repeat(500))
  let head = 0
  for (let number = from; number < from + most * size && !until(); number += size) {
    const answers = await Promise.all(
      Array.from({ length: size }, (_, index) => {
        const crew = {
          id: randomUUID(),
          number: number + index,
          callSign: `FLOOD ${number + index}`,
          kind: 'patrol',
          skills: [],
          members: 2,
          vehicle: null,
          equipment: [],
          territory: much,
        }
        return handler.submit(
          sentCommandSchema.parse({ id: randomUUID(), command: { type: 'register_crew', crew } }),
          actor,
        )
      }),
    )
    for (const answer of answers) head = Math.max(head, answer.status === 'accepted' ? answer.seq : 0)
  }
  await handler.drain()
  await connection.close()
  return head
}
