import { type ClientRequest, request as plain } from 'node:http'
import { request as encrypted } from 'node:https'
import { isIP } from 'node:net'
import type { Outcome } from '../job/job-runner.ts'
import { InsideError, isInside, outsideOnly } from './inside.ts'
import { signatureHeaders } from './signature.ts'

/** Where deliveries go, and the secret that they are signed with. */
export interface Destination {
  url: string
  secret: string
  /** Whether it may be inside the network. */
  mayBeInside: boolean
}

/** Slower answers are none. */
const TIMEOUT_MS = 10_000
const LONGEST_WAIT_MS = 10 * 60_000
/** Too early, too many, or it did not wait for us: another time it may work. */
const LATER = new Set([408, 425, 429])

/**
 * Posts `body` as JSON, signed, under `key`, which names what is delivered: sent again it must have no second effect. No
 * redirection is followed and no answer is read but its status. What came of it holds neither body nor address.
 */
export async function deliver(
  { url, secret, mayBeInside }: Destination,
  { key, body, timeoutMs = TIMEOUT_MS }: { key: string; body: object; timeoutMs?: number },
): Promise<Outcome> {
  const text = JSON.stringify(body)
  const target = new URL(url)
  const host = target.hostname.replace(/^\[|\]$/g, '')
  if (!mayBeInside && isIP(host) !== 0 && isInside(host)) return INSIDE
  const send = target.protocol === 'https:' ? encrypted : plain
  const request = send(target, {
    method: 'POST',
    agent: false,
    signal: AbortSignal.timeout(timeoutMs),
    ...(!mayBeInside && { lookup: outsideOnly }),
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(text),
      'idempotency-key': key,
      'user-agent': 'Vigie',
      ...signatureHeaders(secret, text, Math.floor(Date.now() / 1000)),
    },
  })
  return outcomeOf(request, text)
}

const INSIDE: Outcome = { status: 'never', problem: 'its address is inside the network' }

function outcomeOf(request: ClientRequest, text: string): Promise<Outcome> {
  return new Promise((settle) => {
    request.once('response', (response) => {
      const { statusCode = 0, headers } = response
      // Whatever else it says, now or a second time, is of no use.
      response.on('error', () => {})
      response.destroy()
      settle(ofStatus(statusCode, Number(headers['retry-after'])))
    })
    request.on('error', (error: NodeJS.ErrnoException) => {
      if (error instanceof InsideError) settle(INSIDE)
      else if (error.name === 'AbortError' || error.name === 'TimeoutError')
        settle({ status: 'again', problem: 'no answer in time' })
      else settle({ status: 'again', problem: `not reached: ${error.code ?? error.name}` })
    })
    request.end(text)
  })
}

function ofStatus(status: number, retryAfter: number): Outcome {
  const problem = `answered ${status}`
  // A conflict: it has this one already.
  if ((status >= 200 && status < 300) || status === 409) return { status: 'done' }
  if (status < 500 && !LATER.has(status)) return { status: 'never', problem }
  const waitMs = Number.isFinite(retryAfter) ? Math.min(LONGEST_WAIT_MS, Math.max(0, retryAfter * 1000)) : 0
  return { status: 'again', problem, waitMs }
}
