import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { type Outage, openOutage } from '../db/test-outage.ts'
import type { Ready } from '../ready.ts'
import { type Started, startServer } from '../server-process.ts'
import { createApiKey } from '../session/accounts.ts'
import { DoorSession } from '../simulation/door-session.ts'

const madeSchema = z.array(z.object({ service_request_id: z.string() })).length(1)

describe('a running server whose database is away', () => {
  let database: TestDatabase
  let outage: Outage
  let server: Started<Ready>
  let session: DoorSession
  let key: string
  let reference: string

  beforeAll(async () => {
    database = await createTestDatabase()
    outage = await openOutage(database.url)
    server = await startServer(outage.url)
    key = await createApiKey(database.pool, 'Site web', 'web')
    session = new DoorSession(server.ready.address)
    await session.login({ userName: 'poste1', password: 'demonstration' })
    const [made] = madeSchema.parse(await (await post()).json())
    reference = made?.service_request_id ?? ''
    await outage.cut()
  })
  afterAll(async () => {
    await server.stop()
    await outage.close()
    await database.drop()
  })

  const open311 = (path: string, init?: RequestInit) =>
    fetch(`${server.ready.address}/open311/v2/${path}`, init)
  function post(): Promise<Response> {
    const body = new URLSearchParams({ api_key: key, service_code: 'RIXE', lat: '43.6045', long: '1.4442' })
    return open311('requests.json', { method: 'POST', body })
  }
  const show = () => open311(`requests/${reference}.json?api_key=${key}`)
  /** What a handshake with a live session is answered. */
  function handshake(): Promise<string> {
    const socket = io(session.url, {
      transports: ['websocket'],
      extraHeaders: session.headers,
      forceNew: true,
      reconnection: false,
    })
    return new Promise<string>((settle) => {
      socket.once('connect', () => settle('connected'))
      socket.once('connect_error', ({ message }) => settle(message))
    }).finally(() => socket.disconnect())
  }

  it.each<[string, () => Promise<Response>]>([
    ['a request posted', () => post()],
    ['a request asked for', () => show()],
  ])('[O-14] tells Open311 clients of %s to come back, in the standard’s shape', async (_what, ask) => {
    const response = await ask()
    expect(response.status).toBe(503)
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await response.json()).toEqual([{ code: 503, description: expect.stringContaining('try again') }])
  })

  it('[H-13] ends nobody’s session: pages and sockets are told to come back', async () => {
    const response = await session.request('GET', '/api/session')
    expect(response.status).toBe(503)
    expect(response.headers.get('retry-after')).toBe('2')
    expect(await response.json()).toMatchObject({ code: 'unavailable' })
    expect(await handshake()).toBe('unavailable')
  })

  it('[H-13] serves them as before once it is back', { timeout: 60_000 }, async () => {
    await outage.mend()
    const soon = { timeout: 20_000 }
    await expect.poll(async () => (await show()).status, soon).toBe(200)
    await expect.poll(async () => (await post()).status, soon).toBe(201)
    await expect.poll(handshake, soon).toBe('connected')
  })
})
