import { beforeAll, expect } from 'vitest'
import { z } from 'zod'
import { createApiKey } from '../../session/accounts.ts'
import type { DoorClient } from '../../simulation/door-client.ts'
import { runningServer } from '../../test-running-server.ts'

type Form = Record<string, string> | [string, string][]

export const PLACE = { lat: '43.6045', long: '1.4442' }
export const madeSchema = z
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

export const rows = async (response: Response) => rowsSchema.parse(await response.json())

/** For tests: a running server's door for Open311, with a key and a post. Called in a `describe`. */
export function georeportStage() {
  const server = runningServer()
  let post: DoorClient
  let base: string
  let key: string

  beforeAll(async () => {
    base = `${server.url}/open311/v2`
    // On the telephone a person decides what is one more report of what: none is joined by itself.
    key = await createApiKey(server.pool, 'Site web', 'phone')
    post = await server.client('poste1')
    await post.connect()
  })

  const send = (path: string, form: Form) =>
    fetch(`${base}/${path}`, { method: 'POST', body: new URLSearchParams(form) })
  const sendWithFiles = (
    files: [string, Buffer][],
    fields: Record<string, string>,
    headers = {},
    path = 'requests.json',
  ) => {
    const form = new FormData()
    for (const [name, bytes] of files)
      form.append(name, new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), 'IMG_1.jpg')
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    return fetch(`${base}/${path}`, { method: 'POST', headers, body: form })
  }
  const get = (path: string, query: Record<string, string> = {}) =>
    fetch(`${base}/${path}?${new URLSearchParams({ api_key: key, ...query })}`)
  const valid = (more: Record<string, string> = {}) => ({
    api_key: key,
    service_code: 'RIXE',
    ...PLACE,
    ...more,
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

  async function made(form: Form) {
    const response = await send('requests.json', form)
    expect(response.status).toBe(201)
    const [one] = madeSchema.parse(await response.json())
    if (one === undefined) throw new Error('none was made')
    const { rows: found } = await server.pool.query('select id from ticket where number = $1', [
      numberOf(one.service_request_id),
    ])
    return { ...one, ticketId: String(found[0].id) }
  }
  const notesOf = async (ticketId: string) =>
    (await server.pool.query('select by, text from note where ticket_id = $1 order by at', [ticketId])).rows
  const picturesOf = async (reference: string) =>
    (
      await server.pool.query(
        'select picture from photograph where ticket_id = (select id from ticket where number = $1)',
        [numberOf(reference)],
      )
    ).rows.map(({ picture }) => picture)

  return {
    server,
    send,
    sendWithFiles,
    get,
    valid,
    anUpdate,
    made,
    notesOf,
    picturesOf,
    get post() {
      return post
    },
    get base() {
      return base
    },
    get key() {
      return key
    },
  }
}

/** The number of the ticket that a reference as TOU-2026-000012 names. */
export const numberOf = (reference: string) => Number(reference.split('-')[2])
