import { beforeAll, describe, expect, it } from 'vitest'
import { sessionViewSchema } from '../../shared/protocol/session.ts'
import { runningServer } from '../test-running-server.ts'
import { createAccount, setDisabled, setPassword } from './accounts.ts'

const PASSWORD = 'correct horse battery'
const NAME = 'Ada.L'

describe('sessions of a running server', () => {
  const server = runningServer()
  let url: string

  beforeAll(async () => {
    url = server.url
    await createAccount(server.pool, {
      userName: NAME,
      role: 'dispatcher',
      post: 'Poste 7',
      password: PASSWORD,
    })
  })

  const request = (method: string, path: string, headers: Record<string, string>, body?: string) =>
    fetch(`${url}${path}`, { method, headers, ...(body === undefined ? {} : { body }) })
  const json = () => ({ origin: url, 'content-type': 'application/json' })
  /** A log-in as if it came through a proxy of this machine, from `address`. */
  const logIn = (userName: string, password: string, address = '198.51.100.1') =>
    request(
      'POST',
      '/api/session',
      { ...json(), 'x-forwarded-for': address },
      JSON.stringify({ userName, password }),
    )
  const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? ''
  async function loggedIn(): Promise<string> {
    const response = await logIn(NAME, PASSWORD)
    expect(response.status).toBe(200)
    return cookieOf(response)
  }
  const known = async (cookie: string) => (await request('GET', '/api/session', { cookie })).status

  it('[I-1] gives a cookie that no script reads, no other site sends, and that means nothing in the database', async () => {
    const response = await logIn(NAME.toUpperCase(), PASSWORD)
    expect(sessionViewSchema.parse(await response.json())).toEqual({
      role: 'dispatcher',
      label: 'Poste 7',
      userName: NAME,
      tablet: null,
      crewId: null,
    })
    const cookie = response.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^vigie_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200$/)
    const { rows } = await server.pool.query("select encode(id, 'hex') as id from session")
    expect(JSON.stringify(rows)).not.toContain(cookieOf(response).slice(14))
    expect(await known(cookieOf(response))).toBe(200)
    const secure = await request(
      'POST',
      '/api/session',
      { ...json(), 'x-forwarded-proto': 'https' },
      JSON.stringify({ userName: NAME, password: PASSWORD }),
    )
    expect(secure.headers.get('set-cookie')).toMatch(/; Secure$/)
  })

  it('[I-2] keeps passwords as argon2id, and never twice the same', async () => {
    await createAccount(server.pool, { userName: 'twin', role: 'crew', post: 'x', password: PASSWORD })
    const { rows } = await server.pool.query<{ hash: string }>(
      'select password_hash as hash from account where user_name in ($1, $2)',
      [NAME, 'twin'],
    )
    for (const { hash } of rows) expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(new Set(rows.map(({ hash }) => hash)).size).toBe(2)
  })

  it('[I-3] ends a session with time, log-out, a new password, and the account; enabling brings none back', async () => {
    const changes: [string, (cookie: string) => Promise<unknown>][] = [
      ['log-out', (cookie) => request('DELETE', '/api/session', { origin: url, cookie })],
      ['expiry', () => server.pool.query("update session set expires_at = now() - interval '1 second'")],
      ['password', () => setPassword(server.pool, NAME, PASSWORD)],
      [
        'account',
        async () => {
          await setDisabled(server.pool, NAME, true)
          expect((await logIn(NAME, PASSWORD)).status).toBe(401)
          await setDisabled(server.pool, NAME, false)
        },
      ],
    ]
    for (const [what, change] of changes) {
      const cookie = await loggedIn()
      expect([what, await known(cookie)]).toEqual([what, 200])
      await change(cookie)
      expect([what, await known(cookie)]).toEqual([what, 401])
    }
    await server.pool.query("update session set expires_at = now() - interval '1 second'")
    await loggedIn()
    expect((await server.pool.query('select 1 from session where expires_at < now()')).rowCount).toBe(0)
  })

  it.each<[string, Record<string, string>, number]>([
    ['another site', { origin: 'https://evil.example', 'content-type': 'application/json' }, 403],
    [
      'another port of this machine',
      { origin: 'http://localhost:1', 'content-type': 'application/json' },
      403,
    ],
    ['nowhere', { 'content-type': 'application/json' }, 403],
    ['a sandboxed frame', { origin: 'null', 'content-type': 'application/json' }, 403],
    ['our page, as a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['our page, as plain text', { 'content-type': 'text/plain' }, 415],
  ])('[I-4] refuses a change asked from %s, even with the cookie', async (_what, headers, status) => {
    const cookie = await loggedIn()
    const own = status === 415 ? { origin: url } : {}
    const body = JSON.stringify({ userName: NAME, password: PASSWORD })
    const response = await request('POST', '/api/session', { ...own, ...headers, cookie }, body)
    expect(response.status).toBe(status)
    expect(response.headers.get('set-cookie')).toBeNull()
    if (status === 403) {
      expect((await request('DELETE', '/api/session', { ...headers, cookie })).status).toBe(403)
      expect(await known(cookie)).toBe(200)
    }
  })

  it('[I-5] slows guessing from one address, at once too, and locks nobody else out', async () => {
    const guesses = await Promise.all(
      Array.from({ length: 30 }, (_, i) => logIn(NAME, `guess number ${i}`, '203.0.113.9')),
    )
    const statuses = guesses.map(({ status }) => status).sort()
    expect(statuses).toEqual([...Array(10).fill(401), ...Array(20).fill(429)])
    const slowed = await logIn(NAME, PASSWORD, '203.0.113.9')
    expect(slowed.status).toBe(429)
    expect(Number(slowed.headers.get('retry-after'))).toBeGreaterThan(0)
    // The person guessed at, elsewhere; and a colleague behind the guesser's own address.
    expect((await logIn(NAME, PASSWORD)).status).toBe(200)
    expect((await logIn('twin', PASSWORD, '203.0.113.9')).status).toBe(200)
  })

  it('[I-5] forgives the failures of who gets in, and logs in a whole shift from one address', async () => {
    for (let round = 0; round < 3; round += 1) {
      for (let typo = 0; typo < 6; typo += 1)
        expect((await logIn(NAME, 'mistyped it', '203.0.113.7')).status).toBe(401)
      expect((await logIn(NAME, PASSWORD, '203.0.113.7')).status).toBe(200)
    }
    const shift = await Promise.all(Array.from({ length: 60 }, () => logIn('twin', PASSWORD, '203.0.113.8')))
    // More than ten at once under one name have to come again.
    expect(shift.every(({ status }) => status === 200 || status === 429)).toBe(true)
    expect((await logIn('twin', PASSWORD, '203.0.113.8')).status).toBe(200)
  })

  const badBodies: [string, string, number, string][] = [
    ['no JSON', '{"userName":', 400, 'invalid'],
    ['a NUL in the name', JSON.stringify({ userName: 'a\u0000b', password: 'x' }), 400, 'invalid'],
    [
      'an unknown field',
      JSON.stringify({ userName: NAME, password: PASSWORD, role: 'administrator' }),
      400,
      'invalid',
    ],
    ['an object for a name', JSON.stringify({ userName: { $ne: null }, password: PASSWORD }), 400, 'invalid'],
    ['a password of 1 MB', JSON.stringify({ userName: NAME, password: 'x'.repeat(1e6) }), 413, 'too_large'],
    ['an unknown name', JSON.stringify({ userName: 'nobody', password: PASSWORD }), 401, 'wrong_credentials'],
    ['half a character', '{"userName":"\\ud83d","password":"x"}', 401, 'wrong_credentials'],
  ]
  it.each(badBodies)('[I-6] refuses a log-in with %s', async (_what, body, status, code) => {
    const response = await request('POST', '/api/session', json(), body)
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({
      code,
      message: { fr: expect.any(String), en: expect.any(String) },
    })
  })

  it('[I-6] takes a log-in whatever a proxy calls the client’s address', async () => {
    for (const address of ['somewhere', '198.51.100.4:51000', "1'); drop table session;--"])
      expect((await logIn(NAME, PASSWORD, address)).status).toBe(200)
  })

  it('[I-7] leaves a browser nothing to run, load or frame but its own', async () => {
    for (const path of [
      '/',
      '/console',
      '/api/health',
      '/api/session',
      '/nothing',
      '/open311/v2/services.xml',
      '/api/tickets/%E0',
    ]) {
      const { headers } = await fetch(`${url}${path}`)
      const policy = headers.get('content-security-policy') ?? ''
      const directives = new Map(
        policy.split(';').map((one) => [one.trim().split(' ')[0], one.trim().split(' ').slice(1)]),
      )
      expect(directives.get('default-src')).toEqual(["'self'"])
      expect(directives.get('script-src')).toEqual(["'self'"])
      expect(directives.get('style-src')).toEqual(["'self'"])
      expect(directives.get('object-src')).toEqual(["'none'"])
      expect(directives.get('frame-ancestors')).toEqual(["'none'"])
      expect(directives.get('base-uri')).toEqual(["'none'"])
      // Nothing unsafe, and no origin but this one.
      const sources = [...directives.values()].flat()
      expect(sources.filter((source) => !["'self'", "'none'", 'data:', 'blob:'].includes(source))).toEqual([])
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('x-frame-options')).toBe('SAMEORIGIN')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('x-powered-by')).toBeNull()
    }
  })

  it('[I-8] answers nothing but 401 to who is not logged in', async () => {
    const closed = [
      '/api/session',
      '/api/snapshot',
      '/api/city',
      '/api/city/basemap.geojson',
      '/api/crews',
      '/api/tickets/x',
      '/api/tickets/x/stretch',
      '/api/reach?free=1',
      '/api/way',
      '/api/devices',
    ]
    for (const path of closed) expect([path, (await fetch(`${url}${path}`)).status]).toEqual([path, 401])
    const cookie = await loggedIn()
    expect((await request('GET', '/api/crews', { cookie })).status).toBe(403)
    expect((await request('GET', '/api/tickets/not-an-id', { cookie })).status).toBe(404)
    expect((await request('GET', '/api/tickets/not-an-id/stretch', { cookie })).status).toBe(404)
  })

  it('[I-9] logs who came in apart from the log, and nothing of it on its output', async () => {
    const cookie = await loggedIn()
    const { rows } = await server.pool.query('select distinct action from access_log order by action')
    expect(rows.map(({ action }) => action)).toEqual(['login', 'login_refused'])
    // A fault on the way: its trace must not tell more.
    await server.pool.query('alter table session rename to hidden')
    const failed = await request('GET', '/api/session', { cookie })
    await server.pool.query('alter table hidden rename to session')
    expect(failed.status).toBe(500)
    const { reference } = (await failed.json()) as { reference: string }
    await expect.poll(() => server.log).toContain(reference)
    expect(server.log).not.toContain(cookie.slice(14))
    expect(server.log).not.toMatch(/correct horse|guess number|Ada\.L|203\.0\.113/)
    expect(await known(cookie)).toBe(200)
  })
})
