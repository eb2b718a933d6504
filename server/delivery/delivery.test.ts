import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestGateway } from '../simulation/local-gateway.ts'
import { deliver } from './deliver.ts'
import { isInside, outsideOnly } from './inside.ts'
import { isSigned, signatureHeaders } from './signature.ts'

const SECRET = 'a secret of the two'
const message = { id: 'x', channel: 'sms', to: '0639981137', text: 'Astreinte Voirie', language: 'fr' }

describe('a delivery', () => {
  const gateway = new TestGateway(SECRET)
  let url: string
  let keys = 0

  beforeAll(async () => {
    url = await gateway.listen()
  })
  afterAll(() => gateway.close())

  const send = (given: object = {}, key = `k${++keys}`) =>
    deliver({ url, secret: SECRET, mayBeInside: true, ...given }, { key, body: message, timeoutMs: 300 })

  it('[GW-6] is signed with its time, and anything else is refused', async () => {
    expect(await send()).toEqual({ status: 'done' })
    expect(gateway.messages.get('k1')).toEqual(message)
    expect(await send({ secret: 'another secret!!' })).toEqual({ status: 'never', problem: 'answered 401' })
    expect(gateway.refused).toBe(1)
    const seconds = 1_795_500_000
    const headers = signatureHeaders(SECRET, 'body', seconds)
    expect(isSigned(SECRET, 'body', headers, seconds + 299)).toBe(true)
    expect(isSigned(SECRET, 'body', headers, seconds + 301)).toBe(false)
    expect(isSigned(SECRET, 'body', headers, seconds - 301)).toBe(false)
    expect(isSigned(SECRET, 'bodY', headers, seconds)).toBe(false)
    expect(isSigned(SECRET, 'body', { ...headers, 'vigie-timestamp': String(seconds + 1) }, seconds)).toBe(
      false,
    )
    expect(isSigned(SECRET, 'body', { ...headers, 'vigie-timestamp': 'soon' }, seconds)).toBe(false)
    expect(isSigned(SECRET, 'body', {}, seconds)).toBe(false)
  })

  it.each([
    ['fails', { status: 'again', problem: 'answered 500', waitMs: 0 }],
    ['busy', { status: 'again', problem: 'answered 429', waitMs: 1_000 }],
    ['hangs', { status: 'again', problem: 'no_answer' }],
    ['late', { status: 'again', problem: 'no_answer' }],
    ['refuses', { status: 'never', problem: 'answered 422' }],
    ['redirects', { status: 'never', problem: 'answered 302' }],
    ['twice', { status: 'done' }],
  ] as const)('[GW-7] to a gateway that %s', async (manner, outcome) => {
    gateway.manners.push(manner)
    expect(await send()).toEqual(outcome)
  })

  it('[GW-7] that is sent again under its key is taken once', async () => {
    const before = gateway.messages.size
    gateway.manners.push('hangs', 'late')
    expect((await send({}, 'same')).status).toBe('again')
    expect((await send({}, 'same')).status).toBe('again')
    expect((await send({}, 'same')).status).toBe('done')
    expect(gateway.messages.size).toBe(before + 1)
  })

  it('[GW-7] to where nobody listens, or to what is no HTTP, is tried again', async () => {
    expect(await send({ url: 'http://127.0.0.1:9/' })).toMatchObject({
      status: 'again',
      problem: 'not_reached ECONNREFUSED',
    })
    const noise = createServer((socket) => socket.end('nonsense\r\n\r\n'))
    await new Promise<void>((settle) => noise.listen(0, '127.0.0.1', settle))
    const { port } = noise.address() as AddressInfo
    expect((await send({ url: `http://127.0.0.1:${port}/` })).status).toBe('again')
    noise.close()
  })

  it('[GW-8] goes nowhere inside the network, by number or by name, unless that is allowed', async () => {
    const inside = { status: 'never', problem: 'inside' }
    const requests = gateway.requests
    const { port } = new URL(url)
    for (const host of [
      '127.0.0.1',
      'localhost',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '0.0.0.0',
      '2130706433',
      '0x7f.1',
      '10.0.0.8',
      '169.254.169.254',
    ])
      expect(await send({ url: `http://${host}:${port}/messages`, mayBeInside: false }), host).toEqual(inside)
    expect(gateway.requests).toBe(requests)
  })

  it.each([
    ['127.0.0.1', true],
    ['127.255.3.4', true],
    ['10.1.2.3', true],
    ['172.16.0.1', true],
    ['172.31.255.255', true],
    ['172.32.0.1', false],
    ['192.168.1.1', true],
    ['169.254.169.254', true],
    ['100.64.0.1', true],
    ['0.0.0.0', true],
    ['224.0.0.1', true],
    ['255.255.255.255', true],
    ['8.8.8.8', false],
    ['193.50.1.1', false],
    ['::1', true],
    ['::', true],
    ['::ffff:10.0.0.1', true],
    ['::ffff:8.8.8.8', false],
    ['fe80::1', true],
    ['fd00::1', true],
    ['64:ff9b::7f00:1', true],
    ['2001:67c:2e8::1', false],
    ['::7f00:1', true],
    ['::ffff:0:7f00:1', true],
    ['64:ff9b:1::7f00:1', true],
    ['2002:7f00:1::', true],
    ['2001:db8::1', true],
    ['3fff::1', true],
    ['5f00::1', true],
    ['100::1', true],
    ['4000::1', true],
    ['2606:4700::1111', false],
    ['192.0.2.1', true],
    ['198.51.100.1', true],
    ['203.0.113.1', true],
    ['192.88.99.1', true],
    ['gateway', true],
    ['', true],
  ])('[GW-8] %s is inside the network: %s', (address, inside) => {
    expect(isInside(address)).toBe(inside)
  })

  it('[GW-8] is looked up as it is reached', async () => {
    const found = await new Promise((settle) =>
      outsideOnly('localhost', { all: true }, (error) => settle(error?.message)),
    )
    expect(found).toBe('an address inside the network')
  })
})
