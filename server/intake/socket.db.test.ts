import { randomUUID } from 'node:crypto'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { sentCommandSchema } from '../../shared/command.ts'
import { instant } from '../../shared/instant.ts'
import { type Answer, type Batch, PROTOCOL_VERSION, snapshotSchema } from '../../shared/protocol/live.ts'
import { published } from '../../shared/test-board.ts'
import { KeptCatalogues } from '../catalogue/kept-catalogues.ts'
import { GroupCommit } from '../command/handle.ts'
import { WriterConnection } from '../command/writer-connection.ts'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import type { Ready } from '../ready.ts'
import { type Started, startServer } from '../server-process.ts'
import { createAccount, createApiKey, setDisabled } from '../session/accounts.ts'
import { DoorSession } from '../simulation/door-session.ts'

const PASSWORD = 'demonstration'
/** Generous: what is waited for comes at once or never. */
const SOON = { timeout: 20_000 }

/** A client as bare as can be: what it is told is kept, what it sends is not checked. */
async function openSocket(session: DoorSession, headers: Record<string, string> = session.headers) {
  const socket = io(session.url, {
    transports: ['websocket'],
    extraHeaders: headers,
    forceNew: true,
    reconnection: false,
  })
  const heard = { batches: [] as Batch[], farewell: '', disconnected: false, posts: [] as string[] }
  socket.on('batch', (batch) => heard.batches.push(batch))
  socket.on('farewell', ({ reason }) => {
    heard.farewell = reason
  })
  socket.on('presence', (posts) => {
    heard.posts = posts.map(({ post }: { post: string }) => post)
  })
  socket.on('disconnect', () => {
    heard.disconnected = true
  })
  await new Promise<void>((settle, fail) => {
    socket.once('connect', () => settle())
    socket.once('connect_error', fail)
  })
  return { socket, heard }
}
type Opened = Awaited<ReturnType<typeof openSocket>>

describe('the socket of a running server', () => {
  let database: TestDatabase
  let server: Started<Ready>
  let dispatcher: DoorSession
  let post: Opened
  const open: Opened[] = []

  beforeAll(async () => {
    database = await createTestDatabase()
    server = await startServer(database.url)
    for (const role of ['operator', 'dispatcher', 'crew'] as const)
      await createAccount(database.pool, {
        userName: `test.${role}`,
        role,
        post: `Test ${role}`,
        password: PASSWORD,
      })
    dispatcher = await login('poste1')
    post = await follow(dispatcher)
  })
  afterAll(async () => {
    for (const { socket } of open) socket.disconnect()
    await server.stop()
    await database.drop()
  })

  async function login(userName: string): Promise<DoorSession> {
    const session = new DoorSession(server.ready.address)
    await session.login({ userName, password: PASSWORD })
    return session
  }
  async function connect(session: DoorSession): Promise<Opened> {
    const opened = await openSocket(session)
    open.push(opened)
    return opened
  }
  const snapshot = async (session: DoorSession) =>
    snapshotSchema.parse(await (await session.request('GET', '/api/snapshot')).json())

  /** A socket that holds a snapshot and gets what comes after it. */
  async function follow(session: DoorSession): Promise<Opened> {
    const opened = await connect(session)
    const { logId, seq } = await snapshot(session)
    const answer = await opened.socket.emitWithAck('resume', {
      protocol: PROTOCOL_VERSION,
      logId,
      cursor: seq,
    })
    expect(answer.status).toBe('following')
    return opened
  }
  const ask = (opened: Opened, command: unknown, id: string = randomUUID()): Promise<Answer> =>
    opened.socket.timeout(20_000).emitWithAck('command', { id, command })
  const refusedBy = async (opened: Opened, command: unknown) => {
    const answer = await ask(opened, command)
    return answer.status === 'refused' ? answer.refusal : answer
  }

  async function callSigns() {
    const { crews } = await snapshot(dispatcher)
    return crews.sort((a, b) => a.number - b.number)
  }
  async function asCrew(index: number, userName = 'equipage') {
    const crew = (await callSigns())[index]
    if (crew === undefined) throw new Error(`There is no crew ${index}.`)
    const session = await login(userName)
    await session.takeCallSign(crew.id, true)
    return { crew, session }
  }

  function ticket(ticketId: string, more: object = {}) {
    const words = { description: null, firstName: null, lastName: null, phone: null, email: null }
    return {
      type: 'receive_ticket',
      ticketId,
      serviceCode: 'RIXE',
      position: { lon: 1.4442, lat: 43.6045 },
      address: 'Place du Capitole',
      district: null,
      channel: 'phone',
      report: { id: randomUUID(), ...words },
      ...more,
    }
  }
  const dispatch = (ticketId: string, crewId: string, assignmentId: string) => ({
    type: 'dispatch_crew',
    assignmentId,
    ticketId,
    crewId,
    mode: 'send',
    alongside: [],
    suggestion: null,
  })
  const received = async () =>
    Number(
      (await database.pool.query("select count(*) from event where type = 'ticket_received'")).rows[0].count,
    )

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
    await expect(openSocket(dispatcher, headers(dispatcher))).rejects.toThrow(reason)
  })

  it('[H-2] answers a repeated id with the first answer, and it has one effect', async () => {
    const before = await received()
    const id = randomUUID()
    const command = ticket(randomUUID())
    const answers = await Promise.all([1, 2, 3].map(() => ask(post, command, id)))
    answers.push(await ask(await connect(dispatcher), command, id))
    expect(answers[0]).toMatchObject({ status: 'accepted', ticketNumber: expect.any(Number) })
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(await received()).toBe(before + 1)
  })

  it.each<[string, (ticketId: string) => unknown, object]>([
    ['nothing', () => undefined, { code: 'invalid' }],
    ['text', () => 'drop table event', { code: 'invalid' }],
    ['an unknown type', () => ({ type: 'drop_everything' }), { code: 'invalid' }],
    [
      'an unknown field of 900 kB',
      () => ({ type: 'add_note', text: 'x'.repeat(900_000) }),
      { code: 'invalid' },
    ],
    [
      'a note of 100 kB',
      (id) => ({ type: 'add_note', noteId: id, ticketId: id, text: 'x'.repeat(100_000) }),
      { code: 'invalid', problem: /text/ },
    ],
    ['an unknown field', (id) => ticket(id, { admin: true }), { code: 'invalid', problem: /admin/ }],
    [
      'lat 91',
      (id) => ticket(id, { position: { lon: 1, lat: 91 } }),
      { code: 'invalid', problem: /position\.lat/ },
    ],
    [
      'NaN',
      (id) => ticket(id, { position: { lon: 1, lat: Number.NaN } }),
      { code: 'invalid', problem: /position\.lat/ },
    ],
    [
      'swapped axes',
      (id) => ticket(id, { position: { lon: 43.6045, lat: 1.4442 } }),
      { code: 'invalid', problem: /swapped/ },
    ],
    [
      'a point far away',
      (id) => ticket(id, { position: { lon: 2.35, lat: 48.85 } }),
      { code: 'invalid', problem: /outside the territory/ },
    ],
    [
      'an unknown service',
      (id) => ticket(id, { serviceCode: 'TELEPORT' }),
      { code: 'unknown_service', serviceCode: 'TELEPORT' },
    ],
    [
      'too long an address',
      (id) => ticket(id, { address: 'x'.repeat(501) }),
      { code: 'invalid', problem: /address/ },
    ],
    [
      'a text that is nothing',
      (id) => ticket(id, { district: '\u0000' }),
      { code: 'invalid', problem: /district/ },
    ],
    [
      'a ticket that is not',
      (id) => ({ type: 'close_ticket', ticketId: id, outcome: 'done' }),
      { code: 'unknown_ticket' },
    ],
    ['a crew that is not', (id) => ({ type: 'take_break', crewId: id }), { code: 'unknown_crew' }],
  ])('[H-3] refuses a command that is, or names, %s', async (_what, command, refusal) => {
    const before = await received()
    const { problem, ...rest } = refusal as { problem?: RegExp }
    const answer = await refusedBy(post, command(randomUUID()))
    expect(answer).toMatchObject(rest)
    if (problem !== undefined) expect(answer).toMatchObject({ problem: expect.stringMatching(problem) })
    expect(await received()).toBe(before)
  })

  it('[H-3] stores text that no database could hold as it came, harmless', async () => {
    const id = randomUUID()
    expect(
      (await ask(post, ticket(id, { address: 'Rue \ud83d du\u0000 Taur\u202e', district: '1.1\u0000' })))
        .status,
    ).toBe('accepted')
    const { rows } = await database.pool.query('select address, district from ticket where id = $1', [id])
    expect(rows).toEqual([{ address: 'Rue \ufffd du Taur', district: '1.1' }])
  })

  it('[H-4] takes a command from a device whose clock is ahead, as given when it came', async () => {
    const [id, past] = [randomUUID(), Date.now() - 60_000]
    for (const [commandId, deviceAt] of [
      [id, 8_640_000_000_000_000],
      [randomUUID(), past],
    ] as const) {
      const sent = { id: commandId, deviceAt, command: ticket(randomUUID()) }
      expect((await post.socket.emitWithAck('command', sent)).status).toBe('accepted')
      const { rows } = await database.pool.query(
        'select milliseconds_of(at) as at, milliseconds_of(device_at) as device_at from event where command_id = $1',
        [commandId],
      )
      if (deviceAt === past) expect(rows[0].device_at).toBe(past)
      else expect(rows[0].device_at).toBeLessThanOrEqual(rows[0].at)
    }
  })

  it('[H-5] refuses an illegal step, and says on what', async () => {
    const { crew, session } = await asCrew(0)
    const tablet = await connect(session)
    const [ticketId, assignmentId] = [randomUUID(), randomUUID()]
    await ask(post, ticket(ticketId))
    await ask(tablet, { type: 'come_on_duty', crewId: crew.id, members: 2 })
    expect(await refusedBy(post, dispatch(ticketId, crew.id, assignmentId))).toMatchObject({
      status: 'accepted',
    })
    await ask(tablet, { type: 'acknowledge', assignmentId })
    expect(await refusedBy(tablet, { type: 'secure', assignmentId })).toEqual({
      code: 'step_refused',
      callSign: crew.callSign,
      status: 'acknowledged',
    })
    expect(await refusedBy(post, dispatch(ticketId, crew.id, randomUUID()))).toMatchObject({
      code: 'ticket_engaged',
    })
    await ask(post, { type: 'recall', assignmentId, reason: 'undo' })
  })

  it('[H-6] lets a crew speak only for itself, and see only its own tickets', async () => {
    const { crew, session } = await asCrew(1)
    const [, , other] = await callSigns()
    const tablet = await follow(session)
    const [mine, theirs, mineId, theirsId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
    for (const id of [mine, theirs]) await ask(post, ticket(id))
    for (const crewId of [crew.id, other?.id]) await ask(post, { type: 'come_on_duty', crewId, members: 2 })
    await ask(post, dispatch(theirs, other?.id ?? '', theirsId))
    await ask(post, dispatch(mine, crew.id, mineId))
    for (const command of [
      { type: 'acknowledge', assignmentId: theirsId },
      { type: 'take_break', crewId: other?.id },
      { type: 'raise_distress', crewId: other?.id, ticketId: randomUUID(), position: null },
      { type: 'add_note', noteId: randomUUID(), ticketId: theirs, text: 'lu' },
      { type: 'close_ticket', ticketId: mine, outcome: 'done' },
      dispatch(theirs, crew.id, randomUUID()),
      { type: 'end_distress', crewId: crew.id, reason: 'x' },
    ])
      expect([command.type, await refusedBy(tablet, command)]).toEqual([
        command.type,
        { code: 'not_allowed' },
      ])
    expect(await refusedBy(tablet, { type: 'acknowledge', assignmentId: mineId })).toMatchObject({
      status: 'accepted',
    })
    expect((await session.request('GET', `/api/tickets/${theirs}`)).status).toBe(404)
    expect((await session.request('GET', `/api/tickets/${mine}`)).status).toBe(200)
    expect((await session.request('GET', `/api/tickets/${mine}/stretch`)).status).toBe(403)
    await ask(post, { type: 'recall', assignmentId: mineId, reason: 'undo' })
    const upto = (await snapshot(dispatcher)).seq
    await expect.poll(() => tablet.heard.batches.at(-1)?.upto, SOON).toBe(upto)
    const told = JSON.stringify(tablet.heard.batches)
    expect(told).toContain(`{"arrival":{"ticket":{"id":"${mine}"`)
    expect(told).toContain(`{"departure":{"ticketId":"${mine}"}}`)
    expect(told).not.toContain(theirs)
    expect((await snapshot(session)).crews.map(({ id }) => id)).toEqual([crew.id])
  })

  it('[H-6] refuses what a role may not do', async () => {
    const operator = await follow(await login('test.operator'))
    const id = randomUUID()
    expect(await refusedBy(operator, ticket(id))).toMatchObject({ status: 'accepted' })
    expect(await refusedBy(operator, { type: 'close_ticket', ticketId: id, outcome: 'done' })).toEqual({
      code: 'not_allowed',
    })
    const nobody = await connect(await login('test.crew'))
    const [crew] = await callSigns()
    expect(await refusedBy(nobody, { type: 'take_break', crewId: crew?.id })).toEqual({ code: 'not_allowed' })
  })

  it('[H-7] sends a client whose cursor it cannot serve for a snapshot', async () => {
    const { logId, seq } = await snapshot(dispatcher)
    const { socket } = await connect(dispatcher)
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
    const { logId, seq } = await snapshot(dispatcher)
    for (const id of [randomUUID(), randomUUID(), randomUUID()]) await ask(post, ticket(id))
    const { socket, heard } = await connect(dispatcher)
    await socket.emitWithAck('resume', { protocol: PROTOCOL_VERSION, logId, cursor: seq })
    await expect.poll(() => heard.batches.length, SOON).toBe(1)
    expect(heard.batches[0]).toMatchObject({ after: seq, upto: seq + 3 })
    expect(heard.batches[0]?.items).toHaveLength(3)
  })

  it('[H-9] cuts off who sends too much, saying why, and nobody else', async () => {
    const { socket, heard } = await connect(dispatcher)
    const { logId, seq } = await snapshot(dispatcher)
    for (let sent = 0; sent < 500; sent += 1) socket.emit('watch', { ticketId: null })
    await socket.emitWithAck('resume', { protocol: PROTOCOL_VERSION, logId, cursor: seq })
    expect(heard.disconnected).toBe(false)
    for (let sent = 0; sent < 300; sent += 1) socket.emit('watch', { ticketId: null })
    await expect.poll(() => heard.disconnected, SOON).toBe(true)
    expect(heard.farewell).toBe('too_many_requests')
    expect((await ask(post, ticket(randomUUID()))).status).toBe('accepted')
  })

  it.each<[string, (opened: Opened) => void]>([
    ['a message of 2 MB', ({ socket }) => socket.emit('command', { text: 'x'.repeat(2_000_000) })],
    ['what is no packet', ({ socket }) => Reflect.get(socket.io.engine.transport, 'ws').send('4999{]')],
  ])('[H-9] closes a connection that sends %s, and no other', async (_what, misbehave) => {
    const opened = await connect(dispatcher)
    misbehave(opened)
    await expect.poll(() => opened.heard.disconnected, SOON).toBe(true)
    expect((await ask(post, ticket(randomUUID()))).status).toBe('accepted')
    expect(post.heard.disconnected).toBe(false)
  })

  it('[H-10] closes the sockets of an account that is disabled, and of a session that ends', async () => {
    const session = await login('test.dispatcher')
    const sockets = [await follow(session), await connect(session)]
    await setDisabled(database.pool, 'test.dispatcher', true)
    for (const { heard } of sockets) await expect.poll(() => heard.farewell, SOON).toBe('session_ended')
    for (const { heard } of sockets) await expect.poll(() => heard.disconnected, SOON).toBe(true)
    await expect(openSocket(session)).rejects.toThrow(/unauthorized/)
    const leaving = await login('poste2')
    const left = await connect(leaving)
    expect((await leaving.request('DELETE', '/api/session')).status).toBe(204)
    await expect.poll(() => left.heard.farewell, SOON).toBe('session_ended')
    expect(post.heard.disconnected).toBe(false)
  })

  it('[H-11] prolongs a session that is used on its socket alone, and ends one that expired', async () => {
    const session = await login('poste2')
    const { rows } = await database.pool.query(
      `update session set seen_at = now() - interval '1 hour', expires_at = now() + interval '30 seconds'
       where id = (select id from session order by created_at desc limit 1) returning id`,
    )
    const { socket, heard } = await connect(session)
    const age = async (change: string) =>
      database.pool.query(
        `update session set seen_at = now() - interval '1 hour', expires_at = now() + interval '${change}' where id = $1`,
        [rows[0].id],
      )
    await age('30 seconds')
    socket.emit('watch', { ticketId: null })
    await expect
      .poll(async () => {
        const { rows: now } = await database.pool.query(
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
    const slow = await follow(await login('chef'))
    await expect.poll(() => post.heard.posts, SOON).toContain('Chef de salle')
    post.heard.batches.length = 0
    const { seq: start } = await snapshot(dispatcher)
    const wire = Reflect.get(slow.socket.io.engine.transport, 'ws')
    wire.pause()
    // It goes on to say that it is alive: what cuts it off is what waits for it, not its silence.
    const alive = setInterval(() => wire.send('3'), 1_000)
    // Systems hold between 4 and 40 MB for a reader before anything waits: as much as it takes, up to 120 MB.
    const gone = () => !post.heard.posts.includes('Chef de salle')
    const head = await flood(database.url, { from: 10_000, size: 20, most: 120, until: gone })
    await expect.poll(() => post.heard.batches.at(-1)?.upto, SOON).toBe(head)
    const seqs = post.heard.batches.flatMap(({ items }) =>
      items.map((item) => ('stored' in item ? item.stored.seq : 0)),
    )
    expect(seqs).toEqual(Array.from({ length: head - start }, (_, index) => start + 1 + index))
    await expect.poll(() => post.heard.posts, SOON).not.toContain('Chef de salle')
    clearInterval(alive)
    slow.socket.disconnect()
  }, 120_000)

  describe('the telephone', () => {
    const ring = (body: unknown, key: string) =>
      fetch(`${server.ready.address}/api/telephone/calls`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      })

    beforeAll(async () => {
      const account = { userName: 'test.telephone', post: 'Test telephone', password: PASSWORD }
      await createAccount(database.pool, { ...account, role: 'operator' })
    })

    it('[IK-10] rings at the screens of the post it names, and nowhere else', async () => {
      const key = await createApiKey(database.pool, 'Autocommutateur', 'phone')
      const own = await follow(await login('test.telephone'))
      const heard: unknown[] = []
      const elsewhere: unknown[] = []
      own.socket.on('call', (call) => heard.push(call))
      post.socket.on('call', (call) => elsewhere.push(call))
      const answer = await ring({ from: '06 39 98 11 22', post: 'test TELEPHONE' }, key)
      expect([answer.status, await answer.json()]).toEqual([200, { screens: 1 }])
      expect((await ring({ from: null, post: 'Test telephone' }, key)).status).toBe(200)
      const call = { at: expect.any(Number) }
      const expected = [
        { ...call, phone: '+33639981122' },
        { ...call, phone: null },
      ]
      await expect.poll(() => heard, SOON).toEqual(expected)
      expect(elsewhere).toEqual([])
    })

    it('[IK-10] is refused in words where nothing can ring', async () => {
      const key = await createApiKey(database.pool, 'Standard', 'phone')
      const web = await createApiKey(database.pool, 'Site', 'web')
      const call = { from: null, post: 'Test telephone' }
      const failure = z.looseObject({ code: z.string() })
      const codes = async (answer: Response) => [answer.status, failure.parse(await answer.json()).code]
      expect(await codes(await ring(call, 'vigie_guessed'))).toEqual([401, 'unknown_key'])
      expect(await codes(await ring(call, web))).toEqual([401, 'unknown_key'])
      expect(await codes(await ring({ ...call, post: 'Nobody' }, key))).toEqual([404, 'nobody_at_post'])
      const bad = [{}, { post: 'x' }, { ...call, from: '0'.repeat(500) }, { ...call, more: 1 }, '{', 'null']
      for (const body of bad) expect(await codes(await ring(body, key))).toEqual([400, 'invalid'])
      const long = await ring({ ...call, post: 'x'.repeat(10_000) }, key)
      expect(await codes(long)).toEqual([413, 'too_large'])
    })
  })
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
