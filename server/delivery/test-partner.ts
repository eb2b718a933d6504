import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { isSigned } from './signature.ts'

/** How a partner's server behaves on a bad night: before it has taken what it is told, and after. */
type Manner =
  | 'fails'
  | 'refuses'
  | 'redirects'
  | 'busy'
  | 'fails after'
  | 'hangs'
  | 'late'
  | 'drops'
  | 'twice'

export const LATE_MS = 2_000

/** A partner for tests: of webhooks it honours the key, of requests to file it keeps every one. */
export class TestPartner {
  /** For what is told it next, one each; then it answers as it should. */
  readonly manners: Manner[] = []
  /** What it was told by webhook, each once, by the key. */
  readonly told = new Map<string, unknown>()
  /** What was filed, in order, a second time if it came twice. */
  readonly filed: URLSearchParams[] = []
  listIsReadable = true
  /** What was said of requests, each once, by the id of the update. */
  readonly updates = new Map<string, URLSearchParams>()
  updatesAreTaken = true
  /** Of what was filed, by its number, where it is not open; and how it is told. */
  readonly ended = new Map<string, { status: string; status_notes: string | null }>()
  standing: 'told' | 'singly' | 'garbage' | 'huge' | 'of another' | 'fails' = 'told'
  /** What its services ask. */
  attributes: object[] | null = null
  /** What it was asked, other than to take something. */
  readonly asked: string[] = []
  posts = 0
  unsigned = 0
  url = ''
  private readonly server: Server

  constructor(private readonly secret: string) {
    this.server = createServer((request, response) => {
      this.answer(request, response).catch(() => response.destroy())
    })
  }

  async listen(): Promise<string> {
    await new Promise<void>((settle) => this.server.listen(0, '127.0.0.1', settle))
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
    return this.url
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((settle) => this.server.close(settle))
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request)
    if (request.method === 'GET') return this.list(request, response)
    this.posts += 1
    const manner = this.manners.shift()
    if (manner === 'fails') return void response.writeHead(500).end()
    if (manner === 'refuses') return void response.writeHead(422).end()
    if (manner === 'redirects') return void response.writeHead(307, { location: `${this.url}/else` }).end()
    if (manner === 'busy') return void response.writeHead(429, { 'retry-after': '1' }).end()
    const isHook = request.url === '/hook'
    if (isHook && !isSigned(this.secret, body, request.headers, Date.now() / 1000)) {
      this.unsigned += 1
      return void response.writeHead(401).end()
    }
    const isUpdate = request.url === '/servicerequestupdates.json'
    if (isUpdate && !this.updatesAreTaken) return void response.writeHead(404).end()
    const answer = isHook ? this.take(request, body) : isUpdate ? this.update(body) : this.file(body)
    if (manner === 'hangs') return
    if (manner === 'drops') return void request.socket.destroy()
    if (manner === 'fails after') return void response.writeHead(500).end()
    if (manner === 'late') await wait(LATE_MS)
    if (manner === 'twice') {
      const once = `HTTP/1.1 200 OK\r\nContent-Length: ${answer.length}\r\n\r\n${answer}`
      return void request.socket.end(once + once)
    }
    response.end(answer)
  }

  private take({ headers }: IncomingMessage, body: string): string {
    const key = String(headers['idempotency-key'])
    if (!this.told.has(key)) this.told.set(key, JSON.parse(body))
    return ''
  }

  private update(body: string): string {
    const form = new URLSearchParams(body)
    this.updates.set(form.get('update_id') ?? '', form)
    return '[{"update_id":"1"}]'
  }

  private file(body: string): string {
    this.filed.push(new URLSearchParams(body))
    return JSON.stringify([{ service_request_id: `A-${this.filed.length}`, service_notice: null }])
  }

  private list({ url = '' }: IncomingMessage, response: ServerResponse): void {
    const asked = new URL(url, this.url)
    this.asked.push(`${asked.pathname}${asked.search}`)
    if (asked.pathname.startsWith('/services/') && this.attributes !== null)
      return void response.end(JSON.stringify({ service_code: 'Y', attributes: this.attributes }))
    const [, number] = /^\/requests\/([^/]+)\.json$/.exec(asked.pathname) ?? []
    const numbers = number ?? asked.searchParams.get('service_request_id')
    if (numbers !== null) return this.tellStanding(numbers.split(','), number !== undefined, response)
    if (!this.listIsReadable || asked.pathname !== '/requests.json') return void response.writeHead(404).end()
    const listed = this.filed.map((form, index) => ({
      service_request_id: `A-${index + 1}`,
      service_code: form.get('service_code'),
      description: form.get('description'),
    }))
    const code = asked.searchParams.get('service_code')
    response.end(JSON.stringify(listed.filter(({ service_code }) => service_code === code)))
  }

  private tellStanding(numbers: readonly string[], isSingle: boolean, response: ServerResponse): void {
    if (this.standing === 'fails') return void response.writeHead(503).end()
    if (this.standing === 'garbage') return void response.end('<html>closed</html>')
    if (this.standing === 'huge') {
      const [number] = numbers
      const padding = 'x'.repeat(5_000_000)
      return void response.end(
        JSON.stringify([{ padding, service_request_id: number, status: 'closed', status_notes: null }]),
      )
    }
    if (this.standing === 'of another')
      return void response.end(JSON.stringify([{ service_request_id: 'B-9', status: 'closed' }]))
    if (this.standing === 'singly' && !isSingle) return void response.writeHead(400).end()
    const told = numbers.map((number) => ({
      service_request_id: number,
      ...(this.ended.get(number) ?? { status: 'open', status_notes: null }),
    }))
    response.end(JSON.stringify([null, { status: 'closed' }, ...told]))
  }
}
