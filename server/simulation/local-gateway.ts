import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { callChannelSchema } from '../../shared/call-out/plan.ts'
import { isSigned } from '../delivery/signature.ts'

/** How the gateway behaves: as it should, or as gateways do on a bad night. */
export const manners = ['answers', 'fails', 'hangs', 'late', 'twice', 'refuses', 'redirects', 'busy'] as const
export type Manner = (typeof manners)[number]

/** What a message is, as docs/gateway.md says it. */
const messageSchema = z.strictObject({
  id: z.string(),
  channel: callChannelSchema,
  to: z.string(),
  text: z.string(),
  /** Of a notification: its heading, and what a touch opens. */
  title: z.string().optional(),
  url: z.url().optional(),
  language: z.literal('fr'),
})
export type Message = z.infer<typeof messageSchema>

const LATE_MS = 400
const ONE_ANSWER = 'HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n'

/** A gateway for tests and demonstrations: it calls nobody, keeps what it was given, and behaves as it is told. */
export class TestGateway {
  /** For the requests to come, one each; then it answers as it should. */
  readonly manners: Manner[] = []
  /** What it took, each once, by the key of its request. */
  readonly messages = new Map<string, Message>()
  /** How often it was asked, whatever it answered. */
  requests = 0
  /** Requests without a good signature, or with a body that is no message. */
  refused = 0
  private readonly server: Server

  constructor(
    private readonly secret: string,
    private readonly onMessage: (message: Message) => void = () => {},
  ) {
    this.server = createServer((request, response) => {
      this.answer(request, response).catch(() => response.destroy())
    })
  }

  /** Listens on this machine; 0 for any port. Its address. */
  async listen(port = 0): Promise<string> {
    await new Promise<void>((settle, fail) => {
      this.server.once('error', fail)
      this.server.listen(port, '127.0.0.1', settle)
    })
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/messages`
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((settle) => this.server.close(settle))
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.requests += 1
    const body = await text(request)
    const key = request.headers['idempotency-key']
    const message = this.read(request, body)
    if (message === null || typeof key !== 'string') {
      this.refused += 1
      response.writeHead(401).end()
      return
    }
    const manner = this.manners.shift() ?? 'answers'
    if (manner === 'fails') response.writeHead(500).end()
    else if (manner === 'refuses') response.writeHead(422).end()
    else if (manner === 'busy') response.writeHead(429, { 'retry-after': '1' }).end()
    else if (manner === 'redirects') response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end()
    else {
      // It has taken it, though its answer may never come.
      this.take(key, message)
      if (manner === 'hangs') return
      if (manner === 'late') await wait(LATE_MS)
      if (manner === 'twice') request.socket.end(ONE_ANSWER + ONE_ANSWER)
      else response.writeHead(202).end()
    }
  }

  private read(request: IncomingMessage, body: string): Message | null {
    if (!isSigned(this.secret, body, request.headers, Date.now() / 1000)) return null
    return messageSchema.safeParse(JSON.parse(body)).data ?? null
  }

  private take(key: string, message: Message): void {
    if (this.messages.has(key)) return
    this.messages.set(key, message)
    this.onMessage(message)
  }
}
