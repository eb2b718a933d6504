import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commandSchema } from '../../../shared/command.ts'
import type { Role } from '../../../shared/event.ts'
import { commandIdSchema, ticketIdSchema } from '../../../shared/id.ts'
import { unattendedListSchema } from '../../../shared/protocol/ticket.ts'
import { DISPATCHER } from '../../../shared/test-board.ts'
import { createAccount, createApiKey, findAccount } from '../../session/accounts.ts'
import { openSession, sessionCookie } from '../../session/session.ts'
import { IN_TOWN, IN_VILLAGE, serveTwoTowns } from '../../test-towns.ts'

describe('tickets that nobody has a list of', () => {
  let served: Awaited<ReturnType<typeof serveTwoTowns>>
  let key: string
  beforeAll(async () => {
    served = await serveTwoTowns()
    key = await createApiKey(served.pool, 'Site', 'phone')
  })
  afterAll(() => served.stop())

  async function signIn(role: Exclude<Role, 'system'>, agency?: string, userName = `${role}${agency ?? ''}`) {
    const account = { userName, role, post: role, password: 'a long password' }
    await createAccount(served.pool, { ...account, ...(agency && { agency }) })
    const { id = '' } = (await findAccount(served.pool, account.userName)) ?? {}
    return sessionCookie(await openSession(served.pool, id), false).split(';')[0] ?? ''
  }
  const ask = (cookie: string) => fetch(`${served.address}/api/unattended`, { headers: { cookie } })
  const holders = async (cookie: string) => {
    const { tickets } = unattendedListSchema.parse(await (await ask(cookie)).json())
    return tickets.map(({ transfer }) => transfer?.agency)
  }

  it('[HO-14] are told to those who can take them back, until the service has an account', async () => {
    for (const place of [IN_TOWN, IN_VILLAGE]) {
      const body = new URLSearchParams({ api_key: key, service_code: 'HOLE', ...place })
      await fetch(`${served.address}/open311/v2/requests.json`, { method: 'POST', body })
    }
    const dispatcher = await signIn('dispatcher')
    expect(await holders(dispatcher)).toEqual(['cleanliness', 'bourg_roads'])
    await signIn('service', 'cleanliness')
    expect(await holders(dispatcher)).toEqual(['bourg_roads'])
    await served.pool.query("update account set disabled_at = now() where agency = 'cleanliness'")
    expect(await holders(await signIn('supervisor'))).toEqual(['cleanliness', 'bourg_roads'])
    expect((await ask(await signIn('operator'))).status).toBe(403)
    expect((await ask('')).status).toBe(401)
  })

  it('[HO-15] are told where a partner has them whom nothing and nobody told, until somebody did', async () => {
    const cookie = await signIn('dispatcher', undefined, 'teller')
    const toTell = async () => unattendedListSchema.parse(await (await ask(cookie)).json()).toTell
    const say = async (command: object) => {
      const id = commandIdSchema.parse(randomUUID())
      const answer = await served.app.handler.submit(
        { id, command: commandSchema.parse(command) },
        DISPATCHER,
      )
      expect(answer.status).toBe('accepted')
    }
    const ticketId = ticketIdSchema.parse(randomUUID())
    const report = { description: 'x', firstName: null, lastName: null, phone: null, email: null }
    const place = { position: null, address: null, district: null, channel: 'phone' }
    await say({
      type: 'receive_ticket',
      ticketId,
      serviceCode: 'NOISE',
      ...place,
      report: { id: randomUUID(), ...report },
    })
    const hand = { type: 'transfer_ticket', ticketId, agency: 'grid', reason: 'x' }
    await say(hand)
    const [first] = await toTell()
    expect(first).toMatchObject({ id: ticketId, transfer: { agency: 'grid', told: null } })
    const of = { ticketId, agency: 'grid', handedAt: first?.transfer?.at }
    await say({ type: 'tell_partner', ...of, means: 'telephone', toldAt: null })
    expect(await toTell()).toEqual([])
    await say({ type: 'withdraw_telling', ...of })
    expect(await toTell()).toHaveLength(1)
    const deliver = async (status: string) => {
      const delivery = { channel: 'email', status, at: 0, reference: null }
      await served.pool.query(`update ticket set transfer = transfer || $2 where id = $1`, [
        ticketId,
        { delivery },
      ])
      return (await toTell()).length
    }
    expect(await deliver('waiting')).toBe(0)
    expect(await deliver('given_up')).toBe(1)
    expect(await deliver('delivered')).toBe(0)
    expect(await deliver('abandoned')).toBe(0)
    await say({ type: 'reopen_ticket', ticketId, reason: 'x' })
    await say({ ...hand, told: 'radio' })
    expect(await toTell()).toEqual([])
    await served.pool.query(`update ticket set transfer = transfer - 'told' where id = $1`, [ticketId])
    expect(await toTell()).toEqual([])
  })
})
