import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'

/** What became of one `POST requests`. */
export type Posted =
  | { status: 'accepted'; requestId: string }
  /** `httpStatus` 0: the server did not answer for as long as the caller would wait. */
  | { status: 'refused'; httpStatus: number; problems: readonly string[] }

export type Open311Form = Readonly<Record<string, string>>

const acceptedSchema = z.array(z.object({ service_request_id: z.string().min(1) })).length(1)
const shownSchema = z
  .array(z.object({ service_request_id: z.string(), status: z.enum(['open', 'closed']) }))
  .length(1)
const errorsSchema = z.array(z.object({ code: z.number(), description: z.string() })).min(1)

const ANSWER_MS = 15_000
const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 5_000

export interface Open311DoorOptions {
  url: string
  apiKey: string
  signal: AbortSignal
  /** Asks for the key of now, null where nobody tells: a demonstration makes another one when it starts again. */
  newKey?: () => Promise<string | null>
  /** How long a request is tried again while the server is away, busy or failing, in milliseconds. */
  patienceMs: number
}

/** The intake's own door, Open311 GeoReport v2 in JSON: posts requests, and asks after them. */
export class Open311Door {
  private readonly base: string
  private apiKey: string

  constructor(private readonly options: Open311DoorOptions) {
    this.apiKey = options.apiKey
    this.base = `${new URL(options.url).origin}/open311/v2`
  }

  /**
   * Posts a request until it is accepted or refused. What may pass (429, 5xx, no answer) is tried again under the same
   * `idempotencyKey`, so that it makes one ticket at most. Rejects only once the signal is aborted.
   */
  async post(form: Open311Form, idempotencyKey: string): Promise<Posted> {
    const { signal, patienceMs } = this.options
    const headers = {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      'idempotency-key': idempotencyKey,
    }
    const deadline = Date.now() + patienceMs
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(LONGEST_WAIT_MS, wait * 2)) {
      const { apiKey } = this
      const body = new URLSearchParams({ ...form, api_key: apiKey }).toString()
      const answer = await this.request('/requests.json', { method: 'POST', headers, body })
      signal.throwIfAborted()
      if (answer.status === 403 && (await this.renewKey(apiKey))) continue
      const mayPass = answer.status === 0 || answer.status === 429 || answer.status >= 500
      if (!mayPass) return postedOf(answer)
      const waitMs = Math.max(wait, answer.retryAfterSeconds * 1000)
      if (Date.now() + waitMs > deadline) return postedOf(answer)
      await pause(waitMs * (1 + Math.random() / 4), undefined, { signal })
    }
  }

  /** Whether there is another key to try instead of the one that was refused. */
  private async renewKey(refused: string): Promise<boolean> {
    if (this.apiKey !== refused) return true
    this.apiKey = (await this.options.newKey?.()) ?? refused
    return this.apiKey !== refused
  }

  /** The status of a request by its id, null where the server does not know it. Throws where it cannot be asked. */
  async status(requestId: string): Promise<'open' | 'closed' | null> {
    const key = new URLSearchParams({ api_key: this.apiKey })
    const path = `/requests/${encodeURIComponent(requestId)}.json?${key}`
    const answer = await this.request(path, { method: 'GET' })
    if (answer.status === 404) return null
    const [shown] = shownSchema.safeParse(answer.content).data ?? []
    if (answer.status === 200 && shown?.service_request_id === requestId) return shown.status
    throw new Error(`The server could not be asked for ${requestId}: ${answer.status || 'no answer'}.`)
  }

  private async request(path: string, init: RequestInit): Promise<HttpAnswer> {
    try {
      const signal = AbortSignal.any([this.options.signal, AbortSignal.timeout(ANSWER_MS)])
      const response = await fetch(this.base + path, { ...init, signal })
      const retryAfterSeconds = Number(response.headers.get('retry-after') ?? 0) || 0
      const content: unknown = await response.json().catch(() => null)
      return { status: response.status, retryAfterSeconds, content }
    } catch {
      return { status: 0, retryAfterSeconds: 0, content: null }
    }
  }
}

interface HttpAnswer {
  /** 0 where there was none. */
  status: number
  retryAfterSeconds: number
  content: unknown
}

function postedOf({ status, content }: HttpAnswer): Posted {
  const { data: accepted } = acceptedSchema.safeParse(content)
  const requestId = accepted?.[0]?.service_request_id
  if (status >= 200 && status < 300 && requestId !== undefined) return { status: 'accepted', requestId }
  const { data: errors } = errorsSchema.safeParse(content)
  const problems = errors?.map(({ description }) => description) ?? [
    status === 0 ? 'the server did not answer' : `the server answered ${status} without saying why`,
  ]
  return { status: 'refused', httpStatus: status, problems }
}
