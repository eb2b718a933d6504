import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Addresses } from '../../city/address/addresses.ts'
import { makeSmallCity } from '../../city/small-city.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { createAccount, findAccount } from '../../session/accounts.ts'
import { openSession, sessionCookie } from '../../session/session.ts'
import { addressesRouter } from './addresses.ts'
import { failures } from './errors.ts'
import { sessionRequired } from './session.ts'

let database: TestDatabase
let server: Server
let cookie: string
const faults: unknown[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  await makeSmallCity(database.pool, 'city')
  const account = {
    userName: 'nadia',
    role: 'dispatcher',
    post: 'Poste 1',
    password: 'a long password',
  } as const
  await createAccount(database.pool, account)
  const { id = '' } = (await findAccount(database.pool, 'nadia')) ?? {}
  cookie = sessionCookie(await openSession(database.pool, id), false).split(';')[0] ?? ''
  const addresses = new Addresses(database.pool, 'city')
  await addresses.refresh()
  const web = express()
  web.use(
    '/api',
    addressesRouter({ admit: sessionRequired(database.pool), city: { within: () => true }, addresses }),
  )
  web.use(failures((error) => faults.push(error)))
  server = createServer(web)
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((settle) => server.close(settle))
  await database.drop()
})

/** An answer's body, looked at field by field. */
type Answer = Record<string, unknown>

async function get(path: string, headers: Record<string, string> = { cookie }) {
  const { port } = server.address() as AddressInfo
  const response = await fetch(`http://127.0.0.1:${port}/api/addresses${path}`, { headers })
  return {
    status: response.status,
    cache: response.headers.get('cache-control'),
    body: (await response.json()) as Answer,
  }
}

describe('GET /api/addresses', () => {
  it('[AD-1] answers what the text may mean, for those who are logged in', async () => {
    const { status, cache, body } = await get(
      `?q=${encodeURIComponent('12 r. des lois')}&lon=1.44&lat=43.6&limit=1`,
    )
    expect([status, cache]).toEqual([200, 'no-store'])
    expect(body).toEqual({
      addresses: [
        {
          kind: 'address',
          label: '12 Rue des Lois',
          municipality: 'Villeneuve',
          district: { code: '1.1', short: 'Centre' },
          lon: 1.4401,
          lat: 43.601,
          score: 1,
          sure: true,
        },
      ],
    })
    expect((await get('?q=rue', {})).status).toBe(401)
    expect((await get('/reverse?lon=1&lat=1', {})).status).toBe(401)
  })

  it('[AD-8] answers what lies at a point', async () => {
    const { status, body } = await get('/reverse?lon=1.4401&lat=43.60101')
    expect(status).toBe(200)
    expect(body).toMatchObject({
      nearest: { kind: 'address', label: '12 Rue des Lois', municipality: 'Villeneuve' },
      district: { code: '1.1', short: 'Centre' },
    })
    expect((await get('/reverse?lon=0&lat=0')).body).toEqual({ nearest: null, district: null })
  })

  it.each([
    ['', 'q must be given once: 1 to 200 characters'],
    ['?q=', 'q must have 1 to 200 characters that can be read'],
    ['?q=%20%20%20', 'q must have 1 to 200 characters that can be read'],
    ['?q=%00', 'q must have 1 to 200 characters that can be read'],
    [`?q=${'x'.repeat(10_000)}`, 'q must have at most 200 characters'],
    ['?q=rue&q=place', 'q must be given once: 1 to 200 characters'],
    ['?q=rue&lon=1.44', 'lon and lat go together'],
    ['?q=rue&lon=NaN&lat=43', 'lon must be decimal degrees, as 1.4442'],
    ['?q=rue&lon=1&lat=91', 'lat must be from -90 to 90'],
    ['?q=rue&limit=0', 'limit must be from 1 to 20'],
    ['?q=rue&limit=1e3', 'limit must be a number from 1 to 20'],
    ['/reverse', 'lon must be given once, in degrees'],
    ['/reverse?lon=181&lat=0', 'lon must be from -180 to 180'],
    ['/reverse?lon=1&lat=', 'lat must be decimal degrees, as 1.4442'],
  ])('[AD-5] refuses %.40s and says why', async (path, problem) => {
    const { status, body } = await get(path)
    expect([status, body.code, body.problem]).toEqual([400, 'invalid', problem])
  })

  it.each([
    '%',
    '%25',
    '%27%20or%201%3D1',
    '"',
    '%E2%80%AE%D8%B4',
    '%C3',
    '%F0%9F%9A%93',
    'a%00b',
    '\\',
    '[]=1',
  ])('[AD-5] answers %s with nothing, never with a fault', async (text) => {
    const { status, body } = await get(`?q=${text}`)
    expect(status).toBe(200)
    expect(body).toEqual({ addresses: [] })
  })

  it('[AD-7] has told the log nothing of what was typed', () => expect(faults).toEqual([]))
})
