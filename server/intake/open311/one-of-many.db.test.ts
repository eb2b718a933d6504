import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { TicketId } from '../../../shared/id.ts'
import { ticketDetailSchema } from '../../../shared/protocol/ticket.ts'
import { createAccount, createApiKey } from '../../session/accounts.ts'
import type { DoorClient } from '../../simulation/door-client.ts'
import { PASSWORD, runningServer } from '../../test-running-server.ts'

const madeSchema = z.tuple([z.object({ service_request_id: z.string() })])
const requestsSchema = z.tuple([
  z.object({
    service_request_id: z.string(),
    status: z.string(),
    status_notes: z.string().nullable(),
    expected_datetime: z.string(),
  }),
])

describe('one party, told many times', () => {
  const server = runningServer()
  let post: DoorClient
  let web: string
  let phone: string

  beforeAll(async () => {
    web = await createApiKey(server.pool, 'Site web', 'web')
    phone = await createApiKey(server.pool, 'Centrale', 'phone')
    await createAccount(server.pool, {
      userName: 'poste-essai',
      password: PASSWORD,
      role: 'dispatcher',
      post: 'PC 1',
    })
    post = await server.client('poste-essai')
    await post.connect()
  })

  const request = (path: string) => fetch(`${server.url}/open311/v2/requests/${path}?api_key=${web}`)
  /** Posts a report so many metres north of the party; resolves to its reference. */
  async function told(apiKey: string, metres: number, more: Record<string, string> = {}): Promise<string> {
    const lat = String(43.6045 + metres / 111_195)
    const fields = { api_key: apiKey, service_code: 'TAPAGE_NOCTURNE', lat, long: '1.4442', ...more }
    const response = await fetch(`${server.url}/open311/v2/requests.json`, {
      method: 'POST',
      body: new URLSearchParams(fields),
    })
    return madeSchema.parse(await response.json())[0].service_request_id
  }
  const statusOf = async (reference: string) => {
    const [asked] = requestsSchema.parse(await (await request(`${reference}.json`)).json())
    expect(asked.service_request_id).toBe(reference)
    return asked
  }
  const idOf = async (reference: string) => {
    const number = Number(reference.split('-')[2])
    const { rows } = await server.pool.query('select id from ticket where number = $1', [number])
    return rows[0].id as TicketId
  }
  const detailOf = async (ticketId: TicketId) =>
    ticketDetailSchema.parse(await (await post.request('GET', `/api/tickets/${ticketId}`)).json())
  const onBoard = (ticketId: TicketId) => post.board.tickets.get(ticketId)

  it('[DU-8] [DU-9] [DU-10] is one ticket, whose every caller follows their own request', async () => {
    const first = await told(web, 0, { phone: '06 39 98 00 01' })
    const second = await told(web, 12, { phone: '06 39 98 00 02' })
    const called = await told(phone, 12)
    const [holder, joined, byHand] = await Promise.all([first, second, called].map(idOf))
    if (holder === undefined || joined === undefined || byHand === undefined) throw new Error('missing')
    await expect.poll(() => onBoard(holder)?.reports).toBe(2)
    await expect.poll(() => onBoard(byHand)?.reports).toBe(1)
    expect(onBoard(joined)).toBeUndefined()

    const join = { type: 'join_ticket', ticketId: byHand, intoTicketId: holder, score: 0.9 }
    expect(await post.send(join)).toMatchObject({ status: 'accepted' })
    const { reports, callers } = await detailOf(holder)
    expect(reports.map((one) => one.joined?.ticketId ?? null)).toEqual([null, joined, byHand])
    expect(callers).toBe(2)

    expect(await statusOf(second)).toMatchObject({ status: 'open', status_notes: expect.stringMatching(/./) })
    expect((await statusOf(second)).expected_datetime).toBe((await statusOf(first)).expected_datetime)
    const close = { type: 'close_ticket', ticketId: holder, outcome: 'done' }
    expect(await post.send(close)).toMatchObject({ status: 'accepted' })
    for (const reference of [first, second, called])
      expect(await statusOf(reference)).toMatchObject({
        status: 'closed',
        status_notes: expect.stringMatching(/./),
      })
  })

  it('[DU-5] a report that was joined wrongly stands on the board again, as it was', async () => {
    const [holder, joined] = [await idOf(await told(web, 2_000)), await idOf(await told(web, 2_010))]
    await expect.poll(() => onBoard(holder)?.reports).toBe(2)
    expect(await post.send({ type: 'separate_ticket', ticketId: joined })).toMatchObject({
      status: 'accepted',
    })
    await expect.poll(() => onBoard(joined)).toMatchObject({ status: 'open', reports: 1, joinedTo: null })
    expect(onBoard(holder)?.reports).toBe(1)
    expect((await detailOf(holder)).reports).toHaveLength(1)
  })

  it('[DU-23] what is left says when its last report came, and none is left in the end', async () => {
    const holder = await idOf(await told(web, 4_000))
    const [one, other] = [await idOf(await told(web, 4_005)), await idOf(await told(web, 4_010))]
    await expect.poll(() => onBoard(holder)?.reports).toBe(3)
    const receivedAt = async (ticketId: TicketId) => (await detailOf(ticketId)).ticket.receivedAt
    expect(onBoard(holder)?.reportedAt).toBe(await receivedAt(other))
    await post.send({ type: 'separate_ticket', ticketId: other })
    await expect.poll(() => onBoard(holder)).toMatchObject({ reports: 2, reportedAt: await receivedAt(one) })
    await post.send({ type: 'separate_ticket', ticketId: one })
    await expect.poll(() => onBoard(holder)).toMatchObject({ reports: 1, reportedAt: null })
    expect((await detailOf(holder)).ticket).toEqual(onBoard(holder))
  })
})
