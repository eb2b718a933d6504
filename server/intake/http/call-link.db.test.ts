import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { PersonId, TicketId } from '../../../shared/id.ts'
import { HOUR, type Instant, instant } from '../../../shared/instant.ts'
import { callLinkSchema } from '../../../shared/protocol/on-call.ts'
import { keepLink, tokenOf } from '../../call-out/link.ts'
import { CallOutServer, eventsOf, hole, PHONES, status, withRota } from '../../call-out/test-call-outs.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { givenUp } from '../../job/job.ts'
import { createAccount, findAccount } from '../../session/accounts.ts'
import { openSession, sessionCookie } from '../../session/session.ts'
import { LoginThrottle } from '../../session/throttle.ts'
import { callLinkRouter } from './call-link.ts'
import { failures } from './errors.ts'
import { jobsRouter } from './jobs.ts'

const SECRET = 'a secret of the two'
const now = (): Instant => instant(Date.now())

describe('the link of a person who is called', () => {
  let test: TestDatabase
  let people: PersonId[]
  let own: CallOutServer
  let server: Server
  let later = 0
  const faults: string[] = []

  beforeAll(async () => {
    test = await createTestDatabase()
    people = (await withRota(test)) as PersonId[]
    own = (await CallOutServer.open(test)).wake()
    const web = express()
    web.use('/api', express.json())
    const dependencies = {
      database: test.pool,
      handler: own.handler,
      serviceOf: own.serviceOf,
      throttle: new LoginThrottle(),
      timeZone: 'Europe/Paris',
      now: () => instant(now() + later),
    }
    web.use('/api', callLinkRouter(dependencies))
    web.use('/api', jobsRouter({ ...dependencies, now, agencyOf: () => undefined, wakeJobs: () => {} }))
    web.use(failures((_error, what) => faults.push(what)))
    server = createServer(web)
    await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  })
  afterAll(async () => {
    server.closeAllConnections()
    server.close()
    await own.close()
    await test.drop()
  })

  /** A hole for which the person of the roads is called, and their link. */
  async function called(): Promise<{ ticketId: TicketId; token: string }> {
    const ticketId = await hole(own)
    const callOut = await status(test, ticketId, 'calling')
    const [personId = '' as PersonId] = people
    const link = { callOutId: callOut.id, ticketId: callOut.ticketId, personId }
    const token = tokenOf(SECRET, link)
    await keepLink(test.pool, token, link, now())
    return { ticketId: callOut.ticketId, token }
  }

  async function ask(token: string, action?: object) {
    const { port } = server.address() as AddressInfo
    const response = await fetch(`http://127.0.0.1:${port}/api/call-link`, {
      headers: { 'vigie-link': token, 'content-type': 'application/json' },
      ...(action && { method: 'POST', body: JSON.stringify(action) }),
    })
    const body = z.looseObject({ state: z.string().optional() }).parse(await response.json())
    return { status: response.status, headers: response.headers, body, text: JSON.stringify(body) }
  }
  const stateOf = async (token: string, action?: object) => (await ask(token, action)).body.state

  it('[CO-17] shows what, where and how it stands, and nobody’s name or number', async () => {
    const { token } = await called()
    const { status: code, headers, body, text } = await ask(token)
    expect([code, headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(callLinkSchema.parse(body)).toMatchObject({
      state: 'ringing',
      domain: 'roads',
      descriptions: ['un trou'],
      what: { fr: 'Tapage' },
    })
    for (const secret of ['Verbrugge', ...PHONES, token]) expect(text).not.toContain(secret)
  })

  it('[CO-18] is answered once, then says that one is there and that it is safe; replayed it shows that, and does nothing', async () => {
    const { ticketId, token } = await called()
    expect(await stateOf(token, { type: 'arrive' })).toBe('ringing')
    expect(await stateOf(token, { type: 'accept', minutes: 20 })).toBe('accepted')
    expect(await stateOf(token, { type: 'accept', minutes: 5 })).toBe('accepted')
    expect(await stateOf(token, { type: 'arrive' })).toBe('on_scene')
    expect(await stateOf(token, { type: 'decline', reason: 'non' })).toBe('on_scene')
    expect(await stateOf(token, { type: 'secure' })).toBe('secured')
    for (const action of [{ type: 'accept', minutes: 1 }, { type: 'arrive' }, { type: 'secure' }])
      expect(await stateOf(token, action)).toBe('secured')
    expect(await eventsOf(test, ticketId)).toEqual([
      'call_out_started',
      'on_call_called',
      'on_call_accepted',
      'on_call_on_scene',
      'on_call_secured',
    ])
  })

  it('[CO-18] that declined stays so, and goes to the next', async () => {
    const { ticketId, token } = await called()
    expect(await stateOf(token, { type: 'decline', reason: 'malade' })).toBe('declined')
    expect(await stateOf(token, { type: 'accept', minutes: 5 })).toBe('declined')
    expect(await eventsOf(test, ticketId)).toEqual([
      'call_out_started',
      'on_call_called',
      'on_call_declined',
      'on_call_called',
    ])
  })

  it('[CO-18] says when someone else has taken it, and when it is over', async () => {
    const { ticketId, token } = await called()
    const { id: callOutId } = await status(test, ticketId, 'calling')
    await own.say({ type: 'call_next', callOutId, ticketId, calleeId: people[0] })
    expect(await stateOf(token)).toBe('ringing')
    await own.say({ type: 'accept_call', callOutId, ticketId, calleeId: people[1], minutes: 5 })
    expect(await stateOf(token, { type: 'accept', minutes: 5 })).toBe('taken')
    await own.say({ type: 'cancel_ticket', ticketId, reason: 'erreur' })
    expect(await stateOf(token)).toBe('over')
  })

  it('[CO-25] tells what was said, and what is known there, to those alone who may come, or are coming', async () => {
    const words = async (token: string) => callLinkSchema.parse((await ask(token)).body).descriptions
    const declined = await called()
    await ask(declined.token, { type: 'decline', reason: 'malade' })
    expect(await words(declined.token)).toEqual([])
    const coming = await called()
    expect(await words(coming.token)).toEqual(['un trou'])
    for (const action of [{ type: 'accept', minutes: 20 }, { type: 'arrive' }]) {
      await ask(coming.token, action)
      expect(await words(coming.token)).toEqual(['un trou'])
    }
    await ask(coming.token, { type: 'secure' })
    expect(await words(coming.token)).toEqual([])
  })

  it('[CO-19] works for twelve hours, and answers nothing that is badly formed', async () => {
    const { token } = await called()
    for (const action of [
      { type: 'accept' },
      { type: 'accept', minutes: 9_999 },
      { type: 'x' },
      { type: 'decline', reason: '' },
    ])
      expect((await ask(token, action)).status).toBe(400)
    later = 12 * HOUR + 1_000
    expect((await ask(token)).status).toBe(410)
    expect((await ask(token, { type: 'accept', minutes: 5 })).status).toBe(410)
    later = 0
    expect((await ask(token)).status).toBe(200)
  })

  it('[CO-19] that is guessed is unknown, then refused for a while; a good one is not', async () => {
    const { token } = await called()
    const answers: number[] = []
    for (let guess = 0; guess < 12; guess += 1) answers.push((await ask(`${guess}`.padStart(43, 'x'))).status)
    expect(answers).toEqual([...Array.from({ length: 10 }, () => 404), 429, 429])
    const refused = await ask('x'.repeat(500))
    expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true])
    expect((await ask(token)).status).toBe(200)
    expect(faults).toEqual([])
  })

  it('[GW-9] what was given up is listed for posts, not for operators, and tried again when one says so', async () => {
    const { port } = server.address() as AddressInfo
    const cookies = new Map<string, string>()
    for (const role of ['operator', 'supervisor'] as const) {
      await createAccount(test.pool, { userName: role, role, post: role, password: 'a long password' })
      const { id = '' } = (await findAccount(test.pool, role)) ?? {}
      cookies.set(role, sessionCookie(await openSession(test.pool, id), false).split(';')[0] ?? '')
    }
    const get = (path: string, role: string, method = 'GET') =>
      fetch(`http://127.0.0.1:${port}/api/jobs/${path}`, {
        method,
        headers: { cookie: cookies.get(role) ?? '' },
      })
    const { rows } = await test.pool.query<{ id: string }>(
      `update job set dead_at = now(), tries = 5, problem = 'answered 500'
       where id = (select id from job where kind = 'call' limit 1) returning id`,
    )
    const [id = ''] = rows.map((row) => row.id)
    expect((await get('given-up', 'operator')).status).toBe(403)
    expect((await get('given-up', 'nobody')).status).toBe(401)
    const listed = await (await get('given-up', 'supervisor')).json()
    expect(listed).toMatchObject({ jobs: [{ id, kind: 'call', tries: 5, problem: 'answered 500' }] })
    expect((await get(`${id}/retry`, 'supervisor', 'POST')).status).toBe(204)
    expect((await get(`${id}/retry`, 'supervisor', 'POST')).status).toBe(404)
    expect((await get('x/retry', 'supervisor', 'POST')).status).toBe(404)
    expect((await givenUp(test.pool, (code) => ({ fr: code, en: code }))).jobs).toEqual([])
  })
})
