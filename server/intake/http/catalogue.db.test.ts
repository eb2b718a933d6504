import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Catalogue } from '../../../shared/catalogue/catalogue.ts'
import { catalogueDeskSchema, draftSavedSchema } from '../../../shared/catalogue/draft-wire.ts'
import { snapshotSchema } from '../../../shared/protocol/live.ts'
import { publicationSchema } from '../../../shared/protocol/ticket.ts'
import { createAccount } from '../../session/accounts.ts'
import { runningServer } from '../../test-running-server.ts'

const PASSWORD = 'a long password'
const readySchema = z.object({ apiKey: z.string() })
const definitionSchema = z.object({
  attributes: z.array(z.object({ code: z.string(), description: z.string() })),
})

describe('the door of the catalogue’s draft', { timeout: 120_000 }, () => {
  const server = runningServer()
  let admin: string
  let other: string
  let published: Catalogue

  beforeAll(async () => {
    for (const userName of ['second', 'third'])
      await createAccount(server.pool, {
        userName,
        role: 'administrator',
        post: `Bureau ${userName}`,
        password: PASSWORD,
      })
    admin = await logIn('admin', 'demonstration')
    other = await logIn('second', PASSWORD)
    const { version: _version, ...catalogue } = publicationSchema.parse(
      await (await get('/api/catalogue/1')).json(),
    )
    published = catalogue
  }, 60_000)

  const at = (path: string) => `${server.url}${path}`
  const get = (path: string, cookie = admin) => fetch(at(path), { headers: { cookie } })
  async function logIn(userName: string, password: string): Promise<string> {
    const response = await send('POST', '/api/session', { userName, password }, '')
    return response.headers.get('set-cookie')?.split(';')[0] ?? ''
  }
  function send(method: string, path: string, body: unknown, cookie = admin, origin = server.url) {
    const headers = { cookie, origin, 'content-type': 'application/json' }
    return fetch(at(path), { method, headers, body: typeof body === 'string' ? body : JSON.stringify(body) })
  }
  const desk = async (cookie = admin) =>
    catalogueDeskSchema.parse(await (await get('/api/catalogue/draft', cookie)).json())
  const save = (catalogue: object, after: string | null, cookie = admin, revision: string = randomUUID()) =>
    send('PUT', '/api/catalogue/draft', { revision, basedOn: 1, after, catalogue }, cookie)
  const named = (name: string): Catalogue => ({
    ...published,
    services: published.services.map((one, index) =>
      index > 0 ? one : { ...one, name: { ...one.name, fr: name } },
    ),
  })
  const revision = async () => (await desk()).draft?.revision ?? null

  it('[CE-6] opens to administrators alone, from our own pages, for what has the shape of a draft', async () => {
    expect((await fetch(at('/api/catalogue/draft'))).status).toBe(401)
    for (const userName of ['poste1', 'chef', 'accueil']) {
      const cookie = await logIn(userName, 'demonstration')
      const response = await get('/api/catalogue/draft', cookie)
      expect([userName, response.status]).toEqual([userName, 403])
      expect((await save(published, null, cookie)).status).toBe(403)
    }
    expect((await send('PUT', '/api/catalogue/draft', {}, admin, 'https://elsewhere.example')).status).toBe(
      403,
    )
    expect(await desk()).toMatchObject({ published: { version: 1, by: 'Vigie' }, draft: null })
  })

  it('[CE-6] refuses what is no draft, by its place, and changes nothing', async () => {
    const broken = { ...published, services: [{ ...published.services[0], nmae: 'x' }] }
    for (const [body, status] of [
      ['{"revision":', 400],
      [{}, 400],
      [{ revision: randomUUID(), basedOn: 1, after: null, catalogue: broken }, 400],
      [{ revision: 'x', basedOn: 1, after: null, catalogue: published }, 400],
      [{ revision: randomUUID(), basedOn: 1, after: null, catalogue: 'x'.repeat(1_100_000) }, 413],
    ] as const)
      expect((await send('PUT', '/api/catalogue/draft', body)).status).toBe(status)
    const told = await (await save(broken, null)).json()
    expect(told).toMatchObject({ code: 'invalid', problem: expect.stringContaining('catalogue.services.0') })
    expect((await desk()).draft).toBeNull()
  })

  it('[CE-7] keeps what was saved, by whom; saved twice it is one, and an older one never goes over a newer one', async () => {
    const first = randomUUID()
    for (const _again of [1, 2]) {
      const response = await save(named(''), null, admin, first)
      expect(response.status).toBe(200)
      const { by, problems } = draftSavedSchema.parse(await response.json())
      expect(by).toBe('Administration')
      expect(problems).toMatchObject([
        { code: 'empty', place: expect.stringMatching(/^services\..*\.name\.fr$/) },
      ])
    }
    expect((await desk(other)).draft).toMatchObject({
      revision: first,
      basedOn: 1,
      by: 'Administration',
      catalogue: named(''),
    })
    const second = randomUUID()
    expect((await save(named('De l’autre'), first, other, second)).status).toBe(200)
    for (const after of [first, null, randomUUID()]) {
      const response = await save(named('Le mien'), after)
      expect(response.status).toBe(409)
      expect(await response.json()).toMatchObject({
        code: 'draft_changed',
        draft: { revision: second, by: 'Bureau second', catalogue: named('De l’autre') },
      })
    }
    expect((await desk()).draft?.catalogue).toEqual(named('De l’autre'))
    expect((await save(named('Le mien'), second)).status).toBe(200)
  })

  it('[CE-7] throws away the draft that was read, and no other', async () => {
    const before = await revision()
    expect((await send('DELETE', `/api/catalogue/draft/${randomUUID()}`, undefined)).status).toBe(409)
    expect((await send('DELETE', '/api/catalogue/draft/x', undefined)).status).toBe(400)
    expect(await revision()).toBe(before)
    const response = await send('DELETE', `/api/catalogue/draft/${before}`, undefined)
    expect(catalogueDeskSchema.parse(await response.json()).draft).toBeNull()
    // Begun from what is no longer there: told, and not begun anew in silence.
    expect((await save(named('Le mien'), before)).status).toBe(409)
    expect((await desk()).draft).toBeNull()
  })

  it('[CE-8] publishes the draft that was read, if it is sound, for every post and for Open311 at once', async () => {
    const publish = async (of: string | null) =>
      send('POST', '/api/catalogue/draft/publication', { revision: of })
    expect((await publish(randomUUID())).status).toBe(409)
    await save(named(''), null)
    const refused = await publish(await revision())
    expect(refused.status).toBe(422)
    expect(await refused.json()).toMatchObject({
      code: 'catalogue_refused',
      refusal: { code: 'catalogue_unsound', problems: [{ code: 'empty' }] },
    })
    const { apiKey } = readySchema.parse(server.ready.simulation)
    const [service] = published.services
    if (service === undefined) throw new Error('no service')
    await fetch(at('/open311/v2/requests.json'), {
      method: 'POST',
      body: new URLSearchParams({ api_key: apiKey, service_code: 'RIXE', lat: '43.6005', long: '1.4450' }),
    })
    expect((await desk()).underWay).toEqual({ RIXE: 1 })
    const question = {
      code: 'NOUVELLE',
      datatype: 'string' as const,
      label: { fr: 'Nouvelle', en: 'New' },
      say: { fr: 'Une question nouvelle ?', en: 'A new question?' },
      required: false,
    }
    const next = {
      ...published,
      services: [{ ...service, questions: [question], rules: [] }, ...published.services.slice(1)],
    }
    await save(next, await revision())
    const done = await publish(await revision())
    expect([done.status, await done.json()]).toEqual([200, { version: 2 }])
    expect(await desk()).toMatchObject({ published: { version: 2, by: 'Administration' }, draft: null })
    const definition = await fetch(at(`/open311/v2/services/${service.code}.json`))
    expect(definitionSchema.parse(await definition.json()).attributes).toMatchObject([
      { code: 'NOUVELLE', description: 'Une question nouvelle ?' },
    ])
    const snapshot = snapshotSchema.parse(await (await get('/api/snapshot')).json())
    expect(snapshot.catalogueVersion).toBe(2)
    expect(snapshot.tickets).toMatchObject([{ serviceCode: 'RIXE', catalogueVersion: 1 }])
    expect((await get('/api/catalogue/2')).status).toBe(200)
  })

  it('[CE-8] keeps a draft that another publication overtook, and says so when it is to be published', async () => {
    await save(named('Commencé avant'), null)
    const response = await send('POST', '/api/catalogue/draft/publication', { revision: await revision() })
    expect(response.status).toBe(409)
    expect(await response.json()).toMatchObject({
      code: 'catalogue_refused',
      refusal: { code: 'catalogue_changed', catalogueVersion: 2 },
    })
    expect((await desk()).draft).toMatchObject({ basedOn: 1, catalogue: named('Commencé avant') })
  })

  it('[CE-13] publishes a revision once: whoever presses again is told the same version, whatever was written since; somebody else, that it is gone', async () => {
    await send('DELETE', `/api/catalogue/draft/${await revision()}`, {})
    const publish = (of: string, cookie = admin) =>
      send('POST', '/api/catalogue/draft/publication', { revision: of }, cookie)
    const of = randomUUID()
    const body = { revision: of, basedOn: 2, after: null, catalogue: named('Une seule fois') }
    expect((await send('PUT', '/api/catalogue/draft', body)).status).toBe(200)
    for (const response of await Promise.all([publish(of), publish(of)]))
      expect([response.status, await response.json()]).toEqual([200, { version: 3 }])
    const begun = { ...body, revision: randomUUID(), basedOn: 3, catalogue: named('Commencé après') }
    expect((await send('PUT', '/api/catalogue/draft', begun)).status).toBe(200)
    expect(await (await publish(of)).json()).toEqual({ version: 3 })
    expect((await publish(of, other)).status).toBe(409)
    expect(await desk()).toMatchObject({ published: { version: 3 }, draft: { revision: begun.revision } })
  })

  it('[CE-6] is throttled for each session by itself', async () => {
    const third = await logIn('third', PASSWORD)
    const statuses = new Set<number>()
    for (let asked = 0; asked < 250 && !statuses.has(429); asked += 1)
      statuses.add((await get('/api/catalogue/draft', third)).status)
    expect(statuses).toEqual(new Set([200, 429]))
    expect((await get('/api/catalogue/draft')).status).toBe(200)
  })
})
