import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { describe, expect, it } from 'vitest'
import { createApiKey } from '../../session/accounts.ts'
import { georeportStage, rows } from './test-georeport.ts'

const parser = new XMLParser({ parseTagValue: false })

describe('the whole of GeoReport v2 at a running server', () => {
  const stage = georeportStage()
  const { send, get, valid, anUpdate, made } = stage

  it('[GR-1] [GR-2] lists in both formats what fits, to who has a key', async () => {
    const made3 = [await made(valid()), await made(valid()), await made(valid({ service_code: 'RODEO' }))]
    const ids = made3.map(({ service_request_id: id }) => id)
    const listed = await rows(await get('requests.json', { service_code: 'RIXE,RODEO', status: 'open' }))
    expect(listed.slice(0, 3).map(({ service_request_id: id }) => id)).toEqual([...ids].reverse())
    const page = await get('requests.xml', { page: '2', page_size: '1' })
    const text = await page.text()
    expect(XMLValidator.validate(text)).toBe(true)
    expect(parser.parse(text).service_requests.request.service_request_id).toBe(ids[1])
    const byId = await rows(
      await get('requests.json', {
        service_request_id: `${ids[2]},TOU-1999-000001,${ids[0]}`,
        status: 'closed',
      }),
    )
    expect(byId.map(({ service_request_id: id }) => id)).toEqual([ids[2], ids[0]])
    const none = await get('requests.xml', { end_date: '2001-01-01T00:00:00Z' })
    expect(await none.text()).toContain('<service_requests')
    expect((await fetch(`${stage.base}/requests.json`)).status).toBe(403)
    expect((await get('requests.json', { status: 'lost' })).status).toBe(400)
    expect((await get('requests.json', { jurisdiction_id: 'bordeaux' })).status).toBe(404)
  })

  it('[GR-5] gives a token that leads to the id without a key, and slows who guesses', async () => {
    const one = await made(valid())
    expect(one.follow_url).toBe(`${stage.server.url}/suivi/${one.follow_token}`)
    const told = await fetch(`${stage.base}/tokens/${one.follow_token}.json`)
    expect(await told.json()).toEqual([
      { service_request_id: one.service_request_id, token: one.follow_token },
    ])
    const statuses: number[] = []
    for (let guess = 0; guess < 70; guess += 1)
      statuses.push((await fetch(`${stage.base}/tokens/${'A'.repeat(22)}.xml`)).status)
    expect(new Set(statuses.slice(0, 60))).toEqual(new Set([404]))
    expect(statuses.slice(60)).toEqual(Array(10).fill(429))
  })

  it.each(['requests.json', 'servicerequestupdates.json'])(
    '[GR-10] says of %s that XML is no form',
    async (path) => {
      const response = await fetch(`${stage.base}/${path}?api_key=${stage.key}`, {
        method: 'POST',
        headers: { 'content-type': 'text/xml' },
        body: '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>',
      })
      expect([response.status, await rows(response)]).toEqual([
        400,
        [{ code: 400, description: expect.stringMatching(/^The body must be application/) }],
      ])
    },
  )

  it('[GR-10] says of what is badly packed that the body cannot be read, and of a field given twice that alone', async () => {
    const unpacked = await fetch(`${stage.base}/requests.json`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-encoding': 'gzip' },
      body: 'lat=1',
    })
    expect(await rows(unpacked)).toEqual([
      { code: 400, description: 'The body could not be read as a form.' },
    ])
    const twice: [string, string][] = [...Object.entries(valid()), ['lat', '43.6']]
    expect(await rows(await send('requests.json', twice))).toEqual([
      { code: 400, description: 'lat was given 2 times.' },
    ])
    const update: [string, string][] = [...Object.entries(anUpdate('TOU-2026-999999')), ['update_id', '2']]
    expect(await rows(await send('servicerequestupdates.json', update))).toEqual([
      { code: 400, description: 'update_id was given 2 times.' },
    ])
  })

  it.each(['%00', 'a%00b', '%ED%A0%80', '%FF%FE', '%E2%80%AE', '%F0%9F%98%80'])(
    '[GR-19] takes %s in any field or filter as text, or refuses it, and never fails',
    async (text) => {
      const fields = [
        ...[
          'api_key',
          'jurisdiction_id',
          'service_code',
          'lat',
          'address_string',
          'address_id',
          'description',
        ],
        ...[
          'first_name',
          'phone',
          'email',
          'media_url',
          'account_id',
          'attribute[ARME]',
          `attribute[${text}]`,
        ],
        ...['service_request_id', 'update_id', 'status', 'updated_datetime', '__proto__'],
      ]
      const filters = ['service_request_id', 'service_code', 'status', 'start_date', 'updated_before', 'page']
      const asked = [
        ...fields.flatMap((name) =>
          ['requests.json', 'servicerequestupdates.json'].map((path) =>
            fetch(`${stage.base}/${path}`, {
              method: 'POST',
              headers: { 'content-type': 'application/x-www-form-urlencoded' },
              body: `${new URLSearchParams({ ...valid(), ...anUpdate('TOU-2026-999999'), [name]: '' })}&${name}=${text}`,
            }),
          ),
        ),
        ...filters.map((name) => fetch(`${stage.base}/requests.json?api_key=${stage.key}&${name}=${text}`)),
        ...['services', 'requests', 'tokens'].map((path) =>
          fetch(`${stage.base}/${path}/${text}.json?api_key=${stage.key}`),
        ),
      ]
      for (const { status, url } of await Promise.all(asked)) expect(status, url).toBeLessThan(500)
    },
  )

  it('[GR-20] answers in the format that the address ends with, in capitals too, or with a slash behind it', async () => {
    for (const path of ['services.JSON', 'services.json/', 'requests.Json', 'services/none.JSON'])
      expect((await fetch(`${stage.base}/${path}`)).headers.get('content-type'), path).toMatch(/json/)
    expect((await fetch(`${stage.base}/services/TAG.JSON`)).status).toBe(200)
    expect((await fetch(`${stage.base}/services.XML`)).headers.get('content-type')).toMatch(/xml/)
  })

  it('[GR-13] lets pages of other sites use it, and knows no cookie', async () => {
    const origin = { Origin: 'https://mairie.example' }
    const preflight = await fetch(`${stage.base}/requests.json`, { method: 'OPTIONS', headers: origin })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-methods')).toBe('GET, POST')
    expect(preflight.headers.get('access-control-allow-headers')).toContain('Content-Type')
    const answer = await fetch(`${stage.base}/services.json`, { headers: origin })
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
    const other = await fetch(`${stage.server.url}/api/health`, { headers: origin })
    expect(other.headers.get('access-control-allow-origin')).toBeNull()
  })

  it('[GR-16] counts every request of a key, whatever it asks for', async () => {
    const slow = await createApiKey(stage.server.pool, 'Lente', 'api')
    await stage.server.pool.query("update api_key set requests_per_minute = 3 where name = 'Lente'")
    const paths = ['requests.json', 'requests/TOU-2026-999999.json', 'servicerequestupdates.json']
    const answers = await Promise.all(
      [...paths, ...paths, ...paths, ...paths].map((path) => fetch(`${stage.base}/${path}?api_key=${slow}`)),
    )
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThanOrEqual(6)
    expect(refused.every(({ headers }) => Number(headers.get('retry-after')) >= 1)).toBe(true)
    expect((await get('requests.json')).status).toBe(200)
  })
})
