import { randomUUID } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Crew } from '../../../shared/crew/crew.ts'
import { photographIdSchema, type TicketId, ticketIdSchema } from '../../../shared/id.ts'
import { instant } from '../../../shared/instant.ts'
import { ticketDetailSchema } from '../../../shared/protocol/ticket.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { appendPiece, purgePhotographs } from '../../projection/photograph.ts'
import type { Ready } from '../../ready.ts'
import { type Started, startServer } from '../../server-process.ts'
import { DoorClient } from '../../simulation/door-client.ts'
import { aDispatch } from '../../test-dispatch.ts'
import { aBomb, aPolyglot, aTelephonePicture, OTHER_FILES, saysWhere } from './test-pictures.ts'

const SOON = { timeout: 20_000 }
const PASSWORD = 'demonstration'
const words = { description: null, firstName: null, lastName: null, phone: null, email: null }

const codeSchema = z.object({ code: z.string() })

interface Sent {
  offset?: number | string
  last?: boolean
  headers?: Record<string, string>
  as?: DoorClient
  on?: TicketId
}

describe('photographs sent to a running server', () => {
  let database: TestDatabase
  let server: Started<Ready>
  let post: DoorClient
  let crew: DoorClient
  let colleague: DoorClient
  let alpha: Crew
  let ticketId: TicketId
  let log = ''

  beforeAll(async () => {
    database = await createTestDatabase()
    await start()
    ticketId = await aTicket()
    await accepted(post, { type: 'come_on_duty', crewId: alpha.id, members: 2 })
    await accepted(post, aDispatch({ ticketId, crewId: alpha.id }))
  })
  afterAll(async () => {
    leave()
    await server.stop()
    await database.drop()
  })

  async function start() {
    server = await startServer(database.url, { output: 'pipe' })
    server.process.stdout?.on('data', (chunk) => {
      log += chunk
    })
    post = await entered('poste1')
    alpha = crewOf('ALPHA 1')
    crew = await entered('equipage', alpha)
    colleague = await entered('equipage', crewOf('ALPHA 2'))
  }
  const leave = () => {
    for (const client of [post, crew, colleague]) client.close()
  }
  async function entered(userName: string, as?: Crew): Promise<DoorClient> {
    const client = new DoorClient(server.ready.address)
    await client.login({ userName, password: PASSWORD })
    if (as !== undefined) await client.takeCallSign(as.id, true)
    await client.connect()
    return client
  }
  function crewOf(callSign: string): Crew {
    const found = [...post.board.crews.values()].find((one) => one.callSign === callSign)
    if (found === undefined) throw new Error(`There is no crew ${callSign}.`)
    return found
  }
  async function accepted(client: DoorClient, command: object) {
    expect(await client.send(command)).toMatchObject({ status: 'accepted' })
  }
  async function aTicket(): Promise<TicketId> {
    const id = ticketIdSchema.parse(randomUUID())
    const place = { position: { lon: 1.4442, lat: 43.6045 }, address: null, district: null }
    const report = { id: randomUUID(), ...words }
    await accepted(post, {
      type: 'receive_ticket',
      ticketId: id,
      serviceCode: 'TAPAGE_NOCTURNE',
      ...place,
      channel: 'phone',
      report,
    })
    return id
  }
  /** A photograph that is awaited. */
  async function added(by: DoorClient = crew, on = ticketId) {
    const id = photographIdSchema.parse(randomUUID())
    await accepted(by, { type: 'add_photograph', photographId: id, ticketId: on })
    return id
  }
  const addressOf = (id: string, on = ticketId) => `/api/tickets/${on}/photographs/${id}`
  const get = (client: DoorClient, path: string) => client.request('GET', path)
  const standing = (id: string, as = crew) => as.request('HEAD', `${addressOf(id)}/upload`)
  const photographOn = (id: string, on = ticketId) =>
    post.board.tickets.get(on)?.photographs.find((one) => one.id === id)

  function send(id: string, bytes: Buffer, sent: Sent = {}) {
    const { offset = 0, last = true, headers = {}, as = crew, on = ticketId } = sent
    return fetch(`${as.session.url}${addressOf(id, on)}/upload`, {
      method: 'PATCH',
      headers: {
        ...as.session.headers,
        'content-type': 'application/partial-upload',
        'upload-offset': String(offset),
        'upload-complete': last ? '?1' : '?0',
        ...headers,
      },
      body: new Uint8Array(bytes),
    })
  }
  const codeOf = async (response: Response) => [response.status, codeSchema.parse(await response.json()).code]
  const linesOf = (id: string) => log.split('\n').filter((line) => line.includes(id))

  it('[PH-4] is announced at once, and every screen is told when its pixels have come', async () => {
    const id = await added()
    await expect.poll(() => photographOn(id), SOON).toMatchObject({ by: 'ALPHA 1', received: null })
    expect((await get(post, addressOf(id))).status).toBe(404)
    const response = await send(id, await aTelephonePicture())
    expect([response.status, response.headers.get('upload-complete')]).toEqual([204, '?1'])
    await expect.poll(() => photographOn(id)?.received, SOON).toMatchObject({ width: 300, height: 400 })
    await expect
      .poll(() => crew.board.tickets.get(ticketId)?.photographs.find((one) => one.id === id)?.received, SOON)
      .toMatchObject({ width: 300 })
    const detail = ticketDetailSchema.parse(await (await get(crew, `/api/tickets/${ticketId}`)).json())
    expect(detail.ticket.photographs.map((one) => one.id)).toContain(id)
    expect(detail.events.map(({ event }) => event.type).slice(-2)).toEqual([
      'photograph_added',
      'photograph_received',
    ])
  })

  it('[PH-5] goes on where it was cut: the offset is told, a wrong one corrected, twice does no harm', async () => {
    const picture = await aTelephonePicture(900, 700)
    const third = Math.floor(picture.length / 3)
    const id = await added()
    expect((await standing(id)).headers.get('upload-offset')).toBe('0')
    const first = await send(id, picture.subarray(0, third), { last: false })
    expect([first.status, first.headers.get('upload-offset')]).toEqual([204, String(third)])
    // Its answer was lost: it is sent again, then asked.
    const again = await send(id, picture.subarray(0, third), { last: false })
    expect([again.status, await again.json()]).toMatchObject([409, { code: 'wrong_offset', offset: third }])
    await cut(id, picture.subarray(third, 2 * third), third)
    expect((await standing(id)).headers.get('upload-offset')).toBe(String(third))
    const rest = { offset: third, last: true }
    const both = await Promise.all([
      send(id, picture.subarray(third), rest),
      send(id, picture.subarray(third), rest),
    ])
    const statuses = both.map(({ status }) => status).sort()
    expect([204, 409]).toContain(statuses[1])
    expect(statuses[0]).toBe(204)
    const done = await standing(id)
    expect([done.status, done.headers.get('upload-complete')]).toEqual([204, '?1'])
    // Said to be finished once more, by someone who did not hear.
    expect((await send(id, Buffer.alloc(0), { offset: picture.length })).status).toBe(204)
    await expect.poll(() => photographOn(id)?.received, SOON).toMatchObject({ width: 700, height: 900 })
  })

  /** Sends half of what it announces, then is gone. */
  async function cut(id: string, bytes: Buffer, offset: number) {
    const { hostname, port } = new URL(crew.session.url)
    const sending = httpRequest({
      host: hostname,
      port,
      method: 'PATCH',
      path: `${addressOf(id)}/upload`,
      headers: {
        ...crew.session.headers,
        host: `${hostname}:${port}`,
        'content-type': 'application/partial-upload',
        'content-length': bytes.length,
        'upload-offset': offset,
        'upload-complete': '?0',
      },
    })
    sending.on('error', () => {})
    sending.write(bytes.subarray(0, bytes.length / 2))
    await new Promise((settle) => setTimeout(settle, 300))
    sending.destroy()
  }

  it('[PH-5] what had come outlives the server, killed in the middle', async () => {
    const picture = await aTelephonePicture(500, 400)
    const id = await added()
    const half = Math.floor(picture.length / 2)
    expect((await send(id, picture.subarray(0, half), { last: false })).status).toBe(204)
    leave()
    server.process.kill('SIGKILL')
    await new Promise((settle) => server.process.once('exit', settle))
    await start()
    expect((await standing(id)).headers.get('upload-offset')).toBe(String(half))
    expect((await send(id, picture.subarray(half), { offset: half })).status).toBe(204)
    await expect.poll(() => photographOn(id)?.received, SOON).not.toBeNull()
  })

  it('[PH-6] is sent by the crew that took it, or a console its own, from our own pages, and by nobody else', async () => {
    const picture = await aTelephonePicture()
    const id = await added()
    expect((await standing(id, colleague)).status).toBe(404)
    expect(await codeOf(await send(id, picture, { as: post }))).toEqual([404, 'unknown_photograph'])
    expect(await codeOf(await send(randomUUID(), picture))).toEqual([404, 'unknown_photograph'])
    expect((await send('..%2f..%2fpasswd', picture)).status).toBe(404)
    const wrong = { origin: 'https://elsewhere.example' }
    expect(await codeOf(await send(id, picture, { headers: wrong }))).toEqual([403, 'wrong_origin'])
    expect(await codeOf(await send(id, picture, { headers: { cookie: '' } }))).toEqual([401, 'unauthorized'])
    const form = { 'content-type': 'text/plain' }
    expect(await codeOf(await send(id, picture, { headers: form }))).toEqual([415, 'wrong_content_type'])
    for (const offset of ['-1', '1e3', ''])
      expect(await codeOf(await send(id, picture, { offset }))).toEqual([400, 'invalid'])
    const posted = await added(post)
    expect((await send(posted, picture, { as: crew })).status).toBe(404)
    expect((await send(posted, picture, { as: post })).status).toBe(204)
  })

  it('[PH-9] is shown to those who may read the ticket, as a picture and as nothing else', async () => {
    const id = await added()
    await send(id, await aTelephonePicture(1_000, 800))
    for (const [path, side] of [
      [addressOf(id), 1_000],
      [`${addressOf(id)}/thumbnail`, 320],
    ] as const) {
      for (const client of [post, crew]) {
        const response = await get(client, path)
        expect(response.status).toBe(200)
        expect(Object.fromEntries(response.headers)).toMatchObject({
          'content-type': 'image/jpeg',
          'x-content-type-options': 'nosniff',
          'content-disposition': `inline; filename="${id}.jpg"`,
          'cache-control': 'private, no-store',
        })
        const bytes = Buffer.from(await response.arrayBuffer())
        const { height, exif } = await sharp(bytes).metadata()
        expect([height, exif, saysWhere(bytes)]).toEqual([side, undefined, false])
      }
      expect((await get(colleague, path)).status).toBe(404)
      expect((await fetch(`${post.session.url}${path}`)).status).toBe(401)
    }
    expect((await get(post, addressOf(id, ticketIdSchema.parse(randomUUID())))).status).toBe(404)
  })

  it('[PH-8] what is no picture, is cut or is a bomb gets its own answer, one line in the log, and is forgotten', async () => {
    const picture = await aTelephonePicture()
    const cases: [string, Buffer, number, string][] = [
      ...Object.entries(OTHER_FILES).map(([what, file]): [string, Buffer, number, string] => [
        what,
        file,
        415,
        'unsupported_picture',
      ]),
      ['bomb', aBomb(30_000), 413, 'too_many_pixels'],
      ['cut', picture.subarray(0, picture.length / 2), 422, 'broken_picture'],
    ]
    for (const [what, file, status, code] of cases) {
      const id = await added(post)
      expect([what, ...(await codeOf(await send(id, file, { as: post })))]).toEqual([what, status, code])
      await expect.poll(() => linesOf(id).length, SOON).toBe(1)
      expect(JSON.parse(linesOf(id)[0] ?? '')).toMatchObject({ level: 40, why: code, bytes: file.length })
      expect(photographOn(id)?.received).toBeNull()
      expect((await standing(id, post)).headers.get('upload-offset')).toBe('0')
      // It can be sent again, better.
      if (what === 'cut') expect((await send(id, picture, { as: post })).status).toBe(204)
      else await accepted(post, { type: 'remove_photograph', photographId: id, ticketId })
    }
    expect(log).not.toContain('"level":50')
  })

  it('[PH-8] a file that is two at once becomes one picture', async () => {
    const id = await added()
    expect((await send(id, await aPolyglot())).status).toBe(204)
    const bytes = Buffer.from(await (await get(post, addressOf(id))).arrayBuffer())
    expect([bytes.includes('script'), bytes.includes('ZIP archive')]).toEqual([false, false])
  })

  it('[PH-8] 200 MB are refused at once, by what is announced and by what comes', async () => {
    const id = await added()
    const size = 200 * 1024 * 1024
    expect(await pour(id, { announced: size })).toMatchObject({ status: 413, code: 'photograph_too_large' })
    const lied = await pour(id, {})
    expect(lied).toMatchObject({ status: 413, code: 'photograph_too_large' })
    // Far from all of it was taken.
    expect(lied.sent).toBeLessThan(60 * 1024 * 1024)
    await expect.poll(() => linesOf(id).length, SOON).toBe(2)
    // By pieces that fit, too: what is too much in all is forgotten.
    const million = Buffer.alloc(1024 * 1024)
    for (let offset = 0; offset < 12; offset += 1) {
      const piece = { offset: offset * million.length, last: false }
      expect((await send(id, million, piece)).status).toBe(204)
    }
    const beyond = await send(id, Buffer.alloc(1), { offset: 12 * million.length, last: false })
    expect(await codeOf(beyond)).toEqual([413, 'photograph_too_large'])
    expect((await standing(id)).headers.get('upload-offset')).toBe('0')
    expect(log).not.toContain('"level":50')
  })

  /** Sends zeros until it is stopped: as many as announced, or without saying how many. */
  function pour(id: string, { announced }: { announced?: number }) {
    const { hostname, port } = new URL(crew.session.url)
    return new Promise<{ status: number; code: string; sent: number }>((settle, fail) => {
      let sent = 0
      let answered = false
      const pouring = httpRequest({
        host: hostname,
        port,
        method: 'PATCH',
        path: `${addressOf(id)}/upload`,
        headers: {
          ...crew.session.headers,
          host: `${hostname}:${port}`,
          'content-type': 'application/partial-upload',
          'upload-offset': '0',
          'upload-complete': '?1',
          ...(announced !== undefined && { 'content-length': announced }),
        },
      })
      pouring.on('error', (error) => answered || fail(error))
      pouring.on('response', async (response) => {
        answered = true
        const body = Buffer.concat(await response.toArray())
        settle({ status: response.statusCode ?? 0, code: JSON.parse(body.toString()).code, sent })
        pouring.destroy()
      })
      const zeros = Buffer.alloc(256 * 1024)
      const more = () => {
        if (answered || sent >= 200 * 1024 * 1024) return
        sent += zeros.length
        if (pouring.write(zeros)) setImmediate(more)
        else pouring.once('drain', more)
      }
      more()
    })
  }

  it('[PH-16] a session that asks without end is told to wait', async () => {
    const id = await added(post)
    const hasty = await entered('poste2')
    const statuses = new Set<number>()
    for (let asked = 0; asked < 1_300 && !statuses.has(429); asked += 20) {
      const answers = await Promise.all(Array.from({ length: 20 }, () => standing(id, hasty)))
      for (const { status } of answers) statuses.add(status)
    }
    hasty.close()
    expect([...statuses]).toEqual([204, 429])
    const told = await send(id, Buffer.alloc(1), { as: hasty })
    expect(await codeOf(told)).toEqual([429, 'too_many_requests'])
    expect(told.headers.get('retry-after')).toMatch(/^\d+$/)
    expect((await standing(id, post)).status).toBe(204)
  })

  it('[PH-3] the pixels of a removed photograph are gone, whole or half sent', async () => {
    const [whole, half] = [await added(), await added()]
    const picture = await aTelephonePicture()
    await send(whole, picture)
    await send(half, picture.subarray(0, 1_000), { last: false })
    const refused = await crew.send({ type: 'remove_photograph', photographId: whole, ticketId })
    expect(refused).toEqual({ status: 'refused', refusal: { code: 'not_allowed' } })
    await accepted(crew, { type: 'remove_photograph', photographId: half, ticketId })
    await accepted(post, { type: 'remove_photograph', photographId: whole, ticketId })
    expect((await get(post, addressOf(whole))).status).toBe(404)
    expect((await send(half, picture.subarray(1_000), { offset: 1_000 })).status).toBe(404)
    const left = await database.pool.query(
      `select id from photograph where id = any ($1)
       union all select photograph_id from photograph_piece where photograph_id = any ($1)`,
      [[whole, half]],
    )
    expect(left.rowCount).toBe(0)
  })

  it('[PH-2] pixels come after the ticket has ended, too', async () => {
    const on = await aTicket()
    const id = await added(post, on)
    await accepted(post, { type: 'close_ticket', ticketId: on, outcome: 'done' })
    expect((await send(id, await aTelephonePicture(), { as: post, on })).status).toBe(204)
    expect((await get(post, addressOf(id, on))).status).toBe(200)
  })

  it('[PH-10] pictures are forgotten after their days, and what was never finished after one', async () => {
    const id = await added()
    await send(id, await aTelephonePicture())
    const { pool } = database
    const unfinished = await added()
    await appendPiece(pool, unfinished, 0, Buffer.alloc(10))
    const purgeAfter = (days: number) => purgePhotographs(pool, 365, instant(Date.now() + days * 86_400_000))
    await purgeAfter(0.9)
    expect((await standing(unfinished)).headers.get('upload-offset')).toBe('10')
    await purgeAfter(1.1)
    expect((await standing(unfinished)).headers.get('upload-offset')).toBe('0')
    expect((await get(post, addressOf(id))).status).toBe(200)
    await purgeAfter(364)
    expect((await get(post, addressOf(id))).status).toBe(200)
    await purgeAfter(366)
    expect((await get(post, addressOf(id))).status).toBe(404)
  })
})
