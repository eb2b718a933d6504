import { beforeAll, describe, expect, it } from 'vitest'
import { snapshotSchema } from '../../shared/protocol/live.ts'
import { devicesSchema, madeDeviceSchema, sessionViewSchema } from '../../shared/protocol/session.ts'
import { DoorClient } from '../simulation/door-client.ts'
import type { DoorSession } from '../simulation/door-session.ts'
import { PASSWORD, runningServer } from '../test-running-server.ts'
import { enrolTablet, makeEnrolmentCode } from './tablets.ts'

const SOON = { timeout: 20_000 }
const MONTH_AND_MORE = "interval '40 days'"

describe('tablets of a running server', () => {
  const server = runningServer()
  let url: string
  let chief: DoorSession
  let crewId = ''

  beforeAll(async () => {
    url = server.url
    chief = await server.login('chef')
    const snapshot = snapshotSchema.parse(await (await chief.request('GET', '/api/snapshot')).json())
    crewId = snapshot.crews.find(({ callSign }) => callSign === 'ALPHA 1')?.id ?? ''
  })

  const request = (method: string, path: string, headers: Record<string, string>, body?: object) =>
    fetch(`${url}${path}`, {
      method,
      headers: { origin: url, ...(body && { 'content-type': 'application/json' }), ...headers },
      ...(body && { body: JSON.stringify(body) }),
    })
  /** A tablet that gives a code, as if it came from `address`. */
  const enrol = (code: string, address = '198.51.100.20') =>
    request('POST', '/api/enrolment', { 'x-forwarded-for': address }, { code })
  const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? ''
  async function newCode(name: string) {
    const response = await chief.request('POST', '/api/devices', { protocol: 'tablet', name })
    expect(response.status).toBe(201)
    return madeDeviceSchema.parse(await response.json())
  }
  async function enrolled(name: string) {
    const { device, secret } = await newCode(name)
    const response = await enrol(secret)
    expect(response.status).toBe(200)
    return { device, cookie: cookieOf(response) }
  }
  const devices = async () =>
    devicesSchema.parse(await (await chief.request('GET', '/api/devices')).json()).devices
  const named = async (name: string) => (await devices()).find((one) => one.name === name)
  const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code

  it('[EN-1] a code enrols one tablet, however many come with it at once, and is stored as a hash', async () => {
    const { device, secret } = await newCode('Tablette 1')
    expect(secret).toMatch(/^([a-hjkmnp-z2-9]{4}-){2}[a-hjkmnp-z2-9]{4}$/)
    expect(device).toMatchObject({ protocol: 'tablet', state: 'waiting', callSign: null, connected: false })
    expect((device.codeUntil ?? 0) - Date.now()).toBeGreaterThan(9 * 60_000)
    expect((device.codeUntil ?? 0) - Date.now()).toBeLessThan(11 * 60_000)
    const { rows } = await server.pool.query(
      "select encode(secret_hash, 'hex') as hash, row_to_json(device)::text as row from device",
    )
    expect(rows[0]?.hash).toHaveLength(64)
    expect(JSON.stringify(rows)).not.toContain(secret)
    const came = await Promise.all(
      Array.from({ length: 8 }, (_, index) => enrol(secret, `198.51.100.${index + 1}`)),
    )
    expect(came.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(409)])
    expect((await server.pool.query('select from session where device_id is not null')).rowCount).toBe(1)
    expect(await named('Tablette 1')).toMatchObject({ state: 'active', codeUntil: null })
  })

  it('[EN-2] tells apart a wrong, a used and an expired code', async () => {
    const { device, secret } = await newCode('Tablette 2')
    expect(await codeOf(await enrol('k3fw-9xpd-m7qa'))).toBe('unknown_code')
    await server.pool.query("update device set code_until = now() - interval '1 second' where id = $1", [
      device.id,
    ])
    const late = await enrol(secret)
    expect([late.status, await codeOf(late)]).toEqual([410, 'expired_code'])
    expect(late.headers.get('set-cookie')).toBeNull()
    expect(await named('Tablette 2')).toMatchObject({ state: 'expired' })
    const again = await newCode('Tablette 2')
    expect(again.device.id).toBe(device.id)
    expect(await codeOf(await enrol(secret))).toBe('unknown_code')
    // As someone types it.
    expect((await enrol(again.secret.toUpperCase().replaceAll('-', ' '))).status).toBe(200)
    const used = await enrol(again.secret)
    expect([used.status, await codeOf(used)]).toEqual([409, 'used_code'])
    for (const body of [{}, { code: '' }, { code: 'x'.repeat(200) }, { code: 1 }, { code: 'a', name: 'b' }])
      expect((await request('POST', '/api/enrolment', {}, body)).status).toBe(400)
  })

  it('[EN-2] slows guessing by address, at once too, and nobody else', async () => {
    const { secret } = await newCode('Tablette 3')
    const guesses = await Promise.all(
      Array.from({ length: 30 }, (_, index) => enrol(`aaaa-bbbb-${1000 + index}`, '203.0.113.5')),
    )
    const statuses = guesses.map(({ status }) => status).sort()
    expect(statuses).toEqual([...Array(10).fill(404), ...Array(20).fill(429)])
    const slowed = await enrol(secret, '203.0.113.5')
    expect(slowed.status).toBe(429)
    expect(Number(slowed.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await enrol(secret)).status).toBe(200)
    // Nor is logging in from there.
    const login = await request(
      'POST',
      '/api/session',
      { 'x-forwarded-for': '203.0.113.5' },
      { userName: 'equipage', password: PASSWORD },
    )
    expect(login.status).toBe(200)
  })

  it('[EN-3] lets supervisors and administrators manage devices, and nobody else', async () => {
    const tablet = (await enrolled('Tablette 4')).cookie
    const cookies: [string, number][] = [
      ['', 401],
      [tablet, 403],
    ]
    for (const [userName, status] of [
      ['poste1', 403],
      ['equipage', 403],
      ['chef', 200],
      ['admin', 200],
    ] as const)
      cookies.push([(await server.login(userName)).headers.cookie ?? '', status])
    const { id } = (await newCode('Tablette 5')).device
    for (const [cookie, status] of cookies) {
      expect((await request('GET', '/api/devices', { cookie })).status).toBe(status)
      if (status === 200) continue
      const body = { protocol: 'tablet', name: 'Tablette volée' }
      expect((await request('POST', '/api/devices', { cookie }, body)).status).toBe(status)
      expect((await request('DELETE', `/api/devices/${id}`, { cookie })).status).toBe(status)
    }
    expect(await named('Tablette volée')).toBeUndefined()
    expect(await named('Tablette 5')).toMatchObject({ state: 'waiting' })
    const foreign = await request('POST', '/api/devices', { origin: 'https://evil.example' }, {})
    expect(foreign.status).toBe(403)
  })

  it('[EN-3] refuses names and crews that cannot be, and unknown devices', async () => {
    await enrolled('Tablette 6')
    const post = (body: object) => chief.request('POST', '/api/devices', body)
    const answers = [
      [{ protocol: 'tablet', name: 'Tablette 6' }, 409, 'name_taken'],
      [{ protocol: 'tablet', name: '\u202e ' }, 400, 'invalid'],
      [{ protocol: 'tablet', name: 'x'.repeat(61) }, 400, 'invalid'],
      [{ protocol: 'pager', name: 'x' }, 400, 'invalid'],
      [{ protocol: 'tablet', name: 'x', callSign: 'ALPHA 1' }, 400, 'invalid'],
      [{ protocol: 'osmand', name: 'x', callSign: 'ZULU 99' }, 404, 'unknown_crew'],
      [{ protocol: 'osmand', name: 'Tablette 6', callSign: 'ALPHA 1' }, 409, 'name_taken'],
    ] as const
    for (const [body, status, code] of answers) {
      const response = await post(body)
      expect([body, response.status, await codeOf(response)]).toEqual([body, status, code])
    }
    for (const id of ['x', '%00', '00000000-0000-4000-8000-000000000000']) {
      const response = await chief.request('DELETE', `/api/devices/${id}`)
      expect([response.status, await codeOf(response)]).toEqual([404, 'unknown_device'])
    }
  })

  it('[EN-4] gives a tablet a session of its own that lives until it is revoked, were it away for a month', async () => {
    const { secret } = await newCode('Tablette 7')
    const response = await enrol(secret)
    const header = response.headers.get('set-cookie')
    expect(header).toMatch(/^vigie_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=34560000$/)
    const view = { role: 'crew', label: 'Tablette 7', userName: null, tablet: 'Tablette 7', crewId: null }
    expect(sessionViewSchema.parse(await response.json())).toEqual(view)
    const cookie = cookieOf(response)
    await server.pool.query(
      `update session set created_at = created_at - ${MONTH_AND_MORE}, seen_at = seen_at - ${MONTH_AND_MORE} where device_id is not null`,
    )
    const later = await request('GET', '/api/session', { cookie })
    expect([later.status, await later.json()]).toEqual([200, view])
    // The browser keeps its cookie for as long again.
    expect(later.headers.get('set-cookie')).toBe(header)
    const { rows } = await server.pool.query(
      "select expires_at = 'infinity' as endless, session.seen_at > now() - interval '1 minute' as seen from session join device on device.id = device_id where name = 'Tablette 7'",
    )
    expect(rows).toEqual([{ endless: true, seen: true }])
    expect((await request('POST', '/api/session/crew', { cookie }, { crewId })).status).toBe(200)
    expect(await named('Tablette 7')).toMatchObject({ callSign: 'ALPHA 1' })
    expect((await request('GET', '/api/devices', { cookie })).status).toBe(403)
  })

  it('[EN-5] closes a revoked tablet within a second, tells it why, and knows it again once enrolled anew', async () => {
    const { device, secret } = await newCode('Tablette 8')
    const client = new DoorClient(url)
    await client.session.enrol(secret)
    expect(await client.takeCallSign(crewId, true)).toBe(true)
    const socket = await client.connect('nothing')
    const farewells: string[] = []
    socket.on('farewell', ({ reason }) => farewells.push(reason))
    const id = crypto.randomUUID()
    const command = { type: 'come_on_duty', crewId, members: 2 }
    const first = await client.send(command, id)
    expect(first.status).toBe('accepted')
    await expect.poll(async () => (await named('Tablette 8'))?.connected, SOON).toBe(true)
    const { rows } = await server.pool.query(
      "select actor from event where event->>'type' = 'duty_changed' and event->>'crewId' = $1",
      [crewId],
    )
    expect(rows[0]?.actor).toEqual({ id: `device:${device.id}`, role: 'crew', label: 'ALPHA 1', crewId })

    const revokedAt = Date.now()
    expect((await chief.request('DELETE', `/api/devices/${device.id}`)).status).toBe(204)
    await expect.poll(() => farewells, { timeout: 5_000, interval: 20 }).toEqual(['session_ended'])
    expect(Date.now() - revokedAt).toBeLessThan(1_000)
    client.close()
    const refused = await client.request('GET', '/api/session')
    expect([refused.status, await codeOf(refused)]).toEqual([401, 'revoked'])
    expect((await client.request('GET', '/api/snapshot')).status).toBe(401)
    expect(await named('Tablette 8')).toMatchObject({ state: 'revoked', connected: false })

    // A new code under the same name does not bring the old session back, and its use gives the same actor.
    const anew = await newCode('Tablette 8')
    expect(anew.device).toMatchObject({ id: device.id, state: 'waiting' })
    expect((await client.request('GET', '/api/session')).status).toBe(401)
    const back = new DoorClient(url)
    await back.session.enrol(anew.secret)
    expect((await client.request('GET', '/api/session')).status).toBe(401)
    expect(await back.takeCallSign(crewId, true)).toBe(true)
    await back.connect('nothing')
    expect(await back.send(command, id)).toEqual(first)
    back.close()
  })

  it('[EN-5] a code that waits is void once its tablet is revoked; a tablet that logs out is revoked', async () => {
    const { device, secret } = await newCode('Tablette 9')
    await chief.request('DELETE', `/api/devices/${device.id}`)
    expect(await codeOf(await enrol(secret))).toBe('expired_code')
    const { cookie } = await enrolled('Tablette 10')
    expect((await request('DELETE', '/api/session', { cookie })).status).toBe(204)
    const after = await request('GET', '/api/session', { cookie })
    expect([after.status, await codeOf(after)]).toEqual([401, 'unauthorized'])
    expect(await named('Tablette 10')).toMatchObject({ state: 'revoked' })
  })

  it('[EN-6] lists telephones beside tablets, with whom they speak for and when they were heard', async () => {
    const made = await chief.request('POST', '/api/devices', {
      protocol: 'osmand',
      name: 'Téléphone MOTO 1',
      callSign: 'MOTO 1',
    })
    const { device, secret } = madeDeviceSchema.parse(await made.json())
    expect(device).toMatchObject({ callSign: 'MOTO 1', state: 'active', seenAt: null })
    const tell = () => fetch(`${url}/osmand?${new URLSearchParams({ id: secret, lat: '43.6', lon: '1.44' })}`)
    expect((await tell()).status).toBe(200)
    expect(Math.abs(((await named('Téléphone MOTO 1'))?.seenAt ?? 0) - Date.now())).toBeLessThan(20_000)
    expect((await chief.request('DELETE', `/api/devices/${device.id}`)).status).toBe(204)
    await new Promise((settle) => setTimeout(settle, 1_100))
    expect((await tell()).status).toBe(400)
    expect(await named('Téléphone MOTO 1')).toMatchObject({ state: 'revoked' })
    expect((await devices()).map(({ protocol }) => protocol).at(-1)).toBe('osmand')
  })

  it('[EN-8] keeps who enrolled and revoked what, and no code or name in the log', async () => {
    const { rows } = await server.pool.query(
      `select distinct action, account_id is not null as by, device_id is not null as what
       from access_log where action not like 'login%' order by action`,
    )
    expect(rows).toEqual([
      { action: 'device_added', by: true, what: true },
      { action: 'device_revoked', by: true, what: true },
      { action: 'enrolment', by: false, what: true },
      { action: 'enrolment_refused', by: false, what: false },
    ])
    const { id, secret } = await makeEnrolmentCode(server.pool, 'Tablette 11')
    expect(await enrolTablet(server.pool, secret)).toMatchObject({ deviceId: id, tablet: 'Tablette 11' })
    expect((await request('GET', `/crew?${secret}`, {})).status).toBe(200)
    expect(server.log).not.toContain(secret)
    expect(server.log).not.toContain('Tablette')
  })

  it('[EN-9] lets its own pages use the camera, and no other site', async () => {
    const { headers } = await fetch(`${url}/crew`)
    const policy = headers.get('permissions-policy') ?? ''
    expect(policy.split(', ').sort()).toEqual([
      'camera=(self)',
      'geolocation=(self)',
      'microphone=()',
      'screen-wake-lock=(self)',
    ])
  })
})
