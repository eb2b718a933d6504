import { XMLValidator } from 'fast-xml-parser'
import { describe, expect, it } from 'vitest'
import { createApiKey } from '../../session/accounts.ts'
import { aTelephonePicture } from '../photographs/test-pictures.ts'
import { georeportStage, madeSchema, numberOf, rows } from './test-georeport.ts'

describe('the updates of GeoReport v2 at a running server', () => {
  const stage = georeportStage()
  const { send, sendWithFiles, get, valid, anUpdate, made, notesOf, picturesOf } = stage

  it('[GR-6] tells what became of requests, in the town’s own words', async () => {
    const one = await made(valid({ service_code: 'TAPAGE_NOCTURNE' }))
    await stage.post.send({ type: 'close_ticket', ticketId: one.ticketId, outcome: 'nothing_found' })
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
    expect((await fetch(`${stage.base}/servicerequestupdates.json`)).status).toBe(403)
  })

  it('[GR-7] keeps an update as a note, once, and opens again what was closed', async () => {
    const one = await made(
      valid({ service_code: 'TAG', 'attribute[INJURE]': 'NON', 'attribute[SUPPORT]': 'SOL' }),
    )
    await stage.post.send({ type: 'close_ticket', ticketId: one.ticketId, outcome: 'done' })
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
    await stage.post.send({ type: 'close_ticket', ticketId: one.ticketId, outcome: 'done' })
    const again = await sent()
    expect([first.status, again.status]).toEqual([201, 201])
    expect(await rows(again)).toEqual(told)
    const [shown] = await rows(await get(`requests/${one.service_request_id}.json`))
    expect(shown?.status).toBe('closed')
    expect(await notesOf(one.ticketId)).toHaveLength(1)
  })

  it('[GR-27] says that it is to be posted again where its reopening was lost, and has both then', async () => {
    const one = await made(
      valid({ service_code: 'TAG', 'attribute[INJURE]': 'NON', 'attribute[SUPPORT]': 'SOL' }),
    )
    const { ticketId, service_request_id: reference } = one
    await stage.post.send({ type: 'close_ticket', ticketId, outcome: 'done' })
    const { pool } = stage.server
    const sent = () => send('servicerequestupdates.json', anUpdate(reference))
    const standing = async () => (await rows(await get(`requests/${reference}.json`)))[0]?.status
    await pool.query("alter table event add constraint fault check (type <> 'ticket_reopened') not valid")
    const lost = await sent()
    await pool.query('alter table event drop constraint fault')
    expect([lost.status, lost.headers.get('retry-after')]).toEqual([503, '2'])
    expect(await standing()).toBe('closed')
    expect((await sent()).status).toBe(201)
    expect(await standing()).toBe('open')
    expect((await sent()).status).toBe(201)
    expect(await notesOf(ticketId)).toHaveLength(1)
  })

  it('[GR-21] takes an update that brings photographs, which are on the ticket, once', async () => {
    const one = await made(valid())
    const picture = await aTelephonePicture()
    const update = anUpdate(one.service_request_id, { update_id: 'with pictures', status: 'INVESTIGATING' })
    const files: [string, Buffer][] = [
      ['media', picture],
      ['media', Buffer.from('no picture')],
    ]
    const sent = () => sendWithFiles(files, update, {}, 'servicerequestupdates.json')
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
    await sendWithFiles([['media', picture]], more, {}, 'servicerequestupdates.json')
    expect(await picturesOf(one.service_request_id)).toHaveLength(2)
  })

  it('[GR-18] has what comes with one more report on the ticket that it is dealt with as', async () => {
    const web = await createApiKey(stage.server.pool, 'Application', 'app')
    const there = {
      api_key: web,
      service_code: 'FUITE_EAU',
      lat: '43.6100',
      long: '1.4400',
      'attribute[DEBIT]': 'COULE',
    }
    const more = { media_url: 'https://a.example/2.jpg' }
    const posted = async (form: Promise<Response>) => madeSchema.parse(await (await form).json())[0]
    const first = await posted(sendWithFiles([], there))
    const second = await posted(sendWithFiles([['media', await aTelephonePicture()]], { ...there, ...more }))
    if (first === undefined || second === undefined) throw new Error('none was made')
    const ids = [first, second].map(({ service_request_id: id }) => id)
    expect(second.service_notice).toBeNull()
    await send('servicerequestupdates.json', anUpdate(ids[1] ?? '', { api_key: web }))
    const { rows: held } = await stage.server.pool.query(
      'select id, status from ticket where number = any ($1)',
      [ids.map((id) => numberOf(id))],
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
    await stage.post.send({ type: 'close_ticket', ticketId: holder, outcome: 'done' })
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

  it('[GR-5] [GR-7] writes no token, no words and no name to the log', async () => {
    const one = await made(valid())
    await stage.server.pool.query('alter table note add constraint fault check (text not like $$%Marcel%$$)')
    const failed = await send(
      'servicerequestupdates.json',
      anUpdate(one.service_request_id, { description: 'Marcel' }),
    )
    expect(failed.status).toBe(500)
    await expect.poll(() => stage.server.log).toMatch(/a commit was refused/)
    await stage.server.pool.query('alter table note drop constraint fault')
    expect(stage.server.log).not.toContain(one.follow_token)
    expect(stage.server.log).not.toMatch(/Marcel|Ginette/)
  })
})
