import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { assess } from '../../../shared/catalogue/assess.ts'
import { DAY, instant } from '../../../shared/instant.ts'
import { askedTypeSchema, listedTypeSchema } from '../../../shared/open311/extension.ts'
import { publicTownSchema } from '../../../shared/protocol/city.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { readCommon } from '../../read/around.ts'
import type { Ready } from '../../ready.ts'
import { type Started, startServer } from '../../server-process.ts'
import { createApiKey } from '../../session/accounts.ts'

const PLACE = { lat: '43.6045', long: '1.4442' }
const madeSchema = z.tuple([
  z.object({
    service_request_id: z.string(),
    service_notice: z.string().nullable(),
    follow_token: z.string(),
  }),
])

describe('the form of the site', () => {
  let database: TestDatabase
  let server: Started<Ready>
  let url: string
  let key: string
  let log = ''

  beforeAll(async () => {
    database = await createTestDatabase()
    server = await startServer(database.url, { output: 'pipe' })
    server.process.stdout?.on('data', (chunk) => {
      log += chunk
    })
    url = server.ready.address
    key = await createApiKey(database.pool, 'Une application', 'app')
  })
  afterAll(async () => {
    await server.stop()
    await database.drop()
  })

  interface Sending {
    /** Whence, as the proxy on this machine tells it. */
    from?: string
    origin?: string
    id?: string
  }
  const post = (
    fields: Record<string, string>,
    { from = '192.0.2.1', origin = url, id = randomUUID() }: Sending = {},
    files: Blob[] = [],
  ) => {
    const body = new FormData()
    for (const [name, value] of Object.entries(fields)) body.append(name, value)
    for (const file of files) body.append('media', file, 'photo.jpg')
    const headers = { Origin: origin, 'X-Forwarded-For': from, 'Idempotency-Key': id }
    return fetch(`${url}/open311/v2/requests.json`, { method: 'POST', headers, body })
  }
  const hole = { service_code: 'PLAQUE_EGOUT', ...PLACE }
  const tickets = async () => Number((await database.pool.query('select count(*) from ticket')).rows[0].count)

  it('[SG-1] is told the types in both languages, and a definition with its conditions and advice, and nothing of who does it', async () => {
    const listed = await (await fetch(`${url}/open311/v2/services.json?extensions=true`)).json()
    const types = z.array(listedTypeSchema).parse(listed)
    expect(types.find(({ code }) => code === 'NID_DE_POULE')).toMatchObject({
      name: { fr: 'Nid-de-poule dangereux' },
      family: { code: 'roads', name: { en: 'Roads' } },
    })
    expect(types.some(({ code }) => code === 'CREW_DISTRESS')).toBe(false)
    const text = await (await fetch(`${url}/open311/v2/services/SANS_ABRI.json?extensions=true`)).text()
    expect(text).not.toMatch(/skills|equipment|outcomes|duplicates/)
    const type = askedTypeSchema.parse(JSON.parse(text))
    expect(type.agencies.map(({ code }) => code)).toEqual(['ambulance', 'homeless_help'])
    expect(assess(type, {}).needs.agency).toBe('homeless_help')
    const plain = await (await fetch(`${url}/open311/v2/services/SANS_ABRI.json`)).text()
    expect(plain).not.toContain('extended_attributes')
  })

  it('[SG-2] needs no key, is known by its origin alone, and comes in the name of the form', async () => {
    const response = await post({ ...hole, description: '<script>alert(1)</script> Trou & bord' })
    expect(response.status).toBe(201)
    const [made] = madeSchema.parse(await response.json())
    const { rows } = await database.pool.query(
      `select report.channel, description, first_name, phone, email from report
       join ticket on ticket.id = report.ticket_id where number = $1`,
      [Number(made.service_request_id.split('-')[2])],
    )
    expect(rows).toEqual([
      {
        channel: 'web',
        description: '<script>alert(1)</script> Trou & bord',
        first_name: null,
        phone: null,
        email: null,
      },
    ])
    const before = await tickets()
    for (const origin of ['https://elsewhere.example', 'null', `${url}.example`])
      expect((await post(hole, { origin })).status).toBe(403)
    const bare = await fetch(`${url}/open311/v2/requests.json`, {
      method: 'POST',
      body: new URLSearchParams(hole),
    })
    expect(bare.status).toBe(403)
    expect(await tickets()).toBe(before)
    // To list what others sent takes a key, from here too.
    expect((await fetch(`${url}/open311/v2/requests.json`, { headers: { Origin: url } })).status).toBe(403)
  })

  it('[SG-3] sent again after an answer that was lost makes no second request, and gets the same number and link', async () => {
    const id = randomUUID()
    const picture = await sharp({ create: { width: 40, height: 30, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer()
    const files = [new Blob([new Uint8Array(picture)]), new Blob(['no picture at all'])]
    const place = { lat: '43.6011', long: '1.4401' }
    const first = madeSchema.parse(await (await post({ ...hole, ...place }, { id }, files)).json())
    const count = await tickets()
    expect(first[0].service_notice).toMatch(/^media 2 was not taken/)
    const again = await Promise.all([1, 2].map(() => post({ ...hole, ...place }, { id }, files)))
    for (const response of again) expect(madeSchema.parse(await response.json())).toEqual(first)
    expect(await tickets()).toBe(count)
    const { rows } = await database.pool.query('select count(*) from photograph')
    expect(Number(rows[0].count)).toBe(1)
  })

  it.each([
    ['another continent', { lat: '-33.86', long: '151.2' }, /outside the territory/],
    ['a text too long', { description: 'x'.repeat(5_000) }, /description/],
    ['a type that is none', { service_code: 'NOTHING' }, /service_code/],
  ])('[SG-2] refuses %s in the standard’s shape', async (_what, more, said) => {
    const response = await post({ ...hole, ...more }, { from: '192.0.2.2' })
    expect(response.status).toBeGreaterThanOrEqual(400)
    expect(await response.text()).toMatch(said)
  })

  it('[SG-4] a network that floods waits; others, and whoever has a key, do not', async () => {
    const from = '198.51.100.7'
    const statuses: number[] = []
    for (let sent = 0; sent < 25; sent++) statuses.push((await post({}, { from })).status)
    expect(statuses).toEqual([...Array(20).fill(400), ...Array(5).fill(429)])
    const refused = await post(hole, { from })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(500)
    expect((await post({}, { from: '198.51.100.8' })).status).toBe(400)
    const keyed = { api_key: key, service_code: 'PLAQUE_EGOUT', address_string: 'Rue' }
    expect((await post(keyed, { from, origin: 'https://app.example' })).status).toBe(201)
  })

  it('[SG-4] from everywhere together it sends so much a minute, and whoever has a key is not kept waiting', async () => {
    const statuses = new Set<number>()
    for (let sent = 0; sent < 130; sent++)
      statuses.add((await post({}, { from: `203.0.113.${sent}` })).status)
    expect(statuses).toEqual(new Set([400, 429]))
    const keyed = { api_key: key, service_code: 'PLAQUE_EGOUT', address_string: 'Rue' }
    expect((await post(keyed, { origin: 'https://app.example' })).status).toBe(201)
    expect(log).not.toMatch(/203\.0\.113|198\.51\.100/)
  })

  it('[SG-5] whoever has no account reads the town, its map and its addresses, and nothing of what happens in it', async () => {
    const town = publicTownSchema.parse(await (await fetch(`${url}/api/signaler`)).json())
    expect(town.name).toBe('Toulouse')
    const tile = await fetch(`${url}/tiles/14/8257/5980?v=${encodeURIComponent(town.mapVersion)}`)
    expect(tile.status).toBe(200)
    const found = await fetch(`${url}/api/addresses?q=${encodeURIComponent('rue des lois')}`)
    expect([found.status, found.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect((await fetch(`${url}/api/addresses/reverse?lon=1.4442&lat=43.6045`)).status).toBe(200)
    const away = await fetch(`${url}/api/addresses/reverse?lon=151.2&lat=-33.86`)
    expect(away.status).toBe(404)
    expect(await away.text()).toContain('outside_territory')
    for (const path of ['city', 'snapshot', 'catalogue/1', 'places?lon=1.44&lat=43.6', 'intake/frequent'])
      expect((await fetch(`${url}/api/${path}`)).status).toBe(401)
    const page = await fetch(`${url}/signaler`)
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'")
  })

  it('[SG-5] asks for addresses as often as one person types, not as a machine does', async () => {
    const from = { 'X-Forwarded-For': '192.0.2.99' }
    const ask = () => fetch(`${url}/api/addresses?q=rue`, { headers: from })
    const answers: Response[] = []
    for (let asked = 0; asked < 245; asked++) answers.push(await ask())
    expect(answers.slice(0, 240).every(({ status }) => status === 200)).toBe(true)
    expect([answers.at(-1)?.status, Number(answers.at(-1)?.headers.get('retry-after')) > 0]).toEqual([
      429,
      true,
    ])
    expect((await fetch(`${url}/api/addresses?q=rue`)).status).toBe(200)
  })

  it('[SG-6] names the types that many asked for, and none that few did', async () => {
    const ask = (code: string) =>
      post({ api_key: key, service_code: code, address_string: 'Rue' }, { origin: 'https://app.example' })
    for (let asked = 0; asked < 5; asked++) await ask('ENCOMBRANTS')
    for (let asked = 0; asked < 4; asked++) await ask('TAG')
    const common = await readCommon(database.pool, instant(Date.now()))
    expect(common).toContain('ENCOMBRANTS')
    expect(common).not.toContain('TAG')
    expect(await readCommon(database.pool, instant(Date.now() + 31 * DAY))).toEqual([])
  })

  it('[SG-7] switched off there is no form: no page, no request without a key, no map without an account', async () => {
    const closed = await startServer(database.url, { environment: { VIGIE_PUBLIC_FORM: '0' } })
    const at = closed.ready.address
    const body = new URLSearchParams(hole)
    const sent = await fetch(`${at}/open311/v2/requests.json`, {
      method: 'POST',
      headers: { Origin: at },
      body,
    })
    expect(sent.status).toBe(403)
    const statuses = ['signaler', 'api/signaler', 'tiles/14/8257/5980', 'api/addresses?q=rue'].map(
      async (path) => (await fetch(`${at}/${path}`)).status,
    )
    expect(await Promise.all(statuses)).toEqual([404, 404, 401, 401])
    await closed.stop()
  })
})
