import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { SimulatedOnCall } from './simulated-on-call.ts'
import type { Message } from './local-gateway.ts'

const sms = (token: string): Message => ({
  id: token,
  channel: 'sms',
  to: '0639981137',
  text: `Astreinte Voirie, F-1 : trou. Répondre : http://localhost/astreinte/${token}`,
  language: 'fr',
})

describe('[CO-23] the people on call of a demonstration', () => {
  const stopping = new AbortController()
  afterEach(() => {
    stopping.abort()
  })

  it('open the link of their SMS once, and accept, come and make it safe, or decline, or sleep', async () => {
    const said = new Map<string, string[]>()
    const server = createServer(async (request, response) => {
      const token = String(request.headers['vigie-link'])
      const { type } = JSON.parse(await text(request))
      said.set(token, [...(said.get(token) ?? []), type])
      response.end('{}')
    })
    await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    let chance = 0
    // They wake at once, and all is done in a moment.
    const people = new SimulatedOnCall({
      url,
      speed: 1e9,
      wakeSeconds: [0, 0.1],
      random: () => chance,
      signal: stopping.signal,
      onFault: () => {},
    })
    people.take(sms('wakes'))
    people.take(sms('wakes'))
    people.take({ ...sms('voice'), channel: 'voice' })
    chance = 0.85
    people.take(sms('declines'))
    chance = 0.95
    people.take(sms('sleeps'))
    chance = 0
    await vi.waitFor(
      () =>
        expect([...said].sort()).toEqual([
          ['declines', ['decline']],
          ['wakes', ['accept', 'arrive', 'secure']],
        ]),
      { timeout: 20_000, interval: 50 },
    )
    server.close()
  })
})
