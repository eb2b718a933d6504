import { connect } from 'node:net'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { ticketIdSchema } from '../../../shared/id.ts'
import { ticketDetailSchema } from '../../../shared/protocol/ticket.ts'
import { aTelephonePicture, OTHER_FILES } from '../photographs/test-pictures.ts'
import { georeportStage, madeSchema, numberOf, PLACE, rows } from './test-georeport.ts'

describe('what is sent to GeoReport v2 beside its text, at a running server', () => {
  const stage = georeportStage()
  const { send, sendWithFiles, valid, made, notesOf, picturesOf } = stage

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

  it('[GR-9] takes photographs with a request, cleaned, once', async () => {
    const picture = await aTelephonePicture()
    const fields = valid({ description: 'Été & <b>' })
    const again = { 'Idempotency-Key': 'photo 1' }
    const first = await sendWithFiles([['media', picture]], fields, again)
    expect(first.status).toBe(201)
    const [one] = madeSchema.parse(await first.json())
    expect(one?.service_notice).toBeNull()
    const id = one?.service_request_id ?? ''
    expect((await sendWithFiles([['media', picture]], fields, again)).status).toBe(201)
    const pictures = await picturesOf(id)
    expect(pictures).toHaveLength(1)
    const { exif, width, height } = await sharp(pictures[0]).metadata()
    expect([exif, width, height]).toEqual([undefined, 300, 400])
    const { rows: reports } = await stage.server.pool.query(
      'select description from report where ticket_id = (select id from ticket where number = $1)',
      [numberOf(id)],
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
    const response = await sendWithFiles(files, valid({ service_code: 'ENTREE_DE_GARAGE' }))
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
      async () => sendWithFiles([['media', await aTelephonePicture()]], PLACE),
      403,
      /api_key is required/,
    ],
    ['26 MB', () => sendWithFiles([['media', Buffer.alloc(26_300_000)]], valid()), 413, /at most 25mb/],
    [
      'a text of 300 kB',
      () => sendWithFiles([], valid({ description: 'x'.repeat(300_000) })),
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
        fetch(`${stage.base}/requests.json`, {
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
        fetch(`${stage.base}/requests.json`, {
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
    const { port } = new URL(stage.base)
    let refused = 0
    const begun = Array.from({ length: 8 }, () => {
      const socket = connect(Number(port), '127.0.0.1')
      socket.on('error', () => {})
      socket.once('data', () => refused++)
      socket.write(
        'POST /open311/v2/requests.json HTTP/1.1\r\nHost: vigie\r\nX-Forwarded-For: 198.51.100.7\r\n' +
          'Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 9000000\r\n\r\n--x\r\n',
      )
      return socket
    })
    const from = (address: string) => sendWithFiles([], valid(), { 'X-Forwarded-For': address })
    // Three of a network are read at once; nobody else asks before they are.
    await expect.poll(() => refused).toBe(5)
    const late = await from('198.51.100.7')
    expect([late.status, late.headers.get('retry-after')]).toEqual([503, '2'])
    expect((await from('198.51.100.8')).status).toBe(201)
    for (const socket of begun) socket.destroy()
    await expect.poll(async () => (await from('198.51.100.7')).status).toBe(201)
  })

  it('[GR-26] tells photographs that are sent again as taken, whatever their request was joined to since', async () => {
    const [holder, other] = [await made(valid()), await made(valid())]
    const update = stage.anUpdate(other.service_request_id, { update_id: 'joined since', status: 'NEW' })
    const files: [string, Buffer][] = [['media', await aTelephonePicture()]]
    const sent = () => sendWithFiles(files, update, {}, 'servicerequestupdates.json')
    const notice = async () => (await rows(await sent()))[0]?.service_notice
    const pictures = async () => [
      (await picturesOf(other.service_request_id)).length,
      (await picturesOf(holder.service_request_id)).length,
    ]
    // Its picture is lost between its being added and its being there.
    await stage.server.pool.query('alter table photograph add constraint fault check (false) not valid')
    expect((await sent()).status).toBe(500)
    await stage.server.pool.query('alter table photograph drop constraint fault')
    const [ticketId, intoTicketId] = [other.ticketId, holder.ticketId]
    const join = { type: 'join_ticket', ticketId, intoTicketId, score: null }
    expect(await stage.post.send(join)).toMatchObject({ status: 'accepted' })
    expect([await notice(), await notice()]).toEqual([null, null])
    expect(await pictures()).toEqual([1, 0])
    const { rows: found } = await stage.server.pool.query('select id from photograph where ticket_id = $1', [
      ticketId,
    ])
    const remove = { type: 'remove_photograph', ticketId, photographId: found[0].id }
    expect(await stage.post.send(remove)).toMatchObject({ status: 'accepted' })
    expect(await notice()).toBe('media 1 was not taken: it was removed since.')
    expect(await pictures()).toEqual([0, 0])
  })

  it('[GR-26] tells them as taken where the request was separated since', async () => {
    const [holder, other] = [await made(valid()), await made(valid())]
    const [ticketId, intoTicketId] = [other.ticketId, holder.ticketId]
    await stage.post.send({ type: 'join_ticket', ticketId, intoTicketId, score: null })
    const update = stage.anUpdate(other.service_request_id, { update_id: 'while joined', status: 'NEW' })
    const sent = async () => {
      const picture = await aTelephonePicture()
      return rows(await sendWithFiles([['media', picture]], update, {}, 'servicerequestupdates.json'))
    }
    const first = await sent()
    expect(first).toMatchObject([{ service_notice: null }])
    await stage.post.send({ type: 'separate_ticket', ticketId })
    expect(await sent()).toEqual(first)
    expect(await picturesOf(holder.service_request_id)).toHaveLength(1)
    expect(await picturesOf(other.service_request_id)).toHaveLength(0)
  })

  it('[DU-22] shows what was photographed of a report before it was joined, until it is separated', async () => {
    const holder = await made(valid())
    const [told] = madeSchema.parse(
      await (await sendWithFiles([['media', await aTelephonePicture()]], valid())).json(),
    )
    const { rows: found } = await stage.server.pool.query('select id from ticket where number = $1', [
      numberOf(told?.service_request_id ?? ''),
    ])
    const ticketId = ticketIdSchema.parse(found[0].id)
    const detail = async () =>
      ticketDetailSchema.parse(
        await (await stage.post.request('GET', `/api/tickets/${holder.ticketId}`)).json(),
      )
    expect((await detail()).joinedPhotographs).toEqual([])
    const join = {
      type: 'join_ticket',
      ticketId,
      intoTicketId: ticketIdSchema.parse(holder.ticketId),
      score: 1,
    }
    expect(await stage.post.send(join)).toMatchObject({ status: 'accepted' })
    const [photograph] = (await detail()).joinedPhotographs
    expect(photograph).toMatchObject({ by: 'Site web', received: { width: 300, height: 400 } })
    const shown = async () => {
      const path = `/api/tickets/${holder.ticketId}/photographs/${photograph?.id}`
      const answers = [
        await stage.post.request('GET', path),
        await stage.post.request('GET', `${path}/thumbnail`),
      ]
      return answers.map(({ status }) => status)
    }
    expect(await shown()).toEqual([200, 200])
    expect(await stage.post.send({ type: 'separate_ticket', ticketId })).toMatchObject({ status: 'accepted' })
    expect((await detail()).joinedPhotographs).toEqual([])
    expect(await shown()).toEqual([404, 404])
  })
})
