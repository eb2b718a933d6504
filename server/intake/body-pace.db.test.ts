import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApiKey } from '../session/accounts.ts'
import { IN_TOWN, serveTwoTowns } from '../test-towns.ts'

const FORM = 'application/x-www-form-urlencoded'
const FILES = 'multipart/form-data; boundary=----part27'
const JSON_TYPE = 'application/json'
const SOON_MS = 35_000

const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`
const head = (path: string, type: string) =>
  `POST ${path} HTTP/1.1\r\nHost: vigie\r\nOrigin: http://vigie\r\nContent-Type: ${type}\r\nTransfer-Encoding: chunked\r\n\r\n`
const stopped = (path: string, type: string) => head(path, type) + chunk('a=1')

interface Case {
  name: string
  first: string
  /** What is sent again and again after it. */
  more?: { text: string; everyMs: number }
  told: RegExp
}

const CASES: Case[] = [
  ...[
    { path: '/open311/v2/requests.json', type: FORM, body: '\\[\\{"code":408,' },
    { path: '/open311/v2/requests.xml', type: FILES, body: '[^]*<errors><error><code>408<' },
    { path: '/open311/v2/servicerequestupdates.json', type: FORM, body: '\\[\\{"code":408,' },
    { path: '/suivi/unknown', type: FORM, body: '<!doctype html>' },
    ...['/api/session', '/api/call-link', '/api/telephone/calls', '/owntracks', '/osmand'].map((path) => ({
      path,
      type: JSON_TYPE,
      body: '\\{"code":"too_slow"',
    })),
  ].map(({ path, type, body }) => ({
    name: `a body that stops, at ${path}`,
    first: stopped(path, type),
    told: new RegExp(`^HTTP/1\\.1 408 [^]*^Connection: close\\r$[^]*^${body}`, 'im'),
  })),
  {
    name: 'a body of a byte at a time',
    first: stopped('/open311/v2/requests.json', FORM),
    more: { text: chunk('b'), everyMs: 500 },
    told: /^HTTP\/1\.1 408 /,
  },
  ...[
    { path: '/open311/v2/requests.json', type: FORM, body: '"The body does not end' },
    { path: '/api/session', type: JSON_TYPE, body: '"code":"too_large"' },
  ].map(({ path, type, body }) => ({
    name: `a body that goes on beyond its limit, at ${path}`,
    first: head(path, type),
    more: { text: chunk('a'.repeat(20_000)), everyMs: 200 },
    told: new RegExp(`^HTTP/1\\.1 413 [^]*${body}`),
  })),
  ...[
    { what: 'a page', first: 'GET / HTTP/1.1\r\nHost: vigie\r\nContent-Length: 900\r\n\r\n' },
    { what: 'a session’s door', first: stopped('/api/tickets/x/photographs/y/upload', JSON_TYPE) },
    { what: 'no address', first: stopped('/nothing', JSON_TYPE) },
    { what: 'the socket', first: stopped('/socket.io/?EIO=4&transport=polling', JSON_TYPE) },
  ].map(({ what, first }) => ({
    name: `a body that is not read, of ${what}`,
    first,
    told: /^HTTP\/1\.1 [24]\d\d /,
  })),
  { name: 'half a head', first: 'POST /api/session HTTP/1.1\r\nHost: vi', told: /^HTTP\/1\.1 408 / },
  { name: 'no byte at all', first: '', told: /^HTTP\/1\.1 408 / },
]

/** A request with a photograph of 16 kB, in 22 s. */
function slowPhotograph(key: string): string[] {
  const fields = { api_key: key, service_code: 'NOISE', ...IN_TOWN }
  const parts = Object.entries(fields).map(
    ([name, value]) => `------part27\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const file =
    '------part27\r\nContent-Disposition: form-data; name="media"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
  const pieces = [parts.join('') + file, ...Array(20).fill('p'.repeat(800)), '\r\n------part27--\r\n']
  return [head('/open311/v2/requests.json', FILES), ...pieces.map(chunk), '0\r\n\r\n']
}

describe('requests that do not end', () => {
  let town: Awaited<ReturnType<typeof serveTwoTowns>>
  /** All of them at the same time: each is waited for. */
  let ended: Map<string, Promise<{ text: string; afterMs: number }>>
  let slow: Promise<string>

  beforeAll(async () => {
    town = await serveTwoTowns()
    const pieces = slowPhotograph(await createApiKey(town.pool, 'Site', 'web'))
    ended = new Map(CASES.map((one) => [one.name, untilClosed(one)]))
    slow = new Promise((settle) => {
      const socket = open()
      const drip = setInterval(() => {
        const piece = pieces.shift()
        if (piece === undefined) clearInterval(drip)
        else socket.write(piece)
      }, 950)
      socket.once('data', (bytes) => {
        socket.destroy()
        settle(String(bytes))
      })
    })
  })
  afterAll(() => town.stop())

  const open = () => connect(Number(new URL(town.address).port), '127.0.0.1')

  /** What the server answers until it closes the connection. */
  function untilClosed({ first, more }: Case) {
    return new Promise<{ text: string; afterMs: number }>((settle) => {
      const begun = Date.now()
      let text = ''
      const socket = open()
      socket.write(first)
      const again = more && setInterval(() => socket.write(more.text), more.everyMs)
      socket.on('data', (bytes) => {
        text += bytes
      })
      socket.on('error', () => {})
      socket.on('close', () => {
        clearInterval(again)
        settle({ text, afterMs: Date.now() - begun })
      })
    })
  }

  it.each(CASES)('[E-13] ends $name', { timeout: 60_000 }, async ({ name, told }) => {
    const found = await ended.get(name)
    expect(found?.text).toMatch(told)
    expect(found?.afterMs).toBeLessThan(SOON_MS)
  })

  it('[E-13] takes a photograph that comes slowly and steadily', { timeout: 60_000 }, async () => {
    expect(await slow).toMatch(/^HTTP\/1\.1 201 /)
  })
})
