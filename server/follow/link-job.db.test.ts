import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sentCommandSchema } from '../../shared/command.ts'
import { instant } from '../../shared/instant.ts'
import { DISPATCHER } from '../../shared/test-board.ts'
import { readTicketDetail } from '../read/ticket-detail.ts'
import { TestGateway } from '../simulation/local-gateway.ts'
import { serveTwoTowns } from '../test-towns.ts'

const SECRET = 'a-secret-for-tests'
const PHONE = '06 39 98 11 37'
const WAIT = { timeout: 15_000 }

describe('what a caller agrees to', () => {
  const gateway = new TestGateway(SECRET)
  let served: Awaited<ReturnType<typeof serveTwoTowns>>
  beforeAll(async () => {
    const url = await gateway.listen()
    const publicUrl = 'https://vigie.example'
    served = await serveTwoTowns({ url, secret: SECRET, mayBeInside: true, publicUrl })
  })
  afterAll(async () => {
    await served.stop()
    await gateway.close()
  })

  async function call(report: object, given: object = {}): Promise<string> {
    const ticketId = randomUUID()
    const words = { description: 'un trou', firstName: null, lastName: null, phone: PHONE, email: null }
    const command = {
      type: 'receive_ticket',
      ticketId,
      serviceCode: 'NOISE',
      position: { lon: 1.44, lat: 43.6 },
      address: null,
      district: null,
      channel: 'phone',
      report: { id: randomUUID(), ...words, ...report },
      ...given,
    }
    const answer = await served.app.handler.submit(
      sentCommandSchema.parse({ id: randomUUID(), command }),
      DISPATCHER,
    )
    expect(answer.status).toBe('accepted')
    return ticketId
  }
  const detailOf = (ticketId: string, withContact = false) =>
    readTicketDetail(served.pool, ticketId, withContact, instant(Date.now()))
  const toldOn = async (ticketId: string) =>
    (await detailOf(ticketId))?.events.flatMap(({ event }) =>
      event.type === 'follow_link_told' ? [event.outcome] : [],
    )

  it('[CA-10] is told to crews and posts as yes or no, apart from the number, which not everyone sees', async () => {
    const [yes, no, unasked] = [
      await call({ mayCallBack: true }),
      await call({ mayCallBack: false }),
      await call({}),
    ]
    const told = async (ticketId: string, withContact: boolean) =>
      (await detailOf(ticketId, withContact))?.reports.map(({ mayCallBack, contact }) => [
        mayCallBack,
        contact?.phone ?? null,
      ])
    expect(await told(yes, false)).toEqual([[true, null]])
    expect(await told(yes, true)).toEqual([[true, PHONE]])
    expect(await told(no, false)).toEqual([[false, null]])
    expect(await told(unasked, false)).toEqual([[null, null]])
  })

  it('[CA-11] has the link sent once by the gateway, whatever it answers, and the timeline says so', async () => {
    gateway.manners.push('twice')
    const ticketId = await call({}, { sendsLink: true })
    await expect.poll(() => toldOn(ticketId), WAIT).toEqual(['sent'])
    const [message, ...more] = [...gateway.messages.values()].filter(({ text }) => text.includes('/suivi/'))
    expect(more).toEqual([])
    expect(message).toMatchObject({ channel: 'sms', to: '0639981137', language: 'fr' })
    const link = /https:\/\/vigie\.example(\/suivi\/[\w-]{22})$/.exec(message?.text ?? '')?.[1]
    const page = await fetch(`${served.address}${link}`)
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('VIL-')])
  })

  it('[CA-11] says that it could not be sent, on the ticket that the report is dealt with as, without the number', async () => {
    const holder = await call({ phone: null })
    gateway.manners.push('refuses')
    await call({}, { sendsLink: true, joins: { ticketId: holder, score: 0.9 } })
    await expect.poll(() => toldOn(holder), WAIT).toEqual(['failed'])
    const { rows } = await served.pool.query('select body, problem from job where dead_at is not null')
    expect(rows).toMatchObject([{ problem: 'answered 422' }])
    const { rows: log } = await served.pool.query('select event::text, actor::text from event')
    expect(JSON.stringify([rows, log])).not.toMatch(/39.?98.?11.?37/)
  })

  it('[CA-11] sends nothing where there is no number, or nobody asked for it', async () => {
    const before = gateway.requests
    await call({ phone: null }, { sendsLink: true })
    await call({ phone: 'numéro masqué' }, { sendsLink: true })
    await call({})
    const { rows } = await served.pool.query('select count(*)::int as count from job where dead_at is null')
    expect([rows[0].count, gateway.requests]).toEqual([0, before])
  })
})
