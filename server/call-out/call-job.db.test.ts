import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { CallChannel } from '../../shared/call-out/plan.ts'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { TestGateway } from '../simulation/local-gateway.ts'
import type { Gateway } from './call-job.ts'
import { CallOutServer, eventsOf, hole, PHONES, status, withRota } from './test-call-outs.ts'

const SECRET = 'a secret of the two'

describe('calls by the gateway', () => {
  let test: TestDatabase
  let people: string[]
  let gateway: Gateway
  let server: CallOutServer
  const received = new TestGateway(SECRET)

  beforeAll(async () => {
    test = await createTestDatabase()
    people = await withRota(test)
    const url = await received.listen()
    gateway = { url, secret: SECRET, mayBeInside: true, publicUrl: 'https://vigie.example' }
  })
  afterEach(async () => {
    await server.close()
    await test.pool.query('delete from job')
    received.messages.clear()
    received.manners.length = 0
  })
  afterAll(async () => {
    await received.close()
    await test.drop()
  })

  async function start(...channels: CallChannel[]): Promise<void> {
    server = (await CallOutServer.open(test, channels.length > 0 ? channels : undefined)).run(gateway).wake()
  }

  async function messages(count: number) {
    const latest = Date.now() + 20_000
    while (received.messages.size < count) {
      if (Date.now() > latest) throw new Error(`There are ${received.messages.size}.`)
      await wait(10)
    }
    return [...received.messages.values()]
  }

  it('[CO-15] tell whoever is called what, where and how to answer; the next when they do not', async () => {
    await start()
    const ticketId = await hole(server)
    await status(test, ticketId, 'alarmed')
    const [first, second] = await messages(2)
    expect(first).toMatchObject({ channel: 'sms', to: '0639981137', language: 'fr' })
    expect(first?.text).toMatch(
      /^Astreinte Voirie, F-\d+ : Tapage, lieu à préciser\. Répondre : https:\/\/vigie\.example\/astreinte\/[\w-]{43}$/,
    )
    expect(second).toMatchObject({ to: '+33639982692' })
    expect(second?.text).toMatch(/^Astreinte Cadres, /)
    expect(server.faults).toEqual([])
  })

  it('[CO-25] tell by a notification too, whose link opens at a touch, the same as that of the SMS', async () => {
    await start('push', 'sms')
    await hole(server)
    const told = await messages(2)
    const push = told.find(({ channel }) => channel === 'push')
    const sms = told.find(({ channel }) => channel === 'sms')
    expect(push?.title).toMatch(/^Astreinte Voirie, F-\d+$/)
    expect(push).toMatchObject({ to: '0639981137', text: 'Tapage, lieu à préciser. Toucher pour répondre.' })
    expect(push?.url).toMatch(/^https:\/\/vigie\.example\/astreinte\/[\w-]{43}$/)
    expect(sms?.text).toContain(push?.url)
    expect(server.faults).toEqual([])
  })

  it.each(['fails', 'hangs', 'late', 'twice', 'busy'] as const)(
    '[CO-15] reach people once through a gateway that %s',
    async (manner) => {
      received.manners.push(manner)
      await start()
      const ticketId = await hole(server)
      await status(test, ticketId, 'alarmed')
      await wait(200)
      const to = [...received.messages.values()].map((message) => message.to)
      expect(new Set(to).size).toBe(to.length)
      expect(to).toContain('+33639982692')
      expect(await eventsOf(test, ticketId)).not.toContain('call_not_delivered')
    },
  )

  it('[CO-15] that the gateway refuses are told in the log of the ticket, and kept for a person to see', async () => {
    received.manners.push('refuses')
    await start()
    const ticketId = await hole(server)
    await status(test, ticketId, 'alarmed')
    expect(await eventsOf(test, ticketId)).toContain('call_not_delivered')
    const { rows } = await test.pool.query('select kind, problem from job where dead_at is not null')
    expect(rows).toEqual([{ kind: 'call', problem: 'answered 422' }])
  })

  it('[CO-15] are not made any more to someone who has answered', async () => {
    await start()
    received.manners.push('fails')
    const ticketId = await hole(server)
    const { id: callOutId } = await status(test, ticketId, 'calling')
    await server.say({ type: 'accept_call', callOutId, ticketId, calleeId: people[0], minutes: 20 })
    await wait(2_500)
    expect(received.messages.size).toBe(0)
    const { rows } = await test.pool.query("select id from job where kind = 'call'")
    expect(rows).toEqual([])
  })

  it('[CO-16] leave no number, name or link anywhere but with the gateway and where people are kept', async () => {
    received.manners.push('refuses')
    await start()
    const ticketId = await hole(server)
    await status(test, ticketId, 'alarmed')
    const [message] = await messages(1)
    const token = message?.text.split('/').at(-1) ?? ''
    for (const table of ['event', 'job', 'call_out', 'command', 'call_link', 'ticket']) {
      const { rows } = await test.pool.query<{ text: string }>(
        `select row_to_json(t)::text as text from ${table} t`,
      )
      const text = rows.map((row) => row.text).join()
      for (const secret of [...PHONES, '0639981137', '33639982692', 'Verbrugge', token])
        expect(text, `${table}: ${secret}`).not.toContain(secret)
    }
    expect(token.length).toBe(43)
    expect(String(server.faults)).toBe('')
  })
})
