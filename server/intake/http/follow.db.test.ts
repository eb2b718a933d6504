import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createApiKey } from '../../session/accounts.ts'
import type { DoorClient } from '../../simulation/door-client.ts'
import { runningServer } from '../../test-running-server.ts'

const madeSchema = z.tuple([z.object({ service_request_id: z.string(), follow_url: z.string() })])
const WORDS = { description: 'Voisin <b>Marcel</b>', first_name: 'Ginette', phone: '0639980001' }

describe('the page by which whoever asked follows a request', () => {
  const server = runningServer()
  let post: DoorClient
  let key: string

  beforeAll(async () => {
    key = await createApiKey(server.pool, 'Site web', 'phone')
    post = await server.client('poste1')
    await post.connect('nothing')
  })

  async function made(more: Record<string, string> = {}) {
    const fields = { api_key: key, service_code: 'TAPAGE_NOCTURNE', lat: '43.6045', long: '1.4442', ...WORDS }
    const body = new URLSearchParams({ ...fields, address_string: '12 rue des Lois', ...more })
    const response = await fetch(`${server.url}/open311/v2/requests.json`, { method: 'POST', body })
    const [{ service_request_id: reference, follow_url: url }] = madeSchema.parse(await response.json())
    const number = Number(reference.split('-')[2])
    const { rows } = await server.pool.query('select id from ticket where number = $1', [number])
    return { reference, url, ticketId: String(rows[0].id), number }
  }
  const page = async (url: string, headers: Record<string, string> = {}) => {
    const response = await fetch(url, { headers, redirect: 'manual' })
    return { response, text: await response.text() }
  }
  const formId = (text: string) => /name="id" value="([^"]+)"/.exec(text)?.[1] ?? ''
  const say = (url: string, fields: Record<string, string>, origin = server.url) =>
    fetch(url, { method: 'POST', headers: { origin }, body: new URLSearchParams(fields), redirect: 'manual' })
  const notesOf = async (ticketId: string) =>
    (await server.pool.query('select by, text from note where ticket_id = $1 order by at', [ticketId])).rows

  it('[SU-6] says where it stands, by when, and what has happened, and nothing of anybody', async () => {
    const one = await made()
    const { response, text } = await page(one.url)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(text).toContain('<h1>Tapage nocturne</h1>')
    expect(text).toContain('<p class="now">Votre demande est enregistrée.</p>')
    expect(text).toMatch(/Une équipe est attendue avant le [a-z]+ \d+/)
    expect(text).toContain(one.reference)
    expect(text).toContain('Capitole')
    expect(text).not.toMatch(/Marcel|Ginette|0639980001|Lois|ALPHA|1\.4442/)
    await post.send({ type: 'close_ticket', ticketId: one.ticketId, outcome: 'nothing_found' })
    const ended = (await page(one.url)).text
    expect(ended).toContain('<p class="now">La police municipale est passée\u00a0: tout était calme.</p>')
    expect(ended).not.toContain('Une équipe est attendue')
    expect(ended).toContain('Rouvrir la demande')
  })

  it('[SU-8] passes a precision on, once, from this page alone', async () => {
    const one = await made()
    const form = {
      id: formId((await page(one.url)).text),
      do: 'more',
      text: ' Au <b>3ᵉ</b>\u202e étage ',
      lang: 'fr',
    }
    expect((await say(one.url, form, 'https://evil.example')).status).toBe(403)
    const answers = [await say(one.url, form), await say(one.url, form)]
    for (const answer of answers)
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '?lang=fr&told=more'])
    expect(await notesOf(one.ticketId)).toEqual([{ by: 'Requérant', text: 'Au <b>3ᵉ</b> étage' }])
    const { text } = await page(`${one.url}?told=more`)
    expect(text).toContain('<p class="told" role="status">Merci\u00a0: votre précision est transmise.</p>')
    expect(text).toContain('Vous avez ajouté une précision.')
    expect(text).not.toContain('étage')
  })

  it('[SU-8] refuses what is empty, too long, no form of the page, or too often', async () => {
    const one = await made()
    const id = () => crypto.randomUUID()
    const told = async (fields: Record<string, string>) =>
      (await say(one.url, fields)).headers.get('location')
    expect(await told({ id: id(), do: 'more', text: ' ' })).toBe('?lang=fr&told=empty')
    expect(await told({ id: id(), do: 'more', text: 'x'.repeat(1_001) })).toBe('?lang=fr&told=empty')
    expect(await told({ id: 'x', do: 'more', text: 'a' })).toBe('?lang=fr&told=empty')
    expect((await say(one.url, { id: id(), do: 'more', text: 'x'.repeat(20_000) })).status).toBe(413)
    expect(await told({ id: id(), do: 'reopen', text: '' })).toBe('?lang=fr&told=late')
    for (let time = 0; time < 10; time += 1)
      expect(await told({ id: id(), do: 'more', text: `${time}` })).toBe('?lang=fr&told=more')
    expect(await told({ id: id(), do: 'more', text: 'encore' })).toBe('?lang=fr&told=often')
    expect(await notesOf(one.ticketId)).toHaveLength(10)
    expect((await page(`${one.url}?told=<script>`)).text).not.toContain('role="status"')
  })

  it('[SU-9] has a closed request opened again within the town’s days, once', async () => {
    const one = await made()
    await post.send({ type: 'close_ticket', ticketId: one.ticketId, outcome: 'done' })
    const form = { id: formId((await page(one.url)).text), do: 'reopen', text: 'Ça recommence', lang: 'en' }
    expect((await say(one.url, form)).headers.get('location')).toBe('?lang=en&told=reopened')
    expect((await say(one.url, form)).headers.get('location')).toBe('?lang=en&told=late')
    const { rows } = await server.pool.query('select status from ticket where id = $1', [one.ticketId])
    expect(rows).toEqual([{ status: 'open' }])
    expect(await notesOf(one.ticketId)).toEqual([{ by: 'Requérant', text: 'Ça recommence' }])
    await post.send({ type: 'close_ticket', ticketId: one.ticketId, outcome: 'done' })
    await server.pool.query("update ticket set status_at = now() - interval '8 days' where id = $1", [
      one.ticketId,
    ])
    const late = { ...form, id: crypto.randomUUID() }
    expect((await say(one.url, late)).headers.get('location')).toBe('?lang=en&told=late')
    expect((await page(one.url)).text).not.toContain('<form')
  })

  it('[SU-13] keeps what was said where the reopening was lost, and has both when it is sent again', async () => {
    const one = await made()
    await post.send({ type: 'close_ticket', ticketId: one.ticketId, outcome: 'done' })
    const form = { id: formId((await page(one.url)).text), do: 'reopen', text: 'Encore', lang: 'fr' }
    await server.pool.query(
      "alter table event add constraint fault check (type <> 'ticket_reopened') not valid",
    )
    const lost = await say(one.url, form)
    await server.pool.query('alter table event drop constraint fault')
    expect([lost.status, lost.headers.get('retry-after')]).toEqual([503, '2'])
    expect((await say(one.url, form)).headers.get('location')).toBe('?lang=fr&told=reopened')
    expect(await notesOf(one.ticketId)).toEqual([{ by: 'Requérant', text: 'Encore' }])
    const { rows } = await server.pool.query('select status from ticket where id = $1', [one.ticketId])
    expect(rows).toEqual([{ status: 'open' }])
  })

  it('[SU-10] speaks the browser’s language, French where it asks for neither, and lets it be changed', async () => {
    const { url } = await made()
    const language = async (path: string, accept?: string) => {
      const { text } = await page(path, accept === undefined ? {} : { 'accept-language': accept })
      return /<html lang="(..)">/.exec(text)?.[1]
    }
    expect(await language(url)).toBe('fr')
    expect(await language(url, 'en-GB,fr;q=0.5')).toBe('en')
    expect(await language(url, 'de')).toBe('fr')
    expect(await language(`${url}?lang=en`, 'fr')).toBe('en')
    expect((await page(url)).text).toContain('<a href="?lang=en" lang="en" hreflang="en">English</a>')
    expect((await page(`${url}?lang=en`)).text).toContain('<h1>Night-time noise</h1>')
  })

  it('[SU-11] runs no script, asks nothing of others, is kept and found nowhere, and its link is in no log', async () => {
    const one = await made()
    const { response, text } = await page(one.url)
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'self'/)
    expect(response.headers.get('content-security-policy')).not.toMatch(/script|unsafe|\*/)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('x-robots-tag')).toBe('noindex')
    expect(response.headers.get('referrer-policy')).toBe('same-origin')
    expect(text).not.toMatch(/<script|style=|https?:\/\//)
    const style = await fetch(`${server.url}/suivi.css`)
    expect(await style.text()).toMatch(/@media \(prefers-color-scheme: dark\)[\s\S]*\.steps/)
    await server.pool.query('alter table note add constraint fault check (text <> $$faute$$)')
    const failed = await say(one.url, { id: formId(text), do: 'more', text: 'faute' })
    expect(failed.status).toBe(503)
    await expect.poll(() => server.log).toMatch(/POST \/suivi/)
    await server.pool.query('alter table note drop constraint fault')
    expect(server.log).not.toContain(one.url.split('/').at(-1))
    expect(server.log).not.toMatch(/faute\b(?!.*constraint)/)
  })

  // The last: from then on every link of this address waits.
  it('[SU-7] answers a token that is guessed, old, or of a distress in the same way, and slows who guesses', async () => {
    const [old, distress] = [await made(), await made()]
    await post.send({ type: 'close_ticket', ticketId: old.ticketId, outcome: 'done' })
    await server.pool.query("update ticket set status_at = now() - interval '91 days' where id = $1", [
      old.ticketId,
    ])
    await server.pool.query("update ticket set service_code = 'CREW_DISTRESS' where id = $1", [
      distress.ticketId,
    ])
    const guessed = `${server.url}/suivi/${'A'.repeat(22)}`
    const answers = await Promise.all([old.url, distress.url, guessed, `${guessed}x`].map((url) => page(url)))
    expect(answers.map(({ response }) => response.status)).toEqual([404, 404, 404, 404])
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect(answers[0]?.text).toContain('Ce lien n’est pas, ou n’est plus, valable')
    await Promise.all(Array.from({ length: 60 }, () => page(guessed)))
    const { response } = await page(guessed)
    expect([response.status, Number(response.headers.get('retry-after')) > 0]).toEqual([429, true])
  })
})
