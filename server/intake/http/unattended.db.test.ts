import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Role } from '../../../shared/event.ts'
import { unattendedListSchema } from '../../../shared/protocol.ts'
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

  async function signIn(role: Exclude<Role, 'system'>, agency?: string) {
    const account = { userName: `${role}${agency ?? ''}`, role, post: role, password: 'a long password' }
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
})
