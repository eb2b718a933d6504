import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { toldErrorsSchema } from '../../../shared/open311/extension.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import type { Ready } from '../../ready.ts'
import { type Started, startServer } from '../../server-process.ts'
import { createApiKey } from '../../session/accounts.ts'

const PLACE = { lat: '43.6045', long: '1.4442' }
const formats = ['json', 'xml'] as const
type Format = (typeof formats)[number]

const parser = new XMLParser({ parseTagValue: false })
const errorsSchema = z.array(z.strictObject({ code: z.number(), description: z.string().min(1) })).min(1)
const madeSchema = z.array(z.object({ service_request_id: z.string() })).length(1)

describe('the Open311 door of a running server', () => {
  let database: TestDatabase
  let server: Started<Ready>
  let base: string
  let key: string
  let log = ''

  beforeAll(async () => {
    database = await createTestDatabase()
    server = await startServer(database.url, { output: 'pipe' })
    server.process.stdout?.on('data', (chunk) => {
      log += chunk
    })
    base = `${server.ready.address}/open311/v2`
    key = await createApiKey(database.pool, 'Site web', 'web')
  })
  afterAll(async () => {
    await server.stop()
    await database.drop()
  })

  const get = (path: string) => fetch(`${base}/${path}${path.includes('?') ? '&' : '?'}api_key=${key}`)
  const post = (
    fields: Record<string, string> | [string, string][],
    format: Format = 'json',
    headers: Record<string, string> = {},
  ) => fetch(`${base}/requests.${format}`, { method: 'POST', headers, body: new URLSearchParams(fields) })
  const valid = (more: Record<string, string> = {}) => ({
    api_key: key,
    service_code: 'RIXE',
    ...PLACE,
    ...more,
  })

  /** What the ticket, the report and the log's last number are after a request was taken. */
  async function posted(fields: Record<string, string> | [string, string][]) {
    const response = await post(fields)
    expect(response.status).toBe(201)
    const reference = madeSchema.parse(await response.json())[0]?.service_request_id ?? ''
    const { rows } = await database.pool.query(
      `select ticket.*, st_x(position) as lon, st_y(position) as lat, description, first_name, phone, answers
       from ticket join report on ticket_id = ticket.id where number = $1`,
      [Number(reference.split('-')[2])],
    )
    expect(rows).toHaveLength(1)
    return { reference, row: rows[0] }
  }
  const tickets = async () => Number((await database.pool.query('select count(*) from ticket')).rows[0].count)

  /** A document's content, in the shape that JSON has; every value is text. */
  async function xmlOf(response: Response, root: string, item: string): Promise<Record<string, string>[]> {
    expect(response.headers.get('content-type')).toBe('text/xml; charset=utf-8')
    const text = await response.text()
    expect(XMLValidator.validate(text)).toBe(true)
    const content = parser.parse(text)[root][item]
    return Array.isArray(content) ? content : [content]
  }

  async function errorsOf(response: Response, format: Format): Promise<z.infer<typeof errorsSchema>> {
    if (format === 'json') {
      expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
      return errorsSchema.parse(await response.json())
    }
    const errors = await xmlOf(response, 'errors', 'error')
    return errorsSchema.parse(errors.map(({ code, ...rest }) => ({ code: Number(code), ...rest })))
  }

  it('[O-1] lists the same services in both formats, and never the one of a crew in distress', async () => {
    const json = z.array(z.record(z.string(), z.unknown())).parse(await (await get('services.json')).json())
    const xml = await xmlOf(await get('services.xml'), 'services', 'service')
    expect(json.length).toBeGreaterThanOrEqual(60)
    expect(json.map((service) => service.service_code)).not.toContain('CREW_DISTRESS')
    const asText = (service: object) =>
      Object.fromEntries(Object.entries(service).map(([k, v]) => [k, String(v)]))
    expect(xml).toEqual(json.map(asText))
    expect(json[0]).toMatchObject({ service_code: 'RIXE', metadata: true, type: 'realtime' })
    expect(await (await get('services.json?jurisdiction_id=toulouse')).json()).toEqual(json)
  })

  it('[O-15] defines a type of request with its questions, the same in both formats', async () => {
    const told = await (await get('services/STATIONNEMENT_GENANT.json')).json()
    const definition = z.object({ service_code: z.string(), attributes: z.unknown() }).parse(told)
    expect(definition).toMatchObject({ service_code: 'STATIONNEMENT_GENANT' })
    const attributes = z.array(z.record(z.string(), z.unknown())).parse(definition.attributes)
    expect(attributes[1]).toEqual({
      variable: true,
      code: 'PLAQUE',
      datatype: 'string',
      required: false,
      datatype_description: 'AA-123-BB',
      order: 2,
      description: 'Pouvez-vous me lire la plaque\u202f?',
    })
    expect(attributes[2]).toMatchObject({
      datatype: 'singlevaluelist',
      values: [{ key: 'TROTTOIR' }, {}, {}, {}],
    })
    const text = await (await get('service/STATIONNEMENT_GENANT')).text()
    expect(XMLValidator.validate(text)).toBe(true)
    const { service_definition } = parser.parse(text)
    expect(service_definition.service_code).toBe('STATIONNEMENT_GENANT')
    const written = service_definition.attributes.attribute
    expect(written.map(({ code }: { code: string }) => code)).toEqual(attributes.map(({ code }) => code))
    expect(written[2].values.value[0]).toEqual({ key: 'TROTTOIR', name: 'sur le trottoir' })
  })

  it('[CT-19] keeps the answers with the report, out of the log, and takes the ticket by them', async () => {
    const answers = {
      'attribute[ENDROIT]': 'PASSAGE',
      'attribute[PASSAGE]': 'NON',
      'attribute[PLAQUE]': 'ZZ-999-ZZ',
    }
    const { row } = await posted({ ...valid(), service_code: 'STATIONNEMENT_GENANT', ...answers })
    expect(row).toMatchObject({
      priority: 2,
      needs: { skills: ['police'], equipment: [], agency: 'municipal_police' },
      answers: { ENDROIT: 'PASSAGE', PASSAGE: 'NON', PLAQUE: 'ZZ-999-ZZ' },
    })
    const { rows } = await database.pool.query("select from event where event::text like '%ZZ-999-ZZ%'")
    expect([rows.length, log.includes('ZZ-999-ZZ')]).toEqual([0, false])
  })

  it('[CT-20] refuses a request for its attributes, in its own format, but never an urgent one', async () => {
    const before = await tickets()
    const tag = { ...valid(), service_code: 'TAG', 'attribute[SUPPORT]': 'NUAGE' }
    for (const format of formats) {
      const refused = await post(tag, format)
      expect(refused.status).toBe(400)
      expect((await errorsOf(refused, format)).map(({ description }) => description)).toEqual([
        'attribute[SUPPORT] must be one of FACADE, MOBILIER, MONUMENT, SOL.',
        expect.stringMatching(/^attribute\[INJURE\] is required: /),
      ])
    }
    expect(await tickets()).toBe(before)
    const urgent = await post({ ...valid(), service_code: 'PERSONNE_AU_SOL', 'attribute[OLD]': 'x' })
    expect(urgent.status).toBe(201)
    expect(JSON.stringify(await urgent.json())).toMatch(
      /attribute\[OLD\] is no attribute .* attribute\[REPOND\] is required/,
    )
    expect(await tickets()).toBe(before + 1)
  })

  it.each(formats)(
    '[O-2] takes a request in %s and tells it by its id: text, dates to the second',
    async (format) => {
      const response = await post(
        valid({ description: 'Deux personnes', jurisdiction_id: 'toulouse' }),
        format,
      )
      expect(response.status).toBe(201)
      const [made] =
        format === 'json'
          ? madeSchema.parse(await response.json())
          : await xmlOf(response, 'service_requests', 'request')
      const id = made?.service_request_id ?? ''
      expect(id).toMatch(/^TOU-\d{4}-\d{6}$/)
      const told = await get(`requests/${id}.${format}`)
      const [request] =
        format === 'json'
          ? z.array(z.record(z.string(), z.unknown())).parse(await told.json())
          : await xmlOf(told, 'service_requests', 'request')
      expect(request).toMatchObject({ service_request_id: id, status: 'open', service_code: 'RIXE' })
      expect(Number(request?.lat)).toBe(43.6045)
      expect(Number(request?.long)).toBe(1.4442)
      for (const name of ['requested_datetime', 'updated_datetime', 'expected_datetime']) {
        expect(request?.[name]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/)
      }
      // The caller's words stay with the PC Radio.
      expect(JSON.stringify(request)).not.toContain('personnes')
    },
  )

  it('[O-13] tells of a request only to who has a key, and under its own year', async () => {
    const { reference } = await posted(valid())
    expect((await get(`requests/${reference}.json`)).status).toBe(200)
    expect((await fetch(`${base}/requests/${reference}.json`)).status).toBe(403)
    expect((await get(`requests/${reference.replace(/-\d{4}-/, '-1999-')}.json`)).status).toBe(404)
  })

  it('[O-3] takes what real clients send: media_url twice, the key in the query, an Idempotency-Key', async () => {
    const { row } = await posted([
      ...Object.entries(valid()),
      ['media_url', 'https://a.example/1.jpg'],
      ['media_url', 'https://a.example/2.jpg'],
      ['attribute[COLOUR]', 'red'],
      ['email', 'a@b.example'],
    ])
    expect(row).toMatchObject({ service_code: 'RIXE', channel: 'web' })
    const query = await fetch(`${base}/requests.json?api_key=${key}&jurisdiction_id=toulouse`, {
      method: 'POST',
      body: new URLSearchParams({ service_code: 'RIXE', ...PLACE }),
    })
    expect(query.status).toBe(201)
    const before = await tickets()
    const repeated = await Promise.all(
      [1, 2, 3].map(async () => (await post(valid(), 'json', { 'Idempotency-Key': 'call 77' })).text()),
    )
    expect(new Set(repeated).size).toBe(1)
    expect(await tickets()).toBe(before + 1)
  })

  it.each([
    ['an address alone', { address_string: '12 rue des Filatiers' }, '12 rue des Filatiers'],
    ['FixMyStreet’s « not pinpointed »', { address_id: '#NOTPINPOINTED#' }, null],
  ])('[O-4] makes a ticket « à localiser » of %s', async (_what, fields, address) => {
    const { row, reference } = await posted({ api_key: key, service_code: 'RIXE', ...fields })
    expect(row).toMatchObject({ position: null, address, status: 'open' })
    const told = await (await get(`requests/${reference}.json`)).json()
    expect(told).toMatchObject([{ lat: null, long: null, address }])
  })

  it('[O-5] keeps markup as text, and drops what deceives or cannot be stored', async () => {
    const { row, reference } = await posted(
      valid({
        address_string: '<script>alert("1")</script> & Cie\u202e\u0000',
        description: 'a\u0000b\u202ec <b>d</b>\r\n\u0007e',
        first_name: '\u2066Zoé',
      }),
    )
    expect(row).toMatchObject({
      address: '<script>alert("1")</script> & Cie',
      description: 'abc <b>d</b>\ne',
      first_name: 'Zoé',
    })
    const [request] = await xmlOf(await get(`requests/${reference}.xml`), 'service_requests', 'request')
    expect(request?.address).toBe('<script>alert("1")</script> & Cie')
  })

  const bad: [string, Record<string, string>, number, RegExp][] = [
    ['no key', { api_key: '' }, 403, /api_key is required/],
    ['an unknown key', { api_key: 'vigie_x' }, 403, /api_key is unknown/],
    ['no service', { service_code: '' }, 400, /service_code is required/],
    ['an unknown service', { service_code: 'TELEPORT' }, 404, /"TELEPORT" was not found/],
    ['the distress of a crew', { service_code: 'CREW_DISTRESS' }, 404, /"CREW_DISTRESS" was not found/],
    ['a prototype for a service', { service_code: '__proto__' }, 404, /was not found/],
    ['another jurisdiction', { jurisdiction_id: 'bordeaux' }, 404, /"bordeaux" .*serves toulouse/],
    ['lat 91', { lat: '91' }, 400, /lat "91" is not a latitude/],
    ['NaN', { lat: 'NaN' }, 400, /lat "NaN" is not a latitude/],
    ['Infinity', { long: 'Infinity' }, 400, /long "Infinity" is not a longitude/],
    ['a comma', { long: '1,4442' }, 400, /long "1,4442" is not a longitude/],
    ['swapped axes', { lat: '1.4442', long: '43.6045' }, 400, /lat and long look swapped/],
    ['a point far away', { lat: '48.85', long: '2.35' }, 400, /outside the territory/],
    ['null island', { lat: '0', long: '0' }, 400, /outside the territory/],
    ['half a point', { long: '' }, 400, /one of them is missing/],
    ['no place', { lat: '', long: '' }, 400, /A place is required/],
    [
      'an address that is nothing',
      { lat: '', long: '', address_string: '\u202e\u0000 ' },
      400,
      /A place is required/,
    ],
    ['an unknown address_id', { lat: '', long: '', address_id: '31555_1' }, 400, /address_id "31555_1"/],
    ['too long a description', { description: 'é'.repeat(4001) }, 400, /description has 4001 .*at most 4000/],
    ['too long a phone', { phone: '0'.repeat(41) }, 400, /phone has 41/],
    ['too long a body', { description: 'x'.repeat(300_000) }, 413, /too long: at most 256kb/],
  ]

  it.each(bad.flatMap((row) => formats.map((format) => [...row, format] as const)))(
    '[O-6] refuses %s in the standard’s own shape',
    async (_what, change, status, description, format) => {
      const before = await tickets()
      const response = await post(valid(change), format)
      const errors = await errorsOf(response, format)
      expect([response.status, errors[0]?.code]).toEqual([status, status])
      expect(errors.map((error) => error.description).join(' ')).toMatch(description)
      expect(await tickets()).toBe(before)
    },
  )

  it('[O-16] tells why in a code to who asks for extensions, and to nobody else', async () => {
    const extended = (fields: Record<string, string>) =>
      fetch(`${base}/requests.json?extensions=true`, { method: 'POST', body: new URLSearchParams(fields) })
    const far = valid({ lat: '48.85', long: '2.35' })
    const errors = z.array(z.record(z.string(), z.unknown()))
    const told = errors.parse(await (await extended(far)).json())
    expect(toldErrorsSchema.parse(told).map(({ reason }) => reason)).toEqual(['outside_territory'])
    expect(told.map(Object.keys)).toEqual([['code', 'description', 'reason']])
    const long = await (await extended(valid({ phone: '0'.repeat(50) }))).json()
    expect(toldErrorsSchema.parse(long).map(({ reason }) => reason)).toEqual([undefined])
    const plain = errors.parse(await (await post(far)).json())
    expect(plain.map(Object.keys)).toEqual([['code', 'description']])
    expect(await (await post(far, 'xml')).text()).not.toContain('reason')
  })

  it('[O-6] tells every problem of a request at once', async () => {
    const response = await post(valid({ service_code: 'X', lat: '91', phone: '0'.repeat(50) }))
    expect((await errorsOf(response, 'json')).map(({ code }) => code)).toEqual([404, 400, 400])
  })

  const form = 'application/x-www-form-urlencoded'
  it.each<[string, string, string | Buffer, number, RegExp]>([
    ['JSON', 'application/json', '{"api_key":1}', 400, /must be application\/x-www-form-urlencoded/],
    ['no type', '', 'x', 400, /must be application\/x-www-form-urlencoded/],
    ['bytes that are no text', form, Buffer.from([0xff, 0xfe, 0x00, 0x3d]), 403, /api_key is required/],
    ['a thousand fields', form, 'a=1&'.repeat(1_000), 413, /too many fields/],
    ['broken escapes', form, 'api_key=%ZZ%', 403, /api_key is unknown/],
    ['another encoding', `${form}; charset=x-klingon`, 'a=1', 400, /could not be read/],
  ])('[O-7] refuses a body of %s', async (_what, type, body, status, description) => {
    const response = await fetch(`${base}/requests.json`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: new Blob([typeof body === 'string' ? body : new Uint8Array(body)]),
    })
    expect(response.status).toBe(status)
    expect((await errorsOf(response, 'json'))[0]?.description).toMatch(description)
  })

  it.each([
    ['requests/TOU-2026-999999', 404],
    ['requests/TOU-2026-99999999999', 404],
    ['requests/1%20or%201=1', 404],
    ['requests/%E0%A4%A', 400],
    ['services/NOTHING', 404],
    ['tokens/x', 404],
  ])('[O-7] answers %s with an error in both formats', async (path, status) => {
    for (const format of formats) {
      const response = await get(`${path}.${format}`)
      expect(response.status).toBe(status)
      expect((await errorsOf(response, format))[0]?.code).toBe(status)
    }
  })

  it('[O-8] tells nobody of a crew in distress', async () => {
    const id = randomUUID()
    await database.pool.query(
      `insert into ticket select $1, 9001, 'CREW_DISTRESS', priority, status, status_at, position, address, district,
         channel, reports, received_at, deadline_kind, deadline_started_at, deadline_due_at from ticket limit 1`,
      [id],
    )
    expect((await get('requests/TOU-2026-009001.json')).status).toBe(404)
    await database.pool.query('delete from ticket where id = $1', [id])
  })

  it('[O-9] slows the flood of one key, and leaves the others alone', async () => {
    const flooding = await createApiKey(database.pool, 'Boucle', 'api')
    await database.pool.query("update api_key set requests_per_minute = 5 where name = 'Boucle'")
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => post({ ...valid(), api_key: flooding }, 'json')),
    )
    const refused = answers.filter(({ status }) => status === 429)
    // Twice five at most: a new minute may begin on the way.
    expect(refused.length).toBeGreaterThanOrEqual(30)
    for (const response of refused) {
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
      expect((await errorsOf(response, 'json'))[0]?.code).toBe(429)
    }
    expect((await post(valid())).status).toBe(201)
  })

  it('[O-10] refuses a key that was disabled', async () => {
    const leaked = await createApiKey(database.pool, 'Perdue', 'api')
    expect((await post({ ...valid(), api_key: leaked })).status).toBe(201)
    await database.pool.query("update api_key set disabled_at = now() where name = 'Perdue'")
    await expect
      .poll(async () => (await post({ ...valid(), api_key: leaked })).status, { timeout: 10_000 })
      .toBe(403)
  })

  it('[O-11] outlives connections that are cut off or talk nonsense', async () => {
    const { port } = new URL(base)
    for (const bytes of [
      '\u0000\u0001garbage\r\n\r\n',
      'POST /open311/v2/requests.json HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\napi',
    ]) {
      await new Promise<void>((settle) => {
        const socket = connect(Number(port), '127.0.0.1', () => {
          socket.write(bytes)
          setTimeout(() => socket.destroy(), 50)
        })
        socket.on('error', () => {})
        socket.on('close', () => settle())
      })
    }
    expect((await post(valid())).status).toBe(201)
  })

  it('[O-12] logs a fault of its own without a word of the caller, and fails nobody else', async () => {
    await database.pool.query("alter table report add constraint fault check (first_name <> 'Ginette')")
    const secrets = {
      description: 'Voisin Marcel',
      first_name: 'Ginette',
      phone: '0561000000',
      email: 'g@x.example',
    }
    const [failed, other] = await Promise.all([post(valid(secrets)), post(valid())])
    expect([failed.status, other.status]).toEqual([500, 201])
    expect((await errorsOf(failed, 'json'))[0]?.code).toBe(500)
    await expect.poll(() => log).toMatch(/a commit was refused/)
    await database.pool.query('alter table report drop constraint fault')
    expect(log).not.toMatch(/Marcel|Ginette|0561000000|g@x\.example/)
    expect(log).not.toContain(key)
  })
})
