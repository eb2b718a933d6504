import { connect } from 'node:net'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ticketIdSchema } from '../../../shared/id.ts'
import { ticketDetailSchema } from '../../../shared/protocol/ticket.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import type { Ready } from '../../ready.ts'
import { type Started, startServer } from '../../server-process.ts'
import { createApiKey } from '../../session/accounts.ts'
import { DoorClient } from '../../simulation/door-client.ts'
import { aTelephonePicture, OTHER_FILES } from '../photographs/test-pictures.ts'

const PLACE = { lat: '43.6045', long: '1.4442' }
const parser = new XMLParser({ parseTagValue: false })
const madeSchema = z
  .array(
    z.object({
      service_request_id: z.string(),
      service_notice: z.string().nullable(),
      follow_token: z.string(),
      follow_url: z.string(),
    }),
  )
  .length(1)
const rowsSchema = z.array(z.record(z.string(), z.unknown()))

describe('the whole of GeoReport v2 at a running server', () => {
  let database: TestDatabase
  let server: Started<Ready>
  let post: DoorClient
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
    // On the telephone a person decides what is one more report of what: none is joined by itself.
    key = await createApiKey(database.pool, 'Site web', 'phone')
    post = new DoorClient(server.ready.address)
    await post.login({ userName: 'poste1', password: 'demonstration' })
    await post.connect()
  })
  afterAll(async () => {
    post.close()
    await server.stop()
    await database.drop()
  })

  type Form = Record<string, string> | [string, string][]
  const send = (path: string, form: Form) =>
    fetch(`${base}/${path}`, { method: 'POST', body: new URLSearchParams(form) })
  const get = (path: string, query: Record<string, string> = {}) =>
    fetch(`${base}/${path}?${new URLSearchParams({ api_key: key, ...query })}`)
  const rows = async (response: Response) => rowsSchema.parse(await response.json())
  const valid = (more: Record<string, string> = {}) => ({
    api_key: key,
    service_code: 'RIXE',
    ...PLACE,
    ...more,
  })
  async function made(form: Form) {
    const response = await send('requests.json', form)
    expect(response.status).toBe(201)
    const [one] = madeSchema.parse(await response.json())
    if (one === undefined) throw new Error('none was made')
    const number = Number(one.service_request_id.split('-')[2])
    const { rows: found } = await database.pool.query('select * from ticket where number = $1', [number])
    return { ...one, ticketId: String(found[0].id), number }
  }
  const notesOf = async (ticketId: string) =>
    (await database.pool.query('select by, text from note where ticket_id = $1 order by at', [ticketId])).rows

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
    expect((await fetch(`${base}/requests.json`)).status).toBe(403)
    expect((await get('requests.json', { status: 'lost' })).status).toBe(400)
    expect((await get('requests.json', { jurisdiction_id: 'bordeaux' })).status).toBe(404)
  })

  it('[GR-5] gives a token that leads to the id without a key, and slows who guesses', async () => {
    const one = await made(valid())
    expect(one.follow_url).toBe(`${server.ready.address}/suivi/${one.follow_token}`)
    const told = await fetch(`${base}/tokens/${one.follow_token}.json`)
    expect(await told.json()).toEqual([
      { service_request_id: one.service_request_id, token: one.follow_token },
    ])
    const statuses: number[] = []
    for (let guess = 0; guess < 70; guess += 1)
      statuses.push((await fetch(`${base}/tokens/${'A'.repeat(22)}.xml`)).status)
    expect(new Set(statuses.slice(0, 60))).toEqual(new Set([404]))
    expect(statuses.slice(60)).toEqual(Array(10).fill(429))
  })

  it('[GR-8] keeps media_url as text, in a note for those who deal with it', async () => {
    const one = await made([
      ...Object.entries(valid()),
      ['media_url', 'https://a.example/1.jpg'],
      ['media_url', 'http://127.0.0.1:1/<b>.jpg'],
    ])
    expect(await notesOf(one.ticketId)).toEqual([
      {
        by: 'Site web',
        text: 'Photographie en ligne\u00a0: https://a.example/1.jpg http://127.0.0.1:1/%3Cb%3E.jpg',
      },
    ])
    for (const url of [
      'javascript:alert(1)',
      'file:///etc/passwd',
      'x',
      `https://a.example/${'x'.repeat(500)}`,
    ]) {
      const refused = await send('requests.json', valid({ service_code: 'TROTTINETTES', media_url: url }))
      expect(await rows(refused)).toContainEqual({
        code: 400,
        description: expect.stringMatching(/^media_url must be an http/),
      })
      expect((await made(valid({ media_url: url }))).service_notice).toMatch(/media_url must be an http/)
    }
  })

  async function multipart(
    files: [string, Buffer][],
    fields: Record<string, string>,
    headers = {},
    path = 'requests.json',
  ) {
    const form = new FormData()
    for (const [name, bytes] of files)
      form.append(name, new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), 'IMG_1.jpg')
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    return fetch(`${base}/${path}`, { method: 'POST', headers, body: form })
  }
  const picturesOf = async (id: string) =>
    (
      await database.pool.query(
        'select picture from photograph where ticket_id = (select id from ticket where number = $1)',
        [Number(id.split('-')[2])],
      )
    ).rows.map(({ picture }) => picture)

  it('[GR-9] takes photographs with a request, cleaned, once', async () => {
    const picture = await aTelephonePicture()
    const fields = valid({ description: 'Été & <b>' })
    const again = { 'Idempotency-Key': 'photo 1' }
    const first = await multipart([['media', picture]], fields, again)
    expect(first.status).toBe(201)
    const [one] = madeSchema.parse(await first.json())
    expect(one?.service_notice).toBeNull()
    const id = one?.service_request_id ?? ''
    expect((await multipart([['media', picture]], fields, again)).status).toBe(201)
    const pictures = await picturesOf(id)
    expect(pictures).toHaveLength(1)
    const { exif, width, height } = await sharp(pictures[0]).metadata()
    expect([exif, width, height]).toEqual([undefined, 300, 400])
    const { rows: reports } = await database.pool.query(
      'select description from report where ticket_id = (select id from ticket where number = $1)',
      [Number(id.split('-')[2])],
    )
    expect(reports).toEqual([{ description: 'Été & <b>' }])
  })

  it('[GR-9] takes the request without the files that are no pictures, and says which', async () => {
    const picture = await aTelephonePicture()
    const broken = picture.subarray(0, 2_000)
    const { HEIC = Buffer.alloc(0) } = OTHER_FILES
    const files: [string, Buffer][] = [
      ['media', HEIC],
      ['media', picture],
      ['media[]', broken],
      ['photo', picture],
      ['media', Buffer.alloc(0)],
    ]
    const response = await multipart(files, valid({ service_code: 'ENTREE_DE_GARAGE' }))
    expect(response.status).toBe(201)
    const [one] = madeSchema.parse(await response.json())
    expect(one?.service_notice).toBe(
      'media 1 was not taken: it is no JPEG, PNG or WebP picture. media 3 was not taken: the picture is damaged. media 4 was not taken: files are sent as media.',
    )
    expect(await picturesOf(one?.service_request_id ?? '')).toHaveLength(1)
  })

  it.each<[string, () => Promise<Response>, number, RegExp]>([
    [
      'no key',
      async () => multipart([['media', await aTelephonePicture()]], PLACE),
      403,
      /api_key is required/,
    ],
    ['26 MB', () => multipart([['media', Buffer.alloc(26_300_000)]], valid()), 413, /at most 25mb/],
    [
      'a text of 300 kB',
      () => multipart([], valid({ description: 'x'.repeat(300_000) })),
      413,
      /at most 256kb/,
    ],
    [
      'an attribute of 10 MB',
      () => send('requests.json', valid({ 'attribute[ARME]': 'x'.repeat(10_000_000) })),
      413,
      /at most 256kb/,
    ],
    [
      'a form that is cut off',
      () =>
        fetch(`${base}/requests.json`, {
          method: 'POST',
          headers: { 'content-type': 'multipart/form-data; boundary=x' },
          body: '--x\r\nContent-Disposition: form-data; name="api_key"\r\n\r\nabc',
        }),
      400,
      /could not be read as a form/,
    ],
    [
      'XML with an external entity',
      () =>
        fetch(`${base}/requests.json`, {
          method: 'POST',
          headers: { 'content-type': 'text/xml' },
          body: '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        }),
      400,
      /must be application\/x-www-form-urlencoded or multipart/,
    ],
  ])('[GR-10] refuses %s', async (_what, ask, status, description) => {
    const response = await ask()
    expect(response.status).toBe(status)
    expect(JSON.stringify(await response.json())).toMatch(description)
  })

  it('[GR-22] lets nobody who sends slowly keep other networks from sending files', async () => {
    const { port } = new URL(base)
    const begun = Array.from({ length: 8 }, () => {
      const socket = connect(Number(port), '127.0.0.1')
      socket.on('error', () => {})
      socket.write(
        'POST /open311/v2/requests.json HTTP/1.1\r\nHost: vigie\r\nX-Forwarded-For: 198.51.100.7\r\n' +
          'Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 9000000\r\n\r\n--x\r\n',
      )
      return socket
    })
    const from = (address: string) => multipart([], valid(), { 'X-Forwarded-For': address })
    await expect.poll(async () => (await from('198.51.100.7')).status).toBe(503)
    expect((await from('198.51.100.7')).headers.get('retry-after')).toBe('2')
    expect((await from('198.51.100.8')).status).toBe(201)
    for (const socket of begun) socket.destroy()
    await expect.poll(async () => (await from('198.51.100.7')).status).toBe(201)
  })

  it('[GR-6] tells what became of requests, in the town’s own words', async () => {
    const one = await made(valid({ service_code: 'TAPAGE_NOCTURNE' }))
    await post.send({ type: 'close_ticket', ticketId: one.ticketId, outcome: 'nothing_found' })
    const since = new Date(Date.now() - 60_000).toISOString()
    const updates = await rows(await get('servicerequestupdates.json', { start_date: since }))
    const [update] = updates.filter(({ service_request_id: id }) => id === one.service_request_id)
    expect(update).toEqual({
      service_request_id: one.service_request_id,
      update_id: expect.stringMatching(/^\d+$/),
      status: 'no_further_action',
      updated_datetime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/),
      description: 'La police municipale est passée\u00a0: tout était calme.',
      media_url: null,
    })
    const xml = await (await get('servicerequestupdates.xml', { start_date: since })).text()
    expect(XMLValidator.validate(xml)).toBe(true)
    expect(xml).toContain('<service_request_updates><request_update><service_request_id>')
    const before = { end_date: '2001-01-01T00:00:00Z' }
    expect(await rows(await get('servicerequestupdates.json', before))).toEqual([])
    expect((await fetch(`${base}/servicerequestupdates.json`)).status).toBe(403)
  })

  const anUpdate = (reference: string, more: Record<string, string> = {}) => ({
    api_key: key,
    service_request_id: reference,
    update_id: '77',
    status: 'OPEN',
    updated_datetime: '2026-11-24T22:05:00Z',
    description: 'Ça <b>recommence</b>',
    first_name: 'Ginette',
    ...more,
  })

  it('[GR-7] keeps an update as a note, once, and opens again what was closed', async () => {
    const one = await made(
      valid({ service_code: 'TAG', 'attribute[INJURE]': 'NON', 'attribute[SUPPORT]': 'SOL' }),
    )
    await post.send({ type: 'close_ticket', ticketId: one.ticketId, outcome: 'done' })
    const answers = await Promise.all(
      [1, 2].map(async () =>
        rows(await send('servicerequestupdates.json', anUpdate(one.service_request_id))),
      ),
    )
    expect(answers[0]).toEqual(answers[1])
    expect(await notesOf(one.ticketId)).toEqual([
      { by: 'Site web', text: 'Ça <b>recommence</b>\nÉtat chez l’expéditeur\u00a0: OPEN' },
    ])
    const [shown] = await rows(await get(`requests/${one.service_request_id}.json`))
    expect(shown?.status).toBe('open')
    const fixed = anUpdate(one.service_request_id, { update_id: '78', status: 'FIXED', description: '' })
    expect((await send('servicerequestupdates.xml', fixed)).status).toBe(201)
    expect(await notesOf(one.ticketId)).toHaveLength(2)
  })

  it('[GR-24] answers a repeated update as the first time, whatever became of the request', async () => {
    const one = await made(
      valid({ service_code: 'TAG', 'attribute[INJURE]': 'NON', 'attribute[SUPPORT]': 'SOL' }),
    )
    const sent = () => send('servicerequestupdates.json', anUpdate(one.service_request_id))
    const first = await sent()
    const told = await rows(first)
    await post.send({ type: 'close_ticket', ticketId: one.ticketId, outcome: 'done' })
    const again = await sent()
    expect([first.status, again.status]).toEqual([201, 201])
    expect(await rows(again)).toEqual(told)
    const [shown] = await rows(await get(`requests/${one.service_request_id}.json`))
    expect(shown?.status).toBe('closed')
    expect(await notesOf(one.ticketId)).toHaveLength(1)
  })

  it('[GR-21] takes an update that brings photographs, which are on the ticket, once', async () => {
    const one = await made(valid())
    const picture = await aTelephonePicture()
    const update = anUpdate(one.service_request_id, { update_id: 'with pictures', status: 'INVESTIGATING' })
    const files: [string, Buffer][] = [
      ['media', picture],
      ['media', Buffer.from('no picture')],
    ]
    const sent = () => multipart(files, update, {}, 'servicerequestupdates.json')
    const answers = [await sent(), await sent()]
    expect(answers.map(({ status }) => status)).toEqual([201, 201])
    for (const answer of answers)
      expect(await rows(answer)).toEqual([
        {
          update_id: expect.any(String),
          account_id: null,
          service_notice: 'media 2 was not taken: it is no JPEG, PNG or WebP picture.',
        },
      ])
    expect(await picturesOf(one.service_request_id)).toHaveLength(1)
    expect(await notesOf(one.ticketId)).toHaveLength(1)
    const more = anUpdate(one.service_request_id, { update_id: 'with another', status: 'INVESTIGATING' })
    await multipart([['media', picture]], more, {}, 'servicerequestupdates.json')
    expect(await picturesOf(one.service_request_id)).toHaveLength(2)
  })

  it.each(['requests.json', 'servicerequestupdates.json'])(
    '[GR-10] says of %s that XML is no form',
    async (path) => {
      const response = await fetch(`${base}/${path}?api_key=${key}`, {
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

  it('[DU-22] shows what was photographed of a report before it was joined, until it is separated', async () => {
    const holder = await made(valid())
    const [told] = madeSchema.parse(
      await (await multipart([['media', await aTelephonePicture()]], valid())).json(),
    )
    const number = Number(told?.service_request_id.split('-')[2])
    const { rows: found } = await database.pool.query('select id from ticket where number = $1', [number])
    const ticketId = ticketIdSchema.parse(found[0].id)
    const detail = async () =>
      ticketDetailSchema.parse(await (await post.request('GET', `/api/tickets/${holder.ticketId}`)).json())
    expect((await detail()).joinedPhotographs).toEqual([])
    const join = {
      type: 'join_ticket',
      ticketId,
      intoTicketId: ticketIdSchema.parse(holder.ticketId),
      score: 1,
    }
    expect(await post.send(join)).toMatchObject({ status: 'accepted' })
    const [photograph] = (await detail()).joinedPhotographs
    expect(photograph).toMatchObject({ by: 'Site web', received: { width: 300, height: 400 } })
    const shown = async () => {
      const path = `/api/tickets/${holder.ticketId}/photographs/${photograph?.id}`
      const answers = [await post.request('GET', path), await post.request('GET', `${path}/thumbnail`)]
      return answers.map(({ status }) => status)
    }
    expect(await shown()).toEqual([200, 200])
    expect(await post.send({ type: 'separate_ticket', ticketId })).toMatchObject({ status: 'accepted' })
    expect((await detail()).joinedPhotographs).toEqual([])
    expect(await shown()).toEqual([404, 404])
  })

  it('[GR-18] has what comes with one more report on the ticket that it is dealt with as', async () => {
    const web = await createApiKey(database.pool, 'Application', 'app')
    const there = {
      api_key: web,
      service_code: 'FUITE_EAU',
      lat: '43.6100',
      long: '1.4400',
      'attribute[DEBIT]': 'COULE',
    }
    const more = { media_url: 'https://a.example/2.jpg' }
    const posted = async (form: Promise<Response>) => madeSchema.parse(await (await form).json())[0]
    const first = await posted(multipart([], there))
    const second = await posted(multipart([['media', await aTelephonePicture()]], { ...there, ...more }))
    if (first === undefined || second === undefined) throw new Error('none was made')
    const ids = [first, second].map(({ service_request_id: id }) => id)
    expect(second.service_notice).toBeNull()
    await send('servicerequestupdates.json', anUpdate(ids[1] ?? '', { api_key: web }))
    const { rows: held } = await database.pool.query(
      'select id, status from ticket where number = any ($1)',
      [ids.map((id) => Number(id.split('-')[2]))],
    )
    const holder = held.find(({ status }) => status === 'open')?.id
    expect(held.map(({ status }) => status).sort()).toEqual(['joined', 'open'])
    expect(await notesOf(holder)).toMatchObject([
      { text: expect.stringContaining('a.example/2.jpg') },
      { text: expect.stringContaining('Ça <b>recommence</b>') },
    ])
    expect([await picturesOf(ids[0] ?? ''), await picturesOf(ids[1] ?? '')].map((all) => all.length)).toEqual(
      [1, 0],
    )
    const listed = async (query: Record<string, string>) =>
      (await rows(await get('requests.json', { service_code: 'FUITE_EAU', ...query })))
        .map(({ service_request_id: id }) => id)
        .sort()
    expect([await listed({ status: 'open' }), await listed({ status: 'closed' })]).toEqual([ids, []])
    await new Promise((settle) => setTimeout(settle, 1_100))
    const since = new Date().toISOString()
    expect(await listed({ updated_after: since })).toEqual([])
    await post.send({ type: 'close_ticket', ticketId: holder, outcome: 'done' })
    expect([await listed({ status: 'open' }), await listed({ status: 'closed' })]).toEqual([[], ids])
    expect(await listed({ updated_after: since })).toEqual(ids)
    const updates = await rows(await get('servicerequestupdates.json', { start_date: since }))
    expect(updates.map(({ service_request_id: id, status }) => [id, status])).toEqual(
      ids.map((id) => [id, 'fixed']),
    )
    expect(new Set(updates.map(({ update_id: id }) => id)).size).toBe(2)
  })

  it('[GR-7] refuses an update that is none, all problems at once', async () => {
    const one = await made(valid())
    const empty = anUpdate(one.service_request_id, {
      update_id: '',
      status: '',
      updated_datetime: 'hier',
      description: 'x'.repeat(1_401),
      media_url: 'ftp://x',
    })
    const refused = await send('servicerequestupdates.json', empty)
    expect(refused.status).toBe(400)
    expect((await rows(refused)).map(({ description }) => description)).toEqual([
      'update_id is required.',
      'status is required.',
      expect.stringMatching(/^updated_datetime must be/),
      'description has 1401 characters: at most 1400.',
      expect.stringMatching(/^media_url must be/),
    ])
    expect((await send('servicerequestupdates.json', anUpdate('TOU-2026-999999'))).status).toBe(404)
    expect(await notesOf(one.ticketId)).toEqual([])
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
            fetch(`${base}/${path}`, {
              method: 'POST',
              headers: { 'content-type': 'application/x-www-form-urlencoded' },
              body: `${new URLSearchParams({ ...valid(), ...anUpdate('TOU-2026-999999'), [name]: '' })}&${name}=${text}`,
            }),
          ),
        ),
        ...filters.map((name) => fetch(`${base}/requests.json?api_key=${key}&${name}=${text}`)),
        ...['services', 'requests', 'tokens'].map((path) =>
          fetch(`${base}/${path}/${text}.json?api_key=${key}`),
        ),
      ]
      for (const { status, url } of await Promise.all(asked)) expect(status, url).toBeLessThan(500)
    },
  )

  it('[GR-20] answers in the format that the address ends with, in capitals too, or with a slash behind it', async () => {
    for (const path of ['services.JSON', 'services.json/', 'requests.Json', 'services/none.JSON'])
      expect((await fetch(`${base}/${path}`)).headers.get('content-type'), path).toMatch(/json/)
    expect((await fetch(`${base}/services/TAG.JSON`)).status).toBe(200)
    expect((await fetch(`${base}/services.XML`)).headers.get('content-type')).toMatch(/xml/)
  })

  it('[GR-10] says of what is badly packed that the body cannot be read, and of a field given twice that alone', async () => {
    const unpacked = await fetch(`${base}/requests.json`, {
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

  it('[GR-13] lets pages of other sites use it, and knows no cookie', async () => {
    const origin = { Origin: 'https://mairie.example' }
    const preflight = await fetch(`${base}/requests.json`, { method: 'OPTIONS', headers: origin })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-methods')).toBe('GET, POST')
    expect(preflight.headers.get('access-control-allow-headers')).toContain('Content-Type')
    const answer = await fetch(`${base}/services.json`, { headers: origin })
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
    const other = await fetch(`${server.ready.address}/api/health`, { headers: origin })
    expect(other.headers.get('access-control-allow-origin')).toBeNull()
  })

  it('[GR-16] counts every request of a key, whatever it asks for', async () => {
    const slow = await createApiKey(database.pool, 'Lente', 'api')
    await database.pool.query("update api_key set requests_per_minute = 3 where name = 'Lente'")
    const paths = ['requests.json', 'requests/TOU-2026-999999.json', 'servicerequestupdates.json']
    const answers = await Promise.all(
      [...paths, ...paths, ...paths, ...paths].map((path) => fetch(`${base}/${path}?api_key=${slow}`)),
    )
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThanOrEqual(6)
    expect(refused.every(({ headers }) => Number(headers.get('retry-after')) >= 1)).toBe(true)
    expect((await get('requests.json')).status).toBe(200)
  })

  it('[GR-5] [GR-7] writes no token, no words and no name to the log', async () => {
    const one = await made(valid())
    await database.pool.query('alter table note add constraint fault check (text not like $$%Marcel%$$)')
    const failed = await send(
      'servicerequestupdates.json',
      anUpdate(one.service_request_id, { description: 'Marcel' }),
    )
    expect(failed.status).toBe(500)
    await expect.poll(() => log).toMatch(/a commit was refused/)
    await database.pool.query('alter table note drop constraint fault')
    expect(log).not.toContain(one.follow_token)
    expect(log).not.toMatch(/Marcel|Ginette/)
  })
})
