import { randomUUID } from 'node:crypto'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, expect } from 'vitest'
import type { Role } from '../../shared/event.ts'
import { type Answer, type Batch, PROTOCOL_VERSION, snapshotSchema } from '../../shared/protocol/live.ts'
import { createAccount } from '../session/accounts.ts'
import type { DoorSession } from '../simulation/door-session.ts'
import { PASSWORD, runningServer } from '../test-running-server.ts'

/** Generous: what is waited for comes at once or never. */
export const SOON = { timeout: 20_000 }

/** A client as bare as can be: what it is told is kept, what it sends is not checked. */
export async function openSocket(session: DoorSession, headers: Record<string, string> = session.headers) {
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
export type Opened = Awaited<ReturnType<typeof openSocket>>

/** For tests: a running server with a post that follows, and an account `test.ROLE` for each role. Called in a `describe`. */
export function socketStage(roles: Exclude<Role, 'system'>[]) {
  const server = runningServer()
  let dispatcher: DoorSession
  let post: Opened
  const open: Opened[] = []

  beforeAll(async () => {
    for (const role of roles)
      await createAccount(server.pool, {
        userName: `test.${role}`,
        role,
        post: `Test ${role}`,
        password: PASSWORD,
      })
    dispatcher = await server.login('poste1')
    post = await follow(dispatcher)
  })
  afterAll(() => {
    for (const { socket } of open) socket.disconnect()
  })

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

  return {
    server,
    connect,
    snapshot,
    follow,
    ask,
    get dispatcher() {
      return dispatcher
    },
    get post() {
      return post
    },
  }
}

/** The command of a call; `more` may be what no ticket has. */
export function aTicket(ticketId: string = randomUUID(), more: object = {}) {
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
