import Open311 from 'open311'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { type Outage, openOutage } from '../../db/test-outage.ts'
import type { Ready } from '../../ready.ts'
import { type Started, startServer } from '../../server-process.ts'
import { createApiKey } from '../../session/accounts.ts'
import { DoorClient } from '../../simulation/door-client.ts'

const PLACE = { lat: 43.6045, long: 1.4442 }
const madeSchema = z.array(z.looseObject({ service_request_id: z.string(), follow_token: z.string() }))

/** What the client that npm has calls back with. */
function told(ask: (answer: (error: unknown, data: unknown) => void) => void): Promise<unknown> {
  return new Promise((settle, fail) =>
    ask((error, data) => (error ? fail(new Error(String(data))) : settle(data))),
  )
}

describe('Open311 clients that are not ours', () => {
  let database: TestDatabase
  let outage: Outage
  let server: Started<Ready>
  let post: DoorClient
  let base: string
  let key: string
  let followed = { id: '', token: '' }

  beforeAll(async () => {
    database = await createTestDatabase()
    outage = await openOutage(database.url)
    server = await startServer(outage.url)
    base = `${server.ready.address}/open311/v2`
    key = await createApiKey(database.pool, 'FixMyStreet', 'web')
    post = new DoorClient(server.ready.address)
    await post.login({ userName: 'poste1', password: 'demonstration' })
    await post.connect('nothing')
  })
  afterAll(async () => {
    post.close()
    await server.stop()
    await outage.close()
    await database.drop()
  })
  const idOf = async (reference: string): Promise<string> =>
    (await database.pool.query('select id from ticket where number = $1', [Number(reference.split('-')[2])]))
      .rows[0].id

  it('[GR-14] npm’s open311 discovers the service, files a request, and follows it to its closure', async () => {
    const client = new Open311({ discovery: `${base}/discovery.json`, jurisdiction: 'toulouse', apiKey: key })
    await told((answer) => client.serviceDiscovery({ cache: true }, answer))
    expect(client.endpoint).toBe(`${base}/`)
    const services = z
      .array(z.looseObject({ service_code: z.string(), metadata: z.boolean() }))
      .parse(await told((answer) => client.serviceList(answer)))
    expect(services.find(({ service_code: code }) => code === 'TAG')?.metadata).toBe(true)
    expect(await told((answer) => client.serviceDefinition('TAG', answer))).toMatchObject({
      service_code: 'TAG',
    })
    const request = {
      service_code: 'TAG',
      ...PLACE,
      description: 'Sur le mur de l’école',
      attributes: { SUPPORT: 'FACADE', INJURE: 'NON' },
      media_url: 'https://photos.example/mur.jpg',
    }
    const [made] = madeSchema.parse(await told((answer) => client.submitRequest(request, answer)))
    const id = made?.service_request_id ?? ''
    const token = made?.follow_token ?? ''
    followed = { id, token }
    expect(await told((answer) => client.token(token, answer))).toEqual([{ service_request_id: id, token }])
    const shown = (ids: string | string[]) =>
      told((answer) => client.serviceRequests(ids, { api_key: key }, answer))
    expect(await shown(id)).toMatchObject([
      { status: 'open', service_code: 'TAG', requested_datetime: expect.any(Date) },
    ])
    await post.send({ type: 'close_ticket', ticketId: await idOf(id), outcome: 'done' })
    expect(await told((answer) => client.token(token, answer))).toEqual([{ service_request_id: id, token }])
    expect(await shown([id])).toMatchObject([{ status: 'closed', status_notes: 'Intervention terminée.' }])
    const { rows: notes } = await database.pool.query('select text from note where ticket_id = $1', [
      await idOf(id),
    ])
    expect(notes).toEqual([{ text: 'Photographie en ligne\u00a0: https://photos.example/mur.jpg' }])
    await expect(shown('TOU-2026-999999')).rejects.toThrow('404')
  })

  /** As open311-adapter's client writes a form: every field in the body, in the order of protocols. */
  const asFixMyStreet = (path: string, fields: [string, string][]) =>
    fetch(`${base}/${path}.xml`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      body: new URLSearchParams([['jurisdiction_id', 'toulouse'], ['api_key', key], ...fields]),
    })

  it('[GR-15] FixMyStreet sends a report with two pictures, polls, tells more, and hears the end', async () => {
    const sent = await asFixMyStreet('requests', [
      ['service_code', 'NID_DE_POULE'],
      ['address_id', '#NOTPINPOINTED#'],
      ['address_string', ''],
      ['lat', '43.604500'],
      ['long', '1.444200'],
      ['first_name', 'Zoé'],
      ['last_name', 'Martin'],
      ['email', 'z@example.org'],
      ['phone', ''],
      ['device_id', ''],
      ['account_id', ''],
      ['description', 'Trou profond\r\n\r\nDevant le 12'],
      ['media_url', 'https://fixmystreet.example/photo/1.0.full.jpeg'],
      ['media_url', 'https://fixmystreet.example/photo/1.1.full.jpeg'],
    ])
    expect(sent.status).toBe(201)
    expect(sent.headers.get('content-type')).toBe('text/xml; charset=utf-8')
    const xml = await sent.text()
    const id = /<service_request_id>(TOU-[\d-]+)</.exec(xml)?.[1] ?? ''
    // One or the other, as the standard has it: an id is there, so it never polls for one.
    expect(xml).not.toContain('<token>')
    const told = await asFixMyStreet('servicerequestupdates', [
      ['service_request_id', id],
      ['update_id', '1234'],
      ['status', 'OPEN'],
      ['updated_datetime', '2026-11-24T22:05:00+01:00'],
      ['description', 'Une roue y est restée'],
      ['service_request_id_ext', '99'],
      ['public_anonymity_required', 'TRUE'],
      ['email_alerts_requested', 'FALSE'],
      ['title', ''],
    ])
    expect(await told.text()).toMatch(/<request_update><update_id>[0-9a-f-]{36}<\/update_id>/)
    const ticketId = await idOf(id)
    await post.send({ type: 'close_ticket', ticketId, outcome: 'done' })
    const since = new Date(Date.now() - 60_000).toISOString().replace(/\.\d+Z/, 'Z')
    const updates = await fetch(
      `${base}/servicerequestupdates.xml?jurisdiction_id=toulouse&api_key=${key}&start_date=${since}`,
    )
    const heard = await updates.text()
    expect(heard).toContain(`<service_request_id>${id}</service_request_id>`)
    expect(heard).toMatch(/<status>fixed<\/status>/)
    // It refuses fractions of a second.
    expect(heard).toMatch(/<updated_datetime>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d<\/updated_datetime>/)
  })

  it('[GR-17] tells them to come back while the database is away, in the standard’s shape', async () => {
    await outage.cut()
    const paths = [
      `requests.json?api_key=${key}`,
      `requests/${followed.id}.json?api_key=${key}`,
      `servicerequestupdates.json?api_key=${key}`,
      `tokens/${followed.token}.json`,
    ]
    const update: [string, string][] = [
      ['service_request_id', followed.id],
      ['update_id', '5'],
      ['status', 'OPEN'],
      ['updated_datetime', '2026-11-24T22:05:00Z'],
    ]
    const asked = paths.map((path) => fetch(`${base}/${path}`))
    for (const response of await Promise.all([...asked, asFixMyStreet('servicerequestupdates', update)])) {
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '2'])
      expect(await response.text()).toContain('try again shortly')
    }
    await outage.mend()
    await expect
      .poll(async () => (await fetch(`${base}/requests.json?api_key=${key}`)).status, { timeout: 20_000 })
      .toBe(200)
  })
})
